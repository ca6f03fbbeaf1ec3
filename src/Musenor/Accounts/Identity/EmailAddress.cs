using System.Globalization;
using Microsoft.AspNetCore.Identity;

namespace Musenor.Accounts.Identity;

/// <summary>A mail address as it is kept and compared.</summary>
public static class EmailAddress
{
    private const int Longest = 254;
    private const string AllowedInLocal = "!#$%&'*+-/=?^_`{|}~.";
    private static readonly IdnMapping Domains = new() { UseStd3AsciiRules = true };

    /// <summary>
    /// The address trimmed, its domain in lower case and in ASCII (« musée.fr » is « xn--muse-dpa.fr »); null when no mail can go there.
    /// Only ASCII before the @: few servers take more, and letters that look alike would open somebody else's account.
    /// </summary>
    public static string? Read(string? typed)
    {
        if (typed is null || typed.Length > 2 * Longest)
        {
            return null;
        }

        var address = Trim(typed);
        var at = address.LastIndexOf('@');
        if (at is < 1 or > 64 || !IsLocal(address.AsSpan(0, at)) || Domain(address[(at + 1)..]) is not { } domain)
        {
            return null;
        }

        var whole = $"{address[..at]}@{domain}";
        return whole.Length <= Longest ? whole : null;
    }

    // What a copied address drags along: spaces of any kind, and marks that show nothing.
    private static string Trim(string typed)
    {
        var (start, end) = (0, typed.Length);
        while (start < end && Shows(typed[start]) is false)
        {
            start++;
        }

        while (end > start && Shows(typed[end - 1]) is false)
        {
            end--;
        }

        return typed[start..end];
    }

    private static bool Shows(char c) => c != '\0' && !char.IsWhiteSpace(c) && char.GetUnicodeCategory(c) != UnicodeCategory.Format;

    private static bool IsLocal(ReadOnlySpan<char> local)
    {
        foreach (var c in local)
        {
            if (!char.IsAsciiLetterOrDigit(c) && !AllowedInLocal.Contains(c, StringComparison.Ordinal))
            {
                return false;
            }
        }

        return local[0] != '.' && local[^1] != '.' && local.IndexOf("..") < 0;
    }

    private static string? Domain(string typed)
    {
        try
        {
            var domain = Domains.GetAscii(typed.ToLowerInvariant()).ToLowerInvariant();
            var labels = domain.Split('.');
            return labels.Length > 1 && labels.All(l => l.Length > 0) && !labels[^1].All(char.IsAsciiDigit) ? domain : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}

/// <summary>How Identity compares addresses: as <see cref="EmailAddress"/> reads them, whatever their case.</summary>
internal sealed class AddressFolding : ILookupNormalizer
{
    public string? NormalizeEmail(string? email) => Fold(email);

    public string? NormalizeName(string? name) => Fold(name);

    public static string? Fold(string? address) => (EmailAddress.Read(address) ?? address)?.ToUpperInvariant();
}
