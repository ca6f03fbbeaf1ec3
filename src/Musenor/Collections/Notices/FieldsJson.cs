using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Musenor.Collections.Notices;

/// <summary>How the words of a source are kept in one column: a JSON object, codes in their alphabetical order, so that equal is equal.</summary>
internal static partial class FieldsJson
{
    private static readonly Words Plain = new(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public static string Write(IReadOnlyDictionary<string, string> fields)
    {
        var sorted = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (code, text) in fields)
        {
            sorted[code] = text;
        }

        return JsonSerializer.Serialize(sorted, Plain.SortedDictionaryStringString);
    }

    public static Dictionary<string, string> Read(string json) => JsonSerializer.Deserialize(json, Plain.DictionaryStringString) ?? [];

    [JsonSerializable(typeof(Dictionary<string, string>))]
    [JsonSerializable(typeof(SortedDictionary<string, string>))]
    private sealed partial class Words : JsonSerializerContext;
}
