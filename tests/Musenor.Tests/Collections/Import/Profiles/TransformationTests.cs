using System.Diagnostics;
using FsCheck;
using FsCheck.Fluent;
using Musenor.Collections.Import.Profiles;
using Xunit;

namespace Musenor.Tests.Collections.Import.Profiles;

public sealed class TransformationTests
{
    [Theory]
    [InlineData("rogner", "  a   b ", "a b")]
    [InlineData("majuscules", "œuvre été", "ŒUVRE ÉTÉ")]
    [InlineData("MINUSCULES", "ÉTÉ", "été")]
    [InlineData("capitale", "école du Nord", "École du Nord")]
    [InlineData("séparer \"|\"", "huile| toile", "huile;toile")]
    [InlineData("partie 2 de \",\"", "Dupont, Jean", "Jean")]
    [InlineData("partie 3 de \",\"", "Dupont, Jean", "")]
    [InlineData("remplacer \"\\s*cm$\" par \"\"", "23 cm", "23")]
    [InlineData("remplacer \"^(\\w+) (\\w+)$\" par \"$2 $1\"", "Jean Dupont", "Dupont Jean")]
    [InlineData("remplacer «  a » par « b »", "banane", "bbnbne")]
    [InlineData("remplacer \"x\" par \"\"", "banane", "banane")]
    [InlineData("remplacer \"\"\"\" par \"'\"", "la \"Vue\"", "la 'Vue'")]
    [InlineData("date j/m/a", "3/5/1921", "1921-05-03")]
    [InlineData("date j/m/a", "03.05.1921", "1921-05-03")]
    [InlineData("date m/j/a", "3/5/1921", "1921-03-05")]
    [InlineData("date a/m/j", "1921/5/3", "1921-05-03")]
    [InlineData("date j/m/a", "1921-05-03", "1921-05-03")]
    [InlineData("date j/m/a", "31/2/1921", "31/2/1921")]
    [InlineData("date j/m/a", "vers 1921", "vers 1921")]
    [InlineData("année j/m/a", "3/5/1921", "1921")]
    [InlineData("avant \"M0160\"", "000001", "M0160000001")]
    [InlineData("avant \"M0160\"", "", "")]
    [InlineData("après \" cm\"", "23", "23 cm")]
    [InlineData("valeur \"DON\" = \"don manuel\"", "don", "don manuel")]
    [InlineData("valeur \"don\" = \"don manuel\"", "don Pierre", "don Pierre")]
    public void Does_what_its_words_say(string line, string from, string to)
    {
        var (step, problem) = Transformation.Parse(line);
        Assert.Null(problem);
        Assert.Equal(to, string.Join(';', step!.Apply(from)));
    }

    [Theory]
    [InlineData("traduire", "n’est pas une transformation connue")]
    [InlineData("", "n’est pas une transformation connue")]
    [InlineData("date j/j/a", "n’est pas une transformation connue")]
    [InlineData("partie 0 de \",\"", "n’est pas une transformation connue")]
    [InlineData("remplacer \"(\" par \"x\"", "n’est pas une expression régulière")]
    [InlineData("remplacer \"(a)\\1\" par \"x\"", "n’est pas admis")]
    [InlineData("remplacer \"(?<=a)b\" par \"x\"", "n’est pas admis")]
    [InlineData("séparer \"|", "jamais refermé")]
    public void Says_what_is_wrong_with_a_line(string line, string words) => Assert.Contains(words, Transformation.Parse(line).Problem, StringComparison.Ordinal);

    [Fact]
    public void A_pattern_that_would_go_back_for_ever_answers_at_once()
    {
        var step = Transformation.Parse("remplacer \"^(a+)+$\" par \"b\"").Step!;
        var watch = Stopwatch.StartNew();
        var text = new string('a', 50_000) + "!";
        Assert.Equal(text, Assert.Single(step.Apply(text)));
        Assert.InRange(watch.ElapsedMilliseconds, 0, 5000);
    }

    [Fact]
    public void A_replacement_that_grows_without_end_fails_the_row()
    {
        var step = Transformation.Parse($"remplacer \"a\" par \"{new string('b', 900)}\"").Step!;
        Assert.Contains("plus de 1000000 caractères", Assert.Throws<TransformationFailure>(() => step.Apply(new string('a', 100_000)).ToArray()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_the_line_and_the_text_nothing_but_a_failure_comes_out()
    {
        string[] pieces = ["remplacer ", "par ", "date ", "j/m/a", "partie ", "1 ", "de ", "\"", "\"(a|b)*\"", "\"$0$9${x}\"", "« a »", "séparer ", "valeur ", "=", "avant ", "rogner", "[", "\\", "é", " ", "\0", "9999999999"];
        var lines = Gen.Elements(pieces).ListOf().Select(string.Concat);
        var texts = Gen.Elements("a", "", "1/2/1900", "b;c", "\uD800", "99/99/9999", new string('x', 500)).ListOf().Select(string.Concat);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(3000), Prop.ForAll(lines.Zip(texts).ToArbitrary(), pair =>
        {
            var (step, problem) = Transformation.Parse(pair.Item1);
            Assert.True(step is null != problem is null);
            try
            {
                _ = step?.Apply(pair.Item2).Sum(t => t.Length);
            }
            catch (TransformationFailure)
            {
                // Said of the row.
            }
        }));
    }
}
