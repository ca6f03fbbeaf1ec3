using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Musenor.Accounts.Identity;
using Musenor.Web;

namespace Musenor.Accounts.SignIn;

/// <summary>
/// A signed cookie that remembers which accounts were opened in this browser. It opens nothing: it tells a colleague from a stranger who
/// guesses, and spares a mail at each sign-in. It holds for an account until its password, address or second factor changes.
/// </summary>
public sealed class KnownBrowser(IDataProtectionProvider protection, SiteSettings site, TimeProvider clock)
{
    private const int MostAccounts = 5;
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(365);
    private readonly IDataProtector _seal = protection.CreateProtector("Musenor.Accounts.KnownBrowser");

    private bool IsHttps => site.BaseUrl.Scheme == Uri.UriSchemeHttps;

    private string Cookie => IsHttps ? "__Host-musenor-appareil" : "musenor-appareil";

    /// <summary>Name of this browser, when it knows the account; else null.</summary>
    public string? For(HttpRequest request, Account account) => Read(request) is { } known && known.Skip(1).Contains(Mark(account)) ? known[0] : null;

    public void Remember(HttpContext context, Account account)
    {
        var known = Read(context.Request) ?? [Convert.ToHexString(RandomNumberGenerator.GetBytes(16))];
        string[] now = [known[0], Mark(account), .. known.Skip(1).Where(m => !m.StartsWith(account.Id, StringComparison.Ordinal)).Take(MostAccounts - 1)];
        var ends = clock.GetUtcNow() + Lifetime;
        context.Response.Cookies.Append(Cookie, _seal.Protect($"{ends.ToUnixTimeSeconds()}\n{string.Join('\n', now)}"), new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            Secure = IsHttps,
            Path = "/",
            MaxAge = Lifetime,
            IsEssential = true,
        });
    }

    private string[]? Read(HttpRequest request)
    {
        try
        {
            if (request.Cookies[Cookie] is not { Length: > 0 and < 3000 } cookie)
            {
                return null;
            }

            var parts = _seal.Unprotect(cookie).Split('\n');
            return long.Parse(parts[0], CultureInfo.InvariantCulture) > clock.GetUtcNow().ToUnixTimeSeconds() ? parts[1..] : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static string Mark(Account account) =>
        $"{account.Id}:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(account.SecurityStamp ?? "")).AsSpan(0, 8))}";
}
