using Heritage.Standards.Joconde;
using Xunit;

namespace Heritage.Standards.Tests.Joconde;

public sealed class PlausibilityTests
{
    private const int ThisYear = 2026;

    [Theory]
    [InlineData("MILL=2031", "Future")]
    [InlineData("MILL=2026", "")]
    [InlineData("MILL=2999", "Future")]
    [InlineData("MILL=-2999", "")]
    [InlineData("PERI=21e siècle", "")]
    [InlineData("PERI=22e siècle", "Future")]
    [InlineData("PERI=45e siècle", "Future")]
    [InlineData("PERI=45e siècle av JC", "")]
    [InlineData("PERI=18e siècle|MILL=1850", "PeriodAndYear")]
    [InlineData("PERI=18e siècle|MILL=1700", "")]
    [InlineData("PERI=18e siècle|MILL=1750 : vers", "")]
    [InlineData("PERI=jadis|MILL=1850", "")]
    [InlineData("AUTR=Poussin Nicolas (1594-1665)|MILL=1640", "")]
    [InlineData("AUTR=Poussin Nicolas (1594-1665)|MILL=1580", "BeforeBirth")]
    [InlineData("AUTR=Poussin Nicolas (1594-1665)|MILL=1670", "")]
    [InlineData("AUTR=Poussin Nicolas (1594-1665)|MILL=1700", "AfterDeath")]
    [InlineData("AUTR=Poussin Nicolas (1594-1665)|PERI=17e siècle", "")]
    [InlineData("AUTR=Poussin Nicolas (d'après, 1594-1665)|MILL=1700", "")]
    [InlineData("AUTR=Poussin Nicolas (1594-1665) ; peintre ; Vernet Horace (1789-1863) ; graveur|MILL=1820", "")]
    [InlineData("AUTR=Rubens Pierre Paul (1577-1640) ; peintre ; Vorsterman Lucas (1595-1675) ; graveur|MILL=1660", "")]
    [InlineData("AUTR=Rubens Pierre Paul (1577-1640) ; peintre ; anonyme ; graveur|MILL=1660", "")]
    [InlineData("AUTR=Dupont Jean (1850-1820)", "ImpossibleLife")]
    [InlineData("AUTR=Dupont Jean (1700-1830)", "ImpossibleLife")]
    [InlineData("AUTR=Dupont Jean (actif 1700-1830)", "")]
    [InlineData("AUTR=Dupont Jean (17..-1830)|MILL=1700", "")]
    [InlineData("AUTR=Dupont Jean (1952-....)|MILL=1990", "")]
    [InlineData("AUTR=Dupont Jean (1952-....)|MILL=1940", "BeforeBirth")]
    [InlineData("AUTR=Dupont Jean (vers 1850-1900)|MILL=1800", "")]
    [InlineData("AUTR=Dupont Jean (1850?-1900)|MILL=1800", "")]
    public void Tells_what_can_hardly_be_true(string fields, string kinds)
    {
        var notice = new JocondeNotice(fields.Split('|').Select(f => f.Split('=')).ToDictionary(f => f[0], f => f[1]));
        Assert.Equal(kinds, string.Join(' ', Plausibility.Of(notice, ThisYear).Select(d => d.Kind)));
    }

    [Fact]
    public void A_doubt_says_its_words_and_what_they_disagree_with()
    {
        var doubt = Assert.Single(Plausibility.Of(new JocondeNotice(new Dictionary<string, string> { ["PERI"] = "18e siècle", ["MILL"] = "1850" }), ThisYear));
        Assert.Equal(("MILL", "1850", "18e siècle", false), (doubt.Code, doubt.What, doubt.Against, doubt.IsAboutAuthor));
    }

    [Theory]
    [InlineData("1594-1665", 1594, 1665)]
    [InlineData("1594 - 1665", 1594, 1665)]
    [InlineData("1594 ; 1665", 1594, 1665)]
    [InlineData("17..-1830", null, 1830)]
    [InlineData("1952-....", 1952, null)]
    [InlineData("né en 1850", 1850, null)]
    [InlineData("mort en 1850", null, 1850)]
    [InlineData("vers 1600", null, null)]
    [InlineData("18e siècle", null, null)]
    [InlineData("1850-1900, actif en 1880", null, null)]
    [InlineData("", null, null)]
    public void Reads_the_sure_years_of_a_life(string dates, int? birth, int? death)
    {
        var life = LifeSpan.Parse(dates);
        Assert.Equal((birth, death), (life?.Birth, life?.Death));
    }
}
