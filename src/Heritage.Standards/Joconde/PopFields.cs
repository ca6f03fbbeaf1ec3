using System.Collections.Frozen;

namespace Heritage.Standards.Joconde;

/// <summary>Which fields go to POP, and in which order of columns.</summary>
public static class PopFields
{
    // ETAT is not public and absent from the ministry's table of 2024; REFIM comes last, made from the images of the package; REFMIS is the
    // memory of the inventory software.
    private static readonly string[] Kept = ["ETAT", "REFIM", "REFMIS"];

    /// <summary>The field that POP itself deduces from LOCA; present in a file only where it must be reset.</summary>
    public const string Missing = "MANQUANT";

    /// <summary>Names of the image files of a notice, parted by « ; » without blanks.</summary>
    public const string Images = "REFIM";

    /// <summary>
    /// Codes of the museum's own words: the five mandatory ones, then POP's order. Fields generated, deprecated, or filled in POP itself (IMG,
    /// MANQUANT, REFMEM…) are not here: an IMG column deletes images (joconde.md §2.5).
    /// </summary>
    public static IReadOnlyList<string> Exported { get; } =
    [
        .. JocondeFields.Mandatory,
        .. JocondeFields.All.Where(f => f.Level is FieldLevel.Indispensable or FieldLevel.IfKnown or FieldLevel.Optional or FieldLevel.Legacy && !Kept.Contains(f.Code)).Select(f => f.Code),
    ];

    private static readonly FrozenDictionary<string, int> Order =
        Exported.Append(Missing).Append(Images).Select((code, i) => (code, i)).ToFrozenDictionary(c => c.code, c => c.i, StringComparer.Ordinal);

    /// <summary>The columns of a file that holds these codes: the mandatory ones always, in POP's order.</summary>
    public static IReadOnlyList<string> Columns(IEnumerable<string> codes)
    {
        ArgumentNullException.ThrowIfNull(codes);
        return [.. JocondeFields.Mandatory.Concat(codes).Where(Order.ContainsKey).Distinct(StringComparer.Ordinal).OrderBy(c => Order[c])];
    }
}
