using Heritage.Standards.Text;

namespace Musenor.Collections.Media.Photographs.Matching;

/// <summary>A run of letters or of digits in a name, folded.</summary>
/// <param name="Before">What parts it from the run before: its first mark that is no blank, a blank, or '\0' between a letter and a digit.</param>
internal readonly record struct NamePart(string Text, char Before)
{
    public bool IsNumber => char.IsAsciiDigit(Text[0]);
}

/// <summary>Names of files and inventory numbers, cut the same way: « 2010-1-1 (verso) » is 2010, 1, 1, verso.</summary>
internal static class NameParts
{
    private const string Forbidden = "/\\:*?\"<>|";

    public static List<NamePart> Of(string text)
    {
        var parts = new List<NamePart>();
        var folded = Folding.Fold(text);
        var before = '\0';
        for (var i = 0; i < folded.Length;)
        {
            if (!IsWord(folded[i]))
            {
                before = before is '\0' or ' ' ? (char.IsWhiteSpace(folded[i]) ? ' ' : folded[i]) : before;
                i++;
                continue;
            }

            var end = i + 1;
            while (end < folded.Length && IsWord(folded[end]) && char.IsAsciiDigit(folded[end]) == char.IsAsciiDigit(folded[i]))
            {
                end++;
            }

            parts.Add(new NamePart(folded[i..end], before));
            (i, before) = (end, '\0');
        }

        return parts;
    }

    /// <summary>The first parts as a key: punctuation does not count, the limits of numbers do (« 1.23 » is not « 12.3 »).</summary>
    public static string Key(IEnumerable<NamePart> parts) => string.Join('|', parts.Select(p => p.Text));

    /// <summary>The same, « 2010.01.01 » being « 2010.1.1 » too.</summary>
    public static string LooseKey(IEnumerable<NamePart> parts) =>
        string.Join('|', parts.Select(p => p.IsNumber && p.Text.TrimStart('0') is { Length: > 0 } number ? number : p.Text));

    /// <summary>Letters and digits alone.</summary>
    public static string Bare(IEnumerable<NamePart> parts) => string.Concat(parts.Select(p => p.Text));

    /// <summary>As it is written, save for blanks, case and what no file name may hold.</summary>
    public static string Spelled(string text) =>
        string.Concat(Folding.Fold(Folding.Blanks(text)).Select(c => Forbidden.Contains(c, StringComparison.Ordinal) ? '-' : c));

    /// <summary>The name without folders and without the extension of a picture.</summary>
    public static string Stem(string name)
    {
        var last = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        var dot = last.LastIndexOf('.');
        return dot > 0 && last.Length - dot is > 2 and <= 6 && char.IsAsciiLetter(last[dot + 1]) && last[(dot + 1)..].All(char.IsAsciiLetterOrDigit) ? last[..dot] : last;
    }

    private static bool IsWord(char c) => c < 0x80 ? char.IsAsciiLetterOrDigit(c) : char.IsLetterOrDigit(c);
}
