using System.Text.Json;
using Heritage.Standards.Text;

namespace Heritage.Standards.Joconde;

/// <summary>
/// Reads a thesaurus as Opentheso gives it in JSON-LD: concepts of SKOS with prefLabel, altLabel, hiddenLabel and broader, expanded
/// (whole addresses for names) or with a context (« skos:prefLabel »).
/// </summary>
public static class SkosJson
{
    private const int LongestLabel = 300;

    private sealed record Concept(string Id, string Preferred, IReadOnlyList<string> Others, IReadOnlyList<string> Broader);

    /// <summary>The terms in the order of the file. Empty when no concept has a French label, or one without language.</summary>
    /// <exception cref="JsonException">This is no JSON.</exception>
    public static IReadOnlyList<ListedTerm> Read(Stream json)
    {
        using var document = JsonDocument.Parse(json);
        var concepts = Nodes(document.RootElement).Select(Read).OfType<Concept>().ToList();
        var terms = new List<ListedTerm>(concepts.Count);
        var positions = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var concept in concepts)
        {
            var position = terms.Count;
            positions.TryAdd(concept.Id, position);
            terms.Add(new ListedTerm(position, concept.Preferred, TermKind.Preferred) { Address = Web(concept.Id) });
            terms.AddRange(concept.Others.Where(o => o != concept.Preferred).Distinct().Select((o, i) => new ListedTerm(position + 1 + i, o, TermKind.Rejected, position)));
        }

        foreach (var concept in concepts)
        {
            if (positions.TryGetValue(concept.Id, out var at) && concept.Broader.FirstOrDefault(positions.ContainsKey) is { } above && above != concept.Id)
            {
                terms[at] = terms[at] with { Broader = positions[above] };
            }
        }

        return terms;
    }

    /// <summary>A blank node, or a name that the context would open, is no address.</summary>
    private static string Web(string id) => id.Length <= LongestLabel && Uri.TryCreate(id, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address.AbsoluteUri : "";

    private static IEnumerable<JsonElement> Nodes(JsonElement root) => root.ValueKind switch
    {
        JsonValueKind.Array => root.EnumerateArray().SelectMany(Nodes),
        JsonValueKind.Object when root.TryGetProperty("@graph", out var graph) => Nodes(graph),
        JsonValueKind.Object => [root],
        _ => [],
    };

    private static Concept? Read(JsonElement node)
    {
        string? id = null;
        var (preferred, others, broader) = (new List<(string Text, string Language)>(), new List<(string Text, string Language)>(), new List<string>());
        foreach (var property in node.EnumerateObject())
        {
            switch (Name(property.Name))
            {
                case "id":
                    id = property.Value.ValueKind == JsonValueKind.String ? property.Value.GetString() : null;
                    break;
                case "prefLabel":
                    preferred.AddRange(Labels(property.Value, ""));
                    break;
                case "altLabel" or "hiddenLabel":
                    others.AddRange(Labels(property.Value, ""));
                    break;
                case "broader":
                    broader.AddRange(Addresses(property.Value));
                    break;
            }
        }

        return French(preferred).FirstOrDefault() is { } label ? new Concept(id ?? label, label, French(others), broader) : null;
    }

    /// <summary>« http://www.w3.org/2004/02/skos/core#prefLabel », « skos:prefLabel » and « prefLabel » are one.</summary>
    private static string Name(string name) => name[(name.LastIndexOfAny(['#', ':', '/', '@']) + 1)..];

    private static IEnumerable<(string Text, string Language)> Labels(JsonElement value, string language) => value.ValueKind switch
    {
        JsonValueKind.String => [(Folding.Blanks(value.GetString()!), language)],
        JsonValueKind.Array => value.EnumerateArray().SelectMany(v => Labels(v, language)),
        JsonValueKind.Object when value.TryGetProperty("@value", out var text) =>
            Labels(text, value.TryGetProperty("@language", out var tongue) && tongue.ValueKind == JsonValueKind.String ? tongue.GetString()! : language),
        // A map of languages: { "fr": "peinture" }.
        JsonValueKind.Object => value.EnumerateObject().SelectMany(p => Labels(p.Value, p.Name)),
        _ => [],
    };

    private static IEnumerable<string> Addresses(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => [value.GetString()!],
        JsonValueKind.Array => value.EnumerateArray().SelectMany(Addresses),
        JsonValueKind.Object when value.TryGetProperty("@id", out var id) => Addresses(id),
        _ => [],
    };

    private static List<string> French(List<(string Text, string Language)> labels)
    {
        var french = labels.FindAll(l => l.Language.StartsWith("fr", StringComparison.OrdinalIgnoreCase));
        french = french.Count > 0 ? french : labels.FindAll(l => l.Language.Length == 0);
        return [.. french.Select(l => l.Text).Where(t => t.Length is > 0 and <= LongestLabel)];
    }
}
