using Heritage.Standards.Text;

namespace Heritage.Standards.Joconde;

/// <summary>The column layouts in which Joconde notices travel as CSV.</summary>
public enum JocondeLayoutKind { PopCsv, OpenData2020, OpenData2024, OpenDataNational }

/// <summary>What a row says of the museum beyond the notice, for a museum that the directory does not know. Empty texts when not said.</summary>
public sealed record MuseumMention(string Name, string City, string Department, string Region, double? Latitude, double? Longitude);

/// <summary>Which column of a CSV file holds which Joconde field.</summary>
public sealed class JocondeLayout
{
    private readonly string[] _keys;

    private JocondeLayout(JocondeLayoutKind kind, string[] keys, IReadOnlyList<string> unknown)
    {
        Kind = kind;
        _keys = keys;
        Unknown = unknown;
    }

    public JocondeLayoutKind Kind { get; }

    /// <summary>Columns that no field takes; their cells are not read.</summary>
    public IReadOnlyList<string> Unknown { get; }

    /// <summary>Joconde code of each column; empty for a column that feeds no field.</summary>
    public IReadOnlyList<string> Codes => [.. _keys.Select(k => k.StartsWith('+') || IsGenerated(k) ? "" : k)];

    /// <summary>True when the header has the column of this code.</summary>
    public bool Has(string code) => Array.IndexOf(_keys, code) >= 0;

    /// <summary>The layout of a header row; null when it is none of those known. Case, blanks and accents do not matter.</summary>
    public static JocondeLayout? Recognise(IReadOnlyList<string> header)
    {
        ArgumentNullException.ThrowIfNull(header);
        var codes = header.Select(c => JocondeFields.Find(c)?.Code ?? "").ToArray();
        if (codes.Count(c => c.Length > 0) is var known && known >= 2 && known * 2 >= header.Count(c => c.Trim().Length > 0))
        {
            return Make(JocondeLayoutKind.PopCsv, header, codes);
        }

        var names = header.Select(OpenDataColumns.Key).ToArray();
        var keys = names.Select(n => OpenDataColumns.Codes.GetValueOrDefault(n, "")).ToArray();
        var museum = Array.IndexOf(keys, "MUSEO") >= 0;
        var identity = Array.IndexOf(keys, "INV") >= 0 || Array.IndexOf(keys, "REF") >= 0;
        if (!museum || !identity || keys.Count(k => k.Length > 0) < 4)
        {
            return null;
        }

        var kind = names.Contains("id_notice") || names.Contains("identifiant_museofile") ? JocondeLayoutKind.OpenData2020
            : names.Contains("reference") ? JocondeLayoutKind.OpenDataNational
            : JocondeLayoutKind.OpenData2024;
        return Make(kind, header, keys);
    }

    /// <summary>The code of a column named as the national open data names it; null when it names no field of a notice.</summary>
    public static string? NationalCode(string column) =>
        OpenDataColumns.Codes.GetValueOrDefault(OpenDataColumns.Key(column)) is { } code && code[0] != '+' && !IsGenerated(code) ? code : null;

    /// <summary>
    /// The fields of a row: only the columns that the file has, an empty text where a cell is blank; a cell missing at the end of a
    /// short row is absent. Several columns of one field are joined with « ; ». Generated fields are left out.
    /// </summary>
    public Dictionary<string, string> Fields(IReadOnlyList<string> cells)
    {
        ArgumentNullException.ThrowIfNull(cells);
        var fields = new Dictionary<string, string>(_keys.Length, StringComparer.Ordinal);
        for (var i = 0; i < _keys.Length && i < cells.Count; i++)
        {
            var code = _keys[i];
            if (code.Length == 0 || code[0] == '+' || IsGenerated(code))
            {
                continue;
            }

            var value = cells[i].Trim();
            value = Kind != JocondeLayoutKind.PopCsv && NotGiven.Is(value) ? "" : value;
            fields[code] = fields.TryGetValue(code, out var before) ? JoinValues(before, value) : value;
        }

        return fields;
    }

    /// <summary>What the row says of the museum itself.</summary>
    public MuseumMention Museum(IReadOnlyList<string> cells)
    {
        ArgumentNullException.ThrowIfNull(cells);
        var place = Cell(cells, "+LATLONG").Split(',');
        return new MuseumMention(
            Cell(cells, "+NAME", "NOMOFF"), Cell(cells, "+CITY", "VILLE_M"), Cell(cells, "+DEPARTMENT", "DPT"), Cell(cells, "+REGION", "REGION"),
            Degrees(place.Length == 2 ? place[0] : Cell(cells, "+LAT", "POP_COORDONNEES.lat")),
            Degrees(place.Length == 2 ? place[1] : Cell(cells, "+LONG", "POP_COORDONNEES.lon")));
    }

    private static JocondeLayout Make(JocondeLayoutKind kind, IReadOnlyList<string> header, string[] keys) =>
        new(kind, keys, [.. header.Where((h, i) => keys[i].Length == 0 && h.Trim().Length > 0)]);

    private static string JoinValues(string before, string value) =>
        value.Length == 0 || before == value ? before : before.Length == 0 ? value : $"{before} ; {value}";

    private static bool IsGenerated(string code) => JocondeFields.Find(code)?.Level == FieldLevel.Generated;

    private string Cell(IReadOnlyList<string> cells, params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            var at = Array.IndexOf(_keys, key);
            if (at >= 0 && at < cells.Count && !NotGiven.Is(cells[at]))
            {
                return Folding.Blanks(cells[at]);
            }
        }

        return "";
    }

    private static double? Degrees(string text) =>
        double.TryParse(text.Replace(',', '.'), System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out var value) && Math.Abs(value) <= 180 ? value : null;
}
