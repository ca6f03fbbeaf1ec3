using FsCheck;
using FsCheck.Fluent;
using Heritage.Standards.Dates;
using Heritage.Standards.Joconde;
using Xunit;

namespace Heritage.Standards.Tests.Joconde;

public sealed class JocondeNoticeTests
{
    [Fact]
    public void Tc21_technique_groups_and_their_terms()
    {
        var notice = Notice("TECH", "ivoire ; gravé#laiton ; argenté");
        Assert.Equal(["ivoire", "laiton"], notice.Techniques.Select(t => t.Material));
        Assert.Equal([["gravé"], ["argenté"]], notice.Techniques.Select(t => t.Processes));
        Assert.Equal(["ivoire", "gravé", "laiton", "argenté"], notice.Terms("TECH"));
    }

    [Theory]
    [InlineData("TECH", "plume;lavis rouge;papier (blanc)", "plume|lavis rouge|papier")]
    [InlineData("TECH", "soie, crin, bois, métal (laque, brocart)", "soie|crin|bois|métal")]
    [InlineData("DOMN", "peinture ; dessin", "peinture|dessin")]
    [InlineData("DOMN", "costume - accessoires du costume,dentellerie", "costume - accessoires du costume|dentellerie")]
    [InlineData("DENO", "tasse ; 6", "tasse")]
    [InlineData("DENO", "anneau (2) ; anneau : bijou", "anneau")]
    [InlineData("DENO", "coupe, à boire", "coupe, à boire")]
    [InlineData("ECOL", "France ; Flandres (d'après) ; incertain", "France|Flandres")]
    [InlineData("UTIL", " ; Non renseigné;", "")]
    [InlineData("AUTR", "a;b ; a", "a|b")]
    [InlineData("PERI", "2e quart 19e siècle;3e quart 19e siècle ; incertain", "2e quart 19e siècle|3e quart 19e siècle")]
    public void Terms_of_a_list(string code, string text, string terms) => Assert.Equal(terms, string.Join('|', Notice(code, text).Terms(code)));

    [Theory]
    [InlineData("TITR", "vue ; Vue : ancien titre", "Vue")]
    [InlineData("TITR", "Salon#esquisse", "Salon — esquisse")]
    [InlineData("APPL", "double face", "Double face")]
    [InlineData("DENO", "tasse ; 6", "Tasse")]
    [InlineData("DOMN", "émaillerie ; dessin", "Émaillerie")]
    [InlineData("TITR", " ", "")]
    [InlineData("TITR", "Non renseigné", "")]
    public void Titles(string code, string text, string title) => Assert.Equal(title, Notice(code, text).Title);

    [Fact]
    public void A_title_comes_from_the_first_filled_field() =>
        Assert.Equal("Tasse", new JocondeNotice(new Dictionary<string, string> { ["TITR"] = "", ["DENO"] = "tasse", ["DOMN"] = "céramique" }).Title);

    [Theory]
    [InlineData("1863", "2e quart 19e siècle", "", 1863, 1863)]
    [InlineData("?", "2e quart 19e siècle", "", 1826, 1850)]
    [InlineData("", "", "1850-1860", 1850, 1860)]
    public void Creation_comes_from_the_most_precise_field(string year, string period, string epoch, int from, int to) => Assert.Equal(
        new YearSpan(from, to), new JocondeNotice(new Dictionary<string, string> { ["MILL"] = year, ["PERI"] = period, ["EPOQ"] = epoch }).Creation);

    [Fact]
    public void An_absent_field_is_an_empty_text()
    {
        var notice = new JocondeNotice(new Dictionary<string, string>());
        Assert.Equal("", notice["TITR"]);
        Assert.Null(notice.Status);
        Assert.Empty(notice.Authors);
        Assert.Equal("", notice.Inventory.Current);
        Assert.Null(notice.Creation);
    }

    [Fact]
    public void Nothing_of_a_source_is_lost_whatever_its_words()
    {
        string[] words = ["a", "Nom Prénom", "(1594-1665)", "(", ")", ";", " ; ", "#", ",", " : ", "peintre", "H. 23", "17 H", "cm", "9,4", "d'après", "atelier de Rubens", "lieu", "propriété", "achat", "\u00A0", "."];
        Prop.ForAll(Gen.Elements(words).ListOf().Select(string.Concat).ToArbitrary(), text =>
        {
            CheckParts(new JocondeNotice(Codes.ToDictionary(c => c, _ => text)));
            return true;
        }).QuickCheckThrowOnFailure();
    }

    [RealDataFact]
    public void Nothing_is_lost_of_the_real_extracts()
    {
        foreach (var notice in RealData.Notices())
        {
            CheckParts(notice);
        }
    }

    private static readonly string[] Codes = ["AUTR", "TECH", "DIMS", "REPR", "LIEUX", "STAT", "INV"];

    private static void CheckParts(JocondeNotice notice)
    {
        NothingLost.Check(notice["AUTR"], notice.Authors.Select(a => a.Text));
        NothingLost.Check(notice["TECH"], notice.Techniques.Select(t => t.Text));
        NothingLost.Check(notice["DIMS"], notice.Measures.Select(m => m.Text));
        NothingLost.Check(notice["REPR"], notice.Subjects.Select(s => s.Text));
        NothingLost.Check(notice["LIEUX"], notice.Places.Select(p => p.Text));
        NothingLost.Check(notice["STAT"], notice.Status is { } status ? [status.Text] : []);
        NothingLost.Check(notice["INV"], notice.Inventory.Others.Select(o => o.Text).Prepend(notice.Inventory.Text));
    }

    private static JocondeNotice Notice(string code, string text) => new(new Dictionary<string, string> { [code] = text });
}
