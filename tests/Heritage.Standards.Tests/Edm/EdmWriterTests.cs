using System.Text;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using Heritage.Standards.Edm;
using Heritage.Standards.Joconde;
using Heritage.Standards.Publication;
using Heritage.Standards.Tests.OaiPmh;
using Xunit;

namespace Heritage.Standards.Tests.Edm;

/// <summary>EDM: every row of the table of fields, and the schema and schematron of Europeana on every record.</summary>
public sealed class EdmWriterTests
{
    private static readonly XNamespace Rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
    private static readonly XNamespace EdmSpace = "http://www.europeana.eu/schemas/edm/";
    private static readonly XNamespace Dc = "http://purl.org/dc/elements/1.1/";
    private static readonly XNamespace Terms = "http://purl.org/dc/terms/";
    private static readonly XNamespace Skos = "http://www.w3.org/2004/02/skos/core#";
    private static readonly XNamespace Rda = "http://rdvocab.info/ElementsGr2/";
    private static readonly XNamespace Ore = "http://www.openarchives.org/ore/terms/";

    private static readonly (string Code, string Text)[] Rich =
    [
        ("INV", "P 12"), ("DOMN", "peinture"), ("DENO", "tableau"), ("TITR", "Vue ; Vue de Lille : ancien titre"), ("APPL", "La vue"), ("AUTR", "DUPONT Jean (1801-1850) ; peintre ; MARTIN Luc (actif 1820-1840) ; RUBENS Pierre Paul (atelier de)"),
        ("PAUT", "né à Lille"), ("ECOL", "France"), ("PERI", "1ère moitié 19e siècle"), ("MILL", "1832"), ("EPOQ", "romantisme"), ("PDAT", "daté au dos"), ("TECH", "toile ; peinture à l'huile"), ("DIMS", "H. 24 ; L. 30.5 cm"),
        ("INSC", "signature"), ("PINS", "Dupont 1832"), ("ONOM", "Dupont"), ("DESC", "Une <b>vue</b> &amp; la ville"), ("REPR", "paysage ; Lille"), ("PREP", "depuis le nord"), ("DREP", "1830"), ("SREP", "Bible"), ("LIEUX", "France ; Nord ; Lille (lieu d'exécution)"),
        ("PLIEUX", "atelier"), ("UTIL", "décor ; enseigne"), ("PUTI", "au salon"), ("PERU", "20e siècle"), ("DECV", "France ; Nord"), ("PDEC", "trouvé"), ("STAT", "propriété de la commune ; achat"), ("DACQ", "1905"), ("APTN", "Martin"),
        ("ATTR", "école de Dupont"), ("HIST", "Vendu."), ("BIBL", "Livre 1 ; Livre 2"), ("EXPO", "Paris, 1900"), ("GENE", "esquisse"), ("COPY", "© Musée"), ("PHOT", "Durand"), ("WWW", "https://exemple.fr/a"), ("REFMER", "PA00088250"), ("PEOC", "17e siècle"), ("ETAT", "bon état"), ("ADPT", "Douai"),
    ];

    private static PublishedWork Work(params (string Code, string Text)[] fields) => new("M0160000001", new JocondeNotice(fields.ToDictionary(f => f.Code, f => f.Text)), new Uri("https://portail.example/notices/M0160000001"))
    {
        MuseumName = "Palais des Beaux-Arts",
        MuseumCode = "M0160",
        MuseumPage = new("https://portail.example/musees/palais"),
        MuseumPosition = (50.63, 3.06),
        City = "Lille",
        Provider = "Portail",
        Manifest = new("https://portail.example/iiif/manifest"),
        Images = [Image("a", "http://creativecommons.org/licenses/by/4.0/"), Image("b", "http://creativecommons.org/publicdomain/mark/1.0/"), Image("c", null), Image("d", "https://creativecommons.org/licenses/by/4.0/")],
    };

    private static WorkImage Image(string name, string? rights) => new(new($"https://portail.example/iiif/3/{name}/full/max/0/default.jpg"), new($"https://portail.example/iiif/3/{name}"), 10, 10) { Rights = rights };

    [Fact]
    public void Every_field_of_the_table_has_its_place()
    {
        var record = Record(Work(Rich));
        var thing = record.Root!.Element(EdmSpace + "ProvidedCHO")!;
        string[] Said(XName name) => [.. thing.Elements(name).Select(e => e.Value.Length > 0 ? e.Value : Label(record, e))];
        Assert.Equal(["DUPONT Jean", "MARTIN Luc", "RUBENS Pierre Paul (atelier de)"], Said(Dc + "creator"));
        Assert.Equal(["Une vue & la ville", "État : bon état", "Inscription : signature", "Inscription : Dupont 1832", "Onomastique : Dupont", "Auteur : né à Lille", "Ancienne attribution : école de Dupont", "Historique : Vendu.", "Original copié : 17e siècle", "Utilisation : au salon"], Said(Dc + "description"));
        Assert.Equal(["M0160000001", "Inv. P 12"], Said(Dc + "identifier"));
        Assert.Equal(["© Musée"], Said(Dc + "rights"));
        Assert.Equal(["paysage", "Lille", "depuis le nord", "France"], Said(Dc + "subject"));
        Assert.Equal(["Vue"], Said(Dc + "title"));
        Assert.Equal(["tableau", "peinture", "esquisse"], Said(Dc + "type"));
        Assert.Equal(["Vue de Lille : ancien titre", "La vue"], Said(Terms + "alternative"));
        Assert.Equal(["1832"], Said(Terms + "created"));
        Assert.Equal(["H. 24 cm", "L. 30.5 cm"], Said(Terms + "extent"));
        Assert.Equal(["toile, peinture à l'huile"], Said(Terms + "medium"));
        Assert.Equal(["Ancienne appartenance : Martin", "Date d’acquisition : 1905", "Statut juridique : propriété de la commune ; achat", "Ancien dépôt : Douai", "Découverte : trouvé"], Said(Terms + "provenance"));
        Assert.Equal(["Bible", "Paris, 1900"], Said(Terms + "references"));
        Assert.Equal(["France, Nord, Lille", "France ; Nord"], Said(Terms + "spatial"));
        Assert.Equal(["1832", "1ère moitié 19e siècle", "romantisme", "20e siècle", "1830"], Said(Terms + "temporal"));
        Assert.Equal(["Livre 1", "Livre 2", ""], Said(Terms + "isReferencedBy"));
        Assert.Equal("https://exemple.fr/a", (string?)thing.Elements(Terms + "isReferencedBy").Last().Attribute(Rdf + "resource"));
        Assert.Equal(["Palais des Beaux-Arts, Lille", "décor", "enseigne", "PA00088250", "IMAGE"], new[] { "currentLocation", "hasType", "isRelatedTo", "type" }.SelectMany(n => Said(EdmSpace + n)));
    }

    [Fact]
    public void Makers_places_and_dates_are_things_of_their_own()
    {
        var record = Record(Work(Rich));
        var agents = record.Root!.Elements(EdmSpace + "Agent").ToList();
        Assert.Equal(2, agents.Count);
        Assert.Equal(("1801", "1850", "peintre"), (agents[0].Element(Rda + "dateOfBirth")!.Value, agents[0].Element(Rda + "dateOfDeath")!.Value, agents[0].Element(Rda + "professionOrOccupation")!.Value));
        Assert.Equal(("1820", "1840"), (agents[1].Element(EdmSpace + "begin")!.Value, agents[1].Element(EdmSpace + "end")!.Value));
        var span = record.Root!.Element(EdmSpace + "TimeSpan")!;
        Assert.Equal(("1832", "1832", "1832", "daté au dos"), (span.Element(Skos + "prefLabel")!.Value, span.Element(EdmSpace + "begin")!.Value, span.Element(EdmSpace + "end")!.Value, span.Element(Skos + "note")!.Value));
        Assert.Equal(["Palais des Beaux-Arts, Lille", "France, Nord, Lille"], record.Root!.Elements(EdmSpace + "Place").Select(p => p.Element(Skos + "prefLabel")!.Value));
        Assert.Equal("50.63", record.Root!.Elements(EdmSpace + "Place").First().Elements().First().Value);
    }

    [Fact]
    public void A_term_of_a_loaded_vocabulary_is_a_concept_with_its_address()
    {
        var record = Record(Work(Rich) with { Concept = (code, term) => (code, term) == ("DENO", "tableau") ? "https://data.culture.fr/thesaurus/resource/ark:/67717/x" : null });
        var concept = record.Root!.Element(Skos + "Concept")!;
        Assert.Equal(("https://data.culture.fr/thesaurus/resource/ark:/67717/x", "tableau"), ((string)concept.Attribute(Rdf + "about")!, concept.Element(Skos + "prefLabel")!.Value));
        Assert.Contains(record.Root!.Element(EdmSpace + "ProvidedCHO")!.Elements(Dc + "type"), t => (string?)t.Attribute(Rdf + "resource") == (string)concept.Attribute(Rdf + "about")!);
    }

    [Fact]
    public void A_deposit_is_where_the_work_is_and_what_is_missing_is_nowhere()
    {
        Assert.Equal("Douai", Location(("DEPO", "Douai")));
        Assert.Equal("Palais des Beaux-Arts, Lille", Location());
        Assert.Null(Location(("LOCA", "Lille ; volé")));
        static string? Location(params (string, string)[] fields)
        {
            var record = Record(Work([("DOMN", "peinture"), .. fields]));
            return record.Root!.Element(EdmSpace + "ProvidedCHO")!.Element(EdmSpace + "currentLocation") is { } place ? Label(record, place) : null;
        }
    }

    [Fact]
    public void Only_pictures_with_a_statement_that_Europeana_knows_are_told_and_a_harvested_work_names_who_stands_between()
    {
        var record = Record(Work(Rich) with { IntermediateProvider = "Proscitec", SourcePage = new("https://source.example/1") });
        Assert.Equal(["a", "b"], record.Root!.Elements(EdmSpace + "WebResource").Select(r => ((string)r.Attribute(Rdf + "about")!)["https://portail.example/iiif/3/".Length..][..1]));
        var aggregation = record.Root!.Element(Ore + "Aggregation")!;
        Assert.Equal(["aggregatedCHO", "dataProvider", "hasView", "isShownAt", "isShownBy", "object", "provider", "rights", "intermediateProvider"], aggregation.Elements().Select(e => e.Name.LocalName));
        Assert.Equal(("Palais des Beaux-Arts, Lille", "Portail", "Proscitec", "https://source.example/1"),
            (aggregation.Element(EdmSpace + "dataProvider")!.Value, aggregation.Element(EdmSpace + "provider")!.Value, aggregation.Element(EdmSpace + "intermediateProvider")!.Value, (string)aggregation.Element(EdmSpace + "isShownAt")!.Attribute(Rdf + "resource")!));
        Assert.All(record.Root!.Elements(EdmSpace + "WebResource"), r => Assert.Equal("Durand", r.Element(Dc + "creator")!.Value));
        Assert.Equal(2, record.Root!.Elements().Count(e => e.Name.LocalName == "Service"));
    }

    [Theory]
    [InlineData("https://creativecommons.org/licenses/by-sa/4.0/deed.fr", "http://creativecommons.org/licenses/by-sa/4.0/")]
    [InlineData("http://creativecommons.org/publicdomain/mark/1.0", "http://creativecommons.org/publicdomain/mark/1.0/")]
    [InlineData("https://rightsstatements.org/page/InC/1.0/?language=fr", "http://rightsstatements.org/vocab/InC/1.0/")]
    [InlineData("http://creativecommons.org/licenses/by/3.0/fr/legalcode", "http://creativecommons.org/licenses/by/3.0/fr/")]
    [InlineData("http://creativecommons.org/licenses/by/4.0/fr/", null)]
    [InlineData("http://creativecommons.org/licenses/by/2.1/", null)]
    [InlineData("https://rightsstatements.org/vocab/UND/1.0/", null)]
    [InlineData("Tous droits réservés", null)]
    [InlineData("javascript:alert(1)", null)]
    public void A_statement_is_brought_to_the_address_that_Europeana_takes(string said, string? statement) => Assert.Equal(statement, EdmRules.Statement(said));

    [XsdTheory]
    [InlineData("by"), InlineData("by-nc-nd"), InlineData("by-nd-nc"), InlineData("cc")]
    public void Rights_are_taken_as_the_schematron_takes_them(string kind)
    {
        var judge = new Schematron(Schematron.Folder());
        foreach (var version in new[] { "1.0", "2.0", "2.1", "2.5", "3.0", "4.0", "5.0" })
        {
            foreach (var port in new[] { "", "fr/", "uk/", "jp/", "nl/", "igo/", "scotland/", "xx/", "fr" })
            {
                var address = $"http://creativecommons.org/licenses/{kind}/{version}/{port}";
                Assert.True(judge.IsRights(address) == EdmRules.IsRights(address), address);
            }
        }
    }

    [XsdTheory]
    [InlineData(false), InlineData(true)]
    public void Every_record_passes_the_schema_and_the_schematron(bool isHarvested)
    {
        var judge = new Schematron(Schematron.Folder());
        Assert.InRange(judge.Asserts, 15, 100);
        var schemas = RecordSchemaTests.Read(["edm/EDM.xsd"]);
        var (faults, records) = (new List<string>(), 0);
        foreach (var notice in RecordSchemaTests.Odd().Append(Work(Rich).Notice).Append(Work(("DOMN", "x")).Notice).Concat(RealData.IsAbsent ? [] : RealData.Notices()))
        {
            var work = Work() with { Notice = notice, Concept = (code, term) => code == "DOMN" && term.StartsWith('p') ? $"https://data.culture.fr/{Uri.EscapeDataString(term)}" : null };
            work = isHarvested ? work with { IntermediateProvider = "Source", SourcePage = new("https://source.example/1"), Images = [.. work.Images.Select(i => i with { Service = null, MediaType = "" })], MuseumPosition = null, MuseumPage = null, City = "" } : work;
            if (EdmRules.Lacks(work) is not null)
            {
                continue;
            }

            var record = Record(work);
            record.Validate(schemas, (_, e) => faults.Add($"{notice["REF"]} {e.Message}"));
            faults.AddRange(judge.Failed(record).Select(f => $"{notice["REF"]} {f}"));
            faults.AddRange(record.Descendants().Where(e => !e.HasElements && e.Value.Length == 0 && e.Attribute(Rdf + "resource") is null).Select(e => $"{notice["REF"]} {e.Name.LocalName} is empty"));
            records++;
            Assert.True(faults.Count == 0, string.Join('\n', faults.Take(5)));
        }

        Assert.True(RealData.IsAbsent || records > 7_000, $"{records} records judged");
    }

    [XsdTheory]
    [InlineData("rights"), InlineData("isShownAt"), InlineData("title"), InlineData("type"), InlineData("dataProvider")]
    public void The_schematron_sees_what_is_wrong(string broken)
    {
        var judge = new Schematron(Schematron.Folder());
        var record = Record(Work(("DOMN", "peinture")));
        Assert.Empty(judge.Failed(record));
        foreach (var element in record.Descendants().Where(e => e.Name.LocalName == broken || (broken == "isShownAt" && e.Name.LocalName == "isShownBy")).ToList())
        {
            if (broken == "rights")
            {
                element.SetAttributeValue(Rdf + "resource", "https://creativecommons.org/licenses/by/4.0/");
            }
            else
            {
                element.Remove();
            }
        }

        Assert.NotEmpty(judge.Failed(record));
    }

    [XsdTheory]
    [InlineData("DENO"), InlineData("DOMN"), InlineData("GENE"), InlineData("REPR"), InlineData("PREP"), InlineData("ECOL"), InlineData("PERI"), InlineData("EPOQ"), InlineData("PERU"), InlineData("MILU")]
    [InlineData("DREP"), InlineData("MILL"), InlineData("LIEUX"), InlineData("GEOHI"), InlineData("PLIEUX"), InlineData("DECV")]
    public void One_type_subject_place_or_time_is_enough_for_Europeana(string code)
    {
        var work = Work((code, code == "MILL" ? "1832" : "autre"), ("DESC", "Une vue"));
        Assert.Null(EdmRules.Lacks(work));
        Assert.Empty(new Schematron(Schematron.Folder()).Failed(Record(work)));
        Assert.Equal("subject", EdmRules.Lacks(Work((code, " "), ("DESC", "Une vue"), ("TECH", "toile"), ("AUTR", "Dupont Jean"))));
    }

    private static string Label(XDocument record, XElement link) => (string?)link.Attribute(Rdf + "resource") is { } address
        ? record.Root!.Elements().FirstOrDefault(e => (string?)e.Attribute(Rdf + "about") == address)?.Element(Skos + "prefLabel")?.Value ?? "" : "";

    private static XDocument Record(PublishedWork work)
    {
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = new UTF8Encoding(false), CheckCharacters = false }))
        {
            EdmWriter.Write(xml, work);
        }

        bytes.Position = 0;
        return XDocument.Load(bytes);
    }
}
