namespace Heritage.Standards.Joconde;

/// <summary>The ministry's lists that POP checks at an import, and the fields that each one is for (POP, joconde import, 2024).</summary>
/// <param name="Id">Of the thesaurus in Opentheso.</param>
public sealed record PopVocabulary(string Id, string Name, IReadOnlyList<string> Fields)
{
    public static readonly IReadOnlyList<PopVocabulary> All =
    [
        new("th294", "domaines", ["DOMN"]),
        new("th290", "dénominations", ["DENO"]),
        new("th305", "auteurs", ["AUTR"]),
        new("th295", "écoles", ["ECOL"]),
        new("th287", "périodes", ["PERI", "PEOC", "PERU"]),
        // Opentheso keeps places of conservation and terms of legal status in one list; the ministry's text of 2014 holds the latter alone.
        new("th306", "localisations et statuts juridiques", ["STAT", "LOCA", "DEPO"]),
        new("STAT", "statuts juridiques", ["STAT"]),
    ];

    /// <summary>The ten fields, in the order of POP.</summary>
    public static readonly IReadOnlyList<string> Checked = ["ECOL", "AUTR", "STAT", "LOCA", "DEPO", "DOMN", "DENO", "PERI", "PEOC", "PERU"];

    /// <summary>By Opentheso id or by field code, in any case. STAT is the list of legal terms alone; LOCA and DEPO name the list of places.</summary>
    public static PopVocabulary? Find(string name) =>
        All.FirstOrDefault(v => v.Id.Equals(name, StringComparison.OrdinalIgnoreCase)) ?? All.FirstOrDefault(v => v.Fields.Contains(name.ToUpperInvariant()));
}
