using Musenor.Accounts.Access;
using Musenor.Collections.Import.Workshop;
using Musenor.Museums;
using Musenor.Web;

namespace Musenor.Collections.Import.Profiles;

/// <summary>The profiles that the form of a new import proposes: those of the person's museums, of the network, and the presets of the house.</summary>
internal sealed class ProfileChoices(ListProfiles list, MuseumDirectory directory) : IImportProfiles
{
    public async Task<IReadOnlyList<ProfileChoice>> For(Person who, CancellationToken stop)
    {
        var museums = (await directory.Read(stop)).ById;
        string Owner(SavedProfile p) => p.MuseumId is null ? Texts.Of("Collections")["Profile.OfTheNetwork"] : museums.GetValueOrDefault(p.MuseumId)?.Name ?? p.MuseumId;
        return
        [
            .. (await list.Run(who, stop)).Select(p => new ProfileChoice(p.Id, $"{p.Name} ({Owner(p)})")),
            .. PresetProfiles.All.Select(p => new ProfileChoice(p.Id, p.Profile.Name)),
        ];
    }
}
