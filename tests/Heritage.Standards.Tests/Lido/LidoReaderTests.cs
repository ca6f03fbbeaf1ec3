using System.Runtime.CompilerServices;
using System.Xml;
using FsCheck;
using FsCheck.Fluent;
using Heritage.Standards.Lido;
using Xunit;

namespace Heritage.Standards.Tests.Lido;

public sealed class LidoReaderTests
{
    private const string Space = "xmlns:lido=\"http://www.lido-schema.org\"";

    private static LidoNotice One(string inside) => Assert.Single(Read($"<lido:lido {Space}>{inside}</lido:lido>"));

    private static List<LidoNotice> Read(string text) => [.. LidoReader.Read(new StringReader(text))];

    private static string Body(string identification = "", string classification = "", string events = "") =>
        $"<lido:descriptiveMetadata xml:lang=\"fr\"><lido:objectClassificationWrap>{classification}</lido:objectClassificationWrap><lido:objectIdentificationWrap>{identification}</lido:objectIdentificationWrap><lido:eventWrap>{events}</lido:eventWrap></lido:descriptiveMetadata>";

    [Theory]
    [InlineData("<lido:lido {0}><lido:lidoRecID>A1</lido:lidoRecID></lido:lido>")]
    [InlineData("<lido:lidoWrap {0}><lido:lido><lido:lidoRecID>A1</lido:lidoRecID></lido:lido></lido:lidoWrap>")]
    [InlineData("<OAI-PMH xmlns=\"http://www.openarchives.org/OAI/2.0/\"><GetRecord><record><header/><metadata><lido:lido {0}><lido:lidoRecID>A1</lido:lidoRecID></lido:lido></metadata></record></GetRecord></OAI-PMH>")]
    [InlineData("<OAI-PMH xmlns=\"http://www.openarchives.org/OAI/2.0/\"><ListRecords><record><header status=\"deleted\"/></record><record><header/><metadata><lido xmlns=\"http://www.lido-schema.org\"><lidoRecID>A1</lidoRecID></lido></metadata></record><resumptionToken>x</resumptionToken></ListRecords></OAI-PMH>")]
    public void Reads_records_alone_wrapped_or_in_an_answer_of_oai(string text)
    {
        var whole = text.Replace("{0}", Space, StringComparison.Ordinal);
        Assert.True(LidoReader.LooksLike(new StringReader(whole)));
        Assert.Equal("A1", Assert.Single(Read(whole)).Fields["REF"]);
    }

    [Fact]
    public void Records_that_follow_each_other_without_blanks_are_all_read() =>
        Assert.Equal(3, Read($"<lido:lidoWrap {Space}><lido:lido><lido:lidoRecID>1</lido:lidoRecID></lido:lido><lido:lido/><lido:lido><lido:lidoRecID>3</lido:lidoRecID></lido:lido></lido:lidoWrap>").Count);

    [Fact]
    public void Museum_number_place_and_reference()
    {
        var notice = One("<lido:lidoRecID> M0160000001 </lido:lidoRecID>" + Body("<lido:repositoryWrap><lido:repositorySet lido:type=\"former\"><lido:workID>Z</lido:workID></lido:repositorySet><lido:repositorySet lido:type=\"current\"><lido:repositoryName><lido:legalBodyID lido:source=\"Museofile\">https://pop.culture.gouv.fr/notice/museo/M0160</lido:legalBodyID><lido:legalBodyName><lido:appellationValue>musée</lido:appellationValue></lido:legalBodyName></lido:repositoryName><lido:workID lido:type=\"old number\">B</lido:workID><lido:workID lido:type=\"inventory number\">A 1</lido:workID><lido:repositoryLocation><lido:namePlaceSet><lido:appellationValue>Lille</lido:appellationValue></lido:namePlaceSet></lido:repositoryLocation></lido:repositorySet></lido:repositoryWrap>"));
        Assert.Equal(("M0160000001", "M0160", "A 1 ; B", "Lille ; musée"), (notice.Fields["REF"], notice.Fields["MUSEO"], notice.Fields["INV"], notice.Fields["LOCA"]));
        Assert.Equal(("musée", "Lille"), (notice.MuseumName, notice.MuseumCity));
    }

    [Fact]
    public void An_identifier_that_is_no_reference_is_left_and_said()
    {
        var notice = One("<lido:lidoRecID>louvre.fr/oeuvre/INV779</lido:lidoRecID>");
        Assert.False(notice.Fields.ContainsKey("REF"));
        Assert.Contains("louvre.fr/oeuvre/INV779", Assert.Single(notice.Remarks), StringComparison.Ordinal);
    }

    [Fact]
    public void French_comes_first_and_what_is_absent_is_absent()
    {
        var notice = One(Body(classification: "<lido:objectWorkTypeWrap><lido:objectWorkType><lido:term xml:lang=\"en\">painting</lido:term><lido:term xml:lang=\"fr\">tableau</lido:term></lido:objectWorkType></lido:objectWorkTypeWrap><lido:classificationWrap><lido:classification lido:type=\"collection\"><lido:term>x</lido:term></lido:classification><lido:classification><lido:term>peinture</lido:term></lido:classification></lido:classificationWrap>"));
        Assert.Equal(new Dictionary<string, string> { ["DENO"] = "tableau", ["DOMN"] = "peinture" }, notice.Fields);
    }

    [Theory]
    [InlineData("<lido:term>Production</lido:term>")]
    [InlineData("<lido:term>création</lido:term>")]
    [InlineData("<lido:conceptID>http://terminology.lido-schema.org/lido00007</lido:conceptID><lido:term xml:lang=\"de\">Herstellung</lido:term>")]
    [InlineData("<skos:Concept xmlns:skos=\"http://www.w3.org/2004/02/skos/core#\" xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" rdf:about=\"http://terminology.lido-schema.org/lido00007\"/>")]
    public void A_production_is_known_by_its_term_or_its_concept(string type)
    {
        var notice = One(Body(events: $"<lido:eventSet><lido:event><lido:eventType>{type}</lido:eventType><lido:eventActor><lido:actorInRole><lido:actor><lido:nameActorSet><lido:appellationValue>Dupont Jean</lido:appellationValue></lido:nameActorSet><lido:vitalDatesActor><lido:earliestDate>1801</lido:earliestDate><lido:latestDate>1850</lido:latestDate></lido:vitalDatesActor></lido:actor><lido:roleActor><lido:term>Peintre</lido:term></lido:roleActor></lido:actorInRole></lido:eventActor><lido:eventDate><lido:date><lido:earliestDate>1832</lido:earliestDate><lido:latestDate>1832</lido:latestDate></lido:date></lido:eventDate><lido:periodName><lido:term>1ère moitié 19e siècle</lido:term></lido:periodName><lido:eventPlace><lido:displayPlace>Lille</lido:displayPlace></lido:eventPlace><lido:eventMaterialsTech><lido:materialsTech><lido:termMaterialsTech><lido:term>huile</lido:term></lido:termMaterialsTech><lido:termMaterialsTech><lido:term>toile</lido:term></lido:termMaterialsTech></lido:materialsTech></lido:eventMaterialsTech></lido:event></lido:eventSet>"));
        Assert.Equal(("Dupont Jean (1801-1850) ; peintre", "1832", "1ère moitié 19e siècle", "Lille", "huile ; toile"), (notice.Fields["AUTR"], notice.Fields["MILL"], notice.Fields["PERI"], notice.Fields["LIEUX"], notice.Fields["TECH"]));
    }

    [Fact]
    public void A_use_is_no_production_and_a_house_is_no_use()
    {
        var notice = One(Body(events: "<lido:eventSet><lido:event><lido:eventType><lido:term>Use</lido:term></lido:eventType><lido:eventDate><lido:displayDate>1900</lido:displayDate></lido:eventDate></lido:event></lido:eventSet><lido:eventSet><lido:event><lido:eventType><lido:term>house</lido:term></lido:eventType><lido:eventDate><lido:displayDate>1901</lido:displayDate></lido:eventDate></lido:event></lido:eventSet>"));
        Assert.Equal(new Dictionary<string, string> { ["MILU"] = "1900" }, notice.Fields);
    }

    [SampleFact("data/oaipmh/lido-mc-omeka-mapper/tests__fixtures__lido__mona_lisa.lido.xml")]
    public void Reads_the_sample_of_lido_mc()
    {
        var fields = Assert.Single(Read(File.ReadAllText(SampleFactAttribute.Path("data/oaipmh/lido-mc-omeka-mapper/tests__fixtures__lido__mona_lisa.lido.xml")))).Fields;
        Assert.StartsWith("La Joconde ; Portrait de Mona Lisa", fields["TITR"], StringComparison.Ordinal);
        Assert.Equal(("INV. 779", "Peinture à l'huile ; Portrait", "Léonard de Vinci (1452-1519) ; peintre", "Entre 1503 et 1519"), (fields["INV"], fields["DENO"], fields["AUTR"], fields["MILL"]));
        Assert.Equal(("Vers 1518", "achat", "Huile sur panneau de peuplier", "Non signé"), (fields["DACQ"], fields["STAT"], fields["TECH"], fields["PINS"]));
        Assert.Equal("https://collections.louvre.fr/ark:/53355/cl010062370", fields["WWW"]);
    }

    [SampleFact("xsd/samples/lido-valid-sample.xml")]
    public void Reads_a_sample_that_the_schema_finds_valid()
    {
        var fields = Assert.Single(Read(File.ReadAllText(SampleFactAttribute.Path("xsd/samples/lido-valid-sample.xml")))).Fields;
        Assert.Equal(("00000012345", "M0410", "1900.1", "peinture", "tableau"), (fields["REF"], fields["MUSEO"], fields["INV"], fields["DOMN"], fields["DENO"]));
        Assert.Equal(("1ère moitié 19e siècle ; 19e siècle", "propriété de la commune", "H. 24 cm", "© Photographe"), (fields["PERI"], fields["STAT"], fields["DIMS"], fields["PHOT"]));
    }

    [Fact]
    public void A_record_too_large_or_too_deep_costs_itself()
    {
        var text = $"<lido:lidoWrap {Space}><lido:lido><lido:lidoRecID>{new string('x', LidoReader.LargestRecord + 10)}</lido:lidoRecID></lido:lido><lido:lido>{string.Concat(Enumerable.Repeat("<lido:a>", 200))}{string.Concat(Enumerable.Repeat("</lido:a>", 200))}</lido:lido><lido:lido><lido:lidoRecID>3</lido:lidoRecID></lido:lido></lido:lidoWrap>";
        var read = Read(text);
        Assert.Contains("dépasse", read[0].Problem, StringComparison.Ordinal);
        Assert.Contains("niveaux", read[1].Problem, StringComparison.Ordinal);
        Assert.Equal((null, "3", 3L), (read[2].Problem, read[2].Fields["REF"], read[2].Number));
    }

    [Theory]
    [InlineData("<!DOCTYPE lido [<!ENTITY e SYSTEM \"file:///etc/hostname\">]><lido:lido {0}><lido:lidoRecID>&e;</lido:lidoRecID></lido:lido>")]
    [InlineData("<lido:lido {0}><lido:lidoRecID>A</lido:lidoRecID>")]
    [InlineData("<lido:lido {0}>&nbsp;</lido:lido>")]
    public void What_is_broken_or_declares_a_type_throws(string text) =>
        Assert.ThrowsAny<XmlException>(() => Read(text.Replace("{0}", Space, StringComparison.Ordinal)));

    [Fact]
    public void Whatever_the_text_nothing_but_an_xml_error_comes_out()
    {
        string[] pieces = ["<lido:lido " + Space + ">", "</lido:lido>", "<lido:eventSet>", "</lido:eventSet>", "<lido:event>", "</lido:event>", "<lido:lidoRecID>", "</lido:lidoRecID>", "M0160000001", "&amp;", "&", "<![CDATA[x]]>", "<!-- c -->", "<lido:actor/>", "é", " ", "\0", "<?p x?>", "<lido:eventType><lido:term>Production</lido:term></lido:eventType>"];
        var texts = Gen.Elements(pieces).ListOf().Select(string.Concat);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(texts.ToArbitrary(), text =>
        {
            try
            {
                foreach (var notice in LidoReader.Read(new StringReader(text)))
                {
                    Assert.All(notice.Fields, f => Assert.False(string.IsNullOrEmpty(f.Value), f.Key));
                }
            }
            catch (XmlException)
            {
                // Said to the user with its line.
            }
        }));
    }
}

/// <summary>A test on a sample kept beside the repository; skipped where it is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SampleFactAttribute : FactAttribute
{
    public SampleFactAttribute(string name) => Skip = File.Exists(Path(name)) ? null : $"The sample ../shared/{name} is not beside the repository.";

    public static string Path(string name, [CallerFilePath] string here = "") =>
        System.IO.Path.GetFullPath(System.IO.Path.Combine(System.IO.Path.GetDirectoryName(here)!, "../../../../shared", name));
}
