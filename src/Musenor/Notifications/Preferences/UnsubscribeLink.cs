using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;
using Musenor.Accounts.Messages;
using Musenor.Web;

namespace Musenor.Notifications.Preferences;

/// <summary>The signed address that turns off one category for one person, and does nothing else. It does not end: mails are kept for years.</summary>
public sealed class UnsubscribeLink(IDataProtectionProvider protection, SiteSettings site, IEnumerable<MessageKind> kinds)
{
    private readonly IDataProtector _signed = protection.CreateProtector("Musenor.Notifications.Unsubscribe");

    public sealed record Target(string Recipient, Category Category, string Kind);

    public Uri For(string recipient, Category category, string kind) =>
        new(site.BaseUrl, "/desabonnement/" + WebEncoders.Base64UrlEncode(_signed.Protect(Encoding.UTF8.GetBytes($"{category}\n{kind}\n{recipient}"))));

    /// <summary>What the link turns off, in the words of the page of preferences.</summary>
    public string Label(Category category, string kind) =>
        kinds.FirstOrDefault(k => k.Category == category && k.Key == kind)?.Label ?? Texts.Of("Notifications")[$"Category.{category}"];

    /// <summary>Null for a token that is not ours.</summary>
    public Target? Read(string token)
    {
        try
        {
            var parts = Encoding.UTF8.GetString(_signed.Unprotect(WebEncoders.Base64UrlDecode(token))).Split('\n', 3);
            return parts.Length == 3 && Enum.TryParse<Category>(parts[0], out var category) && Frequencies.IsOptional(category) ? new Target(parts[2], category, parts[1]) : null;
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            return null;
        }
    }
}
