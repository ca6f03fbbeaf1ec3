using Musenor.Accounts.Access;
using Musenor.Storage;

namespace Musenor.Collections.Import.Profiles;

/// <summary>The profiles that a person may read: of their museums, of the network, and the presets of the house.</summary>
internal sealed class ListProfiles(Database database)
{
    public async Task<IReadOnlyList<SavedProfile>> Run(Person who, CancellationToken stop = default)
    {
        await using var connection = await database.Open(stop);
        var museums = who.Museums(Rights.EditNotices);
        return [.. (await ProfileStore.All(connection)).Where(p => p.MuseumId is null || museums is null || museums.Contains(p.MuseumId))];
    }
}
