using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Heritage.Standards.Joconde;
using Xunit;

namespace Heritage.Standards.Tests.Joconde;

public sealed class AjoutPiloteTests
{
    private const string Head = "REF⏎M01620000123⏎MUSEO⏎M0162⏎INV⏎A1⏎";

    [Fact]
    public void Tc08_the_ministrys_example_with_or_without_its_last_separator()
    {
        const string Text = "REF⏎M01620000123⏎MUSEO⏎M0162⏎DOMN⏎sculpture⏎INV⏎2015.2.3⏎STAT⏎propriété de la commune;don manuel;Autun;musée Verger-Tarin⏎" +
            "DENO⏎statue⏎DESC⏎statue en marbre polychrome⏎DIMS⏎H. 155 ; L. 55.5⏎//⏎REF⏎M01620005073⏎MUSEO⏎M0162⏎";
        foreach (var text in new[] { Text, Text + "//⏎", Text + "//" })
        {
            var notices = Read(text);
            Assert.Equal(["M01620000123", "M01620005073"], notices.Select(n => n.Fields["REF"]));
            Assert.Equal("H. 155 ; L. 55.5", notices[0].Fields["DIMS"]);
            Assert.Equal(8, notices[0].Fields.Count);
            Assert.Equal([1L, 18], notices.Select(n => n.Line));
        }
    }

    [Theory]
    [InlineData("TECH⏎marbre ; polychrome⏎DESC⏎⏎COMM⏎⏎//⏎")]
    [InlineData("TECH⏎marbre ; polychrome⏎DESC⏎ ⏎COMM⏎ ⏎//⏎")]
    [InlineData("TECH⏎marbre ; polychrome⏎DESC⏎⏎COMM⏎//⏎")]
    public void Tc09_emptied_fields(string text)
    {
        var notice = Assert.Single(Read(Head + text));
        Assert.Equal("marbre ; polychrome", notice.Fields["TECH"]);
        Assert.Equal(("", ""), (notice.Fields["DESC"], notice.Fields["COMM"]));
    }

    [Fact]
    public void Tc10_wrapped_lines_and_final_dashes()
    {
        Assert.Equal("Fond de vaisselle, à pied", Single("DESC⏎Fond de vaisselle, -⏎à pied⏎//⏎", "DESC"));
        Assert.Equal("Fond de vaisselle, à pied", Single("DESC⏎Fond de vaisselle, -⏎à pied⏎//⏎", "DESC", "\n"));
        Assert.Equal("Sans titre -", Single("TITR⏎Sans titre -⏎BIBL⏎x⏎//⏎", "TITR"));
        Assert.Equal("Sans titre -", Single("TITR⏎Sans titre -⏎//⏎", "TITR"));
    }

    [Theory]
    [InlineData("REF⏎M01620000123⏎INV⏎1⏎// ⏎REF⏎M01620000124⏎INV⏎2⏎")]
    [InlineData("REF⏎M01620000123⏎INV⏎1⏎//⏎//⏎REF⏎M01620000124⏎INV⏎2⏎//⏎//⏎")]
    [InlineData("REF¶⏎M01620000123¶⏎INV¶⏎1¶⏎//¶⏎REF¶⏎M01620000124¶⏎INV¶⏎2¶⏎//¶⏎")]
    [InlineData(" REF ⏎M01620000123⏎inv⏎1⏎//⏎ref⏎M01620000124⏎ INV⏎2⏎//⏎")]
    [InlineData("REF⏎M01620000123⏎INV⏎1⏎REF⏎M01620000124⏎INV⏎2⏎")]
    [InlineData("\uFEFFREF⏎M01620000123⏎INV⏎1⏎⏎//⏎⏎REF⏎M01620000124⏎INV⏎2⏎⏎⏎")]
    public void Tc11_separators_marks_and_odd_codes(string text)
    {
        foreach (var end in new[] { "\r\n", "\n", "\r" })
        {
            var notices = Read(text, end);
            Assert.Equal(["M01620000123 1", "M01620000124 2"], notices.Select(n => $"{n.Fields["REF"]} {n.Fields["INV"]}"));
            Assert.All(notices, n => Assert.Null(n.Problem));
        }
    }

    [Fact]
    public void A_value_that_is_a_code_stays_a_value()
    {
        Assert.Equal("HIST", Single("TITR⏎HIST⏎BIBL⏎x⏎//⏎", "TITR"));
        Assert.Equal("HIST", Single("TITR⏎HIST⏎//⏎", "TITR"));
        Assert.Equal("image", Single("DENO⏎image⏎BIBL⏎x⏎", "DENO"));
    }

    [Fact]
    public void A_field_without_any_value_line_is_empty()
    {
        var notice = Assert.Single(Read(Head + "DESC⏎COMM⏎un commentaire⏎//⏎"));
        Assert.Equal(("", "un commentaire"), (notice.Fields["DESC"], notice.Fields["COMM"]));
    }

    [Fact]
    public void Words_outside_any_field_are_a_problem_of_their_notice_only()
    {
        var notices = Read("Rapport d'export⏎12 notices⏎//⏎REF⏎M01620000123⏎");
        Assert.Contains("ligne 1", notices[0].Problem, StringComparison.Ordinal);
        Assert.Null(notices[1].Problem);
    }

    [Fact]
    public void An_unknown_code_after_ref_is_said_and_does_not_change_ref()
    {
        var notice = Assert.Single(Read("REF⏎M01620000123⏎FOO⏎bar⏎INV⏎1⏎//⏎"));
        Assert.Equal("M01620000123", notice.Fields["REF"]);
        Assert.Equal(2, notice.Remarks.Count);
    }

    [Fact]
    public void Memory_stays_bounded()
    {
        var notices = AjoutPilote.Read(new StringReader("REF\n1\nDESC\n" + string.Concat(Enumerable.Repeat("mot\n", 10_000)) + "//\nREF\n2\n"), 1000).ToList();
        Assert.NotNull(notices[0].Problem);
        Assert.Null(notices[1].Problem);
    }

    [Fact]
    public void What_is_written_is_read_back()
    {
        var codes = JocondeFields.All.Select(f => f.Code).Where(c => c != "REF").ToArray();
        var words = Gen.Elements("musée", "a b", "x-y", "H. 2 ; L. 3", "#", "été", "//x", "l'un", "(1850)", "hist").NonEmptyListOf().Select(w => string.Join(' ', w));
        var notice = from fields in (from code in Gen.Elements(codes) from value in words select (code, value)).ListOf()
                     select fields.GroupBy(f => f.code).ToDictionary(g => g.Key, g => g.First().value).Append(new("REF", "M0162000001")).ToDictionary(p => p.Key, p => p.Value);
        Prop.ForAll(notice.NonEmptyListOf().ToArbitrary(), notices =>
        {
            var text = new StringWriter();
            AjoutPilote.Write(text, notices);
            var read = AjoutPilote.Read(new StringReader(text.ToString())).ToList();
            return read.Count == notices.Count && read.Zip(notices).All(p => p.First.Problem is null && p.First.Fields.Count == p.Second.Count && p.Second.All(f => p.First.Fields[f.Key] == f.Value));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Never_throws_whatever_the_lines() => Prop.ForAll(
        Gen.Elements("REF", "INV", "inv", "//", "// ", "", " ", "x -", "¶", "TITR¶", "un texte", "FOO", "IMAGE").ListOf().Select(l => string.Join('\n', l)).ToArbitrary(),
        text => AjoutPilote.Read(new StringReader(text)).ToList() is not null).QuickCheckThrowOnFailure();

    [RealDataFact]
    public void Reads_the_ministrys_test_files()
    {
        foreach (var path in Directory.GetFiles(RealData.Joconde("ajout-pilote"), "joconde-valid*"))
        {
            using var text = new StreamReader(path, path.Contains("ISO", StringComparison.Ordinal) ? Encoding.Latin1 : Encoding.UTF8);
            var notices = AjoutPilote.Read(text).ToList();
            Assert.All(notices, n => Assert.Null(n.Problem));
            Assert.True(notices.Count >= 1 && notices.All(n => n.Fields["INV"].Length > 0 && n.Fields["STAT"].Length > 0), path);
            Assert.Equal("80-7 (N° de site) (coordonnées du site)", notices[0].Fields["NSDA"]);
            Assert.Contains("coupelle, à pied annulaire", notices[0].Fields["DESC"], StringComparison.Ordinal);
        }
    }

    private static string Single(string text, string code, string end = "\r\n") => Assert.Single(Read(Head + text, end)).Fields[code];

    private static List<PilotNotice> Read(string text, string end = "\r\n") => [.. AjoutPilote.Read(new StringReader(text.Replace("⏎", end, StringComparison.Ordinal)))];
}
