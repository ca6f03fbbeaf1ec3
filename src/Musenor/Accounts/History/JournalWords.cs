using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Musenor.Accounts.Access;
using Musenor.Web;

namespace Musenor.Accounts.History;

/// <summary>How lines of the journal are told to people.</summary>
public static class JournalWords
{
    /// <summary>One field that changed; no name where the line holds a plain text.</summary>
    public sealed record Change(string Field, string Before, string After);

    /// <summary>
    /// « notice.withdraw » in the words of the room that did it: key <c>Action.notice.withdraw</c> of its resource file. Left as it is where
    /// no room tells.
    /// </summary>
    public static string Action(string action) => Known.GetOrAdd(action, Look);

    private static readonly ConcurrentDictionary<string, string> Known = new(StringComparer.Ordinal);

    private static string Look(string action) =>
        Texts.Rooms.Select(room => Texts.Of(room).Find($"Action.{action}")).FirstOrDefault(text => text is not null) ?? action;

    /// <summary>Before and after, field by field where both are JSON objects.</summary>
    public static IReadOnlyList<Change> Changes(JournalLine line)
    {
        if (line.Before is null && line.After is null)
        {
            return [];
        }

        var (before, after) = (Fields(line.Before), Fields(line.After));
        return before is null || after is null
            ? [new Change("", Said(line.Before), Said(line.After))]
            : [.. before.Keys.Union(after.Keys).Select(key => new Change(key, before.GetValueOrDefault(key, ""), after.GetValueOrDefault(key, ""))).Where(c => c.Before != c.After)];
    }

    /// <summary>Roles and days are kept as keys, whatever they are called later, and told in today's words.</summary>
    private static string Said(string? text) =>
        Roles.Read(text ?? "") is { } role ? role.Label()
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day.ToString("d MMMM yyyy", CultureInfo.CurrentCulture)
        : text ?? "";

    private static Dictionary<string, string>? Fields(string? text)
    {
        if (text is null)
        {
            return [];
        }

        if (!text.StartsWith('{'))
        {
            return null;
        }

        try
        {
            return JsonDocument.Parse(text).RootElement.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.ValueKind == JsonValueKind.String ? p.Value.GetString()! : p.Value.GetRawText());
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            return null;
        }
    }
}
