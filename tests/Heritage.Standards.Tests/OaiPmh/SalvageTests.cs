using System.Diagnostics;
using System.Text;
using Heritage.Standards.OaiPmh.Reading;
using Xunit;

namespace Heritage.Standards.Tests.OaiPmh;

/// <summary>Answers that are not well-formed: by mistake, or written against whoever reads them.</summary>
public sealed class SalvageTests
{
    [Fact]
    public void A_header_that_is_not_well_formed_costs_itself_and_not_its_list()
    {
        var answer = Read("""
            <OAI-PMH><responseDate>2026-11-28T02:11:14Z</responseDate><ListIdentifiers>
            <header><identifier>a&b</identifier><datestamp>2026-01-02</datestamp><setSpec>M1</setSpec></header>
            <header><identifier>c</identifier><datestamp>2026-01-02</header>
            <header status="deleted"><identifier>d&eacute;</identifier><datestamp>2026-01-02</datestamp></header>
            <resumptionToken>next</resumptionToken></ListIdentifiers></OAI-PMH>
            """);
        Assert.Equal(["a&b", "dé"], answer.Records.Select(r => r.Id));
        Assert.Equal([false, true], answer.Records.Select(r => r.IsDeleted));
        Assert.Equal([("c", "XML")], answer.Broken.Select(b => (b.Id!, b.Code)));
        Assert.Equal("next", answer.Token);
    }

    [Fact]
    public void An_error_is_read_with_its_code_wherever_it_stands()
    {
        var answer = Read("""<OAI-PMH><error lang='fr' code = 'badArgument' x="1">d&eacute;j&agrave;</error><error code="noRecordsMatch"/>&</OAI-PMH>""");
        Assert.Equal([new ReadError("badArgument", "déjà"), new ReadError("noRecordsMatch", "")], answer.Errors);
    }

    [Theory]
    [InlineData("<record>", "<!---->", 40, "<x>")]
    [InlineData("<record>", "<!-- -->\n", 20_000, "<x>")]
    [InlineData("", "<record><!--", 200_000, "--><header>")]
    [InlineData("", "<record ", 200_000, "")]
    [InlineData("", "<header>", 200_000, "")]
    [InlineData("", "<error code='", 20_000, "")]
    [InlineData("<error ", "code = \"\" ", 20_000, "")]
    [InlineData("", "<resumptionToken ", 200_000, "")]
    public void A_page_written_against_its_reader_ends(string before, string again, int times, string after)
    {
        var watch = Stopwatch.StartNew();
        Read($"<OAI-PMH><ListRecords>{before}{string.Concat(Enumerable.Repeat(again, times))}{after}&</OAI-PMH>");
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    [Theory]
    [InlineData(" ", 20_000)]
    [InlineData("<!-- -->", 5_000)]
    public void Words_before_the_envelope_are_told_however_they_are_written(string again, int times)
    {
        var watch = Stopwatch.StartNew();
        var before = string.Concat(Enumerable.Repeat(again, times));
        Assert.DoesNotContain("cut", Read($"{before}<?xml version='1.0'?> <OAI-PMH>&</OAI-PMH>").Flags);
        Assert.Contains("cut", Read($"{before}x<OAI-PMH>&</OAI-PMH>").Flags);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    private static OaiAnswer Read(string text) => AnswerReader.Read(Encoding.UTF8.GetBytes(text));
}
