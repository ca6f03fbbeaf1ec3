using System.Collections.Frozen;
using Heritage.Standards.Joconde;
using Heritage.Standards.Text;

namespace Musenor.Collections.Import.Profiles;

/// <summary>Which Joconde field a column most likely holds, by its name alone.</summary>
internal static class ProposeField
{
    private static readonly FrozenDictionary<string, string> Labels = MakeLabels();
    private static readonly FrozenDictionary<string, string> Usual = MakeUsual();

    /// <summary>A code, a label of POP or a name of the national open data: nothing else bears these names. Null for anything else.</summary>
    public static string? Sure(string column) =>
        Code(column) ?? Labels.GetValueOrDefault(Key(column)) ?? JocondeLayout.NationalCode(column);

    /// <summary>Also the names that inventories usually give: to be read again by who makes the profile.</summary>
    public static string? Likely(string column) => Sure(column) ?? Usual.GetValueOrDefault(Key(column));

    /// <summary>Codes that POP makes by itself are nobody's; old ones are words of every day too (« image »), and count in capitals only.</summary>
    private static string? Code(string column) => JocondeFields.Find(column) switch
    {
        null or { Level: FieldLevel.Generated } => null,
        { Level: FieldLevel.Deprecated } old => column.Trim() == old.Code ? old.Code : null,
        var field => field.Code,
    };

    /// <summary>« N° d’inventaire » and « no inventaire » are one name.</summary>
    private static string Key(string column)
    {
        var letters = Folding.Fold(column).Replace("n°", "numero ", StringComparison.Ordinal).Replace("nº", "numero ", StringComparison.Ordinal).Select(c => char.IsAsciiLetterOrDigit(c) ? c : ' ').ToArray();
        var words = new string(letters).Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Where(w => w is not ("d" or "l" or "de" or "du" or "des" or "la" or "le" or "les" or "et")).Select(w => w is "no" or "num" or "nr" ? "numero" : w);
        return string.Join(' ', words);
    }

    private static FrozenDictionary<string, string> MakeLabels()
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in JocondeFields.All.Where(f => f.Level is not (FieldLevel.Generated or FieldLevel.Deprecated) && Key(f.Label).Length > 0))
        {
            labels.TryAdd(Key(field.Label), field.Code);
        }

        // As POP's own pages write them, where ours are tidier.
        foreach (var (label, code) in new[] { ("Ecole-pays", "ECOL"), ("Lien MUSEOFILE", "MUSEO"), ("Référence MAJ", "REFMIS"), ("Crédits photos", "PHOT"), ("Référence image", "REFIM") })
        {
            labels.TryAdd(Key(label), code);
        }

        return labels.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static FrozenDictionary<string, string> MakeUsual() => Names
        .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(line => line.Split('=', 2))
        .SelectMany(line => line[1].Split(',', StringSplitOptions.TrimEntries).Select(name => (Name: Key(name), Code: line[0].Trim())))
        .DistinctBy(pair => pair.Name)
        .ToFrozenDictionary(pair => pair.Name, pair => pair.Code, StringComparer.Ordinal);

    private const string Names = """
        REF = référence notice, numéro de notice, référence joconde, ref joconde, identifiant joconde, identifiant notice
        MUSEO = code musée, muséofile, code muséofile, identifiant muséofile
        INV = numéro inventaire, inventaire, n° inv, numéro d'objet, numéro objet, inv, cote, numéro d'inventaire principal, object number
        DOMN = domaines, discipline, catégorie, famille, collection
        DENO = désignation, dénominations, type d'objet, type objet, nature, nature de l'objet, objet, object name
        APPL = appellations, nom d'usage, nom vernaculaire, nom usuel
        TITR = titre, titres, titre de l'oeuvre, titre principal, intitulé, title
        AUTR = auteur, auteurs, artiste, artistes, créateur, auteur fabricant, fabricant, auteur exécutant, nom de l'auteur, nom auteur, artist
        PAUT = biographie, biographie de l'auteur, précision sur l'auteur
        ECOL = école, ecole pays, nationalité
        ATTR = attribution ancienne, ancienne attribution
        PERI = période, siècle, datation, datation en siècle, période création
        MILL = millésime, date, date de création, date création, année, année de création, date d'exécution, date de fabrication
        EPOQ = époque, style, époque style, mouvement
        TECH = technique, techniques, matière, matières, matériau, matériaux, matière et technique, matériaux et techniques, matières et techniques
        DIMS = dimensions, dimension, mesure, dimensions de l'objet, format
        INSC = inscription, marques, marque
        PINS = transcription, texte de l'inscription, précision inscription
        ONOM = noms cités
        DESC = description, descriptif, description physique, observations
        ETAT = état, état de conservation, constat d'état
        REPR = sujet, sujets, iconographie, représentation, sujet représenté, mots-clés, mots clés
        PREP = précision sujet, précisions sujet
        SREP = source iconographique, source
        GENE = stade de création
        HIST = historique, histoire de l'objet, provenance historique
        LIEUX = lieu de création, lieu d'exécution, lieu de fabrication, lieu de production, lieu création, origine géographique
        UTIL = utilisation, usage, fonction, fonction d'usage, destination
        DECV = découverte, lieu de découverte, lieu découverte, collecte, lieu de collecte, provenance géographique
        STAT = statut, statut juridique, mode d'acquisition, propriété, statut administratif
        DACQ = date d'acquisition, date acquisition, année d'acquisition, date d'entrée, date d'inscription à l'inventaire
        APTN = provenance, ancien propriétaire, anciens propriétaires, donateur, vendeur, appartenance
        DEPO = dépôt, lieu de dépôt, dépositaire
        DDPT = date de dépôt, date dépôt
        LOCA = localisation, lieu de conservation, établissement
        COMM = commentaire, commentaires, remarques, remarque, notes, note
        EXPO = expositions, exposition
        BIBL = bibliographie, références bibliographiques, biblio
        REDA = rédacteur, auteur de la notice, rédacteurs
        PHOT = photographe, crédit photo, crédit photographique, crédits photographiques
        COPY = copyright, droits, mention de droits
        REFIM = image, images, fichier image, nom de l'image, photo, photos, nom du fichier image
        WWW = lien, url, site internet, lien internet
        LVID = vidéo, lien vidéo
        """;
}
