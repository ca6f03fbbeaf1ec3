using System.Text;
using Heritage.Standards.Text;

namespace Heritage.Standards.Joconde;

/// <summary>The words of a source as POP keeps them without harm (joconde.md §2.2 to §2.4).</summary>
internal static class PopText
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>Without control characters, which become blanks; a line end is « # »; « Non renseigné » is nothing. Null when letters are lost.</summary>
    public static string? Clean(string text, string code, List<PopRemark> remarks)
    {
        if (TextSniffing.HasMojibake(text))
        {
            if (Decoded(text) is { } whole)
            {
                remarks.Add(new PopRemark(PopRemarkKind.EncodingRepaired, code, text));
                text = whole;
            }
            else if (IsFatal(text))
            {
                remarks.Add(new PopRemark(PopRemarkKind.Damaged, code, text));
                return null;
            }
        }
        else if (HasLoneSurrogate(text))
        {
            remarks.Add(new PopRemark(PopRemarkKind.Damaged, code));
            return null;
        }

        text = OneLine(text).Trim();
        return NotGiven.Is(text) ? "" : text;
    }

    /// <summary>Items trimmed, none empty, parted by « ; » with blanks; groups parted by « # » without.</summary>
    public static string List(string text, string code, bool once, List<PopRemark> remarks)
    {
        var groups = new List<string>();
        foreach (var group in Cut.At(text, ['#']))
        {
            var items = Cut.At(group, [';']);
            var kept = once ? items.Distinct(StringComparer.Ordinal).ToList() : items;
            if (kept.Count < items.Count)
            {
                remarks.Add(new PopRemark(PopRemarkKind.Doubled, code, group));
            }

            if (kept.Count > 0)
            {
                groups.Add(string.Join(" ; ", kept));
            }
        }

        // The same group of terms twice says nothing more.
        return string.Join('#', groups.Distinct(StringComparer.Ordinal));
    }

    /// <summary>« Ã© » is « é » written in UTF-8 and read in ISO-8859-1: read again, where every byte of the text agrees.</summary>
    private static string? Decoded(string text)
    {
        if (text.Any(c => c > 0xFF))
        {
            return null;
        }

        try
        {
            return Strict.GetString(Encoding.Latin1.GetBytes(text)) is var whole && !TextSniffing.HasMojibake(whole) ? whole : null;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    // POP refuses the whole import for these two and for no other (joconde.md §2.1).
    private static bool IsFatal(string text) => text.Contains("Ã¨", StringComparison.Ordinal) || text.Contains('\uFFFD', StringComparison.Ordinal) || HasLoneSurrogate(text);

    private static bool HasLoneSurrogate(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]) && !(i + 1 < text.Length && char.IsSurrogatePair(text[i], text[++i])))
            {
                return true;
            }
        }

        return false;
    }

    private static string OneLine(string text)
    {
        if (!text.Any(char.IsControl) && !text.Contains('\u2028', StringComparison.Ordinal) && !text.Contains('\u2029', StringComparison.Ordinal))
        {
            return text;
        }

        // U+000B is the line break of FileMaker within a field.
        var lines = text.Trim().ReplaceLineEndings("\n").Split(['\n', '\v', '\u2028', '\u2029']);
        return string.Join('#', lines.Select(l => string.Concat(l.Select(c => char.IsControl(c) ? ' ' : c)).Trim()).Where(l => l.Length > 0));
    }
}
