using System.Text.Json;
using System.Text.RegularExpressions;

namespace Musenor.Notifications.Mail;

/// <summary>
/// Links that open something once (a new password, an invitation, the end of an erasure) belong to whoever got the mail: once it has left,
/// or will not leave any more, the portal keeps the mail without them.
/// </summary>
internal static partial class OneTimeLink
{
    /// <summary>Null when the path carries a token.</summary>
    public static string? Path(string? path) => path is not null && Token().IsMatch(path) ? null : path;

    /// <summary>Paragraphs (JSON array) with their tokens taken out.</summary>
    public static string Paragraphs(string paragraphs) => Token().IsMatch(paragraphs)
        ? JsonSerializer.Serialize((JsonSerializer.Deserialize<string[]>(paragraphs) ?? []).Select(p => Token().Replace(p, "…")))
        : paragraphs;

    // 256 random bits, as the rooms write them: 64 hexadecimal digits, or 43 letters of base64url, one of them a capital (an address made
    // of words has none).
    [GeneratedRegex("(?<![A-Za-z0-9_-])(?:[0-9a-f]{64}|(?=[a-z0-9_-]*[A-Z])[A-Za-z0-9_-]{43})(?![A-Za-z0-9_-])")]
    private static partial Regex Token();
}
