using System.Buffers;
using System.Globalization;
using System.Text;

namespace Heritage.Standards.Text;

/// <summary>One shape for words that a reader takes for the same: used to compare, sort and index, never to show.</summary>
public static class Folding
{
    private const int TableSize = 0x2213;
    private static readonly string[] Table = MakeTable();
    private static readonly SearchValues<char> Unchanged = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyz0123456789 !\"#$%&'()*+,-./:;<=>?@[\\]^_{|}~\t\n\r");

    /// <summary>
    /// Lower-cases, removes accents, opens œ æ ß, makes every apostrophe « ' », every dash « - », every special space a space.
    /// Zero-width characters and soft hyphens go. Does not trim. Never throws; folding twice changes nothing.
    /// </summary>
    public static string Fold(string text)
    {
        var first = text.AsSpan().IndexOfAnyExcept(Unchanged);
        if (first < 0)
        {
            return text;
        }

        var folded = new ValueText(stackalloc char[256], text.Length);
        folded.Append(text.AsSpan(0, first));
        for (var i = first; i < text.Length; i++)
        {
            var c = text[i];
            if (c < 0x80)
            {
                folded.Append(c is >= 'A' and <= 'Z' ? (char)(c | 0x20) : c == '`' ? '\'' : c);
            }
            else if (c < TableSize)
            {
                folded.Append(Table[c]);
            }
            else
            {
                Rare(ref folded, c);
            }
        }

        return folded.Take();
    }

    /// <summary>Trims and brings every run of white space (no-break spaces included) to one space. Accents and case stay.</summary>
    public static string Blanks(string text)
    {
        if (!NeedsBlanks(text))
        {
            return text;
        }

        var tidy = new StringBuilder(text.Length);
        var waiting = false;
        foreach (var c in text)
        {
            if (char.IsWhiteSpace(c))
            {
                waiting = tidy.Length > 0;
                continue;
            }

            if (waiting)
            {
                tidy.Append(' ');
                waiting = false;
            }

            tidy.Append(c);
        }

        return tidy.ToString();
    }

    private static bool NeedsBlanks(string text)
    {
        var before = true;
        foreach (var c in text)
        {
            var blank = char.IsWhiteSpace(c);
            if (blank && (before || c != ' '))
            {
                return true;
            }

            before = blank;
        }

        return before && text.Length > 0;
    }

    private static void Rare(ref ValueText folded, char c)
    {
        switch (c)
        {
            case '\u3000':
                folded.Append(' ');
                break;
            case '\uFEFF' or '\uFE0F':
                break;
            case '\uFF07':
                folded.Append('\'');
                break;
            case '\uFB01':
                folded.Append("fi");
                break;
            case '\uFB02':
                folded.Append("fl");
                break;
            default:
                folded.Append(char.ToLowerInvariant(c));
                break;
        }
    }

    private static string[] MakeTable()
    {
        var table = new string[TableSize];
        for (var c = 0; c < TableSize; c++)
        {
            table[c] = FoldOne((char)c);
        }

        return table;
    }

    private static string FoldOne(char c) => c switch
    {
        'œ' or 'Œ' => "oe",
        'æ' or 'Æ' => "ae",
        'ß' or 'ẞ' => "ss",
        'ø' or 'Ø' => "o",
        'ł' or 'Ł' => "l",
        'đ' or 'Đ' or 'ð' or 'Ð' => "d",
        'þ' or 'Þ' => "th",
        'ı' => "i",
        '\u2018' or '\u2019' or '\u201A' or '\u201B' or '\u2032' or '\u02BC' or '\u02B9' or '\u02BB' or '´' or '`' => "'",
        >= '\u2010' and <= '\u2015' or '\u2212' => "-",
        '\u00AD' or '\u200B' or '\u200C' or '\u200D' or '\u2060' => "",
        _ => IsSpace(c) ? " " : Bare(c),
    };

    private static bool IsSpace(char c) => c > 0x7F && CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.SpaceSeparator;

    private static string Bare(char c)
    {
        var bare = new StringBuilder();
        foreach (var part in c.ToString().Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(part) != UnicodeCategory.NonSpacingMark)
            {
                bare.Append(part == c || char.ToLowerInvariant(part) == c ? char.ToLowerInvariant(part).ToString() : FoldOne(char.ToLowerInvariant(part)));
            }
        }

        return bare.ToString();
    }

    /// <summary>Text under construction on the stack, in the pool when it is long.</summary>
    private ref struct ValueText
    {
        private char[]? _rented;
        private Span<char> _chars;
        private int _length;

        public ValueText(Span<char> small, int expected)
        {
            _rented = expected * 2 > small.Length ? ArrayPool<char>.Shared.Rent(expected * 2 + 8) : null;
            _chars = _rented ?? small;
        }

        public void Append(char c)
        {
            if (_length == _chars.Length)
            {
                Grow(1);
            }

            _chars[_length++] = c;
        }

        public void Append(scoped ReadOnlySpan<char> text)
        {
            if (_length + text.Length > _chars.Length)
            {
                Grow(text.Length);
            }

            text.CopyTo(_chars[_length..]);
            _length += text.Length;
        }

        public string Take()
        {
            var text = new string(_chars[.._length]);
            if (_rented is not null)
            {
                ArrayPool<char>.Shared.Return(_rented);
            }

            return text;
        }

        private void Grow(int more)
        {
            var larger = ArrayPool<char>.Shared.Rent((_chars.Length + more) * 2);
            _chars[.._length].CopyTo(larger);
            if (_rented is not null)
            {
                ArrayPool<char>.Shared.Return(_rented);
            }

            _chars = _rented = larger;
        }
    }
}
