using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Heritage.Standards.Text;
using Musenor.Collections.Import.Reading;

namespace Musenor.Collections.Import.Profiles;

/// <summary>What could not be done as asked: the row says so.</summary>
internal sealed class TransformationFailure(string clause) : Exception(clause);

/// <summary>
/// One step of a rule, written as a line of words: « rogner », « majuscules », « minuscules », « capitale », « séparer "|" »,
/// « partie 2 de "," », « remplacer "motif" par "texte" », « date j/m/a », « année j/m/a », « avant "M0160" », « après " cm" »,
/// « valeur "don" = "don manuel" ».
/// </summary>
internal sealed class Transformation
{
    private const int LongestStep = 1000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private readonly Func<string, IEnumerable<string>> _apply;

    private Transformation(Func<string, IEnumerable<string>> apply) => _apply = apply;

    private Transformation(Func<string, string> apply) => _apply = text => [apply(text)];

    /// <summary>What the text becomes: several items where the step separates.</summary>
    /// <exception cref="TransformationFailure">It took too long, or grew too much.</exception>
    public IEnumerable<string> Apply(string text) => _apply(text);

    /// <summary>The step, or one clause that says what is wrong with it.</summary>
    public static (Transformation? Step, string? Problem) Parse(string line)
    {
        if (line.Length > LongestStep)
        {
            return (null, $"plus de {LongestStep} caractères");
        }

        var words = StepWords.Read(line);
        if (words is null)
        {
            return (null, $"guillemet jamais refermé dans « {Remark.Shorten(line)} »");
        }

        return words switch
        {
            ["rogner"] => (new(Folding.Blanks), null),
            ["majuscules"] => (new(text => text.ToUpper(French)), null),
            ["minuscules"] => (new(text => text.ToLower(French)), null),
            ["capitale"] => (new(text => text.Length == 0 ? text : char.ToUpper(text[0], French) + text[1..]), null),
            ["separer", { Length: > 0 } mark] => (new(text => text.Split(mark, StringSplitOptions.TrimEntries)), null),
            ["partie", var number, "de", { Length: > 0 } mark] when int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var part) && part is > 0 and <= 100 =>
                (new(text => text.Split(mark, StringSplitOptions.TrimEntries) is var parts && parts.Length >= part ? parts[part - 1] : ""), null),
            ["remplacer", { Length: > 0 } pattern, "par", var by] => Replacement(pattern, by),
            ["date", var order] when DateOrder.Known(order) => (new(text => DateOrder.Iso(text, order) ?? text), null),
            ["annee", var order] when DateOrder.Known(order) => (new(text => DateOrder.Iso(text, order)?[..4] ?? text), null),
            ["avant", var before] => (new(text => text.Length == 0 ? text : before + text), null),
            ["apres", var after] => (new(text => text.Length == 0 ? text : text + after), null),
            ["valeur", var from, "=", var to] => (Value(from, to), null),
            _ => (null, $"« {Remark.Shorten(line.Trim())} » n’est pas une transformation connue"),
        };
    }

    private static CultureInfo French => CultureInfo.GetCultureInfo("fr-FR");

    private static Transformation Value(string from, string to)
    {
        var key = Folding.Fold(Folding.Blanks(from));
        return new(text => Folding.Fold(Folding.Blanks(text)) == key ? to : text);
    }

    private static (Transformation? Step, string? Problem) Replacement(string pattern, string by)
    {
        try
        {
            // Without going back: the time it takes grows with the text alone, whatever the pattern.
            var regex = new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, Patience);
            return (new(text => Replace(regex, text, by)), null);
        }
        catch (NotSupportedException)
        {
            return (null, $"le motif « {Remark.Shorten(pattern)} » regarde en arrière ou en avant, ce qui n’est pas admis ici");
        }
        catch (ArgumentException)
        {
            return (null, $"le motif « {Remark.Shorten(pattern)} » n’est pas une expression régulière");
        }
    }

    private static string Replace(Regex regex, string text, string by)
    {
        try
        {
            var (built, at) = (new StringBuilder(), 0);
            for (var match = regex.Match(text); match.Success; match = match.NextMatch())
            {
                built.Append(text, at, match.Index - at).Append(match.Result(by));
                at = match.Index + match.Length;
                if (built.Length > SourceReading.LongestCell)
                {
                    throw new TransformationFailure($"le remplacement donne plus de {SourceReading.LongestCell} caractères");
                }
            }

            return at == 0 && built.Length == 0 ? text : built.Append(text, at, text.Length - at).ToString();
        }
        catch (RegexMatchTimeoutException)
        {
            throw new TransformationFailure("le remplacement prend trop de temps sur ce texte");
        }
    }
}
