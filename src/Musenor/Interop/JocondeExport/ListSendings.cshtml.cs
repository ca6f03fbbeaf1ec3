using Microsoft.AspNetCore.Mvc.RazorPages;
using Musenor.Accounts.Access;
using Musenor.Museums;

namespace Musenor.Interop.JocondeExport;

/// <summary>/gestion/envois: where the notices of each museum stand with POP, and the packages made.</summary>
[Needs(nameof(Rights.EditNotices))]
public sealed class ListSendingsPage(ReadSendings read, PackageStore store, MuseumDirectory directory) : PageModel
{
    public const string Path = "/gestion/envois";
    private const int MostPackages = 50;

    public IReadOnlyList<MuseumSendings> Museums { get; private set; } = [];

    public IReadOnlyList<Package> Packages { get; private set; } = [];

    private MuseumDirectory.Snapshot _names = null!;

    public async Task OnGet(CancellationToken stop = default)
    {
        var who = HttpContext.Known();
        Museums = await read.Museums(who, stop);
        Packages = await store.Latest(who.Museums(Rights.EditNotices), MostPackages, stop);
        _names = await directory.Read(stop);
    }

    public string Name(string museum) => _names.ById.GetValueOrDefault(museum)?.Name ?? museum;

    /// <summary>The form that made a package, filled again.</summary>
    public static string Again(Package package) => PreparePage.Address(package.Selection);

    public static string Address(string id) => $"{Path}/{id}";
}
