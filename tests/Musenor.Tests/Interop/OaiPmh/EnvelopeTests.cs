using System.Text;
using System.Xml.Linq;
using Heritage.Standards.Joconde;
using Microsoft.AspNetCore.Mvc.Testing;
using Musenor.Tests.Collections;
using Musenor.Tests.Collections.Editing;
using Musenor.Tests.Corpora;
using Musenor.Tests.Interop.Mapping;
using Xunit;
using static Musenor.Tests.Interop.OaiPmh.OaiIntents;

namespace Musenor.Tests.Interop.OaiPmh;

/// <summary>Every verb, every error and every format, whole, against OAI-PMH.xsd and the schemas of what it holds, with the characters that break XML.</summary>
public sealed class EnvelopeTests : IAsyncLifetime
{
    private static readonly string[] Formats = ["oai_dc", "edm", "lido", "lido11", "joconde"];

    // What museums' exports really carry: control characters, lone surrogates, non-characters, mojibake of Windows, decomposed letters, markup, entities.
    private static readonly string[] Odd =
    [
        "\u0000\u0008\u000b\u001f", "a\u0001b\u0007c", "l\u0092\u009cuvre \u0080", "\ud800", "x\udc00y", "\ufffe\uffff", "e\u0301te\u0301", "<b>gras</b> &eacute;t&eacute; &amp; ]]>", "a ; ; # ;", "(((", "\u2028\u2029\u0085", "🎨 \U0001fffe",
        "<script>alert(1)</script>", "&lt;i&gt;", "\r\n\t ", "١٨٣٢", "\u202eabc", "%00", "vers -200 ; 1832",
    ];

    private readonly MusenorFixture _portal = new();
    private WebApplicationFactory<Program> _small = null!;

    public async Task InitializeAsync()
    {
        await _portal.Listed("M0160");
        for (var i = 0; i < Odd.Length; i++)
        {
            var reference = $"M0160{i + 1:000000}";
            var odd = Storable(Odd[i]);
            var fields = JocondeFields.All.Where(f => f.Code is not ("REF" or "MUSEO" or "INV" or "DOMN" or "STAT" or "AUTR")).Select(f => (f.Code, odd));
            await _portal.Notice(reference, "M0160", [.. fields, ("AUTR", $"Dupont {odd} (1801-1850)"), ("INV", $"{i}"), ("DOMN", $"peinture ; {odd}")]);
            await _portal.Photograph(reference, SoundFiles.Png, kind: "png");
        }

        await _portal.Source("PROSCITEC", "Proscitec");
        await _portal.Record("PROSCITEC", "oai:proscitec.example:1", HarvestedIntents.Work("Métier à tisser", "1"), about: """
            <about><provenance xmlns="http://www.openarchives.org/OAI/2.0/provenance"><originDescription harvestDate="2026-10-01T00:00:00Z" altered="true"><baseURL>http://deep.example/oai</baseURL><identifier>oai:deep.example:7</identifier><datestamp>2026-09-01</datestamp><metadataNamespace>http://www.openarchives.org/OAI/2.0/oai_dc/</metadataNamespace></originDescription></provenance></about>
            """);
        await _portal.Map("PROSCITEC");
        await _portal.Oai2("verb=Identify");
        await _portal.Services.PublishAll();
        await _portal.Withdraw(await _portal.Curator("claire", "M0160"), "M0160000002");
        _portal.Clock.Advance(TimeSpan.FromSeconds(2));
        await _portal.Services.PublishAll();
        _small = _portal.Set(("Oai:PageSize", "3"), ("Oai:Friends", "https://peer.example/oai,http://other.example/oai"));
    }

    public async Task DisposeAsync()
    {
        await _small.DisposeAsync();
        await _portal.DisposeAsync();
    }

    // PostgreSQL takes neither U+0000 nor half a pair: there they cannot come back out.
    private static string Storable(string text) => Environment.GetEnvironmentVariable("MUSENOR_TEST_POSTGRES") is null
        ? text
        : string.Concat(text.EnumerateRunes().Where(r => r.Value != 0 && (r != Rune.ReplacementChar || text.Contains('\ufffd', StringComparison.Ordinal))).Select(r => r.ToString()));

    [SchemasFact]
    public async Task Every_verb_is_valid()
    {
        using var visitor = _small.CreateClient();
        foreach (var query in new[]
        {
            "verb=Identify", "verb=ListMetadataFormats", "verb=ListMetadataFormats&identifier=oai:musenor.example:M0160000001", "verb=ListMetadataFormats&identifier=oai:musenor.example:M0160000002",
            "verb=ListSets", "verb=ListIdentifiers&metadataPrefix=oai_dc&set=museum", "verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:musenor.example:M0160000002",
        })
        {
            var answer = await visitor.Ask(query);
            Assert.Empty(answer.Errors());
            Assert.Equal([], answer.Faults());
        }
    }

    [SchemasFact]
    public async Task Every_error_is_valid()
    {
        using var visitor = _small.CreateClient();
        foreach (var query in new[]
        {
            "", "verb=x", "verb=Identify&a=1", "verb=ListRecords", "verb=ListRecords&resumptionToken=x", "verb=ListRecords&metadataPrefix=marc", "verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:a:b",
            "verb=ListRecords&metadataPrefix=oai_dc&set=none", "verb=GetRecord&metadataPrefix=oai_dc&identifier=%22%3Cx%01", "verb=ListRecords&metadataPrefix=oai_dc&from=2020-13-01&until=x&set=%2F",
            "verb=ListRecords&%3Cscript%3E=1&metadataPrefix=%F0%9F%8E%A8",
        })
        {
            var answer = await visitor.Ask(query);
            Assert.NotEmpty(answer.Errors());
            Assert.Equal([], answer.Faults());
        }
    }

    [SchemasFact]
    public async Task Every_page_of_every_format_is_valid_whatever_the_words()
    {
        using var visitor = _small.CreateClient();
        foreach (var prefix in Formats)
        {
            var pages = await visitor.Walk($"verb=ListRecords&metadataPrefix={prefix}");
            Assert.True(pages.Count > 3, prefix);
            foreach (var page in pages)
            {
                Assert.Equal([], page.Faults(prefix));
                Assert.DoesNotContain(page.Descendants(Oai + "metadata").Descendants(), e => !e.HasElements && e.Value.Trim().Length == 0 && e.Attributes().All(a => a.Name.LocalName is not "resource" and not "about"));
                Assert.All(page.Descendants(), e => Assert.True(e.Value.IsNormalized(), e.Name.LocalName));
            }

            Assert.Equal(Odd.Length + (prefix == "edm" ? 0 : 1), pages.SelectMany(p => p.Refs()).Distinct().Count());
            foreach (var reference in pages.SelectMany(p => p.Refs()))
            {
                Assert.Equal([], (await visitor.Ask($"verb=GetRecord&metadataPrefix={prefix}&identifier=oai:musenor.example:{reference}")).Faults(prefix));
            }
        }
    }

    [SchemasFact]
    public async Task Every_record_of_edm_passes_the_schematron()
    {
        var judge = new Heritage.Standards.Tests.Edm.Schematron(Path.Combine(OaiSchemas.Folder(), "edm"));
        using var visitor = _small.CreateClient();
        var records = (await visitor.Walk("verb=ListRecords&metadataPrefix=edm")).SelectMany(p => p.Descendants(Oai + "metadata")).Select(m => new XDocument(m.Elements().Single())).ToList();
        Assert.Equal(Odd.Length - 1, records.Count);
        Assert.Equal([], records.SelectMany(judge.Failed));
    }

    [Fact]
    public async Task Markup_is_gone_and_entities_are_read_once()
    {
        using var visitor = _small.CreateClient();
        foreach (var prefix in new[] { "oai_dc", "edm", "lido" })
        {
            var record = (await visitor.Ask($"verb=GetRecord&metadataPrefix={prefix}&identifier=oai:musenor.example:M0160000008")).Descendants(Oai + "metadata").Single();
            Assert.Contains("gras été & ]]>", record.Value, StringComparison.Ordinal);
            var mojibake = (await visitor.Ask($"verb=GetRecord&metadataPrefix={prefix}&identifier=oai:musenor.example:M0160000003")).Descendants(Oai + "metadata").Single();
            Assert.Contains("l’œuvre €", mojibake.Value, StringComparison.Ordinal);
        }

        // The lossless format tells what the source wrote.
        Assert.Contains("<b>gras</b> &eacute;t&eacute; &amp; ]]>", (await visitor.Ask("verb=GetRecord&metadataPrefix=joconde&identifier=oai:musenor.example:M0160000008")).Descendants(Oai + "metadata").Single().Value, StringComparison.Ordinal);
    }

    [SchemasFact]
    public async Task A_schema_that_is_not_met_is_seen()
    {
        using var visitor = _small.CreateClient();
        var answer = await visitor.Ask("verb=ListRecords&metadataPrefix=oai_dc");
        answer.Descendants(Oai + "datestamp").First().Remove();
        Assert.NotEmpty(answer.Faults());
        var record = await visitor.Ask("verb=ListRecords&metadataPrefix=lido");
        record.Descendants().First(e => e.Name.LocalName == "recordWrap").Remove();
        Assert.NotEmpty(record.Faults("lido"));
    }

    [Fact]
    public async Task A_harvested_work_tells_every_hop_it_came_by()
    {
        using var visitor = _small.CreateClient();
        var reference = await _portal.Address("PROSCITEC", "oai:proscitec.example:1");
        var record = await visitor.Ask($"verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:musenor.example:{reference}");
        XNamespace provenance = "http://www.openarchives.org/OAI/2.0/provenance";
        var first = record.Descendants(provenance + "provenance").Single().Elements(provenance + "originDescription").Single();
        Assert.Equal(("https://proscitec.example/oai", "oai:proscitec.example:1", "2026-11-01T00:00:00Z", "true"),
            (first.Element(provenance + "baseURL")!.Value, first.Element(provenance + "identifier")!.Value, first.Element(provenance + "datestamp")!.Value, (string)first.Attribute("altered")!));
        var second = first.Element(provenance + "originDescription")!;
        Assert.Equal(("http://deep.example/oai", "oai:deep.example:7", "2026-10-01T00:00:00Z"), (second.Element(provenance + "baseURL")!.Value, second.Element(provenance + "identifier")!.Value, (string)second.Attribute("harvestDate")!));
        Assert.Contains(record.Descendants(Oai + "setSpec"), s => s.Value == "source:PROSCITEC");
    }
}
