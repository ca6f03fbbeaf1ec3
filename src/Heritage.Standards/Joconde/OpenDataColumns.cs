using System.Collections.Frozen;
using System.Text;
using Heritage.Standards.Text;

namespace Heritage.Standards.Joconde;

/// <summary>
/// French column names of the national open data (data.culture.gouv.fr, layouts of 2020, of the 2024 extracts and of the whole base)
/// and the Joconde field each one holds. « + » marks what concerns the museum and not the notice.
/// </summary>
internal static class OpenDataColumns
{
    public static readonly FrozenDictionary<string, string> Codes = Pairs().ToFrozenDictionary(p => p.Name, p => p.Code, StringComparer.Ordinal);

    /// <summary>« Numéro_de_l'objet » → « numero_de_l_objet »; « Denomination 3 » → « denomination » (numbered columns are one field).</summary>
    public static string Key(string column)
    {
        var key = new StringBuilder(column.Length);
        foreach (var c in Folding.Fold(column))
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                key.Append(c);
            }
            else if (key.Length > 0 && key[^1] != '_')
            {
                key.Append('_');
            }
        }

        return key.ToString().TrimEnd('_', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9') is { Length: > 0 } name ? name : key.ToString();
    }

    private static IEnumerable<(string Name, string Code)> Pairs() => Table
        .Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Split('='))
        .Select(pair => (pair[0], pair[1]));

    private const string Table = """
        numero_de_l_objet=INV domaine=DOMN denomination=DENO appellation=APPL titre=TITR auteur=AUTR precisions_sur_l_auteur=PAUT
        lieu_de_creation=LIEUX periode_de_creation=PERI millesime=MILL periode_de_l_original_copie=PEOC epoque=EPOQ utilisation=UTIL
        periode_d_utilisation=PERU millesime_d_utilisation=MILU dimensions=DIMS materiaux_techniques=TECH geographie_historique=GEOHI
        decouverte=DECV sujet=REPR source_de_la_representation=SREP onomastique=ONOM statut_juridique=STAT date_d_acquisition=DACQ
        date_de_depot=DDPT ancien_depot=ADPT id_notice=REF lieu_de_conservation=LOCA identifiant_museofile=MUSEO date_d_import=DMIS
        date_de_mise_a_jour=DMAJ label_musee_de_france=LABEL ecole=ECOL depot=DEPO ville=+CITY geolocalisation_ville=+LATLONG

        localisation=LOCA nom_officiel_musee=+NAME lat=+LAT long=+LONG code_museofile=MUSEO region=+REGION departement=+DEPARTMENT
        numero_inventaire=INV precisions_utilisation=PUTI description=DESC inscription=INSC precisions_inscriptions=PINS
        sujet_represente=REPR precisions_sujets_representes=PREP mesures=DIMS millesime_de_creation_initial=MILL millesime_de_creation=MILL
        ancienne_appartenance=APTN ancienne_attribution=ATTR bibliographie=BIBL commentaires=COMM presence_image=CONTIENT_IMAGE exposition=EXPO

        reference=REF decouverte_collecte=DECV lieu_de_depot=DEPO date_creation=DMIS date_sujet_represente=DREP ecole_pays=ECOL genese=GENE
        inscriptions=INSC appellation_musee_de_france=LABEL lien_base_arcade=LARC lieu_de_creation_utilisation=LIEUX lien_video=LVID
        manquant=MANQUANT manquant_commentaires=MANQUANT_COM manquant_com=MANQUANT_COM genre=NSDA precisions_decouverte_collecte=PDEC precisions_lieux_creations=PLIEUX
        references_memoires=REFMEM references_merimee=REFMER reference_maj=REFMIS references_palissy=REFPAL lien_inha=RETIF
        lien_site_associe=WWW coordonnees=+LATLONG artiste_sous_droits=DATA date_entree_dans_le_domaine_public=LOCA3
        """;
}
