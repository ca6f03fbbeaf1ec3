using Musenor.Collections.Search.Columns;
using Musenor.Museums;

namespace Musenor.Collections.Search;

/// <summary>Tells the directory how many works each museum shows, from the columns in memory.</summary>
internal sealed class CountWorks(CatalogueReader reader) : IWorksOnline
{
    public async Task<IReadOnlyDictionary<string, int>> CountByMuseum(CancellationToken stop = default)
    {
        var catalogue = await reader.Current(stop);
        var counts = catalogue.TallyOfAll();
        return catalogue.Values.Of(Facet.Museum).Where(v => v.Id < counts.Length && counts[v.Id] > 0).ToDictionary(v => v.Label, v => counts[v.Id], StringComparer.Ordinal);
    }

    public async Task<bool> HasPictures(string museumId, CancellationToken stop = default)
    {
        var catalogue = await reader.Current(stop);
        return catalogue.Values.Find(Facet.Image, "1") is { } pictured && catalogue.Values.Find(Facet.Museum, Slug.Of(museumId)) is { } museum
            && catalogue.With(museum).And(catalogue.With(pictured)).Count() > 0;
    }
}
