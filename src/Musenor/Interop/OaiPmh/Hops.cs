using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Heritage.Standards.Text;

namespace Musenor.Interop.OaiPmh;

/// <summary>The hops of a record before the last one, as others wrote them: written again as the schema of provenance wants them, or not at all.</summary>
internal static partial class Hops
{
    private const int Most = 20;
    private static readonly string[] Names = ["baseURL", "identifier", "datestamp", "metadataNamespace"];
    private static readonly XmlReaderSettings Safe = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = 1_000_000 };

    /// <param name="earlier">XML of the hop before, in which those before it stand.</param>
    public static void Write(XmlWriter xml, string? earlier, string space)
    {
        var sound = Read(earlier).Where(IsSound).Take(Most).ToList();
        foreach (var hop in sound)
        {
            xml.WriteStartElement(null, "originDescription", space);
            xml.WriteAttributeString("harvestDate", Attribute(hop, "harvestDate"));
            xml.WriteAttributeString("altered", Attribute(hop, "altered"));
            foreach (var name in Names)
            {
                xml.WriteElementString(null, name, space, XmlCharacters.Clean(Value(hop, name)));
            }
        }

        foreach (var _ in sound)
        {
            xml.WriteEndElement();
        }
    }

    private static IEnumerable<XElement> Read(string? earlier)
    {
        if (string.IsNullOrEmpty(earlier))
        {
            return [];
        }

        try
        {
            using var reader = XmlReader.Create(new StringReader(earlier), Safe);
            return XElement.Load(reader).DescendantsAndSelf().Where(e => e.Name.LocalName == "originDescription");
        }
        catch (XmlException)
        {
            return [];
        }
    }

    private static bool IsSound(XElement hop) => Attribute(hop, "altered") is "true" or "false" && IsDate(Attribute(hop, "harvestDate")) && IsDate(Value(hop, "datestamp")) && Array.TrueForAll(Names, n => Value(hop, n).Length > 0);

    private static bool IsDate(string text) => Utc().IsMatch(text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _);

    private static string Attribute(XElement hop, string name) => hop.Attribute(name)?.Value.Trim() ?? "";

    private static string Value(XElement hop, string name) => hop.Elements().FirstOrDefault(e => e.Name.LocalName == name)?.Value.Trim() ?? "";

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d+)?Z)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Utc();
}
