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
