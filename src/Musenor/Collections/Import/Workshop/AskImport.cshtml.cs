using Microsoft.AspNetCore.Mvc;
using Musenor.Accounts.Access;
using Musenor.Collections.Import.National;
using Musenor.Files;
using Musenor.Files.Uploads;
using Musenor.Museums;
using Musenor.Web;
using Musenor.Web.Forms;

namespace Musenor.Collections.Import.Workshop;

/// <summary>/gestion/imports/nouveau: a file, its museum, how it is read.</summary>
[Needs(nameof(Rights.EditNotices)), ReceivesFiles(500L * 1024 * 1024)]
internal sealed class AskImportPage(AskImport ask, ImportSignal signal, MuseumDirectory directory, NationalSource national, IEnumerable<IImportProfiles> profiles) : FormPage
{
    public const string Path = "/gestion/imports/nouveau";

    [BindProperty(Name = "musee", SupportsGet = true)]
    public string? Museum { get; set; }

    [BindProperty(Name = "profil")]
    public string? Profile { get; set; }

    [BindProperty(Name = "vides")]
    public bool IgnoresEmpty { get; set; }

    [BindProperty(Name = "entier")]
    public bool IsWhole { get; set; }

    [BindProperty(Name = "national")]
    public bool IsNational { get; set; }

    /// <summary>Where the installation says where the national base is.</summary>
    public bool MayFetch => national.Address is not null;

    public IReadOnlyList<Choice> Museums { get; private set; } = [];

    public IReadOnlyList<ProfileChoice> Profiles { get; private set; } = [];

    /// <summary>The team of the network imports files of several museums, whose rows say which.</summary>
    public bool MayChooseRows => HttpContext.Known().Museums(Rights.EditNotices) is null;

    public FileField Source => new("fichier", Texts.Of("Collections")["Imports.ChooseFile"], AskImport.Purpose, Problems.FirstOrDefault(p => p.Field == "fichier")?.Problem) { IsOptional = MayFetch };

    public Task OnGet(CancellationToken stop = default) => Open(stop);

    public async Task<IActionResult> OnPost(CancellationToken stop = default)
    {
        await Open(stop);
        var file = HttpContext.Uploads().Of("fichier").FirstOrDefault(f => f.Bytes > 0);
        var museum = string.IsNullOrEmpty(Museum) ? null : Museum;
        // Those of other museums are not proposed: naming one gives nothing.
        if (!string.IsNullOrEmpty(Profile) && Profiles.All(p => p.Key != Profile))
        {
            return Turn(new Outcome.Invalid("profil", Texts.Of("Collections")["Imports.NoSuchProfile"]), _ => Page());
        }

        var outcome = await ask.Run(HttpContext.Known(), new(file, museum, string.IsNullOrEmpty(Profile) ? null : Profile, IgnoresEmpty, IsWhole, Sending) { IsNational = IsNational && MayFetch }, stop);
        signal.Wake();
        return Turn(outcome, id => Redirect(ImportRequest.AddressOf(id)));
    }

    private async Task Open(CancellationToken stop)
    {
        var who = HttpContext.Known();
        var museums = await directory.Read(stop);
        Museums = [.. museums.All.Where(m => who.May(Rights.EditNotices, m.Id)).Select(m => new Choice(m.Id, ListRequestsPage.Name(museums, m.Id)))];
        foreach (var keeper in profiles)
        {
            Profiles = [.. Profiles, .. await keeper.For(who, stop)];
        }
    }
}
