using Microsoft.AspNetCore.Mvc;
using Musenor.Accounts.Access;
using Musenor.Collections.Notices;
using Musenor.Collections.Search;
using Musenor.Files;
using Musenor.Files.Uploads;
using Musenor.Web;
using Musenor.Web.Forms;

namespace Musenor.Collections.Media.Photographs.Views;

/// <summary>/gestion/notices/{ref}/photographies: the views of a work, their order, their words, their rights.</summary>
[Needs(nameof(Rights.EditNotices)), ReceivesFiles(Reading.JudgeMaster.Largest, Most = 50)]
public sealed class EditPhotographsPage(OpenPictures open, ArrangePhotographs arrange, AddPhotographs add) : FormPage
{
    private static readonly Texts Words = Texts.Of("Collections");

    public OpenedPictures Opened { get; private set; } = null!;

    /// <summary>What was typed, on a form that comes back.</summary>
    public IReadOnlyDictionary<string, PictureTexts> Typed { get; private set; } = new Dictionary<string, PictureTexts>();

    /// <summary>What the last sending of files did, where some of them were refused.</summary>
    public PhotographReport? Report { get; private set; }

    [BindProperty(Name = "licence")]
    public string? Licences { get; set; }

    [BindProperty(Name = "photographe")]
    public string? Photographer { get; set; }

    public async Task<IActionResult> OnGet(string reference, CancellationToken stop = default) => await Open(reference, stop) ?? Page();

    public async Task<IActionResult> OnPost(string reference, string version, string? geste, CancellationToken stop = default)
    {
        if (await Open(reference, stop) is { } other)
        {
            return other;
        }

        // A way back takes nothing of what the other form holds.
        var isBack = geste?.StartsWith("revenir:", StringComparison.Ordinal) == true;
        Typed = isBack ? Typed : Opened.Rows.Where(r => Request.Form.ContainsKey($"legende-{r.Id}")).ToDictionary(r => r.Id, r => PictureTexts.Read(Request.Form, r.Id));
        var outcome = await arrange.Run(HttpContext.Known(), new(Opened.View.Ref, version, Typed, geste ?? "", Sending), stop);
        if (outcome is Outcome.Conflict)
        {
            // Read again: what is shown beside the typed text must be what refused it.
            await Open(reference, stop);
            Key = Once.NewKey();
        }

        return Turn(outcome, done =>
        {
            Say(Words[done switch { "0" => "Photo.Nothing", "remove" => "Photo.Removed", "restore" => "Photo.Restored", _ => "Photo.Saved" }]);
            return Redirect(Address(Opened.View.Ref));
        });
    }

    public async Task<IActionResult> OnPostAjouter(string reference, CancellationToken stop = default)
    {
        if (await Open(reference, stop) is { } other)
        {
            return other;
        }

        var files = HttpContext.Uploads().Of("photos").Where(f => f.Bytes > 0).ToList();
        // Not stopped by a browser that leaves: what was sent is settled.
        var (report, refusal) = await add.Run(HttpContext.Known(), new(Opened.View.Museum.Id, Opened.View.Ref, files, Licences ?? "", Editing.EditedFields.Clean(Photographer ?? "")), CancellationToken.None);
        if (refusal is not null)
        {
            return Turn(refusal, _ => NotFound());
        }

        if (report!.Rejected > 0)
        {
            await Open(reference, stop);
            Report = report;
            Response.StatusCode = report.Attached + report.Unchanged > 0 ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity;
            return Page();
        }

        Say(Words["Photo.Added", report.Attached, report.Unchanged]);
        return Redirect(Address(Opened.View.Ref));
    }

    public static string Address(string reference) => $"{NoticeLinks.Edit(reference)}/photographies";

    public FileField Photos => new("photos", Words["Photo.Choose"], Tray.ListWaitingPage.Sendable, Problems.FirstOrDefault(p => p.Field == "photos")?.Problem) { IsMultiple = true };

    public Field Field(NoticeImage row, string name)
    {
        var saved = Text(PictureTexts.Of(row), name);
        var typed = Typed.TryGetValue(row.Id, out var texts) ? Text(texts, name) : saved;
        return new Field($"{name}-{row.Id}", Words[$"Photo.Field.{name}"])
        {
            Value = typed,
            Hint = Conflict is not null && typed != saved ? Words["Photo.Meanwhile", saved.Length > 0 ? Shown(name, saved) : Words["Photo.Empty"]] : Words.Find($"Photo.Hint.{name}"),
            Optional = true,
            MaxLength = ArrangePhotographs.LongestText,
            Type = name is "licence" or "avant" ? "select" : "text",
            Choices = Choices(row, name),
            Problems = Problems,
        };
    }

    private IReadOnlyList<Choice> Choices(NoticeImage row, string name) => name switch
    {
        "licence" => LicenceChoices,
        "avant" => [new("", Words["Photo.NoPair"]), .. Opened.Rows.Where(r => r.Id != row.Id).Select(r => new Choice(r.Id, Shown("avant", r.Id)))],
        _ => [],
    };

    public static IReadOnlyList<Choice> LicenceChoices => [new("", Words["Photo.NoLicence"]), .. Licence.All.Select(l => new Choice(l, l))];

    public static string By(PictureChange change) => change.Name.Length > 0 ? change.Name : Words["History.Operator"];

    private string Shown(string name, string value) => name == "avant"
        ? Opened.Rows.FirstOrDefault(r => r.Id == value) is { } other ? Words["Photo.Number", other.Position] + (other.Caption.Length > 0 ? Words["Photo.Colon", other.Caption] : "") : ""
        : value;

    private static string Text(PictureTexts texts, string name) => name switch
    {
        "legende" => texts.Caption,
        "photographe" => texts.Photographer,
        "credit" => texts.Credit,
        "licence" => texts.Licence,
        "alt" => texts.Alt,
        _ => texts.BeforeId,
    };

    private async Task<IActionResult?> Open(string reference, CancellationToken stop)
    {
        if (await open.Run(reference, stop) is not { } opened)
        {
            return NotFound();
        }

        if (!HttpContext.Known().May(Rights.EditNotices, opened.View.Museum.Id))
        {
            return Turn(new Outcome.Refused(Words["Edit.Refused"]), _ => NotFound());
        }

        Opened = opened;
        return null;
    }
}
