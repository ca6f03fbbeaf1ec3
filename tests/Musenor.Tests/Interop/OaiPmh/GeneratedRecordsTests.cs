using System.Text;
using System.Xml;
using System.Xml.Linq;
using Heritage.Standards.DublinCore;
using Heritage.Standards.Edm;
using Heritage.Standards.Joconde;
using Heritage.Standards.Lido;
using Heritage.Standards.Publication;
using Heritage.Standards.Tests.Edm;
using Microsoft.Extensions.DependencyInjection;
using Musenor.Collections.Generation;
using Musenor.Collections.Search;
using Musenor.Interop.OaiPmh;
using Musenor.Museums;
using Musenor.Web;
using Xunit;

namespace Musenor.Tests.Interop.OaiPmh;

/// <summary>Every notice of a generated base, in every format, against the schemas, and in EDM against the schematron of Europeana.</summary>
public sealed class GeneratedRecordsTests : IAsyncLifetime
{
    private const int Notices = 1500;

    private static readonly Uri Schema = new("https://portail.example/schemas/joconde-1.xsd");

    private static readonly Dictionary<string, Action<XmlWriter, PublishedWork>> Formats = new()
    {
        ["oai_dc"] = DublinCoreWriter.Write,
        ["edm"] = EdmWriter.Write,
        ["lido"] = (xml, work) => LidoWriter.WriteInside(xml, work, LidoWriter.FirstSchemaAddress),
        ["lido11"] = (xml, work) => LidoWriter.WriteInside(xml, work, LidoWriter.SchemaAddress),
        ["joconde"] = (xml, work) => JocondeXml.Write(xml, work, Schema),
    };

    private readonly MusenorFixture _portal = new();
    private List<PublishedWork> _works = [];

    public async Task InitializeAsync()
    {
        var plan = await _portal.Ask((GenerateNotices generate) => generate.Plan(new GenerateNotices.Form(Notices), CancellationToken.None));
        var museums = (await _portal.Services.GetRequiredService<MuseumDirectory>().Read()).ById;
        var site = _portal.Services.GetRequiredService<SiteSettings>();
        _works = [.. plan.Batch(0, Notices).Select(n => new PublishWork(n.Ref!, new JocondeNotice(n.Columns), museums[n.MuseumId], [new NoticeImage { Id = $"i{n.Ref}", Width = 800, Height = 600, Licence = "CC0 1.0", Credit = "© Musée" }], DateTimeOffset.UnixEpoch).Of(site, new TermControl([])))];
    }

    public async Task DisposeAsync() => await _portal.DisposeAsync();

    [SchemasFact]
    public void Every_record_is_valid_and_no_assert_fails()
    {
        var judge = new Schematron(Path.Combine(OaiSchemas.Folder(), "edm"));
        Assert.Equal(Notices, _works.Count);
        foreach (var (prefix, write) in Formats)
        {
            var faults = new List<string>();
            foreach (var work in _works)
            {
                Assert.Null(EdmRules.Lacks(work));
                var record = Record(work, write);
                faults.AddRange(record.Faults(prefix).Concat(prefix == "edm" ? judge.Failed(record) : []).Select(f => $"{prefix} {work.Reference} {f}"));
                Assert.True(faults.Count == 0, string.Join('\n', faults.Take(5)));
            }
        }
    }

    private static XDocument Record(PublishedWork work, Action<XmlWriter, PublishedWork> write)
    {
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = new UTF8Encoding(false), CheckCharacters = false }))
        {
            write(xml, work);
        }

        bytes.Position = 0;
        return XDocument.Load(bytes);
    }
}
