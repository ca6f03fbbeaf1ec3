using Heritage.Standards.Joconde;

namespace Musenor.Collections.Editing;

/// <summary>A part of the form: fields that a curator fills together.</summary>
/// <param name="Key">End of the resource key of its name.</param>
public sealed record FieldGroup(string Key, IReadOnlyList<string> Codes);

/// <summary>The fields that are edited by hand, in the order in which an object is catalogued; and those that never are.</summary>
public static class EditedFields
{
    public static readonly IReadOnlyList<FieldGroup> Groups =
    [
        new("Identification", ["INV", "DOMN", "DENO", "APPL", "TITR"]),
        new("Author", ["AUTR", "NSDA", "PAUT", "ECOL", "ATTR"]),
        new("Dating", ["MILL", "PERI", "EPOQ", "PEOC"]),
        new("Matter", ["TECH", "DIMS", "ETAT"]),
        new("Description", ["DESC", "INSC", "PINS", "ONOM", "REPR", "PREP", "DREP", "SREP", "GENE", "HIST"]),
        new("Places", ["LIEUX", "PLIEUX", "GEOHI", "UTIL", "PUTI", "PERU", "MILU", "DECV", "PDEC"]),
        new("Legal", ["STAT", "DACQ", "APTN", "DEPO", "DDPT", "ADPT", "LOCA", "MANQUANT", "MANQUANT_COM"]),
        new("Documents", ["EXPO", "BIBL", "COMM"]),
        new("Rights", ["REDA", "PHOT", "COPY", "DATA", "LOCA3", "MSGCOM", "WWW", "LVID", "RETIF", "LARC", "COOR", "DESY", "REFMEM", "REFMER", "REFPAL"]),
    ];

    public static readonly IReadOnlyList<string> Codes = [.. Groups.SelectMany(g => g.Codes)];

    /// <summary>REF, MUSEO and the like identify: a notice does not change them because a form says so. Pictures have their own page.</summary>
    public static readonly IReadOnlyList<string> Identity = ["REF", "REFMIS", "MUSEO", "REFIM", "IMG"];

    /// <summary>What must be filled, of the fields of the form (REF and MUSEO are there from the start).</summary>
    public static readonly IReadOnlyList<string> Mandatory = [.. JocondeFields.Mandatory.Intersect(Codes)];

    /// <summary>The ministry's fields with a syntax worth reminding: « Edit.Hint.CODE » in the resources.</summary>
    public static readonly IReadOnlySet<string> Hinted = new HashSet<string>(StringComparer.Ordinal)
    {
        "INV", "DOMN", "DENO", "APPL", "TITR", "AUTR", "NSDA", "PAUT", "ECOL", "ATTR", "MILL", "PERI", "PEOC", "TECH", "DIMS", "DESC", "PINS", "REPR", "SREP",
        "GENE", "LIEUX", "DECV", "STAT", "DACQ", "DEPO", "DDPT", "LOCA", "MANQUANT", "PHOT", "MSGCOM", "WWW", "LVID", "REDA",
    };

    // Sentences rather than terms: they get room from the start.
    private static readonly string[] Long = ["DESC", "HIST", "BIBL", "EXPO", "COMM", "PAUT", "PINS", "PREP", "PDEC", "APTN", "ADPT", "ATTR", "MANQUANT_COM"];
    private const int LongestLine = 90;

    /// <summary>True where one line would hide or break the words.</summary>
    public static bool NeedsRoom(string code, string text) => Long.Contains(code) || text.Length > LongestLine || text.Contains('\n', StringComparison.Ordinal);

    public static string Label(string code) => JocondeFields.Find(code)?.Label ?? code;

    /// <summary>Two of POP's labels are the same word: the form tells them apart by their code.</summary>
    public static string LabelWithCode(string code) => $"{Label(code)} ({code})";

    /// <summary>As an import writes it: no invisible characters, one kind of line end, no blanks around.</summary>
    public static string Clean(string text) => Import.ControlCharacters.Repair(text).ReplaceLineEndings("\n").Trim();
}
