using Heritage.Standards.Text;
using Xunit;

namespace Musenor.Tests.Collections.Import;

public sealed class ImportNoticesTests
{
    [Fact]
    public async Task Tc01_a_minimal_file_goes_in_and_the_same_file_again_changes_nothing()
    {
        await using var portal = new ImportPortal();
        var first = await portal.ImportText(ImportPortal.Header, ImportPortal.Row(1), ImportPortal.Row(2));
        Assert.Equal(("2 read, 2 new, 0 changed, 0 unchanged, 0 rejected", "POP, CSV", "UTF-8"), (ImportPortal.Counts(first), first.Format, first.Encoding));
        Assert.Equal("peinture ; dessin", (await portal.Fields("M0160000001"))["DOMN"]);
        Assert.Equal("2 read, 0 new, 0 changed, 2 unchanged, 0 rejected", ImportPortal.Counts(await portal.ImportText(ImportPortal.Header, ImportPortal.Row(1), ImportPortal.Row(2))));
    }

    [Fact]
    public async Task Tc02_a_blank_mandatory_field_rejects_its_row_only()
    {
        await using var portal = new ImportPortal();
        var report = await portal.ImportText(ImportPortal.Header, ImportPortal.Row(1), "M0160000002;A 2;peinture; ;M0160;Vue", "M0160000003;A 3;;x;M0160;Vue", "M0160000004;;peinture;x;M0160;Vue", "M0160000005;A;peinture;x;;Vue");
        Assert.Equal("5 read, 1 new, 0 changed, 0 unchanged, 4 rejected", ImportPortal.Counts(report));
        Assert.Equal(["3 STAT", "4 DOMN", "5 INV", "6 MUSEO"], ImportPortal.Rejects(report).Select(r => string.Join(' ', r.Split(' ').Take(2))));
    }

    [Fact]
    public async Task Tc03_references()
    {
        await using var portal = new ImportPortal();
        var report = await portal.ImportText(ImportPortal.Header, "123;A;peinture;x;M0160;Vue", ";B;peinture;x;M0160;Vue", " 000PE001028 ;C;peinture;x;M0160;Vue", "M01620000123;D;peinture;x;M0160;Vue", "<b>x</b>=12345;E;peinture;x;M0160;Vue");
        Assert.Equal("5 read, 2 new, 0 changed, 0 unchanged, 3 rejected", ImportPortal.Counts(report));
        Assert.Contains("11", ImportPortal.Rejects(report)[0], StringComparison.Ordinal);
        Assert.Equal("C", (await portal.Fields("000PE001028"))["INV"]);
        Assert.Contains("REF", (await portal.ImportText("INV;DOMN;STAT;MUSEO", "A;b;c;M0160")).Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tc04_the_same_reference_twice_rejects_both_rows_and_names_both_lines()
    {
        await using var portal = new ImportPortal();
        var report = await portal.ImportText(ImportPortal.Header, ImportPortal.Row(1), ImportPortal.Row(2), ImportPortal.Row(1, "Autre"), "1;A;peinture;x;M0160;Vue", "00000000001;B;peinture;x;M0160;Vue");
        Assert.Equal("5 read, 1 new, 0 changed, 0 unchanged, 4 rejected", ImportPortal.Counts(report));
        Assert.Equal([("2", true), ("4", true), ("5", true), ("6", true)], ImportPortal.Rejects(report).Zip(["ligne 4", "ligne 2", "ligne 6", "ligne 5"]).Select(p => (p.First.Split(' ')[0], p.First.Contains(p.Second, StringComparison.Ordinal))));
    }

    [Fact]
    public async Task Tc13_an_update_touches_only_its_columns_and_a_blank_cell_empties()
    {
        await using var portal = new ImportPortal();
        await portal.ImportText(ImportPortal.Header + ";DESC", ImportPortal.Row(1) + ";d");
        Assert.Equal(1, (await portal.ImportText("REF;MUSEO;TITR", "M0160000001;M0160;Vue 2")).Changed);
        Assert.Equal(1, (await portal.ImportText("REF;MUSEO;TITR", "M0160000001;M0160;Vue 2")).Unchanged);
        Assert.Equal(("Vue 2", "d"), ((await portal.Fields("M0160000001"))["TITR"], (await portal.Fields("M0160000001"))["DESC"]));
        Assert.Equal(1, (await portal.ImportText("REF;MUSEO;DESC", "M0160000001;M0160;")).Changed);
        Assert.False((await portal.Fields("M0160000001")).ContainsKey("DESC"));
        Assert.Equal(1, (await portal.ImportText("REF;MUSEO;STAT", "M0160000001;M0160;")).Rejected);
    }

    [Fact]
    public async Task Tc05_another_separator_is_found()
    {
        await using var portal = new ImportPortal();
        Assert.Equal(1, (await portal.ImportText("REF,INV,DOMN,STAT,MUSEO", "00000000001,A,peinture,x,M0160")).New);
        Assert.Equal(1, (await portal.ImportText("REF\tINV\tDOMN\tSTAT\tMUSEO", "00000000002\tA\tpeinture\tx\tM0160")).New);
    }

    [Fact]
    public async Task Ajout_pilote_goes_in_whatever_its_marks()
    {
        await using var portal = new ImportPortal();
        var report = await portal.Import(portal.File("REF¶\r\nM01620000123¶\r\nMUSEO¶\r\nM0162¶\r\nDOMN¶\r\nsculpture¶\r\nINV¶\r\n2015.2.3¶\r\nSTAT¶\r\npropriété de la commune¶\r\nLOCA¶\r\nAutun ; musée Rolin¶\r\n//¶\r\nREF¶\r\nM01620000124¶\r\n//¶\r\n", "J_M0162.TXT"));
        Assert.Equal(("2 read, 1 new, 0 changed, 0 unchanged, 1 rejected", "POP, ajout piloté"), (ImportPortal.Counts(report), report.Format));
        Assert.Equal("Musée Rolin", await portal.Query<string>("select name from museum where id = 'M0162'"));
    }

    [Fact]
    public async Task An_unknown_museum_enters_to_be_completed_with_the_name_of_the_row()
    {
        await using var portal = new ImportPortal();
        var report = await portal.ImportText("Code_Museofile;Numero_inventaire;Domaine;Titre;Nom_officiel_musee;Ville", "M9990;A 1;dessin;Vue;Musée Test;Lille", "M9990;A 2;dessin;Vue;Musée Test;Lille");
        Assert.Equal((2, 1), (report.New, report.Warnings));
        Assert.Equal("to_complete", await portal.Query<string>("select state from museum where id = 'M9990' and city = 'Lille'"));
    }

    [Fact]
    public async Task Museum_of_the_command_fills_absent_codes_and_refuses_other_museums()
    {
        await using var portal = new ImportPortal();
        await portal.ImportText(ImportPortal.Header, ImportPortal.Row(1));
        var file = portal.File($"{ImportPortal.Header}\nM0160000002;A 2;peinture;x;;Vue\nM0160000003;A 3;peinture;x;M0162;Vue\n");
        Assert.Equal("2 read, 1 new, 0 changed, 0 unchanged, 1 rejected", ImportPortal.Counts(await portal.Import(file, "m0160")));
        Assert.Contains("annuaire", (await portal.Import(file, "M7777")).Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rejected_rows_come_back_corrected()
    {
        await using var portal = new ImportPortal();
        var report = await portal.ImportText(ImportPortal.Header, ImportPortal.Row(1), "M0160000002;A 2;peinture;;M0160;=1+1");
        var rows = ImportPortal.Report(report.Rejects);
        Assert.Equal([.. ImportPortal.Header.Split(';'), "ligne", "erreur", "remède", "cellules lues"], rows[0]);
        Assert.Equal("'=1+1", rows[1][5]);
        var text = new StringWriter();
        var csv = new CsvWriter(text);
        csv.Write(rows[0]);
        csv.Write([.. rows[1].Take(3), "propriété de la commune", .. rows[1].Skip(4)]);
        Assert.Equal(1, (await portal.Import(portal.File(text.ToString(), "corrige.csv"))).New);
        Assert.Equal("=1+1", (await portal.Fields("M0160000002"))["TITR"]);
    }

    [Fact]
    public async Task Rejected_notices_of_ajout_pilote_come_back_corrected_without_emptying_anything()
    {
        await using var portal = new ImportPortal();
        const string Whole = "REF\nM01620000123\nMUSEO\nM0162\nDOMN\nsculpture\nINV\n1\nSTAT\nx\nDESC\nd\n//\n";
        await portal.Import(portal.File(Whole, "a.txt"));
        var report = await portal.Import(portal.File("REF\nM01620000123\nMUSEO\n?!\nTITR\nVue\n//\nREF\nM01620000124\nMUSEO\n?!\nDESC\nx\n//\n", "b.txt"));
        var rows = ImportPortal.Report(report.Rejects);
        var text = new StringWriter();
        var csv = new CsvWriter(text);
        csv.Write(rows[0]);
        csv.Write(rows[1].Select(c => c == "?!" ? "M0162" : c));
        Assert.Equal(1, (await portal.Import(portal.File(text.ToString(), "c.csv"))).Changed);
        Assert.Equal(("Vue", "d"), ((await portal.Fields("M01620000123"))["TITR"], (await portal.Fields("M01620000123"))["DESC"]));
    }

    [Fact]
    public async Task A_dry_run_says_all_and_keeps_nothing()
    {
        await using var portal = new ImportPortal();
        var rows = Enumerable.Range(1, 1200).Select(i => ImportPortal.Row(i)).Append("M0160900000;A;peinture;;M0160;Vue");
        var report = await portal.Import(portal.File(string.Join('\n', rows.Prepend(ImportPortal.Header))), dryRun: true);
        Assert.Equal(("1201 read, 1200 new, 0 changed, 0 unchanged, 1 rejected", 1), (ImportPortal.Counts(report), ImportPortal.Rejects(report).Count));
        Assert.Equal((0, 0, 0), (await portal.CountNotices(), await portal.Query<long>("select count(*) from museum"), await portal.Query<long>("select count(*) from import")));
        Assert.Equal(1, report.Warnings);
    }
}
