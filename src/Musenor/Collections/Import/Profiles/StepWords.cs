using System.Text;
using Heritage.Standards.Text;

namespace Musenor.Collections.Import.Profiles;

/// <summary>Cuts the line of a transformation: bare words folded, texts between quotes as they are (a quote inside is doubled).</summary>
internal static class StepWords
{
    /// <summary>Null when a quote is never closed.</summary>
    public static string[]? Read(string line)
    {
        var words = new List<string>();
        for (var at = 0; at < line.Length;)
        {
            if (char.IsWhiteSpace(line[at]))
            {
                at++;
            }
            else if (line[at] is '"' or '«')
            {
                if (Quoted(line, ref at) is not { } text)
                {
                    return null;
                }

                words.Add(text);
            }
            else
            {
                var end = at;
                while (end < line.Length && !char.IsWhiteSpace(line[end]) && line[end] != '"')
                {
                    end++;
                }

                words.Add(Folding.Fold(line[at..end]));
                at = end;
            }
        }

        return [.. words];
    }

    public static string Quote(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string? Quoted(string line, ref int at)
    {
        var close = line[at] == '«' ? '»' : '"';
        var text = new StringBuilder();
        for (var i = at + 1; i < line.Length; i++)
        {
            if (line[i] != close)
            {
                text.Append(line[i]);
                continue;
            }

            if (close == '"' && i + 1 < line.Length && line[i + 1] == '"')
            {
                text.Append('"');
                i++;
                continue;
            }

            at = i + 1;
            return close == '»' ? text.ToString().Trim(' ', '\u00A0', '\u202F') : text.ToString();
        }

        return null;
    }
}
