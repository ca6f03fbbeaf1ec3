namespace Musenor.Museums;

/// <summary>Works online of each museum, when the catalogue is there to answer.</summary>
internal sealed class WorksOnline(IEnumerable<IWorksOnline> catalogues)
{
    public async Task<IReadOnlyDictionary<string, int>> Count(CancellationToken stop = default) =>
        catalogues.FirstOrDefault() is { } catalogue ? await catalogue.CountByMuseum(stop) : new Dictionary<string, int>();

    public async Task<bool> HasPictures(string museumId, CancellationToken stop = default) =>
        catalogues.FirstOrDefault() is { } catalogue && await catalogue.HasPictures(museumId, stop);
}
