using System.Globalization;

namespace Musenor.Museums.Import;

/// <summary>The columns of one Muséofile file: which cell holds which field, whatever the layout (POP's codes or the open data of 2024).</summary>
internal sealed class MuseofileHeader
{
    private readonly string?[] _codes;
    private readonly int _latitude;
    private readonly int _longitude;

    private MuseofileHeader(IReadOnlyList<string> names)
    {
        _codes = [.. names.Select(MuseumFields.Code)];
        _latitude = Find(names, "latitude", "POP_COORDONNEES.lat");
        _longitude = Find(names, "longitude", "POP_COORDONNEES.lon");
        Count = names.Count;
    }

    public int Count { get; }

    public static MuseofileHeader? Recognise(IReadOnlyList<string> names)
    {
        var header = new MuseofileHeader(names);
        return header._codes.Contains("REF") && header._codes.Contains("NOMOFF") && header._codes.Contains("VILLE_M") ? header : null;
    }

    public MuseofileRow Read(long line, IReadOnlyList<string> cells)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < _codes.Length; i++)
        {
            if (_codes[i] is { } code)
            {
                fields[code] = Clean(cells[i]);
            }
        }

        return new MuseofileRow(line, fields, Cell(cells, _latitude), Cell(cells, _longitude));
    }

    private static int Find(IReadOnlyList<string> names, params string[] wanted) =>
        Enumerable.Range(0, names.Count).FirstOrDefault(i => wanted.Contains(names[i].Trim(), StringComparer.OrdinalIgnoreCase), -1);

    private static string Cell(IReadOnlyList<string> cells, int at) => at < 0 ? "" : cells[at].Trim();

    // A NUL is no text for PostgreSQL; line ends become one kind so that the same words compare equal.
    private static string Clean(string cell) => cell.Replace("\0", "", StringComparison.Ordinal).ReplaceLineEndings("\n").Trim();
}

/// <summary>One row of the file. Fields hold only the columns that the file has; an empty one empties the field.</summary>
internal sealed record MuseofileRow(long Line, IReadOnlyDictionary<string, string> Fields, string Latitude, string Longitude)
{
    public string this[string code] => Fields.GetValueOrDefault(code, "");

    /// <summary>Null with no remark when both are empty. France reaches from Saint-Pierre-et-Miquelon to Wallis: only impossible figures are refused.</summary>
    public (double Latitude, double Longitude)? Position(List<Remark> remarks)
    {
        if (Latitude.Length == 0 && Longitude.Length == 0)
        {
            return null;
        }

        if (Degrees(Latitude) is { } latitude && Degrees(Longitude) is { } longitude && Math.Abs(latitude) <= 90 && Math.Abs(longitude) <= 180 && (latitude, longitude) != (0, 0))
        {
            return (latitude, longitude);
        }

        remarks.Add(new Remark(Line, "LATITUDE, LONGITUDE", $"{Latitude}, {Longitude}", "Coordonnées illisibles ou impossibles : le musée entre sans position sur la carte.",
            "Écrire deux nombres en degrés, comme 50.355820 et 3.531050.", IsReject: false));
        return null;
    }

    // The ministry's API turns a comma into a point; so do we.
    private static double? Degrees(string text) =>
        double.TryParse(text.Replace(',', '.'), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var degrees) ? degrees : null;
}
