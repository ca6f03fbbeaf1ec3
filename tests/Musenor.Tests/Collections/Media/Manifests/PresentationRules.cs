using System.Text.Json;

namespace Musenor.Tests.Collections.Media.Manifests;

/// <summary>
/// What the schema of the Presentation API 3.0 holds a document to: what each type must and may carry, language maps, addresses that are absolute,
/// content types. Answers the faults, each with its place in the document.
/// </summary>
internal static class PresentationRules
{
    private static readonly Dictionary<string, (string[] Must, string[] May)> Types = new()
    {
        ["Collection"] = (["label", "items"], ["metadata", "summary", "requiredStatement", "rights", "provider", "thumbnail", "homepage", "rendering", "seeAlso", "partOf", "behavior"]),
        ["Manifest"] = (["label", "items"], ["metadata", "summary", "requiredStatement", "rights", "provider", "thumbnail", "homepage", "rendering", "seeAlso", "partOf", "behavior", "navDate", "start"]),
        ["Canvas"] = (["items", "width", "height"], ["label", "metadata", "summary", "requiredStatement", "rights", "provider", "thumbnail", "homepage", "rendering", "seeAlso", "partOf", "behavior"]),
        ["AnnotationPage"] = (["items"], ["label"]),
        ["Annotation"] = (["motivation", "target", "body"], ["label"]),
        ["Image"] = (["format"], ["width", "height", "service", "label", "language"]),
        ["ImageService3"] = (["profile"], []),
        ["Agent"] = (["label"], ["homepage", "logo", "seeAlso"]),
        ["Text"] = (["label", "format"], ["language"]),
        ["Dataset"] = (["label", "format"], ["profile"]),
    };

    private static readonly string[] Lists = ["items", "metadata", "provider", "thumbnail", "homepage", "rendering", "seeAlso", "partOf", "service", "logo", "language", "behavior"];

    public static string[] Faults(JsonElement document) =>
        [.. Context(document), .. Resource(document, "$", whole: true), .. Twice(document)];

    private static IEnumerable<string> Context(JsonElement document)
    {
        if (!document.TryGetProperty("@context", out var context) || context.GetString() != "http://iiif.io/api/presentation/3/context.json")
        {
            yield return "$ : @context";
        }
    }

    private static IEnumerable<string> Resource(JsonElement resource, string at, bool whole)
    {
        var type = resource.GetProperty("type").GetString()!;
        if (!Types.TryGetValue(type, out var known))
        {
            return [$"{at}: type {type}"];
        }

        var names = resource.EnumerateObject().Select(p => p.Name).ToArray();
        // A reference to a collection or a manifest carries its id, type and label only (§5.1.2).
        var must = whole || type is not ("Collection" or "Manifest") ? known.Must : [];
        return
        [
            .. Address(resource, at),
            .. must.Except(names).Select(n => $"{at} ({type}): {n} is missing"),
            .. names.Except([.. known.Must, .. known.May, "id", "type", "@context"]).Select(n => $"{at} ({type}): {n} has no place here"),
            .. resource.EnumerateObject().SelectMany(p => Property(p, $"{at}.{p.Name}", type)),
        ];
    }

    private static IEnumerable<string> Property(JsonProperty property, string at, string owner)
    {
        var value = property.Value;
        if (Lists.Contains(property.Name) && (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() == 0))
        {
            return [$"{at}: not a list of at least one"];
        }

        return property.Name switch
        {
            "label" or "summary" => Words(value, at),
            "requiredStatement" => Pair(value, at),
            "metadata" => value.EnumerateArray().SelectMany((p, i) => Pair(p, $"{at}[{i}]")),
            "items" or "provider" or "thumbnail" or "homepage" or "rendering" or "seeAlso" or "partOf" or "service" =>
                value.EnumerateArray().SelectMany((r, i) => Resource(r, $"{at}[{i}]", whole: property.Name == "items" && owner is not "Collection")),
            "body" => Resource(value, at, whole: true),
            "width" or "height" => value.TryGetInt32(out var n) && n > 0 ? [] : [$"{at}: not a number above 0"],
            "motivation" => value.GetString() == "painting" ? [] : [$"{at}: {value}"],
            "rights" => value.GetString()!.StartsWith("http://creativecommons.org/", StringComparison.Ordinal) || value.GetString()!.StartsWith("http://rightsstatements.org/vocab/", StringComparison.Ordinal) ? [] : [$"{at}: {value}"],
            "format" => value.GetString()!.Contains('/', StringComparison.Ordinal) ? [] : [$"{at}: {value}"],
            _ => [],
        };
    }

    private static IEnumerable<string> Address(JsonElement resource, string at)
    {
        var id = resource.TryGetProperty("id", out var told) ? told.GetString() : null;
        var isAddress = Uri.TryCreate(id, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https";
        return isAddress && (resource.GetProperty("type").GetString() != "Canvas" || uri!.Fragment.Length == 0) ? [] : [$"{at}.id: {id}"];
    }

    private static IEnumerable<string> Pair(JsonElement pair, string at) =>
        pair.ValueKind == JsonValueKind.Object && pair.EnumerateObject().Select(p => p.Name).Order().SequenceEqual(["label", "value"])
            ? [.. Words(pair.GetProperty("label"), $"{at}.label"), .. Words(pair.GetProperty("value"), $"{at}.value")]
            : [$"{at}: not a label and a value"];

    private static IEnumerable<string> Words(JsonElement map, string at) => map.ValueKind != JsonValueKind.Object || !map.EnumerateObject().Any()
        ? [$"{at}: not a language map"]
        : map.EnumerateObject().Where(l => l.Name is not ("fr" or "none") || l.Value.ValueKind != JsonValueKind.Array || l.Value.GetArrayLength() == 0
            || l.Value.EnumerateArray().Any(t => t.ValueKind != JsonValueKind.String || t.GetString()!.StartsWith('<'))).Select(l => $"{at}.{l.Name}: {l.Value}");

    /// <summary>Canvases, pages and annotations each have an id of their own.</summary>
    private static IEnumerable<string> Twice(JsonElement document) => Ids(document).GroupBy(i => i).Where(g => g.Count() > 1).Select(g => $"{g.Key} names several things");

    private static IEnumerable<string> Ids(JsonElement at) => at.ValueKind switch
    {
        JsonValueKind.Array => at.EnumerateArray().SelectMany(Ids),
        JsonValueKind.Object => [
            .. at.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String && type.GetString() is "Canvas" or "AnnotationPage" or "Annotation" ? new[] { at.GetProperty("id").GetString()! } : [],
            .. at.EnumerateObject().SelectMany(p => Ids(p.Value)),
        ],
        _ => [],
    };
}
