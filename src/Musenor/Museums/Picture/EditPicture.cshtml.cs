using Microsoft.AspNetCore.Mvc;
using Musenor.Accounts.Access;
using Musenor.Files;
using Musenor.Files.Uploads;
using Musenor.Museums.Practical;
using Musenor.Museums.Practical.Editing;
using Musenor.Web;
using Musenor.Web.Forms;

namespace Musenor.Museums.Picture;

/// <summary>/gestion/musees/{id}/photographie: the photograph of a museum.</summary>
[Needs(nameof(Rights.EditMuseum)), ReceivesFiles(20L * 1024 * 1024)]
internal sealed class EditPicturePage(MuseumDirectory directory, PracticalShelf shelf, KeepPicture keep) : FormPage
{
    private static readonly Texts Words = Texts.Of("Museums");

    [BindProperty(Name = "alt")]
    public string? Alt { get; set; }

    [BindProperty(Name = "credit")]
    public string? Credit { get; set; }

    [BindProperty(Name = "version")]
    public long Version { get; set; }

    public Museum Museum { get; private set; } = null!;

    public PracticalFacts Facts { get; private set; } = null!;

    public async Task<IActionResult> OnGet(string id, CancellationToken stop = default)
    {
        if (await Open(id, stop) is { } other)
        {
            return other;
        }

        (Alt, Credit, Version) = (Facts.PictureAlt, Facts.PictureCredit, Facts.PictureVersion);
        return Page();
    }

    public async Task<IActionResult> OnPost(string id, bool retirer = false, CancellationToken stop = default)
    {
        if (await Open(id, stop) is { } other)
        {
            return other;
        }

        var photo = HttpContext.Uploads().Of("photo").FirstOrDefault(f => f.Bytes > 0);
        var outcome = await keep.Run(HttpContext.Known(), new(Museum.Id, Version, photo, Alt ?? "", Credit ?? "", retirer, Sending), stop);
        if (outcome is Outcome.Conflict)
        {
            await Open(id, stop);
            (Version, Key) = (Facts.PictureVersion, Once.NewKey());
        }

        return Turn(outcome, _ =>
        {
            Say(Words[retirer ? "Picture.Removed" : "Picture.Saved"]);
            return Redirect(Address(Museum.Id));
        });
    }

    public static string Address(string id) => $"{EditPracticalPage.Address(id)}/photographie";

    public FileField Photo => new("photo", Words[Facts.PictureFile is null ? "Picture.Choose" : "Picture.Replace"], MuseumPicture.Purpose, Problems.FirstOrDefault(p => p.Field == "photo")?.Problem) { IsOptional = Facts.PictureFile is not null };

    private async Task<IActionResult?> Open(string id, CancellationToken stop)
    {
        if (!(await directory.Read(stop)).ById.TryGetValue(id, out var museum))
        {
            return NotFound();
        }

        (Museum, Facts) = (museum, (await shelf.Read(stop)).ById.GetValueOrDefault(museum.Id) ?? new PracticalFacts { MuseumId = museum.Id });
        return HttpContext.Known().May(Rights.EditMuseum, museum.Id) ? null : Turn(new Outcome.Refused(Words["Edit.Refused"]), _ => NotFound());
    }
}
