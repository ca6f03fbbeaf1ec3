using System.Runtime.CompilerServices;
using System.Xml.Linq;
using Musenor.Interop.Mapping;
using Xunit;

namespace Musenor.Tests.Interop.Mapping;

/// <summary>Each mapping on records of its format: ours, and those of real providers where they are beside the repository.</summary>
public sealed class FormatsTests
{
    private const string Edm = """
        <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:edm="http://www.europeana.eu/schemas/edm/" xmlns:ore="http://www.openarchives.org/ore/terms/"
            xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:skos="http://www.w3.org/2004/02/skos/core#">
          <edm:ProvidedCHO rdf:about="#1">
            <dc:creator rdf:resource="#a"/><dc:identifier>Inv. 12.3</dc:identifier><dc:identifier>M0410000012</dc:identifier>
            <dc:subject xml:lang="fr">moulin</dc:subject><dc:subject xml:lang="en">mill</dc:subject><dc:subject rdf:resource="http://vocab.getty.edu/aat/1"/>
            <dc:title xml:lang="en">The mill</dc:title><dc:title xml:lang="fr">Le moulin</dc:title><dc:type xml:lang="fr">tableau</dc:type><dc:type xml:lang="fr">peinture</dc:type>
            <dcterms:created>1850/1860</dcterms:created><dcterms:extent>H. 40 cm</dcterms:extent><dcterms:medium xml:lang="fr">toile</dcterms:medium>
            <dcterms:spatial rdf:resource="#p"/><edm:type>IMAGE</edm:type>
          </edm:ProvidedCHO>
          <ore:Aggregation rdf:about="#g"><edm:aggregatedCHO rdf:resource="#1"/><edm:dataProvider>Palais des Beaux-Arts (M0160)</edm:dataProvider>
            <edm:hasView rdf:resource="https://img.example/2.jpg"/><edm:isShownAt rdf:resource="https://site.example/1"/><edm:isShownBy rdf:resource="https://img.example/1.jpg"/>
            <edm:provider>X</edm:provider><edm:rights rdf:resource="RIGHTS"/></ore:Aggregation>
          <edm:Agent rdf:about="#a"><skos:prefLabel xml:lang="fr">Corot, Camille</skos:prefLabel></edm:Agent>
          <edm:Place rdf:about="#p"><skos:prefLabel>Arras</skos:prefLabel></edm:Place>
        </rdf:RDF>
        """;

    [Fact]
    public void Edm_gives_its_labels_its_French_its_pictures_and_its_museum()
    {
        var mapped = Run("edm", Edm.Replace("RIGHTS", "http://creativecommons.org/publicdomain/mark/1.0/", StringComparison.Ordinal));
        Assert.Null(mapped.Fault);
        Assert.Equal(new Dictionary<string, string>
        {
            ["TITR"] = "Le moulin",
            ["AUTR"] = "Corot, Camille",
            ["INV"] = "12.3",
            ["REF"] = "M0410000012",
            ["REPR"] = "moulin",
            ["DENO"] = "tableau",
            ["DOMN"] = "peinture",
            ["MILL"] = "1850-1860",
            ["DIMS"] = "H. 40 cm",
            ["TECH"] = "toile",
            ["LIEUX"] = "Arras",
        }, mapped.Fields.ToDictionary());
        Assert.Equal(("M0160", "https://site.example/1", "http://creativecommons.org/publicdomain/mark/1.0/"), (mapped.MuseumCode, mapped.Elsewhere.Page, mapped.Elsewhere.Rights));
        Assert.Equal(["https://img.example/1.jpg", "https://img.example/2.jpg"], mapped.Elsewhere.Pictures);
    }

    [Fact]
    public void Edm_with_rights_that_are_no_statement_waits() => Assert.Equal(MappingFault.BadRights, Run("edm", Edm.Replace("RIGHTS", "libre", StringComparison.Ordinal)).Fault?.Code);

    [Theory]
    [InlineData("lido")]
    [InlineData("lido11")]
    public void Lido_gives_what_the_import_of_LIDO_gives_and_the_way_to_the_source(string prefix)
    {
        var mapped = Run(prefix, """
            <lido:lido xmlns:lido="http://www.lido-schema.org"><lido:lidoRecID lido:type="local">50350012455</lido:lidoRecID>
              <lido:descriptiveMetadata xml:lang="fr">
                <lido:objectClassificationWrap><lido:objectWorkTypeWrap><lido:objectWorkType><lido:term>tableau</lido:term></lido:objectWorkType></lido:objectWorkTypeWrap></lido:objectClassificationWrap>
                <lido:objectIdentificationWrap><lido:titleWrap><lido:titleSet><lido:appellationValue>La dentellière</lido:appellationValue></lido:titleSet></lido:titleWrap>
                  <lido:repositoryWrap><lido:repositorySet lido:type="current"><lido:repositoryName><lido:legalBodyID lido:type="local">M0160</lido:legalBodyID><lido:legalBodyName><lido:appellationValue>Palais des Beaux-Arts</lido:appellationValue></lido:legalBodyName></lido:repositoryName><lido:workID lido:type="inventory number">P 12</lido:workID></lido:repositorySet></lido:repositoryWrap></lido:objectIdentificationWrap></lido:descriptiveMetadata>
              <lido:administrativeMetadata xml:lang="fr"><lido:recordWrap><lido:recordID lido:type="local">50350012455</lido:recordID><lido:recordInfoSet><lido:recordInfoLink>https://pop.example/1</lido:recordInfoLink></lido:recordInfoSet></lido:recordWrap>
                <lido:resourceWrap><lido:resourceSet><lido:resourceRepresentation><lido:linkResource>https://img.example/1.jpg</lido:linkResource></lido:resourceRepresentation></lido:resourceSet></lido:resourceWrap></lido:administrativeMetadata></lido:lido>
            """);
        Assert.Null(mapped.Fault);
        Assert.Equal(("La dentellière", "P 12", "tableau", "50350012455"), (mapped.Fields["TITR"], mapped.Fields["INV"], mapped.Fields["DENO"], mapped.Fields["REF"]));
        Assert.Equal(("M0160", "Palais des Beaux-Arts", "https://pop.example/1"), (mapped.MuseumCode, mapped.MuseumName, mapped.Elsewhere.Page));
        Assert.Equal(["https://img.example/1.jpg"], mapped.Elsewhere.Pictures);
    }

    [Theory]
    [InlineData("www.pop.example/notice/42", "https://www.pop.example/notice/42")]
    [InlineData("/notice/42?vue=a", "https://source.example/notice/42?vue=a")]
    [InlineData("//autre.example/42", "https://autre.example/42")]
    [InlineData("http://site.example/42", "http://site.example/42")]
    [InlineData("javascript:alert(1)", "")]
    [InlineData("/ Domaine public", "")]
    [InlineData("www. rien", "")]
    public void Addresses_that_a_source_shortens_are_made_whole(string written, string whole)
    {
        var mapped = Run("oai_dc", HarvestedIntents.Dc(("title", "Rabot"), ("identifier", "M0301000355"), ("identifier", written)));
        Assert.Equal(whole, mapped.Elsewhere.Page);
        Assert.True(whole.Length == 0 || !mapped.Fields.ContainsKey("INV"), mapped.Fields.GetValueOrDefault("INV"));
    }

    [Fact]
    public void Joconde_is_taken_word_for_word()
    {
        var mapped = Run("joconde", """<joconde:notice xmlns:joconde="urn:musenor:joconde:1" ref="x"><joconde:champ code="TITR">Titre # suite</joconde:champ><joconde:champ code="INV">1 ; 2 (ancien numéro)</joconde:champ><joconde:MUSEO>M0160</joconde:MUSEO><joconde:UNKNOWN>x</joconde:UNKNOWN></joconde:notice>""");
        Assert.Null(mapped.Fault);
        Assert.Equal(("Titre # suite", "1 ; 2 (ancien numéro)", "M0160", 3), (mapped.Fields["TITR"], mapped.Fields["INV"], mapped.MuseumCode, mapped.Fields.Count));
    }

    [Theory]
    [InlineData("N/A", "")]
    [InlineData("s.d.", "")]
    [InlineData("sans date", "")]
    [InlineData("Non renseigné", "")]
    [InlineData(" - ", "")]
    [InlineData("<p>Un&nbsp;<b>moulin</b></p>", "Un moulin")]
    [InlineData("Caf&eacute; &amp; th&eacute;", "Café & thé")]
    [InlineData("H < 3 cm", "H < 3 cm")]
    [InlineData("S.D. Dubois", "S.D. Dubois")]
    public void Values_are_cleaned(string written, string kept) => Assert.Equal(kept, MappingSteps.Clean(written));

    [Theory]
    [InlineData("oai:site.example:42", "src-X-42")]
    [InlineData("oai:site.example:a/b c", "src-X-a-b-c-")]
    [InlineData("http://site.example/42", "src-X-http-site.example-42-")]
    public void Addresses_are_made_of_identifiers(string id, string starts)
    {
        var address = SourceAddress.Of("X", id);
        Assert.StartsWith(starts, address, StringComparison.Ordinal);
        Assert.Equal(address, SourceAddress.Of("X", id));
        Assert.NotEqual(address, SourceAddress.Of("X", id + "'"));
        Assert.True(address.Length <= 80 && SourceAddress.Of("X", id + new string('9', 300)).Length <= 80);
    }

    [Fact]
    public void Every_mapping_is_named_versioned_and_fills_known_targets()
    {
        var codes = Heritage.Standards.Joconde.JocondeFields.All.Select(f => f.Code).Concat(MappedRecord.Targets).ToHashSet();
        foreach (var mapping in RecordMapping.All)
        {
            Assert.True(mapping.Version > 0 && mapping.Formats.Length > 0 && mapping.Rules.All(r => codes.Contains(r.To)), mapping.Name);
            Assert.Equal(["MISSING-ID", "MISSING-TITLE"], mapping.Required.Keys.Order());
        }

        Assert.Equal(["edm", "joconde", "lido", "oai_dc"], RecordMapping.All.Select(m => m.Name));
        Assert.Equal("lido", RecordMapping.Find("lido", "oai_dc")!.Name);
        Assert.Null(RecordMapping.Find("", "marcxml"));
    }

    [SharedFact]
    public void Real_records_of_other_providers_are_mapped_or_told_why_not()
    {
        var tally = new Dictionary<string, int>();
        foreach (var file in Directory.EnumerateFiles(SharedFactAttribute.Folder, "*.xml", SearchOption.AllDirectories))
        {
            foreach (var (prefix, metadata) in Metadata(file))
            {
                var mapped = Run(prefix, metadata);
                Assert.True(mapped.Fault is not null || mapped.Fields.Count > 0, file);
                Assert.All(mapped.Elsewhere.Pictures.Append(mapped.Elsewhere.Page).Where(a => a.Length > 0), a => Assert.StartsWith("http", a, StringComparison.Ordinal));
                var key = $"{prefix} {mapped.Fault?.Code ?? "ok"}";
                tally[key] = tally.GetValueOrDefault(key) + 1;
            }
        }

        Assert.True(tally.GetValueOrDefault("oai_dc ok") > 100, string.Join(", ", tally));
        Assert.True(tally.GetValueOrDefault("lido ok") >= 1 && tally.GetValueOrDefault("edm ok") >= 3, string.Join(", ", tally));
    }

    private static IEnumerable<(string Prefix, string Metadata)> Metadata(string file)
    {
        XDocument document;
        try
        {
            document = XDocument.Load(file);
        }
        catch (System.Xml.XmlException)
        {
            yield break; // broken on purpose: the harvester's business
        }

        foreach (var element in document.Descendants())
        {
            var prefix = element.Name.LocalName switch { "dc" => "oai_dc", "RDF" => "edm", "lido" => "lido", _ => "" };
            if (prefix.Length > 0)
            {
                yield return (prefix, element.ToString());
            }
        }
    }

    private static MappedRecord Run(string prefix, string metadata) => MapRecord.Run(RecordMapping.Find("", prefix), $"<record><header/><metadata>{metadata}</metadata></record>", 2026, "https://source.example/oai/provider");

    private sealed class SharedFactAttribute : FactAttribute
    {
        public SharedFactAttribute()
        {
            if (!Directory.Exists(Folder))
            {
                Skip = "The answers of real providers (../shared/data/oaipmh) are not beside the repository.";
            }
        }

        public static string Folder { get; } = Beside("../../../../../shared/data/oaipmh");

        private static string Beside(string path, [CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, path));
    }
}
