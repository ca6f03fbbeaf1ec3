using System.Xml.Linq;
using Heritage.Standards.Joconde;
using Heritage.Standards.Lido;

namespace Musenor.Interop.Mapping;

/// <summary>Readers of the house that a mapping may stand on: the format is read whole, rules add the rest.</summary>
internal static class WholeFormats
{
    private static readonly HashSet<string> Codes = [.. JocondeFields.All.Select(f => f.Code)];

    public static void Read(string name, XElement metadata, Action<string, string> put)
    {
        switch (name)
        {
            case "lido":
                Lido(metadata, put);
                break;
            case "joconde":
                Joconde(metadata, put);
                break;
        }
    }

    private static void Lido(XElement metadata, Action<string, string> put)
    {
        var record = metadata.Name.LocalName == "lidoWrap" ? metadata.Elements().FirstOrDefault(e => e.Name.LocalName == "lido") ?? metadata : metadata;
        var notice = LidoMapping.Notice(record, 1);
        foreach (var (code, words) in notice.Fields)
        {
            put(code, MappingSteps.Clean(words));
        }

        put("@museum", MappingSteps.Clean(notice.MuseumName));
        put("@city", MappingSteps.Clean(notice.MuseumCity));
    }

    /// <summary>An element or an attribute « code » names the field; its words are taken as they are.</summary>
    private static void Joconde(XElement metadata, Action<string, string> put)
    {
        foreach (var element in metadata.Descendants().Where(e => !e.HasElements))
        {
            var code = (MappingPath.Attribute(element, "code") ?? element.Name.LocalName).ToUpperInvariant();
            if (Codes.Contains(code))
            {
                put(code, element.Value.Trim());
            }
        }
    }
}
