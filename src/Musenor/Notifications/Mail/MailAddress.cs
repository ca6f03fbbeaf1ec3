using MimeKit;

namespace Musenor.Notifications.Mail;

/// <summary>One address, alone: no name, no list, nothing that could start another header.</summary>
public static class MailAddress
{
    // RFC 5321 §4.5.3.1.3, less the angle brackets.
    private const int Longest = 254;

    /// <summary>Null when this is no address.</summary>
    public static string? Read(string said)
    {
        var text = said.Trim();
        return text.Length <= Longest && text == OneLine.Of(text) && !text.Any(c => char.IsWhiteSpace(c) || c is '<' or '>' or ',' or ';' or '"' or '(' or ')')
            && MailboxAddress.TryParse(text, out var address) && address.Address == text && text.IndexOf('@', StringComparison.Ordinal) is > 0 and var at && at < text.Length - 1
            ? text
            : null;
    }

    /// <summary>To compare and to count: addresses are written in any case.</summary>
    public static string Key(string address) => address.Trim().ToLowerInvariant();

    /// <summary>« c…e@example.org »: enough to recognise, not to take away.</summary>
    public static string Masked(string address)
    {
        var at = address.LastIndexOf('@');
        return at < 0 ? address : at < 3 ? $"…{address[at..]}" : $"{address[0]}…{address[at - 1]}{address[at..]}";
    }
}
