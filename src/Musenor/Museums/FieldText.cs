using System.Text.RegularExpressions;

namespace Musenor.Museums;

/// <summary>A run of text, with the address it leads to if any.</summary>
internal sealed record LinkedText(string Text, string? Href = null);

/// <summary>Turns the words of a field into what a page can show, without changing them. Nothing here is HTML: the page encodes.</summary>
internal static partial class FieldText
{
    private const int LongText = 700;

    /// <summary>
    /// The museum's site as a link, or null when the text is no web address. Muséofile writes most of them without « https:// »;
    /// « http:// » is supposed, which servers raise by themselves. Anything that is not plain http(s) to a named host is left as text.
    /// </summary>
    public static string? WebAddress(string text)
    {
        var full = text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase) ? text : "http://" + text;
        return !text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c is '"' or '<' or '>' or '\\' or '`')
            && Uri.TryCreate(full, UriKind.Absolute, out var address)
            && address.Scheme is "http" or "https" && address.UserInfo.Length == 0 && address.HostNameType == UriHostNameType.Dns && address.Host.Contains('.', StringComparison.Ordinal)
            ? address.AbsoluteUri
            : null;
    }

    /// <summary>« 03 27 22 57 20 » as a number to dial, or null when the text holds more than one number.</summary>
    public static string? Phone(string text)
    {
        var digits = string.Concat(text.Where(c => char.IsAsciiDigit(c) || c == '+'));
        return French().IsMatch(digits) && text.All(c => char.IsAsciiDigit(c) || " .-+()\u00A0".Contains(c, StringComparison.Ordinal)) ? digits : null;
    }

    public static string? Mail(string text) => OneMail().IsMatch(text) ? text : null;

    public static IReadOnlyList<string> List(string text) => [.. text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];

    public static IReadOnlyList<string> Paragraphs(string text) => [.. text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>The paragraphs shown at once and those behind « Lire la suite »; a very long one is parted between two sentences.</summary>
    public static (IReadOnlyList<string> Shown, IReadOnlyList<string> More) Fold(string text)
    {
        var all = Paragraphs(text).SelectMany(Part).ToArray();
        var (shown, length) = (0, 0);
        while (shown < all.Length && (shown == 0 || length + all[shown].Length <= LongText))
        {
            length += all[shown++].Length;
        }

        // Nobody wants to open a disclosure for one short line.
        return all.Skip(shown).Sum(p => p.Length) < 200 ? (all, []) : (all[..shown], all[shown..]);
    }

    private static IEnumerable<string> Part(string paragraph)
    {
        var end = paragraph.Length > 2 * LongText ? SentenceEnd().Match(paragraph, LongText / 2) : Match.Empty;
        return end.Success ? [paragraph[..(end.Index + 1)], paragraph[(end.Index + 1)..].Trim()] : [paragraph];
    }

    /// <summary>Parts a text where it holds web addresses; those of POP's monuments are named by their reference.</summary>
    public static IEnumerable<LinkedText> Linked(string text)
    {
        var from = 0;
        foreach (Match found in Address().Matches(text))
        {
            if (WebAddress(found.Value) is { } href)
            {
                if (found.Index > from)
                {
                    yield return new LinkedText(text[from..found.Index]);
                }

                var monument = Monument().Match(href);
                yield return new LinkedText(monument.Success ? $"Mérimée {monument.Groups[1].Value}" : found.Value, monument.Success ? monument.Value : href);
                from = found.Index + found.Length;
            }
        }

        if (from < text.Length)
        {
            yield return new LinkedText(text[from..]);
        }
    }

    /// <summary>References of monuments lead to their notices on POP; other references (heritage sites: SPR…) stay text.</summary>
    public static IEnumerable<LinkedText> References(string code, string text) => List(text).Select(r => new LinkedText(r, code switch
    {
        "REFMER" when MerimeeReference().IsMatch(r) => $"https://www.pop.culture.gouv.fr/notice/merimee/{r}",
        "REFPAL" when PalissyReference().IsMatch(r) => $"https://www.pop.culture.gouv.fr/notice/palissy/{r}",
        _ => null,
    }));

    [GeneratedRegex(@"(?<=[\p{Ll})]{2})\.(?= \p{Lu})")]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(@"^(?:0[1-9][0-9]{8}|\+[0-9]{8,14})$")]
    private static partial Regex French();

    [GeneratedRegex(@"^[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$")]
    private static partial Regex OneMail();

    [GeneratedRegex(@"https?://[^\s<>""«»]+[^\s<>""«».,;:)]", RegexOptions.IgnoreCase)]
    private static partial Regex Address();

    [GeneratedRegex(@"^https?://(?:www\.)?pop\.culture\.gouv\.fr/notice/merimee/([A-Z]{2,3}[0-9A-Z]{6,12})")]
    private static partial Regex Monument();

    [GeneratedRegex("^(?:PA|IA|EA)[0-9A-Z]{8}$")]
    private static partial Regex MerimeeReference();

    [GeneratedRegex("^(?:PM|IM)[0-9A-Z]{8}$")]
    private static partial Regex PalissyReference();
}
