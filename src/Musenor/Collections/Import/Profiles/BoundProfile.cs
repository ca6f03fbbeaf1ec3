using Heritage.Standards.Joconde;
using Heritage.Standards.Text;
using Musenor.Collections.Import.Reading;

namespace Musenor.Collections.Import.Profiles;

/// <summary>A profile set on the columns of one file: which cell goes where, and what becomes of it on the way.</summary>
internal sealed class BoundProfile
{
    private readonly MappingProfile _profile;
    private readonly List<Line> _lines = [];

    private sealed record Line(int Column, string Name, string Field, string List, Transformation[] Steps);

    /// <param name="header">Columns of the table; for notices whose values carry their code, every code.</param>
    public BoundProfile(MappingProfile profile, IReadOnlyList<string> header)
    {
        _profile = profile;
        var keys = header.Select(Key).ToArray();
        var named = new HashSet<string>(StringComparer.Ordinal);
        var missing = new List<string>();
        foreach (var rule in profile.Rules)
        {
            named.Add(Key(rule.Column));
            var column = Array.IndexOf(keys, Key(rule.Column));
            if (column < 0)
            {
                missing.Add(rule.Column);
            }
            else if (rule.Field.Length > 0)
            {
                _lines.Add(new Line(column, header[column].Trim(), rule.Field, rule.List, [.. rule.Steps.Select(s => Transformation.Parse(s).Step).OfType<Transformation>()]));
            }
        }

        Missing = [.. missing.Distinct(StringComparer.Ordinal)];
        Ignored = Others(header, keys, named);
        // A generated field is POP's to make, wherever it comes from.
        _lines.RemoveAll(l => JocondeFields.Find(l.Field) is null or { Level: FieldLevel.Generated });
    }

    /// <summary>Columns that no rule names: those whose own name says where they go have a line; the others are answered.</summary>
    private List<string> Others(IReadOnlyList<string> header, string[] keys, HashSet<string> named)
    {
        var ignored = new List<string>();
        for (var column = 0; column < keys.Length; column++)
        {
            if (named.Contains(keys[column]) || keys[column].Length == 0 || ReportColumns.IsOne(header[column]))
            {
                continue;
            }

            if (_profile.KeepsOthers && ProposeField.Sure(header[column]) is { } field)
            {
                _lines.Add(new Line(column, header[column].Trim(), field, "", []));
            }
            else
            {
                ignored.Add(header[column]);
            }
        }

        return ignored;
    }

    /// <summary>Columns of the file that no rule names and that no field takes.</summary>
    public IReadOnlyList<string> Ignored { get; }

    /// <summary>Columns that the profile awaits and the file has not.</summary>
    public IReadOnlyList<string> Missing { get; }

    public bool IsOfThisFile => _lines.Count > 0;

    public bool Has(string field) => _profile.Fixed.ContainsKey(field) || _lines.Exists(l => l.Field == field);

    /// <summary>The notice, and what there is to say of it.</summary>
    /// <param name="value">What stands in a column; null where the row has no such cell.</param>
    /// <exception cref="TransformationFailure">A step could not be done on this row.</exception>
    public Dictionary<string, string> Fields(Func<int, string?> value)
    {
        var fields = new Dictionary<string, string>(_lines.Count + _profile.Fixed.Count, StringComparer.Ordinal);
        foreach (var line in _lines)
        {
            if (value(line.Column) is { } cell)
            {
                var text = Transformed(line, cell);
                fields[line.Field] = fields.TryGetValue(line.Field, out var before) ? Join(line.Field, before, text) : text;
            }
        }

        foreach (var (field, fixedValue) in _profile.Fixed)
        {
            if (fields.GetValueOrDefault(field, "").Length == 0)
            {
                fields[field] = fixedValue;
            }
        }

        return fields;
    }

    private string Join(string field, string before, string text)
    {
        var joined = before.Length == 0 ? text : text.Length == 0 ? before : before + _profile.Separators.GetValueOrDefault(field, " ; ") + text;
        return joined.Length <= SourceReading.LongestCell ? joined : throw new TransformationFailure($"le champ {field} dépasse {SourceReading.LongestCell} caractères");
    }

    private static string Transformed(Line line, string cell)
    {
        if (line.List.Length == 0 && line.Steps.Length == 0)
        {
            return cell.Trim();
        }

        IEnumerable<string> items = line.List.Length == 0 ? [cell.Trim()] : cell.Split(line.List, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        try
        {
            foreach (var step in line.Steps)
            {
                items = items.SelectMany(step.Apply);
            }

            var text = string.Join(" ; ", items.Where(i => i.Length > 0));
            return text.Length <= SourceReading.LongestCell ? text : throw new TransformationFailure($"le résultat dépasse {SourceReading.LongestCell} caractères");
        }
        catch (TransformationFailure e)
        {
            throw new TransformationFailure($"colonne « {Remark.Shorten(line.Name)} » : {e.Message}");
        }
    }

    internal static string Key(string column) => Folding.Fold(Folding.Blanks(column));
}
