using Heritage.Standards.Joconde;
using Musenor.Web;

namespace Musenor.Collections.Import.Profiles;

/// <summary>What makes a profile that can be saved: each problem is said beside its field of the form.</summary>
internal static class ProfileRules
{
    private const int LongestColumn = 500;
    private const int LongestValue = 2000;
    private const int LongestSeparator = 20;
    private const int MostSteps = 20;
    private static readonly string[] Encodings = ["", "utf-8", "windows-1252", "iso-8859-1"];

    private static Texts Words => Texts.Of("Collections");

    public static List<FieldProblem> Check(MappingProfile profile)
    {
        var problems = new List<FieldProblem>();
        if (profile.Name.Length is 0 or > MappingProfile.LongestName)
        {
            problems.Add(new("nom", Words["Profile.NameWrong", MappingProfile.LongestName]));
        }

        if (profile.Software.Length > MappingProfile.LongestName)
        {
            problems.Add(new("logiciel", Words["Profile.TooLong", MappingProfile.LongestName]));
        }

        Source(profile.Source, problems);
        if (profile.Rules.Count > MappingProfile.MostRules)
        {
            problems.Add(new("", Words["Profile.TooManyRules", MappingProfile.MostRules]));
        }

        for (var i = 0; i < profile.Rules.Count; i++)
        {
            Rule(profile.Rules[i], i, problems);
        }

        Fields(profile.Fixed, "fixes", LongestValue, problems);
        Fields(profile.Separators, "liaisons", LongestSeparator, problems);
        return problems;
    }

    private static void Source(Reading.SourceHints source, List<FieldProblem> problems)
    {
        if (!Encodings.Contains(source.Encoding))
        {
            problems.Add(new("encodage", Words["Profile.EncodingWrong"]));
        }

        if (source.Delimiter.Length > 1 || source.Delimiter is "\"" or "\n" or "\r")
        {
            problems.Add(new("separateur", Words["Profile.DelimiterWrong"]));
        }

        if (source.HeaderRow is < 0 or > 1000)
        {
            problems.Add(new("entete", Words["Profile.HeaderRowWrong"]));
        }

        if (source.Sheet.Length > MappingProfile.LongestName)
        {
            problems.Add(new("feuille", Words["Profile.TooLong", MappingProfile.LongestName]));
        }
    }

    /// <param name="at">Its place: names of the form are « champ[3] », « etapes[3] »…</param>
    private static void Rule(MappingRule rule, int at, List<FieldProblem> problems)
    {
        if (rule.Column.Length is 0 or > LongestColumn)
        {
            problems.Add(new($"colonne[{at}]", Words["Profile.ColumnWrong"]));
        }

        if (rule.Field.Length > 0 && Target(rule.Field) is null)
        {
            problems.Add(new($"champ[{at}]", Words["Profile.FieldWrong", Remark.Shorten(rule.Field), Remark.Shorten(rule.Column)]));
        }

        if (rule.List.Length > LongestSeparator)
        {
            problems.Add(new($"liste[{at}]", Words["Profile.TooLong", LongestSeparator]));
        }

        if (rule.Steps.Count > MostSteps)
        {
            problems.Add(new($"etapes[{at}]", Words["Profile.TooManySteps", MostSteps]));
        }

        foreach (var step in rule.Steps.Take(MostSteps))
        {
            if (Transformation.Parse(step).Problem is { } problem)
            {
                problems.Add(new($"etapes[{at}]", Words["Profile.StepWrong", Remark.Shorten(rule.Column), problem]));
            }
        }
    }

    private static void Fields(IReadOnlyDictionary<string, string> texts, string name, int longest, List<FieldProblem> problems)
    {
        foreach (var (field, text) in texts)
        {
            if (Target(field) is null)
            {
                problems.Add(new(name, Words["Profile.FieldUnknown", Remark.Shorten(field)]));
            }
            else if (text.Length > longest)
            {
                problems.Add(new(name, Words["Profile.TooLong", longest]));
            }
        }
    }

    /// <summary>A field that a file may fill; null for what POP makes by itself and for what is no field.</summary>
    public static JocondeField? Target(string code) => JocondeFields.Find(code) is { Level: not FieldLevel.Generated } field && field.Code == code ? field : null;
}
