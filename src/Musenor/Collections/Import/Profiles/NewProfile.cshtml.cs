using Microsoft.AspNetCore.Mvc;
using Musenor.Accounts.Access;
using Musenor.Collections.Import.Reading;
using Musenor.Files.Uploads;
using Musenor.Museums;
using Musenor.Web;
using Musenor.Web.Forms;

namespace Musenor.Collections.Import.Profiles;

/// <summary>/gestion/imports/profils/nouveau: a profile made from a file of the software, or received from another museum.</summary>
[Needs(nameof(Rights.EditNotices)), ReceivesFiles(Megabytes * 1024L * 1024)]
internal sealed class NewProfilePage(CreateProfile create, MuseumDirectory directory) : FormPage
{
    public const string Path = "/gestion/imports/profils/nouveau";
    public const int Megabytes = 50;

    [BindProperty(Name = "musee")]
    public string? Museum { get; set; }

    [BindProperty(Name = "nom")]
    public string? Name { get; set; }

    [BindProperty(Name = "logiciel")]
    public string? Software { get; set; }

    public SourceHints Hints { get; private set; } = SourceHints.None;

    public bool HasHints => Hints != SourceHints.None;

    public IReadOnlyList<Choice> Owners { get; private set; } = [];

    public async Task OnGet(CancellationToken stop = default) => Owners = ProfileOwners.Of(HttpContext.Known(), await directory.Read(stop));

    public async Task<IActionResult> OnPost(CancellationToken stop = default)
    {
        await OnGet(stop);
        Hints = Request.HasFormContentType ? ProfileHints.Read(Request.Form) : SourceHints.None;
        var (museum, problem) = ProfileOwners.Chosen(Owners, Museum);
        if (problem is not null)
        {
            return Turn(new Outcome.Invalid([problem]), _ => NotFound());
        }

        var file = HttpContext.Uploads().Of("exemple").FirstOrDefault(f => f.Bytes > 0);
        var form = new CreateProfile.Form(museum, Name ?? "", Software ?? "", Hints, file, file is null ? Sending : $"{Sending}.{file.Sha256[..16]}");
        return Turn(await create.Run(HttpContext.Known(), form, stop), id =>
        {
            Say(Texts.Of("Collections")["Profile.Created"]);
            return Redirect(EditProfilePage.Address(id));
        });
    }
}
