using System.Text.Json;

namespace Musenor.Tests.Interop;

/// <summary>The part of JSON Schema that our OpenAPI document uses: type, required, properties, items, additionalProperties, anyOf, allOf, $ref. A member that no schema names is a fault.</summary>
internal static class SchemaShape
{
    public static IEnumerable<string> Faults(JsonElement document, JsonElement schema, JsonElement value, string where)
    {
        schema = Resolve(document, schema);
        if (schema.TryGetProperty("anyOf", out var any))
        {
            var each = any.EnumerateArray().Select(s => Faults(document, s, value, where).ToList()).ToList();
            return each.Any(f => f.Count == 0) ? [] : each.MinBy(f => f.Count)!;
        }

        if (schema.TryGetProperty("allOf", out var all))
        {
            return Members(document, [.. all.EnumerateArray().Select(s => Resolve(document, s))], value, where);
        }

        var types = schema.TryGetProperty("type", out var type) ? type.ValueKind == JsonValueKind.Array ? [.. type.EnumerateArray().Select(t => t.GetString()!)] : [type.GetString()!] : Array.Empty<string>();
        if (types.Length > 0 && !types.Any(t => Is(t, value)))
        {
            return [$"{where}: {value.ValueKind} is not {string.Join(" or ", types)}"];
        }

        return value.ValueKind switch
        {
            JsonValueKind.Object => Members(document, [schema], value, where),
            JsonValueKind.Array when schema.TryGetProperty("items", out var items) => value.EnumerateArray().SelectMany((v, i) => Faults(document, items, v, $"{where}[{i}]")),
            _ => [],
        };
    }

    private static IEnumerable<string> Members(JsonElement document, JsonElement[] schemas, JsonElement value, string where)
    {
        var known = schemas.Where(s => s.TryGetProperty("properties", out _)).SelectMany(s => s.GetProperty("properties").EnumerateObject()).ToDictionary(p => p.Name, p => p.Value);
        var missing = schemas.Where(s => s.TryGetProperty("required", out _)).SelectMany(s => s.GetProperty("required").EnumerateArray()).Select(r => r.GetString()!)
            .Where(r => !value.TryGetProperty(r, out _)).Select(r => $"{where}: {r} is missing");
        var rest = schemas.Select(s => s.TryGetProperty("additionalProperties", out var more) ? more : (JsonElement?)null).FirstOrDefault(m => m is not null);
        return missing.Concat(value.EnumerateObject().SelectMany(p =>
            known.TryGetValue(p.Name, out var schema) ? Faults(document, schema, p.Value, $"{where}.{p.Name}")
            : rest is { } more ? Faults(document, more, p.Value, $"{where}.{p.Name}")
            : known.Count > 0 ? [$"{where}: {p.Name} is not told"] : []));
    }

    private static JsonElement Resolve(JsonElement document, JsonElement schema) =>
        schema.TryGetProperty("$ref", out var reference) ? reference.GetString()!.Split('/').Skip(1).Aggregate(document, (at, name) => at.GetProperty(name)) : schema;

    private static bool Is(string type, JsonElement value) => type switch
    {
        "string" => value.ValueKind == JsonValueKind.String,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "number" => value.ValueKind == JsonValueKind.Number,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "array" => value.ValueKind == JsonValueKind.Array,
        "object" => value.ValueKind == JsonValueKind.Object,
        _ => value.ValueKind == JsonValueKind.Null,
    };
}
