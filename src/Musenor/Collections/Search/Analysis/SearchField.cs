using Heritage.Standards.Text;

namespace Musenor.Collections.Search.Analysis;

/// <summary>
/// A searchable field: its column in the text index, the words a visitor may write for it, and the Joconde codes it reads.
/// Adding one is one line here and one column in the index.
/// </summary>
internal sealed record SearchField(string Column, string Letter, string Label, string[] Names, string[] Codes)
{
    public static readonly SearchField Title = new("title", "T", "Titre", ["titre", "title", "titr"], ["TITR", "APPL"]);
    public static readonly SearchField Author = new("author", "A", "Auteur", ["auteur", "autr", "artiste"], ["AUTR", "ATTR"]);
    public static readonly SearchField Denomination = new("denomination", "D", "Dénomination", ["denomination", "deno"], ["DENO"]);
    public static readonly SearchField Domain = new("domain", "M", "Domaine", ["domaine", "domn"], ["DOMN"]);
    public static readonly SearchField Technique = new("technique", "H", "Technique", ["technique", "tech", "matiere", "materiau"], ["TECH"]);
    public static readonly SearchField Inventory = new("inventory", "I", "N° d’inventaire", ["inv", "inventaire"], ["INV"]);
    public static readonly SearchField Period = new("period", "P", "Période", ["periode", "peri", "epoque"], ["PERI", "MILL", "EPOQ", "PERU", "MILU"]);
    public static readonly SearchField Place = new("place", "L", "Lieu", ["lieu", "lieux"], ["LIEUX", "PLIEUX", "GEOHI", "DECV", "PDEC"]);
    public static readonly SearchField Subject = new("subject", "S", "Sujet", ["sujet", "repr"], ["REPR", "PREP", "DREP", "SREP", "ONOM"]);

    public static readonly SearchField Other = new("other", "O", "Autres", [],
    [
        "REF", "DESC", "HIST", "UTIL", "PUTI", "ECOL", "PAUT", "PEOC", "INSC", "PINS", "GENE", "STAT", "DACQ", "APTN", "DEPO", "DDPT", "ADPT", "LOCA",
        "MANQUANT", "MANQUANT_COM", "COMM", "EXPO", "BIBL", "REDA", "PHOT", "DIMS",
    ]);

    /// <summary>In the order of the columns of the index.</summary>
    public static readonly SearchField[] Indexed = [Title, Author, Denomination, Domain, Technique, Inventory, Period, Place, Subject, Other];

    /// <summary>Museums are matched through the directory, whose names may change without the notices.</summary>
    public static readonly SearchField Museum = new("", "", "Musée", ["musee", "ville"], []);

    private static readonly Dictionary<string, SearchField> ByName =
        Indexed.Append(Museum).SelectMany(f => f.Names.Append(Folding.Fold(f.Label)).Distinct().Select(n => (n, f))).ToDictionary(p => p.n, p => p.f, StringComparer.Ordinal);

    public static SearchField? Find(string foldedName) => ByName.GetValueOrDefault(foldedName);
}
