using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Heritage.Standards.Joconde;
using Musenor.Collections.Notices;
using Musenor.Interop.Alignment;

namespace Musenor.Interop.Mapping;

/// <summary>One stored record through a mapping: pure, on any thread, never fetching anything.</summary>
internal static partial class MapRecord
{
    private const int MostPictures = 50;
    private static readonly XmlReaderSettings Safe = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = 20_000_000, CheckCharacters = false };

    /// <summary>Joconde fields that a mapping may fill.</summary>
    private static readonly HashSet<string> Codes = [.. JocondeFields.All.Select(f => f.Code)];

    /// <param name="site">Address of the source: what a record says in short of its own pages is there.</param>
    public static MappedRecord Run(RecordMapping? mapping, string xml, int year, string site)
    {
        try
        {
            if (mapping is null)
            {
                return Failed(MappingFault.Mapping, "Aucune correspondance n’existe pour ce format.");
            }

            using var reader = XmlReader.Create(new StringReader(xml), Safe);
            var record = XElement.Load(reader);
            return record.Elements().FirstOrDefault(e => e.Name.LocalName == "metadata")?.Elements().FirstOrDefault() is { } metadata
                ? Run(mapping, metadata, year, Uri.TryCreate(site, UriKind.Absolute, out var there) ? there : null) with { Nested = Nested(record) }
                : Failed(MappingFault.Mapping, "L’enregistrement n’a pas de métadonnées.");
        }
        catch (Exception e) when (e is XmlException or RegexMatchTimeoutException or FormatException or InvalidOperationException or ArgumentException)
        {
            return Failed(MappingFault.Mapping, $"L’enregistrement n’a pas pu être lu : {e.Message}");
        }
    }

    private static MappedRecord Run(RecordMapping mapping, XElement metadata, int year, Uri? site)
    {
        var values = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        WholeFormats.Read(mapping.Base, metadata, (to, value) => Add(values, to, [value]));
        var labels = Labels(metadata);
        MappingFault? fault = null;
        foreach (var rule in mapping.Rules)
        {
            if (rule.Unless.Length > 0 && values.ContainsKey(rule.Unless))
            {
                continue;
            }

            var read = French(rule.Path.Of(metadata)).Select(v => Words(v.Element, v.Text, labels)).Select(MappingSteps.Clean).Where(v => v.Length > 0).ToList();
            if (rule.To is "MILL" or "PERI")
            {
                fault ??= read.Select(v => MappingSteps.Years(v)).OfType<(int, int)>().Select(y => Impossible(y, year)).FirstOrDefault(f => f is not null);
            }

            Add(values, rule.To, rule.Steps.Aggregate((IEnumerable<string>)read, (all, step) => MappingSteps.Run(step, all, site)));
        }

        return Whole(values, fault ?? Span(values, year) ?? Rights(values) ?? Missing(mapping, values));
    }

    private static MappedRecord Whole(Dictionary<string, List<string>> values, MappingFault? fault)
    {
        string One(string target) => values.TryGetValue(target, out var all) ? all[0] : "";
        var fields = values.Where(v => Codes.Contains(v.Key) && !JocondeXml.IsKept(v.Key)).ToDictionary(v => v.Key, v => string.Join(" ; ", v.Value), StringComparer.Ordinal);
        var code = One("@code").Length > 0 ? One("@code") : fields.GetValueOrDefault("MUSEO", "");
        return new MappedRecord
        {
            Fields = fields,
            MuseumName = One("@museum"),
            MuseumCity = One("@city"),
            MuseumCode = MuseumCode().Match(code) is { Success: true } match ? match.Value : "",
            Elsewhere = new Elsewhere(One("@page"), [.. values.GetValueOrDefault("@picture", []).Take(MostPictures)], One("@manifest"), One("@rights")),
            Fault = fault,
            Terms = [.. AlignedFields.Terms(fields)],
        };
    }

    private static void Add(Dictionary<string, List<string>> values, string target, IEnumerable<string> more)
    {
        foreach (var value in more.Where(v => v.Length > 0))
        {
            if (!values.TryGetValue(target, out var all))
            {
                values[target] = all = [];
            }

            if (!all.Contains(value))
            {
                all.Add(value);
            }
        }
    }

    /// <summary>Where French is said, other languages are left out.</summary>
    private static List<(XElement Element, string Text)> French(IEnumerable<(XElement Element, string Text)> read)
    {
        var all = read.ToList();
        static string? Language(XElement element) => element.Attribute(XNamespace.Xml + "lang")?.Value;
        return all.Exists(v => Language(v.Element)?.StartsWith("fr", StringComparison.OrdinalIgnoreCase) == true)
            ? all.FindAll(v => Language(v.Element) is null or "" || Language(v.Element)!.StartsWith("fr", StringComparison.OrdinalIgnoreCase))
            : all;
    }

    /// <summary>« rdf:about » → preferred label, of the concepts, agents, places and periods that come with the work (EDM).</summary>
    private static Dictionary<string, string> Labels(XElement metadata)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var thing in metadata.Elements().Where(e => e.Name.LocalName is "Concept" or "Agent" or "Place" or "TimeSpan" or "Organization"))
        {
            var names = French(thing.Elements().Where(e => e.Name.LocalName == "prefLabel").Select(e => (e, e.Value)));
            if (names.Count > 0 && MappingPath.Attribute(thing, "about") is { } about)
            {
                labels.TryAdd(about.Trim(), names[0].Text);
            }
        }

        return labels;
    }

    private static string Words(XElement element, string text, Dictionary<string, string> labels)
    {
        if (text.Length > 0 || labels.Count == 0)
        {
            return labels.Count > 0 && labels.TryGetValue(text.Trim(), out var named) ? named : text;
        }

        return MappingPath.Attribute(element, "resource") is { } resource && labels.TryGetValue(resource.Trim(), out var label) ? label : "";
    }

    private static MappingFault? Missing(RecordMapping mapping, Dictionary<string, List<string>> values)
    {
        foreach (var (code, targets) in mapping.Required)
        {
            if (!targets.Any(values.ContainsKey))
            {
                return new MappingFault(code, $"Rien n’est dit de : {string.Join(", ", targets.Select(Name))}.");
            }
        }

        return null;
    }

    private static string Name(string target) => target switch
    {
        "@page" => "page du réseau",
        "@picture" => "image",
        _ => JocondeFields.All.FirstOrDefault(f => f.Code == target)?.Label.ToLowerInvariant() ?? target,
    };

    private static MappingFault? Span(Dictionary<string, List<string>> values, int year) =>
        values.TryGetValue("@begin", out var begin) && values.TryGetValue("@end", out var end) && MappingSteps.Years($"{begin[0]}/{end[0]}") is { } years ? Impossible(years, year) : null;

    private static MappingFault? Impossible((int From, int To) years, int year) =>
        years.From > years.To ? new(MappingFault.BadDate, $"L’intervalle {years.From}/{years.To} finit avant de commencer.")
        : years.From > year + 1 ? new(MappingFault.BadDate, $"L’année {years.From} n’est pas encore venue.") : null;

    /// <summary>A mapping that wants an address of rights says so by « @rights » with the step « web » ; what is left then is judged here.</summary>
    private static MappingFault? Rights(Dictionary<string, List<string>> values) =>
        values.TryGetValue("@rights?", out var said) && !values.ContainsKey("@rights")
            ? new(MappingFault.BadRights, $"« {(said[0].Length > 100 ? said[0][..100] : said[0])} » n’est pas l’adresse d’une déclaration de droits.") : null;

    private static string Nested(XElement record) =>
        record.Elements().Where(e => e.Name.LocalName == "about").SelectMany(e => e.Elements()).Where(e => e.Name.LocalName == "provenance")
            .SelectMany(e => e.Elements()).FirstOrDefault(e => e.Name.LocalName == "originDescription")?.ToString(SaveOptions.DisableFormatting) ?? "";

    private static MappedRecord Failed(string code, string message) =>
        new() { Fields = new Dictionary<string, string>(), Fault = new MappingFault(code, message.Length > 500 ? message[..500] : message) };

    [GeneratedRegex("(?<![A-Za-z0-9])M[0-9]{4}(?![A-Za-z0-9])")]
    private static partial Regex MuseumCode();
}
