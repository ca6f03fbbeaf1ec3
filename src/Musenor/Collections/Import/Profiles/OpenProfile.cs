using System.Text.Json;
using Musenor.Accounts.Access;
using Musenor.Storage;

namespace Musenor.Collections.Import.Profiles;

/// <summary>A profile as a person may see it.</summary>
/// <param name="MuseumId">Null: of the network.</param>
/// <param name="MayEdit">May save a new version.</param>
/// <param name="History">Newest first.</param>
internal sealed record OpenedProfile(string Id, string? MuseumId, int Version, MappingProfile Profile, ProfileSample Sample, bool MayEdit, IReadOnlyList<ProfileVersion> History);

/// <summary>Opens a profile, or a preset of the house, in one of its versions.</summary>
internal sealed class OpenProfile(Database database)
{
    /// <param name="version">0 for the latest.</param>
    /// <returns>Null when there is none that this person may read.</returns>
    public async Task<OpenedProfile?> Run(Person who, string id, int version = 0, CancellationToken stop = default)
    {
        if (PresetProfiles.Find(id) is { } preset)
        {
            return new(preset.Id, null, preset.Version, preset.Profile, ProfileSample.None, false, []);
        }

        await using var connection = await database.Open(stop);
        if (await ProfileStore.Find(connection, id) is not { } saved || (saved.MuseumId is not null && !who.May(Rights.EditNotices, saved.MuseumId)))
        {
            return null;
        }

        var history = await ProfileStore.History(connection, id);
        var shown = version == 0 ? saved.Definition : history.FirstOrDefault(v => v.Version == version)?.Definition;
        return shown is null
            ? null
            : new(id, saved.MuseumId, saved.Version, ProfileJson.Read(shown), Sample(saved.Sample), who.May(Rights.EditNotices, saved.MuseumId), history);
    }

    private static ProfileSample Sample(string? text) => text is null ? ProfileSample.None : JsonSerializer.Deserialize<ProfileSample>(text) ?? ProfileSample.None;
}
