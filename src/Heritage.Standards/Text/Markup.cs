using System.Net;
using System.Text.RegularExpressions;

namespace Heritage.Standards.Text;

/// <summary>
/// Takes the HTML out of words that were typed or exported with it, so that no format but the lossless one carries any: tags go, entities are read
/// once. Only names that HTML has are tags: « &lt;inconnu&gt; » is what the museum wrote.
/// </summary>
public static partial class Markup
{
    /// <summary>The text itself when it has none. Never throws.</summary>
    public static string Strip(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.AsSpan().IndexOfAny('<', '&') < 0)
        {
            return text;
        }

        var bare = text.Contains('<', StringComparison.Ordinal) ? Untagged(text) : text;
        // Once: what is escaped twice stays readable as it is. Escaped tags are tags that passed through an export.
        return bare.Contains('&', StringComparison.Ordinal) && WebUtility.HtmlDecode(bare) is var read && read.Contains('<', StringComparison.Ordinal) ? Untagged(read) : WebUtility.HtmlDecode(bare);
    }

    private static string Untagged(string text) => Inline().Replace(Block().Replace(Hidden().Replace(text, " "), " "), "");

    // What is between these is not for readers.
    [GeneratedRegex("<(script|style)\\b[^<>]{0,500}>.*?</\\1\\s*>|<!--.*?-->", RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Hidden();

    // They part words.
    [GeneratedRegex("</?(?:p|br|hr|div|ul|ol|li|dl|dt|dd|table|thead|tbody|tr|td|th|h[1-6]|blockquote|pre|section|article|img|script|style)\\b[^<>]{0,2000}>", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Block();

    [GeneratedRegex("</?(?:a|b|i|u|s|em|strong|small|big|sub|sup|span|font|tt|code|cite|q|abbr|acronym|mark|center|strike|del|ins|o:p|html|body|head)\\b[^<>]{0,2000}>", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Inline();
}
