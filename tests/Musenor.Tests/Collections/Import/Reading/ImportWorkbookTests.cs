using System.IO.Compression;
using System.Text;
using Xunit;

namespace Musenor.Tests.Collections.Import.Reading;

public sealed class ImportWorkbookTests
{
    private static readonly object?[] Header = ["REF", "INV", "DOMN", "STAT", "MUSEO", "TITR"];

    private static object?[] Row(int number, object? title, object? inventory = null) => [$"M0160{number:000000}", inventory ?? $"A {number}", "peinture", "propriété de la commune", "M0160", title];

    [Fact]
    public async Task A_workbook_goes_in_as_a_csv_would()
    {
        await using var portal = new ImportPortal();
        var file = portal.File(new XlsxFile().Sheet("Notices", Header, Row(1, "Vue"), Row(2, "Port")).Bytes(), "export.txt");
        var report = await portal.Import(file);
        Assert.Equal(("2 read, 2 new, 0 changed, 0 unchanged, 0 rejected", "Excel, feuille « Notices », colonnes de POP", "classeur"), (ImportPortal.Counts(report), report.Format, report.Encoding));
        Assert.Equal("Vue", (await portal.Fields("M0160000001"))["TITR"]);
        Assert.Equal("2 read, 0 new, 0 changed, 2 unchanged, 0 rejected", ImportPortal.Counts(await portal.Import(file)));
    }

    [Fact]
    public async Task Cells_are_read_as_who_looks_at_the_sheet_sees_them()
    {
        await using var portal = new ImportPortal();
        var header = Header.Concat(["DACQ", "DIMS", "MILL", "COMM", "HIST", "EXPO"]).ToArray();
        object?[] row = [.. Row(1, new XlsxFile.Formula("A1&A2", "Vue & port"), new XlsxFile.Styled(42, XlsxFile.FiveDigits)), new DateTime(1921, 5, 3), 0.1 + 0.2, 1850.0, new XlsxFile.Styled(12.5, XlsxFile.TwoDecimals), 12345678901d, true];
        await portal.Import(portal.File(new XlsxFile().Sheet("F", header, row).Bytes()));
        var fields = await portal.Fields("M0160000001");
        Assert.Equal(("Vue & port", "00042", "1921-05-03", "0.3"), (fields["TITR"], fields["INV"], fields["DACQ"], fields["DIMS"]));
        Assert.Equal(("1850", "12.50", "12345678901", "oui"), (fields["MILL"], fields["COMM"], fields["HIST"], fields["EXPO"]));
    }

    [Fact]
    public async Task A_formula_that_fails_leaves_its_field_and_says_so()
    {
        await using var portal = new ImportPortal();
        await portal.Import(portal.File(new XlsxFile().Sheet("F", Header, Row(1, "Vue")).Bytes()));
        var report = await portal.Import(portal.File(new XlsxFile().Sheet("F", Header, Row(1, new XlsxFile.Formula("1/0", "#DIV/0!", "e"))).Bytes()));
        Assert.Equal("Vue", (await portal.Fields("M0160000001"))["TITR"]);
        Assert.Contains(ImportPortal.Warnings(report), w => w.Contains("« TITR » donne une erreur", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Titles_blank_rows_and_blank_sheets_come_before_the_table()
    {
        await using var portal = new ImportPortal();
        var book = new XlsxFile().Sheet("Lisez-moi").Sheet("Inventaire", ["Inventaire du musée"], [], [null, "édité le", new DateTime(2024, 1, 2)], Header, [], Row(1, "Vue"), [], Row(2, "Port")).Sheet("Brouillon", ["x", "y"]);
        var report = await portal.Import(portal.File(book.Bytes()));
        Assert.Equal("2 read, 2 new, 0 changed, 0 unchanged, 0 rejected", ImportPortal.Counts(report));
        Assert.Contains("« Inventaire » (1 autre feuille non lue)", report.Format, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cell_merged_down_several_rows_is_that_of_each()
    {
        await using var portal = new ImportPortal();
        object?[] Second(int number) => [$"M0160{number:000000}", $"A {number}", null, null, "M0160", $"Titre {number}"];
        var book = new XlsxFile().Sheet("F", Header, Row(1, "Un"), Second(2), Second(3)).Merge("C2:C4").Merge("D2:D4");
        Assert.Equal("3 read, 3 new, 0 changed, 0 unchanged, 0 rejected", ImportPortal.Counts(await portal.Import(portal.File(book.Bytes()))));
        Assert.Equal("peinture", (await portal.Fields("M0160000003"))["DOMN"]);
    }

    [Fact]
    public async Task Rejected_rows_are_named_by_the_number_of_their_row()
    {
        await using var portal = new ImportPortal();
        var report = await portal.Import(portal.File(new XlsxFile().Sheet("F", [], Header, Row(1, "Vue"), [], ["M0160000002", "A", "peinture", " ", "M0160", "x"]).Bytes()));
        Assert.StartsWith("5 STAT", Assert.Single(ImportPortal.Rejects(report)), StringComparison.Ordinal);
        // Corrected in the report itself.
        var corrected = await File.ReadAllTextAsync(report.Rejects);
        var again = await portal.Import(portal.File(corrected.Replace("\" \";\"M0160\"", "\"achat\";\"M0160\"", StringComparison.Ordinal), "rejets.csv"));
        Assert.Equal("1 read, 1 new, 0 changed, 0 unchanged, 0 rejected", ImportPortal.Counts(again));
    }

    [Fact]
    public async Task What_is_no_sound_workbook_is_one_sentence()
    {
        await using var portal = new ImportPortal();
        var sound = new XlsxFile().Sheet("F", Header, Row(1, "Vue")).Bytes();
        (string Path, string Words)[] cases =
        [
            (portal.File(sound[..(sound.Length / 2)], "coupe.xlsx"), "abîmé"),
            (portal.File(new XlsxFile().Sheet("F").Sheet("G", [], []).Bytes(), "vide.xlsx"), "vide"),
            (portal.File(new XlsxFile().Sheet("F", ["Nom", "Ville"], ["a", "b"]).Bytes(), "autre.xlsx"), "profil de correspondance"),
            (portal.File(Zip(("notices.csv", "REF;INV")), "archive.zip"), "archive ZIP"),
            (portal.File(Corrupt(sound), "xml.xlsx"), "ne se lit pas"),
            (portal.File([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[2000]], "vieux.xls"), "ancien document Office"),
            (portal.File(Encrypted(), "secret.xlsx"), "mot de passe"),
        ];
        foreach (var (path, words) in cases)
        {
            var report = await portal.Import(path);
            Assert.True(report.Refusal?.Contains(words, StringComparison.Ordinal) == true, $"{Path.GetFileName(path)}: {report.Refusal ?? report.Failure ?? ImportPortal.Counts(report)}");
        }

        Assert.Equal(0, await portal.CountNotices());
    }

    private static byte[] Zip(params (string Name, string Text)[] entries)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in entries)
            {
                using var entry = new StreamWriter(zip.CreateEntry(name).Open());
                entry.Write(text);
            }
        }

        return bytes.ToArray();
    }

    /// <summary>The same container, its sheet cut in the middle of an element.</summary>
    private static byte[] Corrupt(byte[] sound)
    {
        using var from = new ZipArchive(new MemoryStream(sound));
        return Zip([.. from.Entries.Select(e =>
        {
            using var text = new StreamReader(e.Open());
            var whole = text.ReadToEnd();
            return (e.FullName, e.FullName.Contains("sheet1", StringComparison.Ordinal) ? whole[..(whole.Length / 2)] : whole);
        })]);
    }

    /// <summary>The head of an old container whose first directory sector names an encrypted package.</summary>
    private static byte[] Encrypted()
    {
        var bytes = new byte[2048];
        new byte[] { 0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1 }.CopyTo(bytes, 0);
        BitConverter.GetBytes((ushort)9).CopyTo(bytes, 30);
        BitConverter.GetBytes(1u).CopyTo(bytes, 48);
        Encoding.Unicode.GetBytes("EncryptedPackage").CopyTo(bytes, 1024 + 128);
        return bytes;
    }
}
