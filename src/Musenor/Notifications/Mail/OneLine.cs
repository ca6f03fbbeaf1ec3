using System.Text;
using System.Text.RegularExpressions;

namespace Musenor.Notifications.Mail;

/// <summary>Text that goes into a header: whatever could end its line, hide or turn its reading order becomes a blank.</summary>
public static partial class OneLine
{
    public static string Of(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            line.Append(char.IsControl(c) || c is '\u2028' or '\u2029' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') ? ' ' : c);
        }

        return line.ToString().Trim();
    }

    /// <summary>For the log, which names nobody.</summary>
    public static string WithoutAddresses(string text) => Address().Replace(text, "…@…");

    [GeneratedRegex(@"[^\s<>""',;:()]+@[^\s<>""',;:()]+")]
    private static partial Regex Address();
}
