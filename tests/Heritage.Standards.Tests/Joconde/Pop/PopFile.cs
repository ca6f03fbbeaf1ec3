using System.Text;
using Heritage.Standards.Joconde;

namespace Heritage.Standards.Tests.Joconde.Pop;

/// <summary>POP refuses a whole drop.</summary>
public sealed class PopRefusal(string message) : Exception(message);

/// <summary>A notice as POP's importer holds it: texts have one value, lists several, empty ones and doubles included.</summary>
public sealed class PopRead(Dictionary<string, string[]> fields)
{
    public Dictionary<string, string[]> Fields { get; } = fields;

    public string this[string code] => string.Join(" | ", Fields.GetValueOrDefault(code) ?? []);

    public bool Has(string code) => Fields.ContainsKey(code);
}

/// <summary>
/// A small model of the import of POP, written from its observed behaviour (specification of the profession's formats, §2), so that what we
/// write can be judged by its reader. It does what POP does, faults included.
/// </summary>
public static class PopFile
{
    /// <summary>Latin-1 by default; a BOM of UTF-8 overrides it and goes.</summary>
    public static string Decode(byte[] bytes) => bytes is [0xEF, 0xBB, 0xBF, ..] ? Encoding.UTF8.GetString(bytes, 3, bytes.Length - 3) : Encoding.Latin1.GetString(bytes);

    public static IReadOnlyList<PopRead> ReadCsv(byte[] bytes) => Whole(Csv(Decode(bytes)));

    public static IReadOnlyList<PopRead> ReadCsv(string text) => Whole(Csv(text));

    public static IReadOnlyList<PopRead> ReadPilot(byte[] bytes) => Whole(Pilot(Decode(bytes)));

    public static IReadOnlyList<PopRead> ReadPilot(string text) => Whole(Pilot(text));

    private static List<PopRead> Whole(List<PopRead> notices)
    {
        if (notices.Count == 0)
        {
            throw new PopRefusal("Aucune notice détectée à l'import");
        }

        if (notices.GroupBy(n => n["REF"]).Where(g => g.Key.Length > 0).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw new PopRefusal($"Détection de notices en double dans le fichier : voir {twice.Key}");
        }

        return notices.Any(n => n.Fields.Values.Any(values => values.Any(v => v.Contains("Ã¨", StringComparison.Ordinal) || v.Contains('\uFFFD'))))
            ? throw new PopRefusal("Il semble que vous n'ayez pas selectionné le bon encodage")
            : notices;
    }

    private static List<PopRead> Csv(string text)
    {
        var rows = new PopCsvRows(text).Read().Where(r => r.Any(c => c.Trim().Length > 0)).ToList();
        var notices = new List<PopRead>();
        foreach (var row in rows.Skip(1))
        {
            var raw = new Dictionary<string, string>(StringComparer.Ordinal);
            for (var i = 0; i < Math.Min(row.Count, rows[0].Count); i++)
            {
                raw[rows[0][i]] = row[i];
            }

            // « undefined » is what JavaScript makes of a missing column.
            raw["REF"] = (raw.TryGetValue("REF", out var reference) ? reference.Trim() : "undefined").PadLeft(11, '0');
            notices.Add(Typed(raw));
        }

        return notices;
    }

    private static List<PopRead> Pilot(string text)
    {
        var notices = new List<PopRead>();
        var raw = new Dictionary<string, string>(StringComparer.Ordinal);
        string? code = null;
        var any = false;
        // A hyphen before CRLF is a wrapped word; blank lines go.
        foreach (var line in text.Replace("-\r\n", "", StringComparison.Ordinal).Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n').Where(l => l.Length > 0))
        {
            any = true;
            if (line == "//")
            {
                notices.Add(Typed(raw));
                (raw, code, any) = (new(StringComparer.Ordinal), null, false);
            }
            else if (JocondeFields.All.Any(f => f.Code == line))
            {
                code = line;
                raw[code] = "";
            }
            else if (code is not null)
            {
                raw[code] += line;
            }
        }

        if (any)
        {
            notices.Add(Typed(raw));
        }

        return notices;
    }

    /// <summary>Unknown and generated columns are ignored; lists are cut at « ; » and nowhere else; LOCA is searched for markers.</summary>
    private static PopRead Typed(Dictionary<string, string> raw)
    {
        var fields = new Dictionary<string, string[]>(StringComparer.Ordinal);
        foreach (var (code, text) in raw)
        {
            if (JocondeFields.All.FirstOrDefault(f => f.Code == code) is { Level: not FieldLevel.Generated } field)
            {
                fields[code] = field.Kind == FieldKind.List ? [.. text.Split(';').Select(i => i.Trim())] : [text];
            }
        }

        PopMarkers.Read(fields);
        return new PopRead(fields);
    }
}
