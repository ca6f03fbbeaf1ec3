using System.Text;

namespace Musenor.Notifications.Mail;

/// <summary>Text that goes into a header: whatever could end its line, hide or turn its reading order becomes a blank.</summary>
public static class OneLine
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
}
