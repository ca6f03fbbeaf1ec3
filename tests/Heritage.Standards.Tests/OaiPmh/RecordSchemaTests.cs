using System.Runtime.CompilerServices;
using System.Text;
using System.Xml;
using System.Xml.Schema;
using Heritage.Standards.DublinCore;
using Heritage.Standards.Edm;
using Heritage.Standards.Joconde;
using Heritage.Standards.Lido;
using Heritage.Standards.Publication;
using Heritage.Standards.Text;
using Xunit;

namespace Heritage.Standards.Tests.OaiPmh;

/// <summary>Records in each format against the official schemas, for every notice of the real extracts and for words that XML forbids.</summary>
public sealed class RecordSchemaTests
{
    private static readonly Uri Schema = new("https://portail.example/schemas/joconde-1.xsd");

    private static PublishedWork Work(JocondeNotice notice) => new(XmlCharacters.Clean(notice["REF"]).Trim() is { Length: > 0 } reference ? reference : "X1", notice, new Uri("https://portail.example/notices/X1"))
    {
        MuseumName = "Musée",
        MuseumCode = "M0160",
        City = "Lille",
        Provider = "Portail",
        DataLicence = "Licence Ouverte 2.0",
        DataLicenceAddress = new("https://www.etalab.gouv.fr/licence-ouverte-open-licence"),
        Manifest = new("https://portail.example/iiif/manifest"),
        Images = [new WorkImage(new("https://portail.example/iiif/3/a/full/max/0/default.jpg"), new("https://portail.example/iiif/3/a"), 10, 10) { Licence = "CC0 1.0", Rights = "http://creativecommons.org/publicdomain/zero/1.0/", Photographer = "Durand", Credit = "© Durand", Description = "Vue" }],
    };

    private static readonly Dictionary<string, (string[] Files, Action<XmlWriter, PublishedWork> Write)> Formats = new()
    {
        ["oai_dc"] = (["lido/xml.xsd", "folio/oai_dc.xsd"], DublinCoreWriter.Write),
        ["edm"] = (["edm/EDM.xsd"], EdmWriter.Write),
        ["lido"] = (["lido/xml.xsd", "lido/lido-v1.0.xsd"], (xml, work) => LidoWriter.WriteInside(xml, work, LidoWriter.FirstSchemaAddress)),
        ["lido11"] = (["lido/xml.xsd", "lido/lido-v1.1.xsd"], (xml, work) => LidoWriter.WriteInside(xml, work, LidoWriter.SchemaAddress)),
        ["joconde"] = ([], (xml, work) => JocondeXml.Write(xml, work, Schema)),
    };

    [XsdTheory]
    [InlineData("oai_dc")]
    [InlineData("edm")]
    [InlineData("lido")]
    [InlineData("lido11")]
    [InlineData("joconde")]
    public void Every_real_notice_and_every_odd_one_is_valid(string prefix)
    {
        var (files, write) = Formats[prefix];
        var schemas = Read(files);
        var faults = new List<string>();
        foreach (var notice in Odd().Concat(RealData.IsAbsent ? [] : RealData.Notices()))
        {
            var work = Work(notice);
            if (prefix == "edm" && EdmRules.Lacks(work) is not null)
            {
                continue;
            }

            using var bytes = new MemoryStream();
            using (var xml = XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = new UTF8Encoding(false), CheckCharacters = false }))
            {
                write(xml, work);
            }

            bytes.Position = 0;
            var settings = new XmlReaderSettings { ValidationType = ValidationType.Schema, Schemas = schemas, XmlResolver = null };
            settings.ValidationFlags |= XmlSchemaValidationFlags.ReportValidationWarnings;
            settings.ValidationEventHandler += (_, e) => faults.Add($"{work.Reference} {e.Message}");
            using var reader = XmlReader.Create(bytes, settings);
            while (reader.Read() && faults.Count < 5)
            {
                // Each node is judged as it is read.
            }
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Fact]
    public void What_xml_forbids_never_leaves_and_cleaning_twice_changes_nothing()
    {
        for (var c = 0; c <= 0xFFFF; c++)
        {
            var clean = XmlCharacters.Clean($"a{(char)c}b");
            XmlConvert.VerifyXmlChars(clean);
            Assert.Equal(clean, XmlCharacters.Clean(clean));
        }

        Assert.Equal("l’œuvre à €", XmlCharacters.Clean("l\u0092\u009cuvre a\u0300 \u0080"));
    }

    /// <summary>A notice whose address is the portal's own, for one that was harvested.</summary>
    [Theory]
    [InlineData("oai_dc", "identifier")]
    [InlineData("edm", "identifier")]
    [InlineData("lido", "recordID")]
    [InlineData("lido11", "recordID")]
    [InlineData("joconde", "REF")]
    public void The_reference_of_the_source_is_told_beside_the_address_and_once_where_they_are_one(string prefix, string element)
    {
        var work = Work(new JocondeNotice(new Dictionary<string, string> { ["REF"] = "M0160000001", ["DENO"] = "tableau" }));
        Assert.Equal(1, Told(work));
        Assert.Equal(1, Told(work with { Reference = "src-1" }));
        int Told(PublishedWork told)
        {
            using var text = new StringWriter();
            using (var xml = XmlWriter.Create(text))
            {
                Formats[prefix].Write(xml, told);
            }

            return System.Xml.Linq.XDocument.Parse(text.ToString()).Descendants().Count(e => e.Value == "M0160000001" && (e.Name.LocalName == element || (string?)e.Attribute("code") == element || (string?)e.Attribute("name") == element));
        }
    }

    /// <summary>Every field filled with what XML forbids, with markup, with nothing.</summary>
    internal static IEnumerable<JocondeNotice> Odd()
    {
        foreach (var text in new[] { "\u0000\u0008\u000b\ud800x\udc00\ufffe", "<b>]]>&amp; ; #", "  ", "a\u0092b ; ;# ;", "(((", "1832 ; vers 1900", "🎨 ; e\u0301" })
        {
            yield return new JocondeNotice(JocondeFields.All.ToDictionary(f => f.Code, _ => text));
        }
    }

    internal static XmlSchemaSet Read(string[] files)
    {
        var set = new XmlSchemaSet { XmlResolver = new XmlUrlResolver() };
        foreach (var file in files)
        {
            using var reader = XmlReader.Create(Path.Combine(XsdTheoryAttribute.Folder(), file), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = new XmlUrlResolver() });
            set.Add(null, reader);
        }

        if (files.Length == 0)
        {
            using var own = XmlReader.Create(new StringReader(JocondeXml.Schema));
            set.Add(null, own);
        }

        set.Compile();
        return set;
    }
}

/// <summary>Against the official schemas; reported as skipped where they are absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class XsdTheoryAttribute : TheoryAttribute
{
    public XsdTheoryAttribute()
    {
        if (!Directory.Exists(Folder()))
        {
            Skip = "The schemas (../shared/xsd) are not beside the repository.";
        }
    }

    internal static string Folder([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../../shared/xsd"));
}
