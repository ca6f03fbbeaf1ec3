using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Musenor.Accounts.Access;
using Musenor.Collections.Notices;
using Musenor.Collections.Quality;
using Musenor.Web;
using Musenor.Web.Forms;

namespace Musenor.Collections.Editing;

/// <summary>/gestion/notices/{ref}: all fields of a notice, grouped as an object is catalogued.</summary>
[Needs(nameof(Rights.EditNotices))]
public sealed class EditNoticePage(OpenNotice open, EditNotice edit, Vocabulary vocabulary, NoticeQuality quality, TimeProvider clock) : FormPage
{
    private static readonly Texts Words = Texts.Of("Collections");

    public OpenedNotice Notice { get; private set; } = null!;

    /// <summary>What was typed, on a form that comes back.</summary>
    public IReadOnlyDictionary<string, string> Typed { get; private set; } = NoticeVersions.Nothing;

    /// <summary>Revision that the form showed; that of now on a new one.</summary>
    public long Shown { get; private set; }

    /// <summary>Set when somebody else changed the same fields meanwhile: both texts are shown.</summary>
    public FormComparison? Both { get; private set; }

    public SavedChange? Saved { get; private set; }

    /// <summary>What is to see to, beside what is missing.</summary>
    public IReadOnlyList<QualityLine> Quality { get; private set; } = [];

    public IReadOnlyDictionary<string, IReadOnlyList<string>> Terms { get; private set; } = new Dictionary<string, IReadOnlyList<string>>();

    public IReadOnlyList<string> Missing => MinimumRecord.Missing(Notice.Notice, Notice.View.Images.Count > 0);

    /// <summary>Fields of the source that no form changes, shown as they are.</summary>
    public IEnumerable<KeyValuePair<string, string>> Others => Notice.Notice.Fields.Where(f => !EditedFields.Codes.Contains(f.Key)).OrderBy(f => f.Key, StringComparer.Ordinal);

    public async Task<IActionResult> OnGet(string reference, long enregistre = 0, long depuis = 0, CancellationToken stop = default)
    {
        if (await Open(reference, stop) is { } other)
        {
            return other;
        }

        Shown = Notice.Revision;
        if (enregistre > 0)
        {
            Saved = SavedChange.Of(await open.Since(Notice, depuis, stop), enregistre, Notice, HttpContext.Known(), clock.GetUtcNow());
            Saved = Saved is null ? null : Saved with { Unknown = await vocabulary.Unknown(Notice.Ref, Notice.Notice, Saved.Codes, stop) };
        }

        return Page();
    }

    public async Task<IActionResult> OnPost(string reference, long revision, long depart, string[] conflit, CancellationToken stop = default)
    {
        if (await Open(reference, stop) is { } other)
        {
            return other;
        }

        (Typed, Shown) = (Fields(Request.Form), revision);
        if (conflit.Where(code => Choice(code) is null).Select(code => new FieldProblem($"choix.{code}", Words["Conflict.Choose", EditedFields.Label(code)])).ToList() is { Count: > 0 } left)
        {
            (Problems, Shown) = (left, depart);
            Both = await open.Compare(Notice, depart, Typed, stop);
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }

        var kept = Typed.Where(f => !conflit.Contains(f.Key) || Choice(f.Key) == "mien").ToDictionary();
        var outcome = await edit.Run(HttpContext.Known(), new(Notice.Ref, revision, kept, Sending), stop);
        if (outcome is Outcome.Conflict)
        {
            // Read again: what is shown beside the typed text must be what refused it.
            if (await Open(reference, stop) is { } gone)
            {
                return gone;
            }

            (Typed, Both) = (kept, await open.Compare(Notice, revision, kept, stop));
        }

        return Turn(outcome, saved => Done(saved, revision));
    }

    public Field Field(string code)
    {
        var text = Typed.GetValueOrDefault(code) ?? Notice.Notice[code];
        return new Field(code, EditedFields.LabelWithCode(code))
        {
            Value = text,
            Hint = Hint(code),
            Optional = !EditedFields.Mandatory.Contains(code),
            Type = EditedFields.NeedsRoom(code, text) ? "textarea" : "text",
            Rows = Math.Clamp((text.Length / 70) + text.Count(c => c == '\n') + 1, 2, 12),
            Suggestions = Terms.GetValueOrDefault(code) ?? [],
            Autocomplete = "off",
            Problems = Problems,
        };
    }

    public string? Choice(string code) => Request.HasFormContentType && Request.Form[$"choix.{code}"].ToString() is "mien" or "autre" ? Request.Form[$"choix.{code}"].ToString() : null;

    internal static Dictionary<string, string> Fields(IFormCollection form) =>
        EditedFields.Codes.Where(form.ContainsKey).ToDictionary(code => code, code => form[code].ToString(), StringComparer.Ordinal);

    private string? Hint(string code)
    {
        var hint = EditedFields.Hinted.Contains(code) ? Words[$"Edit.Hint.{code}"] : null;
        return Notice.Edited.TryGetValue(code, out var edited) ? string.Join(" — ", new[] { hint, Words["Edit.Protected", ParisDay.Wall(edited.EditedAt), By(edited.Name)] }.OfType<string>()) : hint;
    }

    private static string By(string name) => name.Length > 0 ? name : Words["History.Operator"];

    private RedirectResult Done(string saved, long shown)
    {
        if (saved == "0")
        {
            Say(Words["Edit.Nothing"]);
            return Redirect(NoticeLinks.Edit(Notice.Ref));
        }

        return Redirect(string.Create(CultureInfo.InvariantCulture, $"{NoticeLinks.Edit(Notice.Ref)}?enregistre={saved}&depuis={shown}"));
    }

    private async Task<IActionResult?> Open(string reference, CancellationToken stop)
    {
        if (await open.Run(reference, stop) is not { } notice)
        {
            return NotFound();
        }

        if (!HttpContext.Known().May(Rights.EditNotices, notice.View.Museum.Id))
        {
            return Turn(new Outcome.Refused(Words["Edit.Refused"]), _ => NotFound());
        }

        Notice = notice;
        Terms = await vocabulary.Proposals(stop);
        Quality = await quality.Run(notice, stop);
        return null;
    }
}
