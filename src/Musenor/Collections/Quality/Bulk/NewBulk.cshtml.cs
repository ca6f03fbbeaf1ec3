using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Musenor.Accounts.Access;
using Musenor.Collections.Editing;
using Musenor.Web;
using Musenor.Web.Forms;

namespace Musenor.Collections.Quality.Bulk;

/// <summary>/gestion/notices/lot: one change for all the notices of a list. What, then its preview, then « Confirmer »; each step has an address.</summary>
[Needs(nameof(Rights.EditNotices))]
public sealed class NewBulkPage(PreviewBulk preview, AskBulk ask, ApplyBulk apply) : FormPage
{
    /// <summary>Up to here the page waits until it is done.</summary>
    public const int AtOnce = 500;

    private static readonly Texts Words = Texts.Of("Collections");

    public NoticeFilter Filter { get; private set; } = new();

    public BulkChange Change { get; private set; } = new("", "", "", "", false);

    /// <summary>Notices of the list.</summary>
    public int Count { get; private set; }

    /// <summary>Null before the change is said, or while it is not whole.</summary>
    public BulkPreview? Preview { get; private set; }

    public async Task<IActionResult> OnGet(string? apercu = null, CancellationToken stop = default)
    {
        Read();
        if (apercu is not null)
        {
            Problems = Change.Check();
            if (Problems.Count == 0)
            {
                Preview = await preview.Run(HttpContext.Known(), Filter, Change, stop);
                Count = Preview.Total;
                return Page();
            }

            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        }

        Count = await preview.Count(HttpContext.Known(), Filter, stop);
        return Page();
    }

    public async Task<IActionResult> OnPost(string? vu = null, CancellationToken stop = default)
    {
        Read();
        var seen = long.TryParse(vu, NumberStyles.None, CultureInfo.InvariantCulture, out var revision) ? revision : 0;
        var outcome = await ask.Run(HttpContext.Known(), new(Filter, Change, seen, Sending), stop);
        Count = outcome is Outcome.Invalid ? await preview.Count(HttpContext.Known(), Filter, stop) : 0;
        if (outcome is Outcome.Done(var id))
        {
            if (int.TryParse(Request.Form["combien"], NumberStyles.None, CultureInfo.InvariantCulture, out var many) && many <= AtOnce)
            {
                await apply.Run(id, CancellationToken.None);
            }
            else
            {
                apply.Wake();
            }
        }

        return Turn(outcome, done => Redirect(BulkLinks.Of(done)));
    }

    /// <summary>The form with another kind of change.</summary>
    public string As(string kind) => BulkLinks.With(Filter, new BulkChange(kind, "", "", "", false));

    public string Again => BulkLinks.With(Filter, Change);

    public Field Field() => new("champ", Words["Bulk.Field"])
    {
        Type = "select",
        Value = Change.Field,
        Choices = [new("", Words["Bulk.ChooseField"]), .. BulkChange.Fields.Select(f => new Choice(f, EditedFields.LabelWithCode(f)))],
        Problems = Problems,
    };

    public Field By() => Change.Kind == BulkChange.SetLicence
        ? new("par", Words["Bulk.By.licence"]) { Type = "select", Value = Change.Replacement, Choices = [new("", Words["Bulk.ChooseLicence"]), .. BulkChange.Licences.Select(l => new Choice(l, l))], Problems = Problems }
        : new("par", Words[$"Bulk.By.{Change.Kind}"]) { Value = Change.Replacement, Hint = Change.Kind == BulkChange.Credit ? Words["Bulk.CreditHint"] : null, Autocomplete = "off", MaxLength = 500, Problems = Problems };

    private void Read()
    {
        Filter = NoticeFilter.Read(new QueryCollection(Values()));
        Change = BulkChange.Read(key => Values().GetValueOrDefault(key).ToString());
    }

    /// <summary>From the address, or from the form that confirms.</summary>
    private Dictionary<string, Microsoft.Extensions.Primitives.StringValues> Values() =>
        Request.HasFormContentType ? Request.Form.ToDictionary(f => f.Key, f => f.Value, StringComparer.Ordinal) : Request.Query.ToDictionary(q => q.Key, q => q.Value, StringComparer.Ordinal);
}
