using System.Text;
using System.Xml.Linq;
using Heritage.Standards.Joconde;
using Heritage.Standards.Lido;
using Heritage.Standards.Publication;
using Xunit;

namespace Heritage.Standards.Tests.Lido;

/// <summary>LIDO: every row of the table of fields is where a reader looks for it, and comes back through our own reader.</summary>
public sealed class LidoTableTests
{
    private static readonly XNamespace L = LidoWriter.Namespace;

    private static readonly Dictionary<string, string> Rich = new()
    {
        ["INV"] = "P 12 ; 92 : Cat. Beyer",
        ["DOMN"] = "peinture ; archéologie",
        ["DENO"] = "tableau",
        ["TITR"] = "Vue ; Vue de Lille",
        ["AUTR"] = "DUPONT Jean (1801-1850) ; peintre",
        ["PAUT"] = "né à Lille",
        ["ECOL"] = "France",
        ["PERI"] = "1ère moitié 19e siècle",
        ["MILL"] = "1832",
        ["EPOQ"] = "romantisme",
        ["PDAT"] = "daté au dos",
        ["TECH"] = "toile ; peinture à l'huile",
        ["DIMS"] = "H. 24 ; L. 30.5 cm",
        ["INSC"] = "signature",
        ["ONOM"] = "Dupont",
        ["DESC"] = "Une vue",
        ["COMM"] = "À revoir",
        ["REPR"] = "portrait ; Faidherbe Louis ; général",
        ["PREP"] = "depuis le nord",
        ["DREP"] = "1830",
        ["SREP"] = "Bible",
        ["LIEUX"] = "France, Nord, Lille",
        ["PLIEUX"] = "atelier",
        ["GEOHI"] = "Flandre",
        ["UTIL"] = "décor",
        ["PUTI"] = "au salon",
        ["MILU"] = "1900",
        ["DECV"] = "Lille, fouilles",
        ["PDEC"] = "trouvé",
        ["STAT"] = "propriété de la commune ; achat",
        ["DACQ"] = "1905",
        ["APTN"] = "Martin",
        ["ATTR"] = "école de Dupont",
        ["HIST"] = "Vendu.",
        ["BIBL"] = "Livre 1 ; Livre 2",
        ["EXPO"] = "Paris, 1900",
        ["GENE"] = "esquisse",
        ["PEOC"] = "17e siècle",
        ["ETAT"] = "bon état",
        ["DEPO"] = "Douai",
        ["DDPT"] = "1950",
        ["ADPT"] = "Arras",
        ["COPY"] = "© Musée",
        ["REDA"] = "Leroy Anne",
        ["REFMER"] = "PA00088250",
        ["WWW"] = "https://exemple.fr/a",
    };

    private static PublishedWork Work(Dictionary<string, string> fields) => new("M0160000001", new JocondeNotice(fields), new Uri("https://portail.example/notices/M0160000001"))
    {
        MuseumName = "Palais des Beaux-Arts",
        MuseumCode = "M0160",
        MuseumPage = new("https://portail.example/musees/palais"),
        City = "Lille",
        Department = "Nord",
        Region = "Hauts-de-France",
        Provider = "Portail",
        UpdatedAt = new DateTimeOffset(2026, 11, 27, 8, 0, 0, TimeSpan.Zero),
        Manifest = new("https://portail.example/iiif/x/manifest"),
        Images = [new WorkImage(new Uri("https://portail.example/a.jpg"), null, 10, 10) { Photographer = "Durand", Credit = "© Durand" }],
    };

    private static XElement Record(PublishedWork work)
    {
        using var file = new MemoryStream();
        LidoWriter.Write(file, work);
        return XDocument.Parse(Encoding.UTF8.GetString(file.ToArray())).Root!;
    }

    private static IEnumerable<XElement> Event(XElement record, string code) => record.Descendants(L + "event").Where(e => e.Element(L + "eventType")!.Element(L + "conceptID")?.Value.EndsWith(code, StringComparison.Ordinal) == true);

    [Fact]
    public void What_is_written_is_read_again()
    {
        var read = Assert.Single(LidoReader.Read(new StringReader(Record(Work(Rich)).ToString()))).Fields;
        // The museum, the credit and the address come with the record; methods of acquisition are read beside the status.
        string[] other = ["WWW", "REFMER", "DEPO", "DDPT", "ADPT", "DECV", "STAT", "DIMS", "INV", "PERI"];
        foreach (var (code, words) in Rich.Where(f => !other.Contains(f.Key)))
        {
            Assert.Equal((code, words), (code, read.GetValueOrDefault(code, "")));
        }

        Assert.Equal("1ère moitié 19e siècle", read["PERI"]);
        Assert.Equal(("M0160000001", "M0160", "P 12 ; 92"), (read["REF"], read["MUSEO"], read["INV"]));
        Assert.StartsWith("propriété de la commune ; achat", read["STAT"], StringComparison.Ordinal);
        Assert.StartsWith("Lille, fouilles", read["DECV"], StringComparison.Ordinal);
    }

    [Fact]
    public void Events_are_of_the_terminology_and_hold_their_facts()
    {
        var record = Record(Work(Rich));
        var made = Event(record, "lido00007").Single();
        Assert.Equal(("1801", "1850", "peintre"), (made.Descendants(L + "vitalDatesActor").Single().Element(L + "earliestDate")!.Value, made.Descendants(L + "vitalDatesActor").Single().Element(L + "latestDate")!.Value, made.Descendants(L + "roleActor").Single().Value));
        Assert.Equal(["1ère moitié 19e siècle", "romantisme"], made.Elements(L + "periodName").Select(p => p.Value));
        Assert.Equal(["anciennes attributions"], made.Elements(L + "eventDescriptionSet").Where(n => n.Value == "école de Dupont").Select(n => (string)n.Attribute(L + "type")!));
        Assert.Equal("Lille", made.Elements(L + "eventPlace").First().Element(L + "place")!.Element(L + "namePlaceSet")!.Value);
        Assert.Equal("fouille", Event(record, "lido00002").Single().Element(L + "eventMethod")!.Value);
        Assert.Equal(["décor", "au salon"], Event(record, "lido00011").Single().Elements(L + "eventDescriptionSet").Select(n => n.Value));
        Assert.Equal(("1905", "achat"), (Event(record, "lido00001").Single().Element(L + "eventDate")!.Element(L + "displayDate")!.Value, Event(record, "lido00001").Single().Element(L + "eventMethod")!.Value));
        Assert.Equal(["Martin", "Vendu."], Event(record, "lido00227").Single().Elements(L + "eventDescriptionSet").Select(n => n.Value));
        Assert.Equal("Paris, 1900", Event(record, "lido00225").Single().Element(L + "eventName")!.Value);
    }

    [Fact]
    public void Custody_subjects_related_works_and_rights_have_their_places()
    {
        var record = Record(Work(Rich));
        Assert.Equal([("current", "P 12"), ("current", ""), ("former", "")], record.Descendants(L + "repositorySet").Select(r => ((string)r.Attribute(L + "type")!, r.Element(L + "workID")?.Value ?? "")));
        Assert.Equal(["Faidherbe Louis"], record.Descendants(L + "subjectActor").Select(a => a.Element(L + "displayActor")!.Value));
        Assert.Equal(["portrait", "général", "depuis le nord", "Bible"], record.Descendants(L + "subjectConcept").Select(c => c.Value));
        Assert.Equal("1830", record.Descendants(L + "subjectDate").Single().Element(L + "displayDate")!.Value);
        Assert.Equal(["bibliographie", "bibliographie", "copie d’après", "voir aussi", "voir aussi"], record.Descendants(L + "relatedWorkRelType").Select(t => t.Value));
        Assert.Equal("propriété de la commune ; achat", record.Descendants(L + "rightsWorkSet").Single().Element(L + "creditLine")!.Value);
        Assert.Equal(["Palais des Beaux-Arts", "Durand"], record.Descendants(L + "resourceSource").Select(s => s.Element(L + "legalBodyName")!.Value));
        Assert.Equal(("https://portail.example/notices/M0160000001", "2026-11-27"), (record.Descendants(L + "recordInfoLink").Single().Value, record.Descendants(L + "recordMetadataDate").Single().Value));
        Assert.Equal(("bon état", "esquisse"), (record.Descendants(L + "displayState").Single().Value, record.Descendants(L + "displayEdition").Single().Value));
    }

    [Fact]
    public void An_object_without_a_title_is_called_by_what_it_is_and_says_so_and_nothing_is_empty()
    {
        var record = Record(Work(new() { ["DENO"] = "assiette", ["REPR"] = "décor floral", ["HIST"] = "\u0001", ["LOCA"] = "Lille ; manquant" }) with { MuseumCode = null, City = "", Department = "", Region = "", Manifest = null, Images = [] });
        var title = record.Descendants(L + "titleSet").Single();
        Assert.Equal(("titre forgé", "Assiette – décor floral"), ((string)title.Attribute(L + "type")!, title.Value));
        Assert.Equal("former", (string)record.Descendants(L + "repositorySet").Single().Attribute(L + "type")!);
        Assert.DoesNotContain(record.DescendantsAndSelf(), e => !e.HasElements && e.Value.Trim().Length == 0);
    }
}
