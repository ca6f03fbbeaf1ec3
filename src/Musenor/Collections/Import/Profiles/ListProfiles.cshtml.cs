using Microsoft.AspNetCore.Mvc.RazorPages;
using Musenor.Accounts.Access;
using Musenor.Museums;
using Musenor.Web;

namespace Musenor.Collections.Import.Profiles;

/// <summary>/gestion/imports/profils: the profiles of a person's museums, of the network, and those of the house.</summary>
[Needs(nameof(Rights.EditNotices))]
internal sealed class ListProfilesPage(ListProfiles list, MuseumDirectory directory) : PageModel
{
    public const string Path = "/gestion/imports/profils";
    private static readonly Texts Words = Texts.Of("Collections");

    /// <param name="SavedAt">Null for a preset of the house.</param>
    public sealed record Line(string Id, string Name, string Software, int Version, DateTimeOffset? SavedAt, string By);

    public sealed record Group(string Owner, IReadOnlyList<Line> Profiles);

    public IReadOnlyList<Group> Groups { get; private set; } = [];

    public async Task OnGet(CancellationToken stop = default)
    {
        var museums = await directory.Read(stop);
        var saved = (await list.Run(HttpContext.Known(), stop)).GroupBy(p => p.MuseumId)
            .Select(g => (Key: g.Key is not null && museums.ById.TryGetValue(g.Key, out var museum) ? museum.SortKey : "", Group: new Group(Owner(g.Key, museums), [.. g.Select(p => new Line(p.Id, p.Name, p.Profile.Software, p.Version, p.SavedAt, p.By))])))
            .OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => g.Group);
        Groups = [.. saved, new(Words["Profile.Presets"], [.. PresetProfiles.All.Select(p => new Line(p.Id, p.Profile.Name, p.Profile.Software, p.Version, null, ""))])];
    }

    public static string Owner(string? museum, MuseumDirectory.Snapshot museums) =>
        museum is null ? Words["Profile.OfTheNetwork"] : museums.ById.TryGetValue(museum, out var known) ? known.Name : museum;
}
