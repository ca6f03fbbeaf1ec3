using System.Text;
using System.Text.Json;

namespace Musenor.Collections.Import.Reading;

/// <summary>Records of the national open data in JSON, as a table: its columns are the names that any record gives.</summary>
internal sealed class JsonTable : SourceReading
{
    private const int MostColumns = 1000;
    private const string Wrong = "le JSON ne se lit pas";
    private readonly Func<Stream> _open;
    private readonly Dictionary<string, int> _columns;

    private JsonTable(Func<Stream> open, Dictionary<string, int> columns, bool hasGaps)
    {
        (_open, _columns, HasGaps) = (open, columns, hasGaps);
        Header = [.. columns.Keys];
    }

    public override string Name => "JSON";

    public override bool HasGaps { get; }

    /// <summary>Reads the whole text once, to know its columns and that it is sound to its end.</summary>
    public static (JsonTable? Table, string? Refusal) Open(Func<Stream> open)
    {
        var columns = new Dictionary<string, int>(StringComparer.Ordinal);
        var given = 0L;
        using var records = new JsonRecords(open());
        try
        {
            while (records.Next() is { } record)
            {
                using (record)
                {
                    foreach (var property in Properties(record.RootElement))
                    {
                        columns.TryAdd(property.Name, columns.Count);
                        given++;
                    }
                }

                if (columns.Count > MostColumns)
                {
                    return (null, $"{Wrong} : plus de {MostColumns} noms de champs. Vérifier l’export.");
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or DecoderFallbackException)
        {
            return (null, $"{Wrong} après la notice {records.Count} ({Reason(e)}) : le télécharger de nouveau.");
        }

        return columns.Count == 0
            ? (null, "aucune notice détectée : ce JSON est vide.")
            : (new JsonTable(open, columns, given < records.Count * columns.Count), null);
    }

    public override IEnumerable<RawRow> Rows()
    {
        using var records = new JsonRecords(_open());
        while (records.Next() is { } record)
        {
            using (record)
            {
                yield return Row(record.RootElement, records.Count);
            }
        }
    }

    private RawRow Row(JsonElement record, long number)
    {
        var cells = new string[Header.Count];
        Array.Fill(cells, "");
        var there = new HashSet<int>();
        string? problem = null;
        foreach (var property in Properties(record))
        {
            if (_columns.TryGetValue(property.Name, out var column))
            {
                try
                {
                    cells[column] = Text(property.Value);
                }
                catch (InvalidOperationException)
                {
                    // Half a character, written as an escape.
                    problem = $"le texte de « {property.Name} » est mal codé";
                }

                there.Add(column);
            }
        }

        var absent = there.Count == cells.Length ? null : Enumerable.Range(0, cells.Length).Where(c => !there.Contains(c)).ToHashSet();
        return new RawRow(number, cells, null, problem) { Absent = absent };
    }

    /// <summary>The fields of a record; older versions of the API wrap them in « fields », and that in « record ».</summary>
    private static IEnumerable<JsonProperty> Properties(JsonElement record)
    {
        foreach (var wrap in new[] { "record", "fields" })
        {
            if (record.TryGetProperty(wrap, out var inner) && inner.ValueKind == JsonValueKind.Object)
            {
                record = inner;
            }
        }

        return record.EnumerateObject();
    }

    /// <summary>A list as Joconde writes lists; coordinates as « latitude, longitude », like the CSV of the same data.</summary>
    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => "",
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.True => "oui",
        JsonValueKind.False => "non",
        JsonValueKind.Array => string.Join(" ; ", value.EnumerateArray().Select(Text).Where(t => t.Length > 0)),
        JsonValueKind.Object when value.TryGetProperty("lat", out var latitude) && value.TryGetProperty("lon", out var longitude) => $"{Text(latitude)}, {Text(longitude)}",
        JsonValueKind.Object => string.Join(" ; ", value.EnumerateObject().Select(p => Text(p.Value)).Where(t => t.Length > 0)),
        _ => value.GetRawText(),
    };

    /// <summary>Ours are in French; those of the parser are for its programmers.</summary>
    private static string Reason(Exception e) => e is JsonException { LineNumber: { } line }
        ? $"ligne {line + 1}"
        : e is JsonException ? e.Message : "un texte y est mal codé";
}
