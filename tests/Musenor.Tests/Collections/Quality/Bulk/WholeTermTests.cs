using Musenor.Collections.Quality.Bulk;
using Xunit;

namespace Musenor.Tests.Collections.Quality.Bulk;

public sealed class WholeTermTests
{
    [Theory]
    [InlineData("peintures", "peinture")]
    [InlineData("dessin ; peintures", "dessin ; peinture")]
    [InlineData("dessin;peintures;estampe", "dessin;peinture;estampe")]
    [InlineData("peintures#dessin", "peinture#dessin")]
    [InlineData("dessin, peintures", "dessin, peinture")]
    [InlineData("peintures (à l'huile)", "peinture (à l'huile)")]
    [InlineData("peintures : sur bois ; dessin", "peinture : sur bois ; dessin")]
    [InlineData("peintures murales", null)]
    [InlineData("Peintures", null)]
    [InlineData("dessin (peintures)", null)]
    [InlineData("dessin (a ; peintures)", null)]
    [InlineData("", null)]
    public void A_term_is_replaced_whole_and_what_is_around_it_stays(string text, string? after) => Assert.Equal(after, WholeTerm.Replace(text, "peintures", "peinture", isSet: true));

    [Theory]
    [InlineData("peinture ; peintures", "peinture")]
    [InlineData("peintures ; peinture", "peinture")]
    [InlineData("peintures ; dessin ; peinture", "dessin ; peinture")]
    [InlineData("peintures ; peintures", "peinture")]
    public void In_a_set_a_term_that_is_there_is_not_written_twice(string text, string after) => Assert.Equal(after, WholeTerm.Replace(text, "peintures", "peinture", isSet: true));

    [Fact]
    public void Elsewhere_it_may_be() => Assert.Equal("toile ; peint#bois ; peint", WholeTerm.Replace("toile ; peint#bois ; peinte", "peinte", "peint", isSet: false));

    [Fact]
    public void An_author_keeps_dates_and_role() =>
        Assert.Equal("Poussin Nicolas (1594-1665) ; peintre", WholeTerm.Replace("POUSSIN Nicolas (1594-1665) ; peintre", "POUSSIN Nicolas", "Poussin Nicolas", isSet: false));
}
