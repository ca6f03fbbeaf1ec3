using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Musenor.Web.Abuse;

/// <summary>
/// Tells programs from people in a form open to everyone, without a riddle (RGAA 1.4): a field that nobody sees, and a signed hour at which
/// the form was shown. <c>&lt;partial name="_Honeypot" model="&quot;the form&quot;" /&gt;</c> in the form, <see cref="Problem"/> when it comes back.
/// </summary>
public sealed class Honeypot(IDataProtectionProvider protection, TimeProvider clock)
{
    /// <summary>The field that nobody sees.</summary>
    public const string Field = "site_web";

    public const string Shown = "_vu";

    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(24);
    private readonly IDataProtector _seal = protection.CreateProtector("Musenor.Web.Abuse.Honeypot");

    /// <summary>The signed hour of now; the one that came back when the form is shown again, so that correcting a field costs no wait.</summary>
    public string Stamp(string form, HttpRequest request) =>
        Posted(request, Shown) is { Length: > 0 } stamp && Age(form, stamp) is { } age && age <= Longest
            ? stamp
            : _seal.Protect($"{form}\n{clock.GetUtcNow().ToUnixTimeMilliseconds()}");

    /// <summary>What to tell the sender; null when it looks like a person.</summary>
    public string? Problem(string form, HttpRequest request)
    {
        var words = Texts.Of("Web");
        if (Posted(request, Field) is not "")
        {
            return words["HoneypotFilled"];
        }

        return Age(form, Posted(request, Shown) ?? "") switch
        {
            null => words["HoneypotForged"],
            var age when age > Longest => words["HoneypotOld"],
            var age when age < Shortest => words["HoneypotFast"],
            _ => null,
        };
    }

    private static string? Posted(HttpRequest request, string field) => request.HasFormContentType ? request.Form[field] : default(string?);

    private TimeSpan? Age(string form, string stamp)
    {
        try
        {
            var parts = stamp.Length is > 0 and < 1000 ? _seal.Unprotect(stamp).Split('\n') : [];
            return parts.Length == 2 && parts[0] == form
                ? clock.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(parts[1], CultureInfo.InvariantCulture))
                : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
