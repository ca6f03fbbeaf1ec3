using Heritage.Standards.Joconde;
using Heritage.Standards.Text;
using Musenor.Collections.Import.Profiles;
using Musenor.Collections.Import.Reading;

namespace Musenor.Collections.Import;

/// <summary>What the columns or the codes of a file of notices are, by what it holds or by a profile.</summary>
/// <param name="Name">For reports, in French.</param>
/// <param name="Layout">Known columns; null for notices whose values carry their code, and where a profile names the columns.</param>
/// <param name="Header">Columns as the file writes them, for the report; empty where values carry their code.</param>
internal sealed record SourceFormat(string Name, JocondeLayout? Layout, IReadOnlyList<string> Header, char Delimiter)
{
    private static readonly MuseumMention Nothing = new("", "", "", "", null, null);

    /// <summary>Each value carries its code: « ajout piloté », LIDO.</summary>
    public bool IsLabelled => Header.Count == 0;

    /// <summary>True for the formats of POP, which ask for the five mandatory fields.</summary>
    public bool IsPop { get; private init; }

    /// <summary>True for a report of refusals that comes back corrected.</summary>
    public bool IsReport { get; } = ReportColumns.AreIn(Header);

    /// <summary>In a report of refusals of this file, a blank cell is an absent field and not an emptied one.</summary>
    public bool BlankIsAbsent => IsLabelled || HasGaps || SaysBlankIsAbsent;

    /// <summary>A blank cell leaves its field as it is, instead of emptying it.</summary>
    public bool IgnoresEmpty { get; init; }

    /// <summary>Columns that feed nothing, the museum's own notes perhaps; those of our report are not among them.</summary>
    public IReadOnlyList<string> Ignored => Bound?.Ignored ?? [.. (Layout?.Unknown ?? []).Where(c => !ReportColumns.IsOne(c) && c.Trim().Length > 0)];

    /// <summary>Columns that the profile awaits and the file has not.</summary>
    public IReadOnlyList<string> Missing => Bound is { } bound && !IsLabelled ? bound.Missing : [];

    private BoundProfile? Bound { get; init; }

    private bool HasGaps { get; init; }

    // Asked of each row: the header is looked at once.
    private bool SaysBlankIsAbsent { get; } = ReportColumns.BlankIsAbsent(Header);

    /// <summary>True when rows may say this field.</summary>
    public bool Has(string code) => IsLabelled || (Bound?.Has(code) ?? Layout?.Has(code) ?? false);

    /// <summary>The format, or one sentence that says why the file is none of those accepted.</summary>
    public static (SourceFormat? Format, string? Refusal) Of(SourceReading reading, MappingProfile? profile)
    {
        if (profile is not null)
        {
            return ByProfile(reading, profile);
        }

        if (reading.Header.Count == 0)
        {
            return (new(reading.Name, null, [], ';') { IsPop = reading.IsPilot }, null);
        }

        return JocondeLayout.Recognise(reading.Header) is { } layout ? ByLayout(reading, layout) : (null, Unknown(reading));
    }

    public static bool IsKnown(IReadOnlyList<string> header) => JocondeLayout.Recognise(header) is not null;

    /// <summary>What a row says, as codes.</summary>
    public SourceRow Row(RawRow raw)
    {
        var row = raw.Cells is { } cells ? Table(raw, cells) : Labelled(raw);
        if (IgnoresEmpty)
        {
            foreach (var code in row.Fields.Where(f => string.IsNullOrWhiteSpace(f.Value)).Select(f => f.Key).ToArray())
            {
                row.Fields.Remove(code);
            }
        }

        return row;
    }

    private static (SourceFormat? Format, string? Refusal) ByProfile(SourceReading reading, MappingProfile profile)
    {
        var bound = new BoundProfile(profile, reading.Header.Count > 0 ? reading.Header : [.. JocondeFields.All.Select(f => f.Code)]);
        var kind = reading.Name.Length > 0 ? reading.Name : "CSV";
        return bound.IsOfThisFile
            ? (new($"{kind}, profil « {profile.Name} »", null, reading.Header, reading.Delimiter) { Bound = bound, IsPop = profile.IsPop, HasGaps = reading.HasGaps }, null)
            : (null, $"le profil « {profile.Name} » n’est pas celui de ce fichier : aucune de ses colonnes n’y est ({Shown(reading)}).");
    }

    private static (SourceFormat? Format, string? Refusal) ByLayout(SourceReading reading, JocondeLayout layout)
    {
        var columns = layout.Kind switch
        {
            JocondeLayoutKind.PopCsv => reading.Name.Length > 0 ? "colonnes de POP" : reading.Delimiter == '\t' ? "POP, TSV" : "POP, CSV",
            JocondeLayoutKind.OpenData2020 => "Open data national, 2020",
            JocondeLayoutKind.OpenData2024 => "Open data national, 2024",
            _ => "Open data national, base entière",
        };
        var isPop = layout.Kind == JocondeLayoutKind.PopCsv && !ReportColumns.AreOutsidePop(reading.Header);
        return isPop && !layout.Has("REF")
            ? (null, "la colonne REF manque : sans référence, POP ne reconnaît pas les notices. L’ajouter à l’export, ou choisir un profil de correspondance.")
            : (new(reading.Name.Length > 0 ? $"{reading.Name}, {columns}" : columns, layout, reading.Header, reading.Delimiter)
            {
                IsPop = isPop,
                HasGaps = reading.HasGaps,
            }, null);
    }

    private static string Unknown(SourceReading reading) => reading.Header.Count < 2 && reading.Name.Length == 0
        ? $"aucun séparateur reconnu dans la première ligne (« {Shown(reading)} ») : séparer les colonnes par des points-virgules."
        : $"{(reading.Name.Length > 0 ? reading.Name + " : " : "")}les colonnes ne sont pas reconnues ({Shown(reading)}…) : il faut les codes Joconde (REF, MUSEO, INV, DOMN, STAT…), les colonnes de l’open data national, ou un profil de correspondance.";

    private static string Shown(SourceReading reading) => string.Join(", ", reading.Header.Where(h => h.Trim().Length > 0).Take(5).Select(h => Remark.Shorten(Folding.Blanks(h))));

    private SourceRow Table(RawRow raw, IReadOnlyList<string> read)
    {
        var cells = IsReport ? [.. read.Select(CsvWriter.Unguard)] : read;
        int? known = SaysBlankIsAbsent ? 0 : IsReport ? ReportColumns.Read(Header, cells) : null;
        // In a report, a blank cell where the source row had none is an absent field and not an emptied one.
        bool IsThere(int i) => i < cells.Count && raw.Absent?.Contains(i) != true && !(i >= known && cells[i].Trim().Length == 0);
        var problem = raw.Problem;
        Dictionary<string, string> fields = new(StringComparer.Ordinal);
        if (Layout is { } layout)
        {
            fields = layout.Fields(cells);
            if (known is not null || raw.Absent is not null)
            {
                RemoveAbsent(fields, layout, IsThere);
            }
        }
        else if (problem is null)
        {
            (fields, problem) = Mapped(i => IsThere(i) ? cells[i] : null);
        }

        return new SourceRow(raw.Line, fields, Layout?.Museum(cells) ?? Nothing, problem ?? TooMany(cells)) { Cells = cells, Repairs = Repairs(raw, cells) };
    }

    private static void RemoveAbsent(Dictionary<string, string> fields, JocondeLayout layout, Func<int, bool> isThere)
    {
        var there = layout.Codes.Where((_, i) => isThere(i)).ToHashSet(StringComparer.Ordinal);
        foreach (var code in fields.Where(f => f.Value.Length == 0 && !there.Contains(f.Key)).Select(f => f.Key).ToArray())
        {
            fields.Remove(code);
        }
    }

    private SourceRow Labelled(RawRow raw)
    {
        var (fields, problem) = Bound is null || raw.Problem is not null
            ? (raw.Fields!, raw.Problem)
            : Mapped(i => raw.Fields!.GetValueOrDefault(JocondeFields.All[i].Code));
        return new SourceRow(raw.Line, fields, raw.Museum ?? Nothing, problem) { Repairs = raw.Repairs };
    }

    private (Dictionary<string, string> Fields, string? Problem) Mapped(Func<int, string?> value)
    {
        try
        {
            return (Bound!.Fields(value), null);
        }
        catch (TransformationFailure e)
        {
            return (new(StringComparer.Ordinal), e.Message);
        }
    }

    private string? TooMany(IReadOnlyList<string> cells) => cells.Skip(Header.Count).All(string.IsNullOrWhiteSpace)
        ? null
        : $"la ligne a {cells.Count} cellules, l’en-tête {Header.Count} : un séparateur de trop, ou un texte à mettre entre guillemets";

    private IReadOnlyList<string> Repairs(RawRow raw, IReadOnlyList<string> cells) => cells.Count < Header.Count && !IsReport
        ? [.. raw.Repairs, $"la ligne n’a que {cells.Count} cellules sur {Header.Count} : les champs absents ne changent pas"]
        : raw.Repairs;
}
