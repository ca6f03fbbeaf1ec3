using System.Text;
using Xunit;

namespace Heritage.Standards.Tests.Joconde.Pop;

/// <summary>The model reads as POP was observed to read: without this, what it says of our files would prove nothing.</summary>
public sealed class PopModelTests
{
    private const string H = "REF;INV;DOMN;STAT;MUSEO;TITR\n";

    [Fact]
    public void Tc01_and_tc02_a_minimal_file_is_created_and_a_blank_mandatory_field_rejected()
    {
        var pop = new PopBase();
        var good = PopFile.ReadCsv(H + "\"M0160000001\";\"A 12\";\"peinture ; dessin\";\"propriété de la commune ; don manuel ; Lille ; palais des beaux-arts\";\"M0160\";\"Vue\"\n")[0];
        Assert.Equal("Création", pop.Take(good).State);
        Assert.Equal(["peinture", "dessin"], pop.Stored["M0160000001"]["DOMN"]);
        Assert.Equal(4, pop.Stored["M0160000001"]["STAT"].Length);
        Assert.Equal(["Le champ STAT ne doit pas être vide"], pop.Take(PopFile.ReadCsv(H + "00000000001;A 12;peinture;;M0160;Vue")[0]).Problems);
        Assert.Empty(pop.Take(PopFile.ReadCsv("REF;INV;DOMN;STAT;MUSEO\n00000000002; ;peinture;x;M0160")[0]).Problems);
    }

    [Fact]
    public void Tc03_to_tc05_references_and_separators()
    {
        Assert.Equal("00000000123", PopFile.ReadCsv(H + "123;A;peinture;x;M0160;Vue")[0]["REF"]);
        Assert.Equal("123", PopFile.ReadPilot("REF\r\n123\r\n//\r\n")[0]["REF"]);
        Assert.Equal("00000000000", PopFile.ReadCsv(H + ";A;peinture;x;M0160;Vue")[0]["REF"]);
        Assert.Contains("00undefined", Assert.Throws<PopRefusal>(() => PopFile.ReadCsv("INV;DOMN\nA;peinture\nB;dessin")).Message, StringComparison.Ordinal);
        Assert.Equal("000PE001028", PopFile.ReadCsv(H + " 000PE001028 ;A;peinture;x;M0160;Vue")[0]["REF"]);
        Assert.Throws<PopRefusal>(() => PopFile.ReadCsv(H + "1;A;peinture;x;M0160;Vue\n00000000001;B;peinture;x;M0160;Vue"));
        Assert.Equal(4, new PopBase().Take(PopFile.ReadCsv("REF,INV,DOMN,STAT,MUSEO\n00000000001,A,peinture,x,M0160")[0]).Problems.Count);
    }

    [Fact]
    public void Tc06_and_tc07_quotes_and_encodings()
    {
        const string d = "REF;INV;DOMN;STAT;MUSEO;DESC\n00000000001;A;peinture;x;M0160;";
        Assert.Throws<PopRefusal>(() => PopFile.ReadCsv(d + "Une \"belle\" oeuvre"));
        Assert.Equal("Une \"belle\" oeuvre;\n\"ligne 2\"", PopFile.ReadCsv(d + "\"Une \"\"belle\"\" oeuvre;\n\"\"ligne 2\"\"\"")[0]["DESC"]);
        Assert.Throws<PopRefusal>(() => PopFile.ReadCsv(Encoding.UTF8.GetBytes(d + "Première vue")));
        Assert.Equal("propriÃ©tÃ©", PopFile.ReadCsv(Encoding.UTF8.GetBytes(d + "propriété"))[0]["DESC"]);
        Assert.Equal("Première vue", PopFile.ReadCsv([.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(d + "Première vue")])[0]["DESC"]);
    }

    [Fact]
    public void Tc08_to_tc11_labelled_text_and_its_traps()
    {
        Assert.Equal(2, PopFile.ReadPilot("REF\r\nM01620000123\r\nTITR\r\nVue\r\n//\r\nREF\r\nM01620005073\r\n").Count);
        var emptied = PopFile.ReadPilot("REF\r\nM01620000123\r\nDESC\r\n\r\nCOMM\r\n\r\n//\r\n")[0];
        Assert.Equal(("", true), (emptied["DESC"], emptied.Has("COMM")));
        Assert.Equal(" ", PopFile.ReadPilot("REF\r\nM01620000123\r\nDESC\r\n \r\nCOMM\r\n \r\n//\r\n")[0]["DESC"]);
        Assert.Equal("Fond de vaisselle, à pied", PopFile.ReadPilot("REF\r\nM01620000123\r\nDESC\r\nFond de vaisselle, -\r\nà pied\r\n//\r\n")[0]["DESC"]);
        var swallowed = PopFile.ReadPilot("REF\r\nM01620000123\r\nTITR\r\nSans titre -\r\nINV\r\nA1\r\n//\r\n")[0];
        Assert.Equal(("Sans titre INVA1", false), (swallowed["TITR"], swallowed.Has("INV")));
        Assert.Equal("M01620005073", Assert.Single(PopFile.ReadPilot("REF\r\nM01620000123\r\n// \r\nREF\r\nM01620005073\r\n//\r\n"))["REF"]);
        Assert.Equal(2, PopFile.ReadPilot("REF\r\nM01620000123\r\n//\r\n//\r\n").Count);
        Assert.Empty(Assert.Single(PopFile.ReadPilot("REF¶\r\nM01620000123¶\r\n//¶\r\n")).Fields);
    }

    [Theory]
    [InlineData("M016183_0016630_P.JPG,DS1,,0016630.JPG;M016183_0016631_P.JPG", "0016630.jpg|M016183_0016631_P.JPG", "0016630.jpg|0016631.jpg")]
    [InlineData("a.jpg; b.jpg", "a.jpg|b.jpg", "Image  b.jpg introuvable")]
    [InlineData("a.jpg;", "a.jpg", "Image  introuvable")]
    [InlineData("a.jpg", "a.jpeg", "Image a.jpg introuvable")]
    [InlineData("2010-1-1_1.jpg;2010-1-1_2.jpg", "2010-1-1_1.jpg|2010-1-1_2.jpg", "2010-1-1.jpg|2010-1-1.jpg")]
    [InlineData("été 1.2.jpg", "été 1.2.jpg", "été 1.2.jpg")]
    [InlineData("m0160-00000000001-001.jpg;m0160-00000000001-002.jpg", "m0160-00000000001-001.jpg|m0160-00000000001-002.jpg", "m0160-00000000001-001.jpg|m0160-00000000001-002.jpg")]
    public void Tc12_images(string refim, string dropped, string said)
    {
        var (paths, problem) = PopImages.Match("R", refim, dropped.Split('|'));
        Assert.Equal(said, problem ?? string.Join('|', paths.Select(p => p["joconde/R/".Length..])));
        Assert.Equal("ete-1-2.jpg", PopImages.Stored("été 1.2.jpg"));
    }

    [Fact]
    public void Tc13_updates()
    {
        var pop = new PopBase();
        pop.Take(PopFile.ReadCsv("REF;INV;DOMN;STAT;MUSEO;TITR;DESC;REFIM\n00000000001;A;\"peinture ; dessin\";x;M0160;Vue;d;a.jpg")[0], "a.jpg");
        PopAnswer Send(string csv) => pop.Take(PopFile.ReadCsv(csv)[0]);
        Assert.Equal("Modification", Send("REF;MUSEO;TITR\n00000000001;M0160;Vue 2").State);
        Assert.Equal("Inchangé", Send("REF;MUSEO;TITR\n00000000001;M0160;Vue 2").State);
        Assert.Equal("Modification", Send("REF;MUSEO;DESC\n00000000001;M0160;").State);
        Assert.Equal("", string.Concat(pop.Stored["00000000001"]["DESC"]));
        Assert.Equal("Rejet", Send("REF;MUSEO;STAT\n00000000001;M0160;").State);
        Send("REF;MUSEO;REFIM\n00000000001;M0160;");
        Assert.Equal(["joconde/00000000001/a.jpg"], pop.Stored["00000000001"]["IMG"]);
        Assert.Equal("Rejet", Send("REF;MUSEO;IMG\n00000000001;M0160;joconde/00000000001/a.jpg").State);
        Assert.Equal("Modification", Send("REF;MUSEO;DOMN\n00000000001;M0160;\"dessin ; peinture\"").State);
        Send("REF;MUSEO;IMG\n00000000001;M0160;");
        Assert.Equal("", string.Concat(pop.Stored["00000000001"]["IMG"]));
    }

    [Theory]
    [InlineData("Autun ; musée Rolin ; manquant", "", "Autun ; musée Rolin ", "manquant", "")]
    [InlineData("Autun ; musée Rolin ; volé ; 2010", "", "Autun ; musée Rolin  ; 2010", "volé", "")]
    [InlineData("Autun ; musée Rolin ; disparue", "récolement 2012", "Autun ; musée Rolin ", "manquant", "récolement 2012 ; disparu")]
    [InlineData("Autun ; musée Rolin ; présumé détruit", "avant", "Autun ; musée Rolin ", "manquant", "présumé détruit")]
    [InlineData("Autun;musée Rolin;manquant", "", "Autun;musée Rolin;manquant", "", "")]
    [InlineData("Nantes ; Volerie", "", "Nantes rie", "volé", "")]
    [InlineData("Brest ; musée des beaux-arts ; retrouvé", "", "Brest ; musée des beaux-arts ; retrouvé", "", "")]
    public void Tc14_markers(string loca, string comment, string kept, string missing, string said)
    {
        var read = PopFile.ReadCsv($"REF;LOCA;MANQUANT_COM\n00000000001;\"{loca}\";\"{comment}\"")[0];
        Assert.Equal((kept, missing, said), (read["LOCA"], read["MANQUANT"], read["MANQUANT_COM"]));
    }

    [Fact]
    public void Tc16_tc18_tc19_tc21_tc23()
    {
        Assert.Single(new PopBase().Take(PopFile.ReadCsv("REF;WWW\n00000000001;\"www.musee.fr;http://x;https://a.fr/b?c=d\"")[0]).Warnings);
        Assert.False(PopFile.ReadCsv("REF;LABEL;REGION;DMIS;CONTACT\n00000000001;a;b;c;d")[0].Has("REGION"));
        Assert.Throws<PopRefusal>(() => PopFile.ReadCsv(H));
        Assert.Equal("ivoire | gravé#laiton | argenté", PopFile.ReadCsv("REF;TECH\n00000000001;\"ivoire ; gravé#laiton ; argenté\"")[0]["TECH"]);
        Assert.Equal(["A", "B", "C"], PopBase.NotImported([("A", false), ("B", false), ("C", true), ("D", false)]));
    }
}
