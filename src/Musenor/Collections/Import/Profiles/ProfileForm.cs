using Heritage.Standards.Text;

namespace Musenor.Collections.Import.Profiles;

/// <summary>A profile as its form types it, and back. Rules are lists of the same length: « colonne », « champ », « liste », « etapes ».</summary>
internal static class ProfileForm
{
    /// <summary>Rows of the form for a column that is used once more, or that the sample lacks.</summary>
    public const int Spare = 3;

    public static MappingProfile Read(IFormCollection form, MappingProfile before)
    {
        var (columns, fields, lists, steps) = (form["colonne"], form["champ"], form["liste"], form["etapes"]);
        var rules = new List<MappingRule>();
        for (var i = 0; i < Math.Min(columns.Count, MappingProfile.MostRules + Spare); i++)
        {
            var column = columns[i] ?? "";
            if (column.Trim().Length > 0)
            {
                // Several fields of one column: as many rules, alike.
                var codes = At(fields, i).Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
                rules.AddRange((codes.Length == 0 ? [""] : codes.Select(Code)).Select(code => new MappingRule(column, code) { List = List(At(lists, i)), Steps = Lines(At(steps, i)) }));
            }
        }

        return before with
        {
            Name = form["nom"].ToString(),
            Software = form["logiciel"].ToString(),
            Source = ProfileHints.Read(form),
            KeepsOthers = form["autres"] == "true",
            IsPop = form["pop"] == "true",
            Rules = rules,
            Fixed = Pairs(form["fixes"].ToString()),
            Separators = Pairs(form["liaisons"].ToString()),
        };
    }

    /// <summary>« TITR », « titr » and « Titre » are one field; what is none is kept, to be said.</summary>
    public static string Code(string typed) =>
        ProposeField.Sure(typed) ?? (typed.IndexOf(' ', StringComparison.Ordinal) is var at and > 0 && ProfileRules.Target(typed[..at]) is { } first ? first.Code : typed);

    public static string Text(IReadOnlyDictionary<string, string> pairs) => string.Join('\n', pairs.Select(p => $"{p.Key} = {(p.Value.Trim() == p.Value ? p.Value : StepWords.Quote(p.Value))}"));

    /// <summary>A blank separator is written in quotes: « " " ».</summary>
    private static string List(string typed) => typed is ['"', .. var inner, '"'] ? inner : typed.Trim();

    public static string ListText(string list) => list.Trim() == list ? list : $"\"{list}\"";

    private static string At(Microsoft.Extensions.Primitives.StringValues values, int at) => at < values.Count ? values[at] ?? "" : "";

    private static string[] Lines(string text) => text.Split(['\n', '\r'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Lines « CODE = text »; the last of a code counts.</summary>
    private static SortedDictionary<string, string> Pairs(string text)
    {
        var pairs = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in Lines(text))
        {
            var at = line.IndexOf('=', StringComparison.Ordinal);
            var value = at < 0 ? "" : line[(at + 1)..].Trim();
            var words = value.StartsWith('"') ? StepWords.Read(value) : null;
            pairs[Code(Folding.Blanks(at < 0 ? line : line[..at]))] = words is [var quoted] ? quoted : value;
        }

        return pairs;
    }
}
