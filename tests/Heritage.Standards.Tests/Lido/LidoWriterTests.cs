using System.Runtime.CompilerServices;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using Heritage.Standards.Joconde;
using Heritage.Standards.Lido;
using Heritage.Standards.Publication;
using Xunit;

namespace Heritage.Standards.Tests.Lido;

public sealed class LidoWriterTests
{
    private static readonly XNamespace L = LidoWriter.Namespace;

    private static PublishedWork Record(params (string Code, string Text)[] fields) => new("M0160000001", new JocondeNotice(fields.ToDictionary(f => f.Code, f => f.Text)), new Uri("https://portail.example/notices/M0160000001"))
    {
        MuseumName = "Palais des Beaux-Arts",
        MuseumCode = "M0160",
        City = "Lille",
        UpdatedAt = new DateTimeOffset(2026, 11, 27, 8, 0, 0, TimeSpan.Zero),
        DataLicence = "Licence Ouverte 2.0",
        DataLicenceAddress = new Uri("https://www.etalab.gouv.fr/licence-ouverte-open-licence"),
        Provider = "Portail",
        Images = [new WorkImage(new Uri("https://portail.example/images/a-960.webp"), null, 960, 700) { MediaType = "image/webp", Credit = "© Durand", Licence = "CC0 1.0", LicenceAddress = new Uri("https://creativecommons.org/publicdomain/zero/1.0/deed.fr"), Description = "Une vue" }],
    };

    private static readonly (string, string)[] Rich =
    [
        ("INV", "P 12 ; 92 : Cat. Beyer"), ("DOMN", "peinture ; archéologie"), ("DENO", "tableau"), ("TITR", "Vue"), ("APPL", "La vue"), ("AUTR", "DUPONT Jean (1801-1850) ; peintre"), ("ECOL", "France"),
        ("PERI", "1ère moitié 19e siècle"), ("MILL", "1832"), ("EPOQ", "romantisme"), ("TECH", "toile ; peinture à l'huile#bois ; doré"), ("DIMS", "H. 24 ; L. 30.5 cm ; Pds. 2 kg"), ("INSC", "signature"), ("PINS", "Dupont 1832"),
        ("DESC", "Une vue#de la ville"), ("REPR", "paysage ; Lille ; beffroi#figure"), ("LIEUX", "France ; Nord ; Lille (lieu d'exécution)"), ("UTIL", "décor"), ("PERU", "19e siècle"), ("DECV", "France ; Nord"), ("PDEC", "trouvé"),
        ("STAT", "propriété de la commune ; achat ; Lille ; palais"), ("DACQ", "1905"), ("APTN", "Martin"), ("ATTR", "école de Dupont"), ("HIST", "h\u0001istoire"), ("BIBL", "livre"),
    ];

    [XsdFact]
    public void What_is_written_is_valid_against_the_schema()
    {
        Assert.Equal([], Faults(Document(Record(Rich))));
        Assert.Equal([], Faults(Document(Record())));
        Assert.Equal([], Faults(Document(Record(("DOMN", "peinture"), ("AUTR", ";;"), ("DIMS", "illisible"), ("REPR", "(")) with { Images = [], MuseumCode = null, City = "", DataLicence = "", Warning = "Inventée" })));
    }

    [Fact]
    public void Measures_with_and_without_a_frame_are_sets_of_their_own()
    {
        var sets = Document(Record(("DIMS", "H. 24 cm ; L. 30 cm ; H. 40 cm (avec cadre)"))).Descendants(L + "objectMeasurementsSet").ToList();
        Assert.Equal(["", "avec cadre"], sets.Select(s => s.Element(L + "objectMeasurements")!.Element(L + "extentMeasurements")?.Value ?? ""));
        Assert.Equal([2, 1], sets.Select(s => s.Descendants(L + "measurementsSet").Count()));
        Assert.Single(sets.Elements(L + "displayObjectMeasurements"));
    }

    [XsdFact]
    public void The_check_sees_what_the_schema_refuses()
    {
        var document = Document(Record(Rich));
        document.Descendants(L + "eventType").First().Remove();
        Assert.NotEmpty(Faults(document));
    }

    [XsdFact]
    public async Task Many_records_are_one_valid_document()
    {
        using var file = new MemoryStream();
        await LidoWriter.Write(file, Many());
        var document = XDocument.Parse(Encoding.UTF8.GetString(file.ToArray()).Trim('\uFEFF'));
        Assert.Equal(3, document.Root!.Elements(L + "lido").Count());
        Assert.Equal([], Faults(document));

        static async IAsyncEnumerable<PublishedWork> Many()
        {
            for (var i = 0; i < 3; i++)
            {
                yield return await Task.FromResult(Record(Rich) with { Reference = $"M016000000{i}" });
            }
        }
    }

    [XsdFact]
    public void Every_notice_of_the_real_extracts_makes_a_valid_record()
    {
        if (RealData.IsAbsent)
        {
            return;
        }

        var faults = RealData.Notices().Where((_, i) => i % 20 == 0).SelectMany(n => Faults(Document(Record() with { Notice = n })).Select(f => $"{n["REF"]}: {f}")).Take(10).ToArray();
        Assert.Equal([], faults);
    }

    [Fact]
    public void Says_what_the_profession_expects()
    {
        var document = Document(Record(Rich));
        string One(string path) => path.Split('/').Aggregate(document.Root!, (e, name) => e.Elements(L + name).First()).Value;
        Assert.Equal("portail.example/M0160000001", One("lidoRecID"));
        Assert.Equal("https://portail.example/notices/M0160000001", One("objectPublishedID"));
        Assert.Equal("tableau", One("descriptiveMetadata/objectClassificationWrap/objectWorkTypeWrap/objectWorkType"));
        Assert.Equal("Vue", One("descriptiveMetadata/objectIdentificationWrap/titleWrap/titleSet"));
        Assert.Equal("P 12", One("descriptiveMetadata/objectIdentificationWrap/repositoryWrap/repositorySet/workID"));
        Assert.Equal("M0160", document.Descendants(L + "legalBodyID").First().Value);
        var production = document.Descendants(L + "event").First();
        Assert.Equal("DUPONT Jean", production.Descendants(L + "appellationValue").First().Value);
        Assert.Equal(("1832", "1832"), (production.Descendants(L + "date").Single().Element(L + "earliestDate")!.Value, production.Descendants(L + "date").Single().Element(L + "latestDate")!.Value));
        Assert.Equal(["hauteur 24 cm", "longueur 30.5 cm", "poids 2 kg"], document.Descendants(L + "measurementsSet").Select(m => $"{m.Element(L + "measurementType")!.Value} {m.Element(L + "measurementValue")!.Value} {m.Element(L + "measurementUnit")!.Value}"));
        Assert.Contains("Lille", document.Descendants(L + "subjectConcept").Select(s => s.Value));
        Assert.Equal("https://portail.example/images/a-960.webp", document.Descendants(L + "linkResource").Single().Value);
        Assert.Contains("h istoire", document.Descendants(L + "descriptiveNoteValue").Select(n => n.Value));
    }

    private static XDocument Document(PublishedWork record)
    {
        using var file = new MemoryStream();
        LidoWriter.Write(file, record);
        return XDocument.Parse(Encoding.UTF8.GetString(file.ToArray()));
    }

    private static readonly Lazy<XmlSchemaSet> Schemas = new(() =>
    {
        var set = new XmlSchemaSet { XmlResolver = new XmlUrlResolver() };
        foreach (var file in new[] { Path.Combine(Path.GetDirectoryName(XsdFactAttribute.Lido)!, "xml.xsd"), XsdFactAttribute.Lido })
        {
            set.Add(null, XmlReader.Create(file, new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = new XmlUrlResolver() }));
        }

        set.Compile();
        return set;
    });

    private static List<string> Faults(XDocument document)
    {
        var faults = new List<string>();
        document.Validate(Schemas.Value, (_, e) => faults.Add(e.Message));
        return [.. faults.Take(3)];
    }
}

/// <summary>A test against the official schema; reported as skipped where it is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class XsdFactAttribute : FactAttribute
{
    public static readonly string Lido = Beside();

    public XsdFactAttribute()
    {
        if (!File.Exists(Lido))
        {
            Skip = "The LIDO schema (../shared/xsd) is not beside the repository.";
        }
    }

    private static string Beside([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../../shared/xsd/lido/lido-v1.1.xsd"));
}
