using System.Xml;
using System.Xml.Linq;

namespace Heritage.Standards.OaiPmh.Reading;

/// <summary>What Identify says; empty where the source is silent.</summary>
/// <param name="Granularity">day or second, whatever the case it is written in; empty when it is told otherwise.</param>
/// <param name="DeletedRecord">no, transient, persistent.</param>
public sealed record SourceIdentity(string Name, string BaseUrl, string Granularity, string DeletedRecord, string Earliest);

public sealed record SourceFormat(string Prefix, string Schema, string Namespace);

public sealed record SourceSet(string Spec, string Name);

/// <summary>Answers to Identify, ListMetadataFormats and ListSets. Names of elements count, not their namespace.</summary>
public static class SourceDescription
{
    public static SourceIdentity Identity(byte[] answer)
    {
        var identify = Find(answer, "Identify").FirstOrDefault();
        var granularity = Child(identify, "granularity").ToLowerInvariant();
        return new SourceIdentity(
            Child(identify, "repositoryName"), Child(identify, "baseURL"),
            granularity.Contains("hh:mm", StringComparison.Ordinal) ? "second" : granularity.StartsWith("yyyy-mm-dd", StringComparison.Ordinal) ? "day" : "",
            Child(identify, "deletedRecord").ToLowerInvariant(), LenientDate.Normal(Child(identify, "earliestDatestamp")));
    }

    public static IReadOnlyList<SourceFormat> Formats(byte[] answer) =>
        [.. Find(answer, "metadataFormat").Select(f => new SourceFormat(Child(f, "metadataPrefix"), Child(f, "schema"), Child(f, "metadataNamespace"))).Where(f => f.Prefix.Length > 0)];

    public static IReadOnlyList<SourceSet> Sets(byte[] answer) =>
        [.. Find(answer, "set").Select(s => new SourceSet(Child(s, "setSpec"), Child(s, "setName"))).Where(s => s.Spec.Length > 0)];

    private static string Child(XElement? parent, string name) => parent?.Elements().FirstOrDefault(e => e.Name.LocalName == name)?.Value.Trim() ?? "";

    private static IEnumerable<XElement> Find(byte[] answer, string name)
    {
        var text = TextRepair.Entities(TextRepair.Scrub(SourceText.Of(answer, new ReadingOptions()).Text));
        var start = text.IndexOf("<OAI-PMH", StringComparison.Ordinal);
        var end = text.LastIndexOf("</OAI-PMH>", StringComparison.Ordinal);
        text = start >= 0 && end > start ? text[start..(end + "</OAI-PMH>".Length)] : text;
        try
        {
            using var reader = XmlReader.Create(new StringReader(text), AnswerReader.Settings(new ReadingOptions { MostCharacters = 20_000_000 }));
            return [.. XDocument.Load(reader).Descendants().Where(e => e.Name.LocalName == name)];
        }
        catch (XmlException)
        {
            return [];
        }
    }
}
