using Heritage.Standards.Text;
using Musenor.Collections.Import;
using Xunit;

namespace Musenor.Tests.Collections.Import;

public sealed class ImportReportTests
{
    [Fact]
    public async Task A_corrected_report_empties_nothing_that_its_row_did_not_have()
    {
        await using var portal = new ImportPortal();
        const string Header = "REF;MUSEO;STAT;TITR;DESC";
        await portal.ImportText("REF;MUSEO;INV;DOMN;STAT;TITR;DESC", "M0160000001;M0160;A 1;peinture;x;Vue;d");
        var report = await portal.ImportText(Header, "M0160000001;M0160;");
        var row = ImportPortal.Report(report.Rejects)[1];
        Assert.Equal("3", row[^1]);
        Assert.Equal(1, (await Corrected(portal, report, (2, "propriété de la commune"))).Changed);
        var fields = await portal.Fields("M0160000001");
        Assert.Equal(("propriété de la commune", "Vue", "d"), (fields["STAT"], fields["TITR"], fields["DESC"]));
    }

    [Fact]
    public async Task A_cell_added_to_a_corrected_row_goes_in()
    {
        await using var portal = new ImportPortal();
        await portal.ImportText("REF;MUSEO;INV;DOMN;STAT;TITR;DESC", "M0160000001;M0160;A 1;peinture;x;Vue;d");
        var report = await portal.ImportText("REF;MUSEO;STAT;TITR;DESC", "M0160000001;M0160;");
        await Corrected(portal, report, (2, "y"), (4, "e"));
        var fields = await portal.Fields("M0160000001");
        Assert.Equal(("Vue", "e"), (fields["TITR"], fields["DESC"]));
    }

    [Fact]
    public async Task A_report_refused_again_still_tells_what_its_first_row_had()
    {
        await using var portal = new ImportPortal();
        await portal.ImportText("REF;MUSEO;INV;DOMN;STAT;TITR;DESC", "M0160000001;M0160;A 1;peinture;x;Vue;d");
        var report = await portal.ImportText("REF;MUSEO;STAT;TITR;DESC", "M0160000001;M0160;");
        var again = await Corrected(portal, report, (1, "?!"));
        Assert.Equal(1, again.Rejected);
        Assert.Equal(1, (await Corrected(portal, again, (1, "M0160"), (2, "y"))).Changed);
        Assert.Equal("Vue", (await portal.Fields("M0160000001"))["TITR"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_cells_after_one_that_is_too_long_are_in_the_report(bool quoted)
    {
        await using var portal = new ImportPortal();
        var title = new string('x', 10_000_000);
        var report = await portal.ImportText("REF;INV;DOMN;STAT;MUSEO;TITR;DESC;COMM", ImportPortal.Row(1, quoted ? $"\"{title}\"" : title) + ";\"la; suite\";fin", ImportPortal.Row(2) + ";;");
        Assert.Equal("2 read, 1 new, 0 changed, 0 unchanged, 1 rejected", ImportPortal.Counts(report));
        var reject = Assert.Single(ImportPortal.Rejects(report));
        Assert.StartsWith("2 TITR", reject, StringComparison.Ordinal);
        Assert.Contains("dépasse", reject, StringComparison.Ordinal);
        Assert.Equal(["la; suite", "fin"], ImportPortal.Report(report.Rejects)[1].Skip(6).Take(2));
    }

    [Fact]
    public async Task A_line_with_an_unclosed_quote_is_reported_without_the_quotes_of_the_others()
    {
        await using var portal = new ImportPortal();
        var report = await portal.ImportText("\"REF\";\"INV\";\"DOMN\";\"STAT\";\"MUSEO\";\"TITR\"", "\"M0160000001\";\"A 1\";\"peinture\";\"x\";\"M0160\";\"Vue", "\"M0160000002\";\"A 2\";\"peinture\";\"x\";\"M0160\";\"Vue\"");
        Assert.Equal((1, 1), (report.New, report.Rejected));
        Assert.Equal(["M0160000001", "A 1", "peinture", "x", "M0160", "Vue"], ImportPortal.Report(report.Rejects)[1].Take(6));
    }

    private static Task<ImportReport> Corrected(ImportPortal portal, ImportReport report, params (int Column, string Text)[] changes)
    {
        var rows = ImportPortal.Report(report.Rejects);
        var text = new StringWriter();
        var csv = new CsvWriter(text);
        csv.Write(rows[0]);
        csv.Write(rows[1].Select((cell, i) => changes.Where(c => c.Column == i).Select(c => c.Text).FirstOrDefault(cell)));
        return portal.Import(portal.File(text.ToString(), $"{Guid.NewGuid():N}.csv"));
    }
}
