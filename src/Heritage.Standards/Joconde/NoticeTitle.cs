using Heritage.Standards.Text;

namespace Heritage.Standards.Joconde;

/// <summary>What a notice is called on a page or in a list.</summary>
internal static class NoticeTitle
{
    private static readonly string[] Sources = ["TITR", "APPL", "DENO", "DOMN"];

    public static string Of(JocondeNotice notice)
    {
        foreach (var code in Sources)
        {
            var text = code is "DOMN" or "DENO" ? (notice.Terms(code) is [var term, ..] ? term : "") : First(notice[code]);
            if (text.Length > 0)
            {
                return char.IsLower(text[0]) ? char.ToUpperInvariant(text[0]) + text[1..] : text;
            }
        }

        return "";
    }

    /// <summary>The first of several titles, without « : ancien titre ».</summary>
    private static string First(string text)
    {
        if (text.Length == 0 || NotGiven.Is(text))
        {
            return "";
        }

        var first = Cut.Outside(text, [';']) is [var title, ..] ? title : "";
        foreach (var mark in new[] { " : titre", " : autre titre", " : ancien titre" })
        {
            var at = first.IndexOf(mark, StringComparison.OrdinalIgnoreCase);
            first = at > 0 ? first[..at] : first;
        }

        return string.Join(" — ", Cut.At(Folding.Blanks(first), ['#']));
    }
}
