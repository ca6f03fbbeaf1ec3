using System.Globalization;
using System.Runtime.CompilerServices;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Xunit;

namespace Musenor.Tests.Corpora;

/// <summary>
/// What somebody with bad intentions types in a field, and the check that none of it lives on the page that shows it again. One line each
/// in tests/corpora/xss.txt; here stands what a file of lines cannot hold or show.
/// </summary>
internal static class Xss
{
    /// <summary>Text that would run, load or lead somewhere, in elements, attributes, addresses, SVG, templates, odd Unicode.</summary>
    public static readonly IReadOnlyList<string> Markup =
    [
        .. File.ReadAllLines(Beside("../../corpora/xss.txt")).Where(l => l.Length > 0),
        "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
        "<svg><use href=\"data:image/svg+xml;base64,PHN2ZyBpZD0ieCI+PC9zdmc+#x\"/></svg>",
        "<svg><foreignObject><iframe xmlns=\"http://www.w3.org/1999/xhtml\" src=\"javascript:alert(1)\"/></foreignObject></svg>",
        "<object data=\"data:text/html,<script>alert(1)</script>\"></object>",
        "<embed src=\"javascript:alert(1)\">",
        "<video><source onerror=alert(1)></video>",
        "<input autofocus onfocus=alert(1)>",
        "<button formaction=\"javascript:alert(1)\">x</button>",
        "<template><script>alert(1)</script></template>",
        "<template shadowrootmode=open><img src=x onerror=alert(1)></template>",
        "<style>*{background:url(//evil.example/)}</style>",
        "<div style=\"background:url(javascript:alert(1))\">",
        "<p title='\"><img src=x onerror=alert(1)>'>",
        "`onmouseover=alert(1) x=`",
        "x onmouseover=alert(1) y=",
        "&quot; onmouseover=&quot;alert(1)",
        "&#x22;&#x3E;&#x3C;script&#x3E;alert(1)&#x3C;/script&#x3E;",
        "</textarea><script>alert(1)</script>",
        "</option></select><img src=x onerror=alert(1)>",
        "</title><script>alert(1)</script>",
        "</style><script>alert(1)</script>",
        "<plaintext>",
        "<!--",
        "<![CDATA[<script>alert(1)</script>]]>",
        "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><x>&e;</x>",
        "@{ System.Environment.Exit(1); } @Html.Raw(\"<b>\")",
        "#{7*7} {%raw%} <%= 7*7 %> {{7*7}}",
        "http://x.example/\"><img src=x onerror=alert(1)>",
        "https://x.example/?a=<script>alert(1)</script>",
        "javascript\u200b:alert(1)",
        "\uff1cscript\uff1ealert(1)\uff1c/script\uff1e",
        "<scr\u0131pt>alert(1)</scr\u0131pt>",
        "\u202e>tpircs<\u202c<img src=x onerror=alert(1)>",
        "\ufeff<script>alert(1)</script>",
        "\u2028<script>alert(1)</script>\u2029",
        "e\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301<b onclick=alert(1)>",
        "')-alert(1)-('",
        "\\\"-alert(1)}//",
        "</script><!--<script>",
    ];

    /// <summary>What a spreadsheet would compute when it opens a CSV.</summary>
    public static readonly IReadOnlyList<string> Formulas =
    [
        "=1+1", "=HYPERLINK(\"http://evil.example/\";\"x\")", "=cmd|' /C calc'!A0", "+1+1", "-2+3+cmd|' /C calc'!A0", "@SUM(1+1)", "\t=1+1", "\r=1+1",
        "\";=1+1;\"", "\uff1d1+1",
    ];

    /// <summary>Ends of lines that would begin a header, a tag of RIS, a property of iCalendar or another mail.</summary>
    public static readonly IReadOnlyList<string> Lines =
    [
        "x\r\nBcc: victim@evil.example", "x\nSet-Cookie: a=b", "x\rContent-Type: text/html", "x\r\n\r\n<script>alert(1)</script>",
        "x\r\nER  - \r\nTY  - ART", "x\nEND:VEVENT\nBEGIN:VEVENT", "x\u2028Bcc: victim@evil.example", "x\u0085Bcc: victim@evil.example", "x\u000bBcc: victim@evil.example",
    ];

    /// <summary>All of it, for fields that take any text.</summary>
    public static readonly IReadOnlyList<string> All = [.. Markup, .. Formulas, .. Lines];

    /// <summary>The first thing of a page that could run, load or lead out; null when there is none.</summary>
    public static string? Alive(string html) => Alive(new HtmlParser().ParseDocument(html));

    public static string? Alive(IDocument page) => page.All.Where(IsAlive).Select(e => e.OuterHtml).FirstOrDefault();

    /// <summary>Fails with the payload and the guilty element.</summary>
    public static void AssertDead(string html, string where) => Assert.True(Alive(html) is null, string.Create(CultureInfo.InvariantCulture, $"{where}: {Alive(html)}"));

    private static bool IsAlive(IElement e) =>
        e.Attributes.Any(a => a.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase) || a.Name is "srcdoc" or "style" or "shadowrootmode")
        || e.LocalName is "iframe" or "object" or "embed" or "style" or "base" or "math" or "template" or "plaintext" or "foreignobject"
        || e.GetAttribute("http-equiv") is not null and not "refresh"
        || (e.GetAttribute("http-equiv") == "refresh" && e.GetAttribute("content")?.Contains("url", StringComparison.OrdinalIgnoreCase) == true)
        || (e.LocalName == "script" && e.GetAttribute("type") != "application/ld+json" && e.GetAttribute("src")?.StartsWith("/assets/", StringComparison.Ordinal) != true)
        || e.Attributes.Any(a => a.Name is "href" or "src" or "action" or "formaction" or "data" or "poster" or "xlink:href" && LeadsOut(a.Value));

    private static bool LeadsOut(string address)
    {
        // A picture of ours, of the kind that runs nothing: the code that an application scans.
        if (address.StartsWith("data:image/png;base64,", StringComparison.Ordinal))
        {
            return false;
        }

        var plain = new string([.. address.Where(c => !char.IsControl(c) && !char.IsWhiteSpace(c))]);
        var colon = plain.IndexOf(':', StringComparison.Ordinal);
        var slash = plain.AsSpan().IndexOfAny("/?#");
        return plain.StartsWith("//", StringComparison.Ordinal)
            || (colon >= 0 && (slash < 0 || colon < slash) && plain[..colon].ToLowerInvariant() is not ("http" or "https" or "mailto" or "tel"));
    }

    private static string Beside(string path, [CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, path));
}
