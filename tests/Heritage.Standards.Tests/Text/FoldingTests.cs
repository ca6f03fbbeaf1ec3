using FsCheck;
using FsCheck.Fluent;
using Heritage.Standards.Text;
using Xunit;

namespace Heritage.Standards.Tests.Text;

public sealed class FoldingTests
{
    [Theory]
    [InlineData("Élève", "eleve")]
    [InlineData("ŒUVRE", "oeuvre")]
    [InlineData("Ægidius", "aegidius")]
    [InlineData("Straße", "strasse")]
    [InlineData("L’Haÿ\u2011les\u2013Roses", "l'hay-les-roses")]
    [InlineData("d`Alençon ʼ ′", "d'alencon ' '")]
    [InlineData("a\u00A0b\u202Fc", "a b c")]
    [InlineData("e\u0301", "e")]
    [InlineData("İstanbul Łódź", "istanbul lodz")]
    [InlineData(" déjà ", " deja ")]
    [InlineData("dessin", "dessin")]
    public void Folds(string text, string folded) => Assert.Equal(folded, Folding.Fold(text));

    [Theory]
    [InlineData("  A \t\n B\u00A0C  ", "A B C")]
    [InlineData("É", "É")]
    [InlineData("   ", "")]
    [InlineData("", "")]
    public void Tidies_blanks(string text, string tidy) => Assert.Equal(tidy, Folding.Blanks(text));

    [Fact]
    public void Folding_twice_changes_nothing()
    {
        var texts = ArbMap.Default.ArbFor<string>().Filter(t => t is not null);
        Prop.ForAll(texts, t => Folding.Fold(Folding.Fold(t)) == Folding.Fold(t)).QuickCheckThrowOnFailure();
        Prop.ForAll(texts, t => Folding.Blanks(Folding.Blanks(t)) == Folding.Blanks(t)).QuickCheckThrowOnFailure();
        var every = new string([.. Enumerable.Range(0, 0xFFFF).Select(c => (char)c)]);
        Assert.Equal(Folding.Fold(every), Folding.Fold(Folding.Fold(every)));
    }
}
