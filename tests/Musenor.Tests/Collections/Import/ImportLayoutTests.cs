using System.Text;
using Xunit;

namespace Musenor.Tests.Collections.Import;

/// <summary>Separators and encodings that contradict themselves.</summary>
public sealed class ImportLayoutTests
{
    [Fact]
    public async Task A_header_parted_otherwise_than_its_rows_is_one_sentence()
    {
        await using var portal = new ImportPortal();
        var refusal = (await portal.ImportText(ImportPortal.Header.Replace(';', ','), ImportPortal.Row(1), ImportPortal.Row(2))).Refusal;
        Assert.Contains("séparé par des virgules et les lignes par des points-virgules", refusal, StringComparison.Ordinal);
        Assert.Equal(0, await portal.CountNotices());
    }

    [Fact]
    public async Task The_line_that_names_the_separator_is_passed_over()
    {
        await using var portal = new ImportPortal();
        var report = await portal.Import(portal.File($"\uFEFFsep=;\r\n{ImportPortal.Header}\r\n{ImportPortal.Row(1)}\r\nM0160000002;A;;x;M0160;Vue\r\n"));
        Assert.Equal("2 read, 1 new, 0 changed, 0 unchanged, 1 rejected", ImportPortal.Counts(report));
        Assert.StartsWith("4 DOMN", Assert.Single(ImportPortal.Rejects(report)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_of_another_encoding_are_named_one_by_one()
    {
        await using var portal = new ImportPortal();
        var rows = Enumerable.Range(1, 100).Select(i => Encoding.Latin1.GetBytes(ImportPortal.Row(i, "Première été") + "\n"))
            .Append(Encoding.UTF8.GetBytes(ImportPortal.Row(101, "Vue à Lille") + "\n")).Append(Encoding.UTF8.GetBytes(ImportPortal.Row(102, "L’œuvre") + "\n"));
        var report = await portal.Import(portal.File([.. Encoding.Latin1.GetBytes(ImportPortal.Header + "\n"), .. rows.SelectMany(r => r)]));
        Assert.Equal(102, report.New);
        Assert.Equal(["102", "103"], ImportPortal.Warnings(report).Where(w => w.Contains("encodage", StringComparison.Ordinal)).Select(w => w.Split(' ')[0]));
    }

    [Fact]
    public async Task A_null_byte_is_said_with_its_line()
    {
        await using var portal = new ImportPortal();
        Assert.Contains("ligne 3", (await portal.ImportText(ImportPortal.Header, ImportPortal.Row(1), ImportPortal.Row(2, "a\0b"))).Refusal, StringComparison.Ordinal);
    }
}
