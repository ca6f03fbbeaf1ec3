using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Musenor.Tests.Interop.Harvest;

/// <summary>Its lists: windows, sets, tokens, and what goes wrong with them.</summary>
internal sealed partial class AwkwardProvider
{
    private sealed record Asking(string Verb, string From, string Until, string Set, int Offset, bool HasToken);

    private (int Status, string Text) List(string verb, IQueryCollection query)
    {
        var hasToken = query.ContainsKey("resumptionToken");
        var parts = hasToken ? query["resumptionToken"].ToString().Split('|') : [query["from"].ToString(), query["until"].ToString(), query["set"].ToString(), "0"];
        var asking = new Asking(verb, parts[0], parts[1], parts[2], int.Parse(parts[3], CultureInfo.InvariantCulture), hasToken);
        if (Refusal(query, asking) is { } refusal)
        {
            return (200, refusal);
        }

        var all = Wanted(asking);
        if (all.Length == 0)
        {
            return (Quirk == "status" ? 422 : 200, Quirk switch { "no-records" => Error("noRecordsFound", ""), "no-word" => Error("InternalException", "no records match"), _ => Error("noRecordsMatch", "") });
        }

        if (Quirk == "poisoned" && verb == "ListRecords" && asking.Offset == 10)
        {
            return (500, "<html>fatal</html>");
        }

        return Page(asking, all);
    }

    private Item[] Wanted(Asking asking)
    {
        static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        var until = asking.Until.Length == 10 ? Instant(asking.Until).AddDays(1).AddSeconds(-1) : asking.Until.Length > 0 ? Instant(asking.Until) : DateTimeOffset.MaxValue;
        var from = asking.From.Length > 0 ? Instant(asking.From).AddSeconds(Quirk == "exclusive" ? 1 : 0) : DateTimeOffset.MinValue;
        var wanted = Items.Where(i => i.At >= from && Whole(i.At) <= until && (asking.Set.Length == 0 || asking.Set == $"museum:{i.Set}"));
        return [.. Quirk is "unsorted" or "set-token" or "newest" ? wanted.OrderByDescending(i => i.At) : wanted.OrderBy(i => i.At)];
    }

    private static DateTimeOffset Whole(DateTimeOffset at) => at.AddTicks(-(at.Ticks % TimeSpan.TicksPerSecond));

    private (int Status, string Text) Page(Asking asking, Item[] all)
    {
        var (offset, isRecords) = (asking.Offset, asking.Verb == "ListRecords");
        var start = Quirk == "overlap" ? Math.Max(0, offset - 3) : offset;
        var page = all.Skip(start).Take(PageSize + offset - start).ToArray();
        var isLast = offset + PageSize >= all.Length;
        var isEmpty = offset == 10 && Quirk == "empty-page" && Times("empty") == 1;
        page = Quirk switch
        {
            "holes" when isRecords => [.. page.Where(i => !i.Id.EndsWith('7'))],
            "empty-page" when isEmpty => [],
            "constant" when isRecords => [.. all.Take(PageSize)],
            _ => page,
        };
        string Token(int at) => $"{asking.From}|{asking.Until}|{asking.Set}|{at}";
        var next = Quirk switch
        {
            "constant" when isRecords => Token(10),
            "circle" when isLast => Token(offset),
            "empty-page" when isEmpty => Token(10).Replace("|10", "|010", StringComparison.Ordinal),
            "endless" when isRecords => Token(offset + PageSize),
            "beyond" when isLast && offset < all.Length => Token(all.Length + PageSize),
            _ when isLast => Quirk == "blank" ? "  " : "",
            "blanks" => $"  {Token(offset + PageSize)} \n",
            _ => Token(offset + PageSize),
        };
        var size = Quirk switch
        {
            "no-size" or "constant" or "endless" or "newest" or "cut-all" => "",
            "size-word" => " completeListSize=\"many\" cursor=\"1\"",
            "size-double" => $" completeListSize=\"{all.Length * 2}\" cursor=\"{offset / PageSize}\"",
            _ => $" completeListSize=\"{all.Length}\" cursor=\"{offset}\"",
        };
        var tokenElement = next.Length == 0 && offset == 0 ? "" : $"<resumptionToken{size}>{next}</resumptionToken>";
        var phantom = Quirk == "phantom" && !isRecords && isLast ? Header(new Item("oai:test.example.org:phantom", "", all[^1].At)) : "";
        var lines = string.Concat(page.Select(i => isRecords ? Record(i) : Header(i)));
        return (200, Spoilt(Envelope($"<{asking.Verb}>{lines}{phantom}{tokenElement}</{asking.Verb}>"), offset));
    }

    private string? Refusal(IQueryCollection query, Asking asking)
    {
        if (Quirk == "again" && asking.HasToken && !query.ContainsKey("metadataPrefix"))
        {
            return Error("badArgument", "metadataPrefix is required");
        }

        var isTimed = query["from"].ToString().Contains('T', StringComparison.Ordinal);
        if ((Quirk is "days" or "no-seconds" && isTimed) || (Quirk == "no-dates" && (query.ContainsKey("from") || query.ContainsKey("until"))))
        {
            return Error("badArgument", "bad from");
        }

        var isDead = Quirk switch
        {
            "dies" or "newest" => asking.Offset == 20 && Times("dies") <= 2,
            "expires" or "unsorted" => asking.Offset >= 20,
            "set-token" => asking is { HasToken: true, Set.Length: > 0 },
            _ => false,
        };
        return isDead ? Error("badResumptionToken", "expired") : Odd(query, asking);
    }

    private string? Odd(IQueryCollection query, Asking asking) => Quirk switch
    {
        "token-words" when asking.Offset == 20 && Times("words") <= 2 => Error("badArgumentsWithToken", "token expired"),
        "breakdown" when asking.HasToken && Times("breakdown") == 1 => Error("InternalException", "java.lang.NullPointerException"),
        "down" when asking.HasToken => Error("InternalException", "java.lang.NullPointerException"),
        "set-ignored" when query.ContainsKey("set") => Error("badArgument", "set"),
        "set-unknown" or "set-case" when query.ContainsKey("set") => Error("noSetHierarchy", "no sets"),
        "no-format" => Error("noMetadataFormats", "unknown prefix"),
        "beyond" when asking.Offset >= Items.Count => Error("noRecordsMatch", ""),
        _ => null,
    };
}
