using System.Text;
using System.Text.RegularExpressions;
using Heritage.Standards.Text;

namespace Heritage.Standards.OaiPmh;

/// <summary>Names of sets (protocol §4.6): segments of letters, figures and <c>-_.!~*'()</c>, joined by « : ».</summary>
public static partial class SetSpec
{
    private const int Longest = 60;

    /// <summary>True for a name that a set could have.</summary>
    public static bool IsLegal(string spec) => spec is { Length: > 0 and <= 200 } && Legal().IsMatch(spec);

    /// <summary>A segment made of words: « Mobilier &amp; décor » is « mobilier-decor ». Empty when nothing is left.</summary>
    public static string Segment(string words)
    {
        var segment = new StringBuilder(words.Length);
        foreach (var c in Folding.Fold(words))
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                segment.Append(c);
            }
            else if (segment.Length > 0 && segment[^1] != '-')
            {
                segment.Append('-');
            }
        }

        return segment.ToString(0, Math.Min(segment.Length, Longest)).TrimEnd('-');
    }

    /// <summary>The set and its parents: « place », « place:reg-32 », « place:reg-32:dep-59 ».</summary>
    public static IEnumerable<string> WithParents(string spec)
    {
        for (var at = spec.IndexOf(':', StringComparison.Ordinal); at > 0; at = spec.IndexOf(':', at + 1))
        {
            yield return spec[..at];
        }

        yield return spec;
    }

    [GeneratedRegex(@"^[A-Za-z0-9\-_.!~*'()]+(?::[A-Za-z0-9\-_.!~*'()]+)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Legal();
}
