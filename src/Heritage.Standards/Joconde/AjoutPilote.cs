using Heritage.Standards.Text;

namespace Heritage.Standards.Joconde;

/// <summary>
/// The « ajout piloté » format of POP: a line with a field code, its value on the next one, « // » after each notice (ministry's
/// export specification of 25/03/2024). Reads what real software writes, the traps of POP's own parser included.
/// </summary>
public static class AjoutPilote
{
    /// <summary>
    /// Every notice of the text, streaming. Accepts LF, CRLF and CR, a literal « ¶ » at line ends, codes in lower case or between
    /// blanks, separators with blanks or doubled, lines wrapped with a final dash, fields emptied by an empty line, a space or nothing.
    /// A value that is itself a code is a value when the next line starts another field.
    /// </summary>
    /// <param name="maximumValue">Characters a value may hold; a longer one gives its notice a problem.</param>
    public static IEnumerable<PilotNotice> Read(TextReader text, int maximumValue = 1_000_000)
    {
        ArgumentNullException.ThrowIfNull(text);
        var lines = new BoundedLines(text, maximumValue + 1);
        var notice = new PilotBuilder(maximumValue);
        var current = lines.Next();
        while (current is not null)
        {
            var (number, cut) = (lines.Number, lines.IsCut);
            var next = lines.Next();
            if (PilotLine.IsSeparator(current) || notice.StartsAgain(current))
            {
                if (notice.Take() is { } read)
                {
                    yield return read;
                }
            }

            if (!PilotLine.IsSeparator(current))
            {
                notice.Add(current, next, number, cut);
            }

            current = next;
        }

        if (notice.Take() is { } last)
        {
            yield return last;
        }
    }

    /// <summary>True when the first written line of a text is a field code alone: only this format starts so.</summary>
    public static bool LooksLike(string firstLine) => PilotLine.Code(firstLine) is not null;

    /// <summary>
    /// Writes notices so that POP's parser reads them back: CRLF, no wrapping, REF first, an emptied field as one space, line breaks as
    /// « # », tabs as spaces, another dash in place of a final « - ».
    /// </summary>
    public static void Write(TextWriter text, IEnumerable<IReadOnlyDictionary<string, string>> notices)
    {
        ArgumentNullException.ThrowIfNull(text);
        foreach (var notice in notices)
        {
            foreach (var (code, value) in notice.OrderBy(f => f.Key == "REF" ? 0 : 1))
            {
                text.Write($"{code}\r\n{Value(value)}\r\n");
            }

            text.Write("//\r\n");
        }
    }

    private static string Value(string value)
    {
        var line = value.ReplaceLineEndings("#").Replace('\t', ' ').Trim();
        line = line.EndsWith('-') ? line[..^1] + '\u2010' : line;
        // POP compares whole lines: a blank after it is enough to make a code a value.
        return line.Length == 0 ? " " : PilotLine.IsExactCode(line) ? line + " " : line == "//" ? "/ /" : line;
    }
}
