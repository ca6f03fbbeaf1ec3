using System.Text;
using System.Xml.Linq;
using Musenor.Collections.Vocabularies;
using Musenor.Tests.Collections;
using Musenor.Tests.Corpora;
using Musenor.Tests.Interop.Mapping;
using Musenor.Web;
using Xunit;
using static Musenor.Tests.Interop.OaiPmh.OaiIntents;

namespace Musenor.Tests.Interop.OaiPmh;

/// <summary>Which items have EDM, and what their vocabularies and their sources add to it.</summary>
public sealed class EdmItemsTests : IAsyncLifetime
{
    private const string Tableau = "https://data.culture.fr/thesaurus/resource/ark:/67717/tableau";
    private static readonly XNamespace Edm = "http://www.europeana.eu/schemas/edm/";
    private static readonly XName Resource = XName.Get("resource", "http://www.w3.org/1999/02/22-rdf-syntax-ns#");

    private readonly MusenorFixture _portal = new();

    public Task InitializeAsync() => _portal.Listed("M0160");

    public async Task DisposeAsync() => await _portal.DisposeAsync();

    [Fact]
    public async Task A_vocabulary_that_is_loaded_gives_terms_their_addresses_and_stamps_records_again()
    {
        await _portal.Notice("M0160000001", "M0160", ("TITR", "Vue"), ("INV", "1"), ("DENO", "tableau"));
        await _portal.Photograph("M0160000001", SoundFiles.Png, kind: "png");
        var first = await _portal.Oai2("verb=ListRecords&metadataPrefix=edm");
        Assert.DoesNotContain(first.Descendants(), e => e.Name.LocalName == "Concept");
        var stamp = first.Descendants(Oai + "datestamp").Single().Value;

        // A list without addresses changes nothing that is told.
        await Load("""[{"@id":"_:b1","prefLabel":[{"@language":"fr","@value":"peinture"}]}]""", "th294");
        Assert.Equal(stamp, (await _portal.Oai2("verb=ListRecords&metadataPrefix=edm")).Descendants(Oai + "datestamp").Single().Value);

        await Load($$"""[{"@id":"{{Tableau}}","prefLabel":[{"@language":"fr","@value":"tableau"}]}]""", "th290");
        _portal.Clock.Advance(TimeSpan.FromSeconds(2));
        await _portal.Services.PublishAll();
        var next = await _portal.Oai2("verb=ListRecords&metadataPrefix=edm");
        Assert.True(string.CompareOrdinal(stamp, next.Descendants(Oai + "datestamp").Single().Value) < 0);
        Assert.Equal(Tableau, next.Descendants().Single(e => e.Name.LocalName == "Concept").Attributes().Single(a => a.Name.LocalName == "about").Value);
        Assert.Contains(Tableau, (await _portal.Visitor().GetStringAsync("/notices/M0160000001.lido.xml")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://creativecommons.org/licenses/by-sa/4.0/deed.fr", "http://creativecommons.org/licenses/by-sa/4.0/")]
    [InlineData("https://www.etalab.gouv.fr/licence-ouverte-open-licence", "http://creativecommons.org/licenses/by/4.0/")]
    [InlineData("Tous droits réservés", "http://rightsstatements.org/vocab/InC/1.0/")]
    [InlineData("© le photographe", null)]
    public async Task A_harvested_work_is_in_edm_where_its_source_tells_a_picture_and_its_rights(string said, string? rights)
    {
        await _portal.Source("PROSCITEC", "Proscitec", "edm");
        await _portal.Record("PROSCITEC", "oai:proscitec.example:1", Record(said), "edm");
        await _portal.Map("PROSCITEC");
        var answer = await _portal.Oai2("verb=ListRecords&metadataPrefix=edm");
        if (rights is null)
        {
            Assert.Equal(["noRecordsMatch"], answer.Errors());
            return;
        }

        var aggregation = answer.Descendants().Single(e => e.Name.LocalName == "Aggregation");
        string Link(string name) => (string)aggregation.Element(Edm + name)!.Attribute(Resource)!;
        Assert.Equal(("https://proscitec.example/1", "https://proscitec.example/1.jpg", rights), (Link("isShownAt"), Link("isShownBy"), Link("rights")));
        Assert.Equal(("Proscitec", true), (aggregation.Element(Edm + "intermediateProvider")!.Value, aggregation.Element(Edm + "dataProvider")!.Value.StartsWith("Musée du Textile", StringComparison.Ordinal)));
        Assert.DoesNotContain(answer.Descendants(), e => e.Name.LocalName is "Service" or "has_service");

        // Its source takes the picture away.
        await _portal.Record("PROSCITEC", "oai:proscitec.example:1", Record(said, picture: false), "edm");
        await _portal.Map("PROSCITEC");
        Assert.True((await _portal.Oai2("verb=ListRecords&metadataPrefix=edm")).Descendants(Oai + "header").Single().IsDeleted());
        Assert.DoesNotContain((await _portal.Oai2("verb=ListRecords&metadataPrefix=oai_dc")).Descendants(Oai + "header"), h => h.IsDeleted());
        // Those who harvest one set of EDM hear of it there.
        var gone = (await _portal.Oai2("verb=ListIdentifiers&metadataPrefix=edm&set=europeana")).Descendants(Oai + "header").Single();
        Assert.True(gone.IsDeleted());
        Assert.Contains("europeana", gone.Elements(Oai + "setSpec").Select(s => s.Value));
        Assert.Equal(["noRecordsMatch"], (await _portal.Oai2("verb=ListIdentifiers&metadataPrefix=oai_dc&set=europeana")).Errors());
    }

    [Fact]
    public async Task A_harvested_work_names_its_source_and_keeps_its_conditions()
    {
        await _portal.Notice("M0160000001", "M0160", ("TITR", "Vue"), ("INV", "1"));
        Assert.DoesNotContain("leur source", (await _portal.Oai2("verb=Identify")).ToString(), StringComparison.Ordinal);
        await _portal.Source("PROSCITEC", "Proscitec", "edm");
        await _portal.Record("PROSCITEC", "oai:proscitec.example:1", Record("https://creativecommons.org/licenses/by-sa/4.0/"), "edm");
        await _portal.Map("PROSCITEC");
        var records = (await _portal.Oai2("verb=ListRecords&metadataPrefix=oai_dc")).Descendants(Oai + "record").ToLookup(r => r.ToString().Contains("Métier", StringComparison.Ordinal));
        Assert.Contains("Licence Ouverte", Assert.Single(records[false]).ToString(), StringComparison.Ordinal);
        var (record, stamp) = (Assert.Single(records[true]), Assert.Single(records[true]).Descendants(Oai + "datestamp").Single().Value);
        Assert.DoesNotContain("icence", record.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(record.Descendants(), e => e.Name.LocalName == "rightsReference");
        var answer = await _portal.Oai2("verb=Identify");
        Assert.Equal([], Directory.Exists(OaiSchemas.Folder()) ? answer.Faults() : []);
        var identify = answer.ToString();
        Assert.Contains("conditions de leur source", identify, StringComparison.Ordinal);
        Assert.Contains("friends/", identify, StringComparison.Ordinal);

        using var visitor = _portal.Visitor();
        var told = System.Text.Json.JsonDocument.Parse(await visitor.GetStringAsync("/api/v1/notices")).RootElement.GetProperty("notices").EnumerateArray()
            .Single(n => n.GetProperty("source").ValueKind == System.Text.Json.JsonValueKind.Object).GetProperty("source");
        Assert.Equal(("PROSCITEC", "Proscitec", "https://proscitec.example/1"), (told.GetProperty("code").GetString(), told.GetProperty("name").GetString(), told.GetProperty("page").GetString()));

        // Its source is called otherwise: its records say so, and no other.
        await _portal.Execute("update notice_source set name = 'Patrimoines', revision = revision + 1 where code = 'PROSCITEC'");
        var renamed = await Stamp();
        Assert.True(string.CompareOrdinal(stamp, renamed) < 0);

        // It dates the record anew, and nothing else of it.
        await _portal.Execute("update harvest_record set datestamp = '2026-11-02T00:00:00Z', seq = seq + 1 where source = 'PROSCITEC'");
        await _portal.Map("PROSCITEC");
        Assert.True(string.CompareOrdinal(renamed, await Stamp()) < 0);

        async Task<string> Stamp() => (await _portal.Oai2("verb=ListIdentifiers&metadataPrefix=oai_dc&set=source:PROSCITEC")).Descendants(Oai + "datestamp").Single().Value;
    }

    [Fact]
    public async Task An_edit_of_a_list_that_moves_no_address_stamps_nothing_again()
    {
        await _portal.Notice("M0160000001", "M0160", ("TITR", "Vue"), ("INV", "1"), ("DENO", "tableau"));
        await Load($$"""[{"@id":"{{Tableau}}","prefLabel":[{"@language":"fr","@value":"tableau"}]}]""", "th290");
        var stamp = (await _portal.Oai2("verb=ListRecords&metadataPrefix=oai_dc")).Descendants(Oai + "datestamp").Single().Value;
        await Load($$"""[{"@id":"{{Tableau}}","prefLabel":[{"@language":"fr","@value":"tableau"}]},{"@id":"_:b2","prefLabel":[{"@language":"fr","@value":"cadre"}]}]""", "th290");
        await Load("""[{"@id":"_:b1","prefLabel":[{"@language":"fr","@value":"peinture"}]}]""", "th294");
        Assert.Equal(stamp, (await _portal.Oai2("verb=ListRecords&metadataPrefix=oai_dc")).Descendants(Oai + "datestamp").Single().Value);
    }

    private static string Record(string rights, bool picture = true) => $"""
        <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:edm="http://www.europeana.eu/schemas/edm/" xmlns:ore="http://www.openarchives.org/ore/terms/" xmlns:dc="http://purl.org/dc/elements/1.1/">
        <edm:ProvidedCHO rdf:about="#1"><dc:title>Métier à tisser</dc:title><dc:identifier>Inv. 1</dc:identifier><dc:type>textile</dc:type><edm:type>IMAGE</edm:type></edm:ProvidedCHO>
        <ore:Aggregation rdf:about="#a"><edm:aggregatedCHO rdf:resource="#1"/><edm:dataProvider>Musée du Textile</edm:dataProvider><edm:isShownAt rdf:resource="https://proscitec.example/1"/>
        {(picture ? """<edm:isShownBy rdf:resource="https://proscitec.example/1.jpg"/>""" : "")}<edm:provider>Proscitec</edm:provider>{(rights.StartsWith("http", StringComparison.Ordinal) ? $"""<edm:rights rdf:resource="{rights}"/>""" : $"<edm:rights>{rights}</edm:rights>")}</ore:Aggregation></rdf:RDF>
        """;

    private async Task Load(string json, string list) =>
        Assert.IsType<Outcome.Done>(await _portal.Ask((LoadVocabulary load) => load.Run(new LoadVocabulary.Form(new MemoryStream(Encoding.UTF8.GetBytes(json)), "liste.json", list))));
}
