using System.Collections.Concurrent;
using System.Net;
using System.Text.RegularExpressions;
using Heritage.Standards.Text;
using Musenor.Collections.Notices;

namespace Musenor.Interop.Mapping;

/// <summary>What a rule does with the values that it reads, one step after the other. Every value is cleaned first.</summary>
internal static partial class MappingSteps
{
    private const int Longest = 50_000;
    private static readonly ConcurrentDictionary<string, Regex> Patterns = new(StringComparer.Ordinal);

    /// <summary>The names that mappings may use, each with what stands behind it.</summary>
    public static readonly IReadOnlyDictionary<string, string> Known = new Dictionary<string, string>
    {
        ["split"] = "parts each value at a sign",
        ["keep"] = "keeps the values where a pattern is found; its first group, where it has one, is the value",
        ["drop"] = "drops the values where a pattern is found",
        ["cut"] = "takes what a pattern finds out of each value",
        ["among"] = "keeps the values of a list, whatever case and accents",
        ["except"] = "drops the values of a list, whatever case and accents",
        ["prefix"] = "puts words before each value",
        ["interval"] = "« 1801/1900 » becomes « 1801-1900 »",
        ["first"] = "keeps the first value",
        ["web"] = "keeps addresses of the web; « www.… » and « /… » are made whole",
        ["lower"] = "small letters",
    };

    /// <summary>Tags out, entities read, blanks folded; empty for « N/A », « s.d. » and the like.</summary>
    public static string Clean(string text)
    {
        var cut = text.Length > Longest ? text[..Longest] : text;
        if (cut.AsSpan().IndexOfAny('<', '&') >= 0)
        {
            // Once: what is escaped twice stays readable as it is.
            cut = WebUtility.HtmlDecode(Tag().Replace(cut, " "));
            cut = Tag().Replace(cut, " ");
        }

        var bare = Folding.Blanks(Visible(cut));
        return Nothing().IsMatch(bare) ? "" : bare;
    }

    public static IEnumerable<string> Run(string step, IEnumerable<string> values, Uri? site)
    {
        var blank = step.IndexOf(' ', StringComparison.Ordinal);
        var (name, with) = blank < 0 ? (step, "") : (step[..blank], step[(blank + 1)..]);
        return name switch
        {
            "split" => values.SelectMany(v => v.Split(with)).Select(Folding.Blanks).Where(v => v.Length > 0),
            "keep" => values.Select(v => Pattern(with).Match(v)).Where(m => m.Success).Select(m => Folding.Blanks(m.Groups.Count > 1 ? m.Groups[1].Value : m.Result("$_"))).Where(v => v.Length > 0),
            "drop" => values.Where(v => !Pattern(with).IsMatch(v)),
            "cut" => values.Select(v => Folding.Blanks(Pattern(with).Replace(v, ""))).Where(v => v.Length > 0),
            "among" => values.Where(v => Among(with, v)),
            "except" => values.Where(v => !Among(with, v)),
            "prefix" => values.Select(v => $"{with} {v}"),
            "interval" => values.Select(v => Interval().Replace(v, "$1-$2")),
            "first" => values.Take(1),
            "web" => values.Select(v => Web(v, site)).Where(v => v.Length > 0),
            "lower" => values.Select(v => v.ToLowerInvariant()),
            _ => throw new FormatException($"« {name} » is no step of a mapping."),
        };
    }

    /// <summary>A machine's interval: « 1801/1900 », « 1801-01-01/1900-12-31 »; null for other words.</summary>
    public static (int From, int To)? Years(string value) => Interval().Match(value) is { Success: true } match && match.Length == value.Length
        ? (int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture), int.Parse(match.Groups[2].Value, System.Globalization.CultureInfo.InvariantCulture))
        : null;

    /// <summary>Some sources leave « https:// » out, or their own name.</summary>
    private static string Web(string value, Uri? site) =>
        value.StartsWith("www.", StringComparison.OrdinalIgnoreCase) && !value.Contains(' ', StringComparison.Ordinal) ? Elsewhere.Web($"https://{value}")
        : !value.StartsWith('/') ? Elsewhere.Web(value)
        : site is not null && !value.Contains(' ', StringComparison.Ordinal) && Uri.TryCreate(value, UriKind.Relative, out var path) && Uri.TryCreate(site, path, out var there) ? Elsewhere.Web(there.AbsoluteUri)
        : "";

    private static bool Among(string list, string value) =>
        list.Split('|').Contains(Folding.Fold(value), StringComparer.Ordinal);

    private static string Visible(string text) =>
        text.AsSpan().IndexOfAnyInRange('\0', '\u001f') < 0 ? text : string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));

    // The patterns are ours; the limit only ends what would never end. A short one would be met by a thread that waits for its turn.
    private static Regex Pattern(string pattern) => Patterns.GetOrAdd(pattern, p => new Regex(p, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(10)));

    [GeneratedRegex("</?[a-zA-Z!][^<>]{0,2000}>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"^(?:n/?\.?a\.?|s\.? ?d\.?|s\.? ?n\.?|sans date|non renseign[ée]e?s?|null|none|unknown|inconnue?|[-–—?./ ]+)$", RegexOptions.IgnoreCase)]
    private static partial Regex Nothing();

    [GeneratedRegex(@"^(-?\d{1,4})(?:-\d\d){0,2}/(-?\d{1,4})(?:-\d\d){0,2}$")]
    private static partial Regex Interval();
}
