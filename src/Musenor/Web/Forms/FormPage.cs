using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Musenor.Web.Errors;

namespace Musenor.Web.Forms;

/// <summary>A page with a form: turns what the use case answers into a page, and keeps what was typed.</summary>
public abstract class FormPage : PageModel
{
    /// <summary>Key of this sending, in the form as a hidden field: see <see cref="Once"/>.</summary>
    [BindProperty(Name = Once.Field)]
    public string Key { get; set; } = Once.NewKey();

    /// <summary>
    /// The key with a print of what was sent under it: a form that « back » brings again and that is corrected before it is sent once more
    /// is another sending, not a repeated one.
    /// </summary>
    protected string Sending => Request.HasFormContentType ? $"{Key}.{Print(Request.Form)}" : Key;

    public IReadOnlyList<FieldProblem> Problems { get; protected set; } = [];

    /// <summary>Somebody saved first: who and when. The page shows both texts.</summary>
    public Outcome.Conflict? Conflict { get; protected set; }

    /// <summary>One sentence for the next page, in a banner.</summary>
    protected void Say(string sentence) => TempData["Said"] = sentence;

    private static string Print(IFormCollection form)
    {
        var values = form.Where(f => f.Key is not (Once.Field or "__RequestVerificationToken")).OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => new { f.Key, Values = f.Value.ToArray() });
        var files = form.Files.Select(f => new { f.Name, f.FileName, f.Length });
        return Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(new { values, files })))[..24];
    }

    protected IActionResult Turn(Outcome outcome, Func<string, IActionResult> done)
    {
        switch (outcome)
        {
            case Outcome.Done(var id):
                return done(id);
            case Outcome.Missing:
                return NotFound();
            case Outcome.Refused(var reason):
                HttpContext.Features.Set(new StatusReason(reason));
                return StatusCode(StatusCodes.Status403Forbidden);
            case Outcome.TooMany(var wait, var reason):
                HttpContext.Features.Set(new StatusReason(reason));
                Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
                return StatusCode(StatusCodes.Status429TooManyRequests);
            case Outcome.Conflict conflict:
                Conflict = conflict;
                Response.StatusCode = StatusCodes.Status409Conflict;
                return Page();
            case Outcome.Invalid invalid:
                Problems = invalid.Problems;
                Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
                return Page();
            default:
                throw new InvalidOperationException($"Nobody told what to do with {outcome}.");
        }
    }
}
