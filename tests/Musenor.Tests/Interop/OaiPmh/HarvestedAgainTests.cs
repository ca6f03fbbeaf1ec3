using System.Xml.Linq;
using Musenor.Interop.Mapping;
using Musenor.Tests.Collections;
using Musenor.Tests.Corpora;
using Xunit;
using static Musenor.Tests.Interop.OaiPmh.OaiIntents;

namespace Musenor.Tests.Interop.OaiPmh;

/// <summary>What our repository tells, mapped as the portal of a region maps it: whatever the format, the work, its museum, its page and its picture arrive.</summary>
public sealed class HarvestedAgainTests : IAsyncLifetime
{
    private readonly MusenorFixture _portal = new();

    public async Task InitializeAsync()
    {
        await _portal.Listed("M0160");
        await _portal.Execute("update museum set museofile_code = 'M0160', revision = (select max(revision) + 1 from museum) where id = 'M0160'");
        await _portal.Notice("M0160000001", "M0160", ("TITR", "Vue de Lille"), ("INV", "P 12"), ("DENO", "tableau"), ("AUTR", "Dupont Jean (1801-1850)"), ("TECH", "toile ; peinture à l'huile"), ("DIMS", "H. 24 ; L. 30 cm"), ("MILL", "1832"));
        await _portal.Photograph("M0160000001", SoundFiles.Png, kind: "png");
        await _portal.Oai2("verb=Identify");
        await _portal.Services.PublishAll();
    }

    public async Task DisposeAsync() => await _portal.DisposeAsync();

    [Theory]
    [InlineData("oai_dc"), InlineData("edm"), InlineData("lido"), InlineData("lido11"), InlineData("joconde")]
    public async Task The_work_arrives(string prefix)
    {
        using var visitor = _portal.Visitor();
        var record = (await visitor.Ask($"verb=GetRecord&metadataPrefix={prefix}&identifier=oai:musenor.example:M0160000001")).Descendants(Oai + "record").Single();
        var mapped = MapRecord.Run(RecordMapping.Find("", prefix), record.ToString(SaveOptions.DisableFormatting), 2026, "https://musenor.example/oai");
        Assert.Null(mapped.Fault);
        Assert.Equal(("Vue de Lille", "P 12"), (mapped.Fields["TITR"], mapped.Fields["INV"]));
        Assert.Contains("tableau", mapped.Fields["DENO"], StringComparison.Ordinal);
        Assert.StartsWith("Dupont Jean", mapped.Fields["AUTR"], StringComparison.Ordinal);
        Assert.Contains("1832", mapped.Fields["MILL"], StringComparison.Ordinal);
        Assert.StartsWith("Palais des Beaux-Arts", mapped.MuseumName, StringComparison.Ordinal);
        Assert.EndsWith("/notices/M0160000001", mapped.Elsewhere.Page, StringComparison.Ordinal);
        Assert.EndsWith("/full/max/0/default.jpg", Assert.Single(mapped.Elsewhere.Pictures), StringComparison.Ordinal);
        Assert.EndsWith("/M0160000001/manifest", mapped.Elsewhere.Manifest, StringComparison.Ordinal);
        if (prefix is "joconde" or "lido" or "lido11")
        {
            Assert.Equal("M0160", mapped.MuseumCode.Length > 0 ? mapped.MuseumCode : mapped.Fields.GetValueOrDefault("MUSEO"));
        }

        if (prefix == "joconde")
        {
            Assert.Equal(("H. 24 ; L. 30 cm", "toile ; peinture à l'huile", "Lille"), (mapped.Fields["DIMS"], mapped.Fields["TECH"], mapped.MuseumCity));
            Assert.DoesNotContain("IMAGE", mapped.Fields.Keys);
        }
    }
}
