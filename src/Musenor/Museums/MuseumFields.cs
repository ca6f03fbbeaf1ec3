namespace Musenor.Museums;

/// <summary>How a field of Muséofile is shown on the museum's page.</summary>
internal enum FieldKind { Text, LongText, Tags, Links, Hidden }

/// <param name="Code">POP's code.</param>
internal sealed record MuseumField(string Code, FieldKind Kind);

/// <summary>
/// The public fields of Muséofile, in the order of the page. Adding one is one line here and its label in Museums.fr.resx
/// (Field.CODE). Fields of the administration (friends' associations, coordinators' addresses) are not read at all.
/// </summary>
internal static class MuseumFields
{
    public static readonly IReadOnlyList<MuseumField> All =
    [
        new("REF", FieldKind.Hidden), new("NOMOFF", FieldKind.Text), new("NOMUSAGE", FieldKind.Text), new("AUTNOM", FieldKind.Text), new("RESEAU_NOM", FieldKind.Text),
        new("ADRL1_M", FieldKind.Hidden), new("LIEU_M", FieldKind.Hidden), new("CP_M", FieldKind.Hidden), new("VILLE_M", FieldKind.Hidden),
        new("DPT", FieldKind.Hidden), new("REGION", FieldKind.Hidden), new("POSITION", FieldKind.Hidden),
        new("TEL_M", FieldKind.Hidden), new("URL_M", FieldKind.Hidden), new("CONTACT_GENERIQUE", FieldKind.Hidden),
        new("ACCES", FieldKind.Text), new("LABEL", FieldKind.Text), new("CATEG", FieldKind.Text), new("AN_CREAT", FieldKind.Text), new("INSEE", FieldKind.Text),
        new("DOMPAL", FieldKind.Hidden), new("THEMES", FieldKind.Tags), new("ATOUT", FieldKind.LongText), new("ARTISTE", FieldKind.LongText), new("PHARE", FieldKind.LongText),
        new("HIST", FieldKind.LongText), new("INTERET", FieldKind.LongText), new("PROT-BAT", FieldKind.Links), new("PROT-ESP", FieldKind.Links),
        new("REFMER", FieldKind.Links), new("REFPAL", FieldKind.Links), new("REFMEM", FieldKind.Links),
        new("PHOTO", FieldKind.Hidden), new("COPY", FieldKind.Hidden), new("DMIS", FieldKind.Hidden), new("DMAJ", FieldKind.Hidden), new("DT_SAISI", FieldKind.Hidden), new("DT_MODIF", FieldKind.Hidden),
    ];

    /// <summary>Fields under which a museum may be looked for.</summary>
    public static readonly string[] Names = ["NOMOFF", "NOMUSAGE", "AUTNOM", "RESEAU_NOM"];

    private static readonly Dictionary<string, string> ByColumn = All.ToDictionary(f => f.Code.Replace('-', '_'), f => f.Code, StringComparer.OrdinalIgnoreCase);

    /// <summary>« prot_bat » (open data, 2024) and « PROT-BAT » (POP) are one field; null for a column that is not public.</summary>
    public static string? Code(string column) => ByColumn.GetValueOrDefault(column.Trim().Replace('-', '_'));

    /// <summary>Muséofile writes « musée de Flandre »; a page starts names with a capital.</summary>
    public static string Capital(string name) => name.Length == 0 ? name : char.ToUpperInvariant(name[0]) + name[1..];
}
