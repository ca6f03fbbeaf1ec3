using System.Xml;
using System.Xml.Linq;
using Musenor.Interop.OaiPmh;
using Xunit;

namespace Musenor.Tests.Interop.OaiPmh;

/// <summary>Hops that others wrote, written again.</summary>
public sealed class HopsTests
{
    private const string Inside = "<identifier>oai:a:1</identifier><datestamp>2025-01-01</datestamp><metadataNamespace>http://x.example/</metadataNamespace>";

    [Theory]
    [InlineData("<originDescription harvestDate='2026-01-01T00:00:00Z' altered='true'><baseURL>http://a.example/oai</baseURL>#</originDescription>", 1)]
    [InlineData("<o:originDescription xmlns:o='http://old.example/' harvestDate='2026-01-01' altered='false'><o:baseURL>http://a.example/oai</o:baseURL>#</o:originDescription>", 1)]
    [InlineData("<originDescription harvestDate='2026-01-01' altered='yes'><baseURL>http://a.example/oai</baseURL>#</originDescription>", 0)]
    [InlineData("<originDescription altered='true'><baseURL>http://a.example/oai</baseURL>#</originDescription>", 0)]
    [InlineData("<originDescription harvestDate='2026-01-01' altered='true'>#</originDescription>", 0)]
    [InlineData("<originDescription harvestDate='2026-01-01' altered='maybe'>#<originDescription harvestDate='2026-01-01' altered='true'><baseURL>http://a.example/oai</baseURL>#</originDescription></originDescription>", 1)]
    [InlineData("<originDescription", 0)]
    [InlineData(null, 0)]
    public void Only_whole_hops_are_told_in_the_namespace_of_provenance(string? earlier, int hops)
    {
        var told = new StringWriter();
        using (var xml = XmlWriter.Create(told))
        {
            xml.WriteStartElement("provenance", "urn:p");
            Hops.Write(xml, earlier?.Replace("#", Inside, StringComparison.Ordinal), "urn:p");
            xml.WriteEndElement();
        }

        XNamespace space = "urn:p";
        var found = XElement.Parse(told.ToString()).Descendants(space + "originDescription").ToList();
        Assert.Equal(hops, found.Count);
        Assert.All(found, h => Assert.Equal("http://a.example/oai oai:a:1 2025-01-01 http://x.example/", string.Join(' ', h.Elements().Where(e => !e.HasElements).Select(e => e.Value))));
    }
}
