using System.Globalization;
using System.Text;

namespace Musenor.Accounts.SignUp;

/// <summary>The name by which a person wants to be called.</summary>
public static class PersonName
{
    public const int Longest = 80;

    /// <summary>One line, spaces made plain; null when it is none: empty, too long, with marks that steer the text or with an address of a site.</summary>
    public static string? Read(string? typed)
    {
        if (typed is null || typed.Length > 4 * Longest)
        {
            return null;
        }

        var name = new StringBuilder();
        foreach (var rune in typed.Normalize(NormalizationForm.FormC).EnumerateRunes())
        {
            switch (Rune.GetUnicodeCategory(rune))
            {
                case UnicodeCategory.SpaceSeparator:
                    _ = name.Length > 0 && name[^1] != ' ' ? name.Append(' ') : name;
                    break;
                // Lines, NUL, text turned around: in a mail's header or in a list they would speak in place of the portal.
                case UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Format
                    or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned:
                    return null;
                default:
                    name.Append(rune);
                    break;
            }
        }

        var read = name.ToString().Trim();
        return read.Length is 0 or > Longest || read.Contains("://", StringComparison.Ordinal) || read.Contains("www.", StringComparison.OrdinalIgnoreCase) ? null : read;
    }
}
