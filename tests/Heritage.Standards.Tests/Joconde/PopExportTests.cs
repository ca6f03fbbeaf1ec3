using System.Text;
using Heritage.Standards.Joconde;
using Heritage.Standards.Tests.Joconde.Pop;
using Xunit;

namespace Heritage.Standards.Tests.Joconde;

/// <summary>What we write for POP, judged by the model of its reader. TC numbers are those of our list of test cases.</summary>
public sealed class PopExportTests
{
    private static readonly (string Code, string Text)[] Minimal =
        [("INV", "A 12"), ("DOMN", "peinture ; dessin"), ("STAT", "propriété de la commune ; don manuel ; Lille ; palais des beaux-arts"), ("TITR", "Vue")];

    private static PopNotice Notice(string reference, params (string Code, string Text)[] fields)
    {
        var all = Minimal.ToDictionary(f => f.Code, f => f.Text);
        foreach (var (code, text) in fields)
        {
            all[code] = text;
        }

        return PopNotice.Of(all, "M0160", reference);
    }

    private static PopNotice Notice(params (string Code, string Text)[] fields) => Notice("M0160000001", fields);

    private static byte[] Csv(params PopNotice[] notices)
    {
        using var file = new MemoryStream();
        var codes = notices.SelectMany(n => n.Values.Keys).Where(c => c != PopFields.Missing).Concat(notices.Any(n => n.ResetsMissing) ? [PopFields.Missing] : []);
        PopCsvWriter.Write(file, PopFields.Columns(codes), notices.Select(n => n.Values));
        return file.ToArray();
    }

    private static byte[] Pilot(PopNotice notice, params string[] emptied)
    {
        using var file = new MemoryStream();
        PilotWriter.Write(file, PopFields.Columns(notice.Values.Keys.Concat(emptied).Where(c => c != PopFields.Missing)), [(notice.Values, emptied)]);
        return file.ToArray();
    }

    private static PopRead Read(PopNotice notice) => Assert.Single(PopFile.ReadCsv(Csv(notice)));

    [Fact]
    public void Tc01_a_minimal_notice_is_created_as_it_was_meant()
    {
        var pop = new PopBase();
        Assert.Equal("Création", pop.Take(Read(Notice())).State);
        Assert.Equal(["peinture", "dessin"], pop.Stored["M0160000001"]["DOMN"]);
        Assert.Equal(["propriété de la commune", "don manuel", "Lille", "palais des beaux-arts"], pop.Stored["M0160000001"]["STAT"]);
        Assert.Equal("Inchangé", pop.Take(Read(Notice())).State);
    }

    [Theory]
    [InlineData("STAT", "")]
    [InlineData("STAT", " ")]
    [InlineData("DOMN", " ; ; ")]
    [InlineData("INV", "\t\n")]
    [InlineData("DOMN", "Non renseigné")]
    public void Tc02_a_blank_mandatory_field_keeps_the_notice_here(string code, string text) =>
        Assert.Equal([new PopRemark(PopRemarkKind.Missing, code)], Notice((code, text)).Obstacles);

    [Fact]
    public void Tc02_a_museum_without_code_keeps_its_notices_here() =>
        Assert.Equal("MUSEO", Assert.Single(PopNotice.Of(Minimal.ToDictionary(f => f.Code, f => f.Text), " ", "M0160000001").Obstacles).Code);

    [Theory]
    [InlineData("123", PopRemarkKind.ShortReference)]
    [InlineData("M01620000123", PopRemarkKind.UnusualReference)]
    public void Tc03_a_reference_is_kept_and_what_POP_does_of_it_is_told(string reference, PopRemarkKind kind)
    {
        var notice = Notice(reference);
        Assert.Equal(reference, notice.Values["REF"]);
        Assert.Equal(kind, Assert.Single(notice.Remarks).Kind);
        Assert.Empty(Notice().Remarks);
    }

    [Fact]
    public void Tc05_and_tc06_quotes_separators_and_lines_stay_in_their_cell()
    {
        var bytes = Csv(Notice(("DESC", "Une \"belle\" oeuvre;\nligne 2\r\n\tligne 3")));
        Assert.Equal("Une \"belle\" oeuvre;#ligne 2#ligne 3", PopFile.ReadCsv(bytes)[0]["DESC"]);
        Assert.Equal("Vue du soir#à Lille", PopFile.ReadCsv(Csv(Notice(("DESC", "Vue\u0001du\tsoir\u000bà Lille\u0000"))))[0]["DESC"]);
        var text = Encoding.UTF8.GetString(bytes).Trim('\uFEFF');
        Assert.All(text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries), line => Assert.Matches("^\"(?:[^\"]|\"\")*\"(?:;\"(?:[^\"]|\"\")*\")*$", line));
        Assert.StartsWith("\"REF\";\"MUSEO\";\"INV\";\"DOMN\";\"STAT\";", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Tc07_the_bom_is_there_and_lost_letters_keep_the_notice_here()
    {
        Assert.Equal([0xEF, 0xBB, 0xBF], Csv(Notice())[..3]);
        Assert.Equal("Première vue", Read(Notice(("TITR", "PremiÃ¨re vue")))["TITR"]);
        Assert.Equal(PopRemarkKind.EncodingRepaired, Assert.Single(Notice(("TITR", "PremiÃ¨re vue")).Remarks).Kind);
        Assert.Equal(PopRemarkKind.Damaged, Assert.Single(Notice(("DESC", "Premi\uFFFDre vue")).Obstacles).Kind);
        Assert.Equal(PopRemarkKind.Damaged, Assert.Single(Notice(("DESC", "œuvre PremiÃ¨re")).Obstacles).Kind);
        Assert.Equal(PopRemarkKind.Damaged, Assert.Single(Notice(("DESC", "moitié \uD83D")).Obstacles).Kind);
        Assert.Empty(Notice(("DESC", "entier \uD83C\uDFFA")).Obstacles);
    }

    [Fact]
    public void Tc08_labelled_text_is_read_back()
    {
        var read = Assert.Single(PopFile.ReadPilot(Pilot(Notice(("DESC", "statue en marbre\npolychrome")))));
        Assert.Equal(("M0160000001", "A 12", "peinture | dessin", "statue en marbre#polychrome"), (read["REF"], read["INV"], read["DOMN"], read["DESC"]));
        Assert.Equal("Création", new PopBase().Take(read).State);
    }

    [Fact]
    public void Tc09_an_emptied_field_empties_itself_and_nothing_else()
    {
        var pop = new PopBase();
        pop.Take(Read(Notice(("DESC", "x"), ("COMM", "y"))));
        pop.Take(Assert.Single(PopFile.ReadPilot(Pilot(Notice(), "DESC", "COMM"))));
        Assert.Equal((" ", " "), (pop.Stored["M0160000001"]["DESC"][0], pop.Stored["M0160000001"]["COMM"][0]));
        using var file = new MemoryStream();
        PopCsvWriter.Write(file, PopFields.Columns(["DESC", "COMM", "TITR"]), [Notice().Values]);
        pop.Take(Assert.Single(PopFile.ReadCsv(file.ToArray())));
        Assert.Equal(("", ""), (pop.Stored["M0160000001"]["DESC"][0], pop.Stored["M0160000001"]["COMM"][0]));
    }

    [Theory]
    [InlineData("Sans titre -")]
    [InlineData("HIST")]
    [InlineData("//")]
    [InlineData("une ligne\n//\nune autre")]
    [InlineData("une\n\nautre -\n- et\tfin")]
    [InlineData("INV ")]
    public void Tc10_and_tc11_no_value_of_labelled_text_touches_its_neighbours(string text)
    {
        var notice = Notice(("TITR", text), ("DESC", text), ("HIST", "histoire"));
        var read = Assert.Single(PopFile.ReadPilot(Pilot(notice)));
        Assert.Equal(("A 12", "histoire", "M0160000001"), (read["INV"], read["HIST"], read["REF"]));
        Assert.Equal(Letters(text), Letters(read["TITR"]));
        Assert.Equal(Letters(text), Letters(read["DESC"]));
    }

    [Fact]
    public void Tc12_names_of_images_survive_what_POP_does_of_names()
    {
        foreach (var reference in new[] { "M0160000001", "000PE001028", "M0160_A.1-b" })
        {
            var names = Enumerable.Range(1, 3).Select(i => PopImageName.Of(reference, i)).ToArray();
            Assert.All(names, n => Assert.Equal((n, n), (PopImages.Reduce(n), PopImages.Stored(n))));
            Assert.All(names, n => Assert.Matches("^[a-z0-9]+(?:-[a-z0-9]+)*\\.jpg$", n));
            var (paths, problem) = PopImages.Match(reference, string.Join(';', names), names);
            Assert.Null(problem);
            Assert.Equal(3, paths.Distinct().Count());
        }

        Assert.Equal("m0160000001-001.jpg", PopImageName.Of("M0160000001", 1));
    }

    [Fact]
    public void Tc13_and_tc18_columns_that_destroy_or_that_POP_fills_are_never_written()
    {
        var fields = JocondeFields.All.ToDictionary(f => f.Code, f => "x");
        var columns = PopFields.Columns(PopNotice.Of(fields, "M0160", "M0160000001").Values.Keys.Where(c => c != PopFields.Missing));
        Assert.Equal(["REF", "MUSEO", "INV", "DOMN", "STAT"], columns.Take(5));
        Assert.DoesNotContain("IMG", columns);
        Assert.DoesNotContain(columns, c => JocondeFields.Find(c)!.Level is FieldLevel.Generated or FieldLevel.Deprecated or FieldLevel.ByPop or FieldLevel.Memory);
        Assert.DoesNotContain("ETAT", columns);
        Assert.Equal("M0160", PopNotice.Of(fields, "M0160", "M0160000001").Values["MUSEO"]);
    }

    [Theory]
    [InlineData("Autun ; musée Rolin ; manquant", "", "Autun ; musée Rolin", "manquant", "")]
    [InlineData("Autun;musée Rolin;manquant", "", "Autun ; musée Rolin", "manquant", "")]
    [InlineData("Autun ; musée Rolin ; volé ; 2010", "", "Autun ; musée Rolin ; 2010", "volé", "")]
    [InlineData("Autun ; musée Rolin ; disparue", "récolement 2012", "Autun ; musée Rolin", "manquant", "récolement 2012 ; disparue")]
    [InlineData("Autun ; musée Rolin ; présumé détruit", "avant", "Autun ; musée Rolin", "manquant", "avant ; présumé détruit")]
    [InlineData("Autun ; musée Rolin ; volée en 1911", "", "Autun ; musée Rolin", "volé", "volée en 1911")]
    [InlineData("Nantes ; Volerie", "", "Nantes ;Volerie", "", "")]
    [InlineData("Brest ; musée des beaux-arts ; retrouvé", "", "Brest ; musée des beaux-arts ; retrouvé", "", "")]
    [InlineData("Lille ; palais des beaux-arts", "", "Lille ; palais des beaux-arts", "", "")]
    public void Tc14_markers_are_read_as_they_were_meant_and_places_stay_places(string loca, string comment, string kept, string missing, string said)
    {
        var read = Read(Notice(("LOCA", loca), ("MANQUANT_COM", comment)));
        Assert.Equal((kept, missing, said), (read["LOCA"].TrimEnd(), read["MANQUANT"], read["MANQUANT_COM"]));
        // Sent twice, nothing grows.
        var again = Read(Notice(("LOCA", loca), ("MANQUANT_COM", read["MANQUANT_COM"])));
        Assert.Equal(said, again["MANQUANT_COM"]);
    }

    [Fact]
    public void Tc14_an_object_found_again_is_no_longer_missing_there()
    {
        var pop = new PopBase();
        pop.Take(Read(Notice(("LOCA", "Brest ; musée ; manquant"))));
        Assert.Equal(["manquant"], pop.Stored["M0160000001"]["MANQUANT"]);
        var found = Notice(("LOCA", "Brest ; musée ; retrouvé"));
        Assert.True(found.ResetsMissing);
        // Another that is missing, in the same file, stays so.
        foreach (var read in PopFile.ReadCsv(Csv(found, Notice("M0160000002", ("LOCA", "Brest ; musée ; volé")))))
        {
            pop.Take(read);
        }

        Assert.Equal("", string.Concat(pop.Stored["M0160000001"]["MANQUANT"]));
        Assert.Equal(["volé"], pop.Stored["M0160000002"]["MANQUANT"]);
    }

    [Fact]
    public void Tc14_what_POP_knew_to_be_missing_is_sent_with_its_marker() =>
        Assert.Equal("volé", Read(Notice(("LOCA", "Brest ; musée"), ("MANQUANT", "volé")))["MANQUANT"]);

    [Theory]
    [InlineData("peintures")]
    [InlineData("Peinture")]
    [InlineData("zzz")]
    public void Tc15_words_outside_the_vocabularies_leave_as_the_museum_wrote_them(string word) => Assert.Equal(word, Read(Notice(("DOMN", word)))["DOMN"]);

    [Fact]
    public void Tc16_addresses_are_parted_by_a_bare_semicolon_and_the_wrong_one_is_told()
    {
        var notice = Notice(("WWW", "www.musee.fr ; http://x ; https://a.fr/b?c=d"), ("LVID", "https://v.fr/1"));
        Assert.Equal("www.musee.fr;http://x;https://a.fr/b?c=d", notice.Values["WWW"]);
        Assert.Equal("http://x", Assert.Single(notice.Remarks, r => r.Kind == PopRemarkKind.BadAddress).Value);
        Assert.Single(new PopBase().Take(Read(notice)).Warnings);
    }

    [Fact]
    public void Tc21_pairs_of_technique_keep_their_groups_and_lists_no_empty_item()
    {
        Assert.Equal("ivoire ; gravé#laiton ; argenté ; gravé", Notice(("TECH", "ivoire;gravé # laiton ;; argenté ; gravé;")).Values["TECH"]);
        Assert.Equal("peinture ; dessin", Notice(("DOMN", "peinture ; dessin ; peinture ;")).Values["DOMN"]);
        Assert.Equal("tasse ; 6 ; soucoupe ; 6", Notice(("DENO", "tasse ; 6 ; soucoupe ; 6")).Values["DENO"]);
        Assert.DoesNotContain("", Read(Notice(("DOMN", "; peinture ;; dessin"))).Fields["DOMN"]);
    }

    [Theory]
    [InlineData("féminin ; masculin", "féminin ; masculin")]
    [InlineData("59 350 0012 AH", null)]
    public void The_gender_of_authors_goes_and_its_old_meaning_stays(string text, string? sent)
    {
        Assert.Equal(sent, Notice(("NSDA", text)).Values.GetValueOrDefault("NSDA"));
        Assert.Equal(sent is null, Notice(("NSDA", text)).Remarks.Any(r => r.Kind == PopRemarkKind.OldMeaning));
    }

    [RealDataFact]
    public void Every_notice_of_the_real_extracts_is_read_back_as_it_was_meant_in_both_formats()
    {
        var faults = new List<string>();
        foreach (var source in RealData.Notices())
        {
            var notice = PopNotice.Of(source.Fields, "M0160", "M0160000001");
            if (notice.Obstacles.Any())
            {
                continue;
            }

            var (csv, pilot) = (Read(notice), Assert.Single(PopFile.ReadPilot(Pilot(notice))));
            faults.AddRange(from field in notice.Values
                            where field.Key is not ("LOCA" or "MANQUANT" or "MANQUANT_COM")
                            where Letters(csv[field.Key]) != Letters(field.Value) || Letters(pilot[field.Key]) != Letters(field.Value)
                            select $"{source["REF"]} {field.Key}: {field.Value} → {csv[field.Key]} / {pilot[field.Key]}");
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults.Take(20)));
    }

    /// <summary>Letters and figures alone: what a separator, a dash or a line end becomes is judged elsewhere.</summary>
    private static string Letters(string text) => string.Concat(text.Where(char.IsLetterOrDigit));
}
