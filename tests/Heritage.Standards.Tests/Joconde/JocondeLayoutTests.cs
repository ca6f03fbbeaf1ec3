using Heritage.Standards.Joconde;
using Heritage.Standards.Text;
using Xunit;

namespace Heritage.Standards.Tests.Joconde;

public sealed class JocondeLayoutTests
{
    [Fact]
    public void There_are_ninety_six_fields_and_five_mandatory_ones()
    {
        Assert.Equal(96, JocondeFields.All.Select(f => f.Code).Distinct().Count());
        Assert.Equal(JocondeFields.Mandatory.Order(), JocondeFields.All.Where(f => f.Level == FieldLevel.Mandatory).Select(f => f.Code).Order());
        Assert.Equal("TITR", JocondeFields.Find(" titr ")?.Code);
        Assert.Equal(["INV", "DOMN", "DENO", "APPL", "TITR", "AUTR"], JocondeFields.All.Take(6).Select(f => f.Code));
    }

    [Theory]
    [InlineData("REF;INV;DOMN;STAT;MUSEO;TITR")]
    [InlineData(" ref ; Inv;DOMN;STAT;MUSEO;titr")]
    [InlineData("INV;DOMN;STAT;MUSEO;TITR;Commentaire interne")]
    public void Tc01_knows_pop_csv(string header) => Assert.Equal(JocondeLayoutKind.PopCsv, JocondeLayout.Recognise(header.Split(';'))?.Kind);

    [Theory]
    [InlineData("a;b;c")]
    [InlineData("Nom;Ville;Code postal;Domaine")]
    [InlineData("")]
    public void Knows_nothing_of_other_files(string header) => Assert.Null(JocondeLayout.Recognise(header.Split(';')));

    [Fact]
    public void Tc02_a_blank_cell_is_an_empty_field_and_a_missing_one_is_absent()
    {
        var layout = JocondeLayout.Recognise(["REF", "INV", "DESC", "COMM"])!;
        Assert.Equal(["REF=1", "INV=A", "DESC="], layout.Fields(["1", " A ", " "]).Select(f => $"{f.Key}={f.Value}"));
    }

    [Fact]
    public void Tc06_a_quoted_value_keeps_quote_delimiter_and_line_end()
    {
        var records = new CsvReader(new StringReader("REF;INV;DESC\n1;A;\"Une \"\"belle\"\" oeuvre;\nligne 2\"\n")).Read().ToList();
        Assert.Equal("Une \"belle\" oeuvre;\nligne 2", JocondeLayout.Recognise(records[0].Cells)!.Fields(records[1].Cells)["DESC"]);
    }

    [Fact]
    public void Tc18_generated_columns_are_left_out()
    {
        var layout = JocondeLayout.Recognise(["REF", "LABEL", "REGION", "DMIS", "CONTACT", "TITR"])!;
        Assert.Equal(["REF", "TITR"], layout.Fields(["1", "x", "x", "x", "x", "t"]).Keys);
    }

    [Fact]
    public void Numbered_columns_are_one_field()
    {
        var layout = JocondeLayout.Recognise(["Code_Museofile", "Numero_inventaire", "Denomination_1", "Denomination_2", "Denomination 3", "Periode_de_creation_1", "Nom_officiel_musee", "lat"])!;
        Assert.Equal(JocondeLayoutKind.OpenData2024, layout.Kind);
        var fields = layout.Fields(["M1", "A", "robe", "", "robe de bal", "Non renseigné", "Musée X", "41.5"]);
        Assert.Equal(("robe ; robe de bal", ""), (fields["DENO"], fields["PERI"]));
        Assert.Equal(("Musée X", 41.5), (layout.Museum(["M1", "A", "", "", "", "", "Musée X", "41.5"]).Name, layout.Museum(["M1", "A", "", "", "", "", "Musée X", "41.5"]).Latitude));
    }

    [Fact]
    public void Knows_every_column_of_the_whole_national_base()
    {
        const string Header = "Reference,Ancien_depot,Appellation,Ancienne_appartenance,Ancienne_attribution,Auteur,Bibliographie,Commentaires,Presence_image,Date_d_acquisition,Date_de_depot," +
            "Decouverte_collecte,Denomination,Lieu_de_depot,Description,Mesures,Date_de_mise_a_jour,Date_creation,Domaine,Region,Departement,Date_sujet_represente,Ecole_pays,Epoque,Exposition," +
            "Genese,Geographie_historique,Inscription,Numero_inventaire,Appellation_Musee_de_France,Lien_base_Arcade,Lieu_de_creation_utilisation,Localisation,Ville,Lien_Video,Manquant," +
            "Manquant commentaires,Millesime_de_creation,Millesime_d_utilisation,Code_Museofile,Nom_officiel_musee,Genre,Onomastique,Precisions_sur_l_auteur,Precisions_decouverte_collecte," +
            "Periode_de_l_original_copie,Periode_de_creation,Periode_d_utilisation,Precisions_inscriptions,Precisions_lieux_creations,Precisions_sujets_representes,Precisions_utilisation," +
            "References_Memoires,References_Merimee,Reference_MAJ,References_Palissy,Sujet_Represente,Lien_INHA,Source_de_la_representation,Statut_juridique,Materiaux_techniques,Titre,Utilisation," +
            "Lien_site_associe,coordonnees,Artiste_sous_droits,Date_entree_dans_le_domaine_public";
        var layout = JocondeLayout.Recognise(Header.Split(','))!;
        Assert.Equal(JocondeLayoutKind.OpenDataNational, layout.Kind);
        Assert.True(layout.Unknown.Count == 0, string.Join('\n', layout.Unknown));
        Assert.True(layout.Has("REF") && layout.Has("MUSEO"));
    }

    [RealDataFact]
    public void Knows_every_column_of_the_real_extracts()
    {
        foreach (var (name, kind, columns) in new[] { ("joconde-extrait-2020.csv", JocondeLayoutKind.OpenData2020, 36), ("joconde-costumes-2024.csv", JocondeLayoutKind.OpenData2024, 45) })
        {
            using var text = new StreamReader(RealData.Joconde(name));
            var header = new CsvReader(text).Read().First().Cells;
            var layout = JocondeLayout.Recognise(header)!;
            Assert.Equal((kind, columns, 0), (layout.Kind, header.Count, layout.Unknown.Count));
        }

        Assert.Equal((3269, 4274), (RealData.Notices("joconde-extrait-2020.csv").Count(), RealData.Notices("joconde-costumes-2024.csv").Count()));
    }
}
