using Heritage.Standards.Joconde;
using Heritage.Standards.Publication;
using Musenor.Collections.Vocabularies;
using Musenor.Web;

namespace Musenor.Interop.OaiPmh;

/// <summary>What telling works needs beside the database of notices: who publishes, where works come from, the vocabularies.</summary>
internal sealed class PassSources(SiteSettings site, OaiSettings settings, IEnumerable<IOrigins> origins, LoadedVocabularies vocabularies)
{
    // Grows with every release that changes what records tell: all of them get a new datestamp, some thousands a second.
    private const string Version = "2";

    private readonly string _own = $"{Version} {settings.BaseUrl} {settings.Repository} {site.Name}";

    /// <summary>What all records depend on: when it changes, all are stamped again. A list without addresses changes none.</summary>
    public async Task<string> Mapping(CancellationToken stop)
    {
        var lists = await vocabularies.Current(stop);
        return lists.Control.Lists.Any(l => l.HasAddresses) ? $"{_own} {lists.Revision}" : _own;
    }

    public async Task<Telling> Telling(IReadOnlyCollection<string> references, CancellationToken stop)
    {
        var all = new Dictionary<string, Origin>(StringComparer.Ordinal);
        foreach (var one in origins)
        {
            foreach (var (reference, origin) in await one.Of(references, stop))
            {
                all[reference] = origin;
            }
        }

        return new Telling(site, all, (await vocabularies.Current(stop)).Control);
    }
}

/// <summary>How some works are told.</summary>
/// <param name="Origins">Of those that were harvested, by reference.</param>
internal sealed record Telling(SiteSettings Site, IReadOnlyDictionary<string, Origin> Origins, TermControl Terms)
{
    public PublishedWork Of(StoredWork work) => work.Published(Site, Origins.GetValueOrDefault(work.Row.Ref), Terms);
}
