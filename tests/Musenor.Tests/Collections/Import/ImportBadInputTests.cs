using System.Text;
using Microsoft.Data.Sqlite;
using Musenor.Collections.Import;
using Xunit;

namespace Musenor.Tests.Collections.Import;

public sealed class ImportBadInputTests
{
    [Fact]
    public async Task Says_in_one_sentence_what_is_no_file_of_notices()
    {
        await using var portal = new ImportPortal();
        await portal.ImportText(ImportPortal.Header, ImportPortal.Row(1));
        (string Path, string Word)[] cases =
        [
            (Path.Combine(portal.Folder, "absent.csv"), "n’existe pas"), (portal.Folder, "dossier"), (portal.File("", "vide.csv"), "vide"), (portal.File("\uFEFF", "bom.csv"), "vide"),
            (portal.File("\n\n \n", "blancs.csv"), "aucun texte"), (portal.File("%PDF-1.7\n%âãÏÓ", "vrai.csv"), "PDF"), (portal.File("PK\u0003\u0004xxxxxxxxxxxxxxxx", "tableau.csv"), "Excel"),
            (portal.File([0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10], "image.csv"), "image"), (portal.File(Encoding.Unicode.GetBytes("\uFEFFREF;INV"), "utf16.csv"), "UTF-16"),
            (portal.File("<html>", "page.csv"), "XML"), (portal.File("{\"a\":1}", "json.csv"), "JSON"), (portal.File("Nom;Ville\na;b", "autre.csv"), "colonnes"),
            (portal.File("REF|INV|DOMN\n1|2|3", "barres.csv"), "séparateur"), (portal.File(ImportPortal.Header, "seul.csv"), "aucune notice"),
            (portal.File(ImportPortal.Header + "\n;;;;;\n\n", "blanches.csv"), "aucune notice"), (portal.File("REF;TITR\nM0160000001;x", "sansmusee.csv"), "MUSEO"),
            (portal.File([.. Encoding.UTF8.GetBytes(ImportPortal.Header + "\n" + ImportPortal.Row(2) + "\n"), .. Encoding.Latin1.GetBytes(ImportPortal.Row(3))], "melange.csv"), "ligne 3"),
            (portal.File("\"REF;INV;DOMN\nx", "guillemet.csv"), "en-tête"),
        ];
        var faults = new List<string>();
        foreach (var (path, word) in cases)
        {
            var report = await portal.Import(path);
            if (report.Refusal?.Contains(word, StringComparison.Ordinal) != true || !report.Refusal.Contains(Path.GetFileName(path), StringComparison.Ordinal))
            {
                faults.Add($"{Path.GetFileName(path)}: {report.Refusal ?? report.Failure}");
            }
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
        Assert.Equal((1, 1), (await portal.CountNotices(), await portal.Query<long>("select count(*) from import")));
    }

    [Fact]
    public async Task Tc07_every_encoding_is_detected_and_damage_is_said()
    {
        await using var portal = new ImportPortal();
        var text = $"{ImportPortal.Header}\n{ImportPortal.Row(1, "Première vue d'été")}\n";
        Assert.Equal("ISO-8859-1", (await portal.Import(portal.File(text, encoding: Encoding.Latin1))).Encoding);
        Assert.Equal("UTF-8 avec BOM", (await portal.Import(portal.File("\uFEFF" + text))).Encoding);
        var ansi = Encoding.Latin1.GetBytes(text.Replace("d'été", "d\u0092été", StringComparison.Ordinal));
        Assert.Equal("Windows-1252", (await portal.Import(portal.File(ansi))).Encoding);
        Assert.Equal("Première vue d’été", (await portal.Fields("M0160000001"))["TITR"]);
        var damaged = await portal.Import(portal.File(Encoding.UTF8.GetBytes(Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text)))));
        Assert.Contains(ImportPortal.Warnings(damaged), w => w.Contains("encodage", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Tc06_broken_quotes_cost_their_own_row()
    {
        await using var portal = new ImportPortal();
        var report = await portal.ImportText(ImportPortal.Header, ImportPortal.Row(1, "Une \"belle\" oeuvre"), ImportPortal.Row(2, "\"jamais refermé"), ImportPortal.Row(3), ImportPortal.Row(4, "\"ligne 1;\nligne \"\"2\"\"\""), ImportPortal.Row(5) + ";trop;de;cellules", ImportPortal.Row(6));
        Assert.Equal("6 read, 4 new, 0 changed, 0 unchanged, 2 rejected", ImportPortal.Counts(report));
        Assert.Equal(["3", "7"], ImportPortal.Rejects(report).Select(r => r.Split(' ')[0]));
        Assert.Equal("ligne 1;\nligne \"2\"", (await portal.Fields("M0160000004"))["TITR"]);
        Assert.Equal("Une \"belle\" oeuvre", (await portal.Fields("M0160000001"))["TITR"]);
    }

    [Fact]
    public async Task Formulas_html_and_script_are_kept_as_text_and_control_characters_are_blanks()
    {
        await using var portal = new ImportPortal();
        string[] titles = ["=HYPERLINK(\"http://x\")", "<script>alert(1)</script>", "'; drop table notice; --", "a\u0001\u0000b".Replace("\0", "", StringComparison.Ordinal), "\u202Etxet", "{{7*7}} ${x} %s @x"];
        var rows = titles.Select((t, i) => ImportPortal.Row(i + 1, $"\"{t.Replace("\"", "\"\"", StringComparison.Ordinal)}\""));
        var report = await portal.ImportText([ImportPortal.Header, .. rows]);
        Assert.Equal(titles.Length, report.New);
        for (var i = 0; i < titles.Length; i++)
        {
            Assert.Equal(titles[i].Replace("\u0001", " ", StringComparison.Ordinal), (await portal.Fields($"M0160{i + 1:000000}"))["TITR"]);
        }

        Assert.Contains(ImportPortal.Warnings(report), w => w.Contains("5 TITR", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Script_in_every_field_goes_in_or_is_rejected_by_name()
    {
        await using var portal = new ImportPortal();
        const string Evil = "<img src=x onerror=alert(1)>\"\";='";
        var codes = Heritage.Standards.Joconde.JocondeFields.All.Select(f => f.Code).Where(c => c is not ("REF" or "MUSEO")).ToArray();
        var report = await portal.ImportText($"REF;MUSEO;{string.Join(';', codes)}", $"M0160000001;M0160;{string.Join(';', codes.Select(_ => $"\"{Evil}\""))}", $"M0160000002;\"{Evil}\";{string.Join(';', codes.Select(_ => "x"))}");
        Assert.Equal("2 read, 1 new, 0 changed, 0 unchanged, 1 rejected", ImportPortal.Counts(report));
        Assert.Contains("MUSEO", Assert.Single(ImportPortal.Rejects(report)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(150_000, "TITR")]
    [InlineData(10_000_000, "TITR")]
    public async Task A_field_too_long_is_rejected_by_name(int length, string field)
    {
        await using var portal = new ImportPortal();
        var report = await portal.ImportText(ImportPortal.Header, ImportPortal.Row(1, new string('x', length)), ImportPortal.Row(2));
        Assert.Equal("2 read, 1 new, 0 changed, 0 unchanged, 1 rejected", ImportPortal.Counts(report));
        Assert.StartsWith($"2 {field}", Assert.Single(ImportPortal.Rejects(report)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_of_museum_followed_by_words_is_read_and_said()
    {
        await using var portal = new ImportPortal();
        var report = await portal.ImportText(ImportPortal.Header, "M0160000001;A;peinture;x;M0160 phot © Lille;Vue", "M0160000002;A;peinture;x;n'importe quoi;Vue");
        Assert.Equal("2 read, 1 new, 0 changed, 0 unchanged, 1 rejected", ImportPortal.Counts(report));
    }

    [Fact]
    public void A_full_disk_is_said_with_what_to_do()
    {
        Assert.Contains("plein", ImportFailure.Sentence(new SqliteException("database or disk is full", 13), 500), StringComparison.Ordinal);
        Assert.Contains("relancer", ImportFailure.Sentence(new IOException("No space left on device", 28), 500), StringComparison.Ordinal);
        Assert.Null(ImportFailure.Sentence(new InvalidOperationException("a fault of ours"), 0));
    }

    [Fact]
    public void Duplicates_are_found_across_runs_on_disk()
    {
        var folder = Directory.CreateTempSubdirectory("index-").FullName;
        using (var index = new IdentityIndex(folder, runLength: 100))
        {
            for (var i = 0; i < 1050; i++)
            {
                index.Add((UInt128)(ulong)(i * 7919 % 1000), i + 1);
            }

            var found = index.Duplicates()!;
            Assert.Equal(50, found.Count);
            Assert.Contains((1L, 1001L), found.Values);
        }

        Assert.Empty(Directory.GetFiles(folder));
        Directory.Delete(folder);
    }
}
