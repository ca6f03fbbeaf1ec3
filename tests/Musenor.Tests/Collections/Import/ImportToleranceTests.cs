using Xunit;

namespace Musenor.Tests.Collections.Import;

/// <summary>What software really writes, taken as it comes.</summary>
public sealed class ImportToleranceTests
{
    [Fact]
    public async Task A_reference_that_is_not_filled_up_with_zeros_is_kept_as_it_is()
    {
        await using var portal = new ImportPortal();
        var report = await portal.ImportText(ImportPortal.Header, "M0160123;A;peinture;x;M0160;Vue", "M0160;B;peinture;x;M0160;Vue", "M0999123;C;peinture;x;M0160;Vue");
        Assert.Equal("3 read, 1 new, 0 changed, 0 unchanged, 2 rejected", ImportPortal.Counts(report));
        Assert.Equal("Vue", (await portal.Fields("M0160123"))["TITR"]);
        Assert.Contains(ImportPortal.Warnings(report), w => w.StartsWith("2 REF", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_line_break_of_filemaker_is_one_and_no_control_glues_words()
    {
        await using var portal = new ImportPortal();
        await portal.ImportText(ImportPortal.Header, ImportPortal.Row(1, "Vue\u000bdu soir\u001fà Lille\u007fau loin"));
        Assert.Equal("Vue\ndu soir à Lille au loin", (await portal.Fields("M0160000001"))["TITR"]);
        Assert.Equal("Vue\ndu soir à Lille", Musenor.Collections.Editing.EditedFields.Clean("Vue\u000bdu soir\u001fà Lille\u0000"));
    }

    [Fact]
    public async Task An_export_of_collectiveaccess_goes_in_with_its_marks()
    {
        await using var portal = new ImportPortal();
        var report = await portal.Import(portal.File("\uFEFFREF¶\r\nM0160123¶\r\nMUSEO¶\r\nM0160¶\r\nINV¶\r\nA 1¶\r\ndomn ¶\r\npeinture¶\r\nSTAT¶\r\nachat¶\r\n//¶\r\nREF¶\r\nM0160124¶\r\nMUSEO¶\r\nM0160¶\r\nINV¶\r\nA 2¶\r\nDOMN¶\r\npeinture¶\r\nSTAT¶\r\nachat¶\r\n//¶\r\n"));
        Assert.Equal("2 read, 2 new, 0 changed, 0 unchanged, 0 rejected", ImportPortal.Counts(report));
        Assert.Equal("A 2", (await portal.Fields("M0160124"))["INV"]);
    }

    [Fact]
    public async Task Tc16_an_address_that_leads_nowhere_is_told_and_the_notice_goes_in()
    {
        await using var portal = new ImportPortal();
        var report = await portal.ImportText($"{ImportPortal.Header};WWW", $"{ImportPortal.Row(1)};\"www.musee.fr;http://x;https://a.fr/b?c=d\"");
        Assert.Equal("1 read, 1 new, 0 changed, 0 unchanged, 0 rejected", ImportPortal.Counts(report));
        Assert.Equal(["2 WWW: « http://x » n’est pas une adresse web complète."], ImportPortal.Warnings(report).Where(w => w.Contains("WWW", StringComparison.Ordinal)));
        Assert.Equal("www.musee.fr;http://x;https://a.fr/b?c=d", (await portal.Fields("M0160000001"))["WWW"]);
    }

    [Fact]
    public async Task Tab_separated_columns_and_lines_that_end_with_cr_alone_go_in()
    {
        await using var portal = new ImportPortal();
        var tsv = await portal.Import(portal.File($"{ImportPortal.Header.Replace(';', '\t')}\nM0160000001\tA\tpeinture\tx\tM0160\tVue"));
        Assert.Equal(("1 read, 1 new, 0 changed, 0 unchanged, 0 rejected", "POP, TSV"), (ImportPortal.Counts(tsv), tsv.Format));
        Assert.Equal("1 read, 1 new, 0 changed, 0 unchanged, 0 rejected", ImportPortal.Counts(await portal.Import(portal.File($"sep=;\r{ImportPortal.Header}\r{ImportPortal.Row(2)}\r"))));
        Assert.Equal("1 read, 1 new, 0 changed, 0 unchanged, 0 rejected", ImportPortal.Counts(await portal.Import(portal.File("REF\rM0160000003\rMUSEO\rM0160\rINV\rA\rDOMN\rpeinture\rSTAT\rx\r// \r"))));
    }

    [Fact]
    public async Task The_sixty_seven_columns_of_the_national_base_are_all_known()
    {
        await using var portal = new ImportPortal();
        const string Columns = "Reference, Ancien_depot, Appellation, Ancienne_appartenance, Ancienne_attribution, Auteur, Bibliographie, Commentaires, Presence_image, Date_d_acquisition, Date_de_depot, Decouverte_collecte, Denomination, Lieu_de_depot, Description, Mesures, Date_de_mise_a_jour, Date_creation, Domaine, Region, Departement, Date_sujet_represente, Ecole_pays, Epoque, Exposition, Genese, Geographie_historique, Inscription, Numero_inventaire, Appellation_Musee_de_France, Lien_base_Arcade, Lieu_de_creation_utilisation, Localisation, Ville, Lien_Video, Manquant, Manquant commentaires, Millesime_de_creation, Millesime_d_utilisation, Code_Museofile, Nom_officiel_musee, Genre, Onomastique, Precisions_sur_l_auteur, Precisions_decouverte_collecte, Periode_de_l_original_copie, Periode_de_creation, Periode_d_utilisation, Precisions_inscriptions, Precisions_lieux_creations, Precisions_sujets_representes, Precisions_utilisation, References_Memoires, References_Merimee, Reference_MAJ, References_Palissy, Sujet_Represente, Lien_INHA, Source_de_la_representation, Statut_juridique, Materiaux_techniques, Titre, Utilisation, Lien_site_associe, coordonnees, Artiste_sous_droits, Date_entree_dans_le_domaine_public";
        var header = Columns.Split(", ");
        Assert.Equal(67, header.Length);
        var row = header.Select(c => c switch { "Reference" => "M0160000001", "Code_Museofile" => "M0160", "coordonnees" => "50.6, 3.1", _ => $"texte {c}" }).ToArray();
        foreach (var separator in new[] { ';', ',' })
        {
            var report = await portal.Import(portal.File($"{string.Join(separator, header)}\n{string.Join(separator, row.Select(c => $"\"{c}\""))}", $"base{(int)separator}.csv"));
            Assert.Equal(("Open data national, base entière", 1L, 0L), (report.Format, report.Read, report.Rejected));
            Assert.Empty(report.IgnoredColumns);
        }

        var fields = await portal.Fields("M0160000001");
        Assert.Equal(("texte Manquant commentaires", "texte Genre", "texte Artiste_sous_droits"), (fields["MANQUANT_COM"], fields["NSDA"], fields["DATA"]));
        // All but what tells of the museum, and what POP makes by itself.
        Assert.Equal(67 - 5 - 4, fields.Count);
    }
}
