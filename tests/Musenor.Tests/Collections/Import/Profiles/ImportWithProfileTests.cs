using System.Text;
using Musenor.Collections.Import;
using Musenor.Collections.Import.Profiles;
using Musenor.Tests.Collections.Import.Reading;
using Xunit;

namespace Musenor.Tests.Collections.Import.Profiles;

public sealed class ImportWithProfileTests
{
    private const string Header = "N° inv.;Titre de l’œuvre;Matières;Notes;MUSEO;Hauteur;Largeur";

    private static readonly MappingProfile Profile = ProfileIntents.Example with
    {
        Rules = [.. ProfileIntents.Example.Rules, new("Hauteur", "DIMS") { Steps = ["avant \"H. \""] }, new("Largeur", "DIMS") { Steps = ["avant \"l. \""] }, new("Titre de l’œuvre", "APPL")],
        Separators = new Dictionary<string, string> { ["DIMS"] = " ; " },
    };

    private static string[] Rows(int count) => [Header, .. Enumerable.Range(1, count).Select(i => $"A {i};vue {i};Huile|TOILE;secret;M0160;{i};2")];

    [Fact]
    public async Task Columns_become_fields_as_the_profile_says()
    {
        await using var portal = new ImportPortal();
        await portal.Save(Profile);
        var report = await portal.Import(portal.File(string.Join('\n', Rows(1))), profile: "logiciel du MUSEE");
        Assert.Equal(("1 read, 1 new, 0 changed, 0 unchanged, 0 rejected", "CSV, profil « Logiciel du musée »"), (ImportPortal.Counts(report), report.Format));
        var fields = await portal.Fields(await portal.Query<string>("select ref from notice"));
        Assert.Equal(("A 1", "Vue 1", "vue 1", "huile ; toile", "H. 1 ; l. 2"), (fields["INV"], fields["TITR"], fields["APPL"], fields["TECH"], fields["DIMS"]));
        Assert.Equal(("peinture", "propriété de la commune", "M0160"), (fields["DOMN"], fields["STAT"], fields["MUSEO"]));
        Assert.DoesNotContain("secret", fields.Values);
        Assert.Empty(report.IgnoredColumns);
    }

    [Fact]
    public async Task A_workbook_goes_by_the_sheet_and_the_header_row_of_its_profile()
    {
        await using var portal = new ImportPortal();
        await portal.Save(Profile with { Source = new("", "", "Œuvres", 3) });
        var book = new XlsxFile().Sheet("Autre", ["a", "b"], ["c", "d"]).Sheet("œuvres", ["Musée"], [null, "2024"], [.. Header.Split(';')], ["A 1", "vue", "Huile", null, "M0160", 12.0, 5.5]);
        var report = await portal.Import(portal.File(book.Bytes()), profile: Profile.Name);
        Assert.Equal("1 read, 1 new, 0 changed, 0 unchanged, 0 rejected", ImportPortal.Counts(report));
        Assert.Equal("H. 12 ; l. 5.5", (await portal.Fields(await portal.Query<string>("select ref from notice")))["DIMS"]);
        var missing = await portal.Import(portal.File(new XlsxFile().Sheet("Autre", ["a"], ["b"]).Bytes()), profile: Profile.Name);
        Assert.Contains("la feuille « Œuvres » manque ou est vide ; ce classeur a : « Autre »", missing.Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rejected_rows_keep_the_columns_of_the_source_and_come_back_through_the_profile()
    {
        await using var portal = new ImportPortal();
        await portal.Save(Profile);
        var report = await portal.Import(portal.File(string.Join('\n', [.. Rows(2), ";sans numéro;Huile;;M0160;1;2"])), profile: Profile.Name);
        Assert.Equal(("3 read, 2 new, 0 changed, 0 unchanged, 1 rejected", "4 INV"), (ImportPortal.Counts(report), Assert.Single(ImportPortal.Rejects(report))[..5]));
        Assert.Equal(Header.Split(';'), ImportPortal.Report(report.Rejects)[0].Take(7));
        var corrected = (await File.ReadAllTextAsync(report.Rejects)).Replace("\"\";\"sans numéro\"", "\"A 9\";\"avec numéro\"", StringComparison.Ordinal);
        Assert.Equal("1 read, 1 new, 0 changed, 0 unchanged, 0 rejected", ImportPortal.Counts(await portal.Import(portal.File(corrected, "rejets.csv"), profile: Profile.Name)));
    }

    [Fact]
    public async Task Columns_that_nobody_knows_and_columns_that_lack_are_told()
    {
        await using var portal = new ImportPortal();
        await portal.Save(Profile);
        var report = await portal.Import(portal.File("N° inv.;Titre de l’œuvre;MUSEO;Étagère\nA 1;Vue;M0160;B12"), profile: Profile.Name);
        Assert.Equal(["Étagère"], report.IgnoredColumns);
        Assert.Equal(["Matières", "Notes", "Hauteur", "Largeur"], report.MissingColumns);
        Assert.Contains("n’est pas celui de ce fichier", (await portal.Import(portal.File("a;b\n1;2"), profile: Profile.Name)).Refusal, StringComparison.Ordinal);
        Assert.Contains("n’existe pas. Profils : « Logiciel du musée »", (await portal.Import(portal.File("a;b\n1;2"), profile: "autre")).Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_blank_cell_empties_unless_the_import_ignores_blanks()
    {
        await using var portal = new ImportPortal();
        await portal.ImportText(ImportPortal.Header + ";DESC", ImportPortal.Row(1) + ";d");
        await portal.Import(portal.File("REF;MUSEO;TITR;DESC\nM0160000001;M0160; ;"), ignoresEmpty: true);
        Assert.Equal(("Vue", "d"), ((await portal.Fields("M0160000001"))["TITR"], (await portal.Fields("M0160000001"))["DESC"]));
        var report = await portal.Import(portal.File("REF;MUSEO;TITR;DESC\nM0160000001;M0160; ;"));
        Assert.Equal("1 read, 0 new, 1 changed, 0 unchanged, 0 rejected", ImportPortal.Counts(report));
        Assert.False((await portal.Fields("M0160000001")).ContainsKey("DESC"));
    }

    [Fact]
    public async Task A_stopped_import_goes_on_with_the_version_it_began_with()
    {
        await using var portal = new ImportPortal();
        var id = await portal.Save(Profile);
        using var stop = new CancellationTokenSource();
        var file = portal.File(string.Join('\n', Rows(1800)));
        var first = await portal.Import(file, profile: Profile.Name, progress: p => Stop(p, stop), stop: stop.Token);
        Assert.True(first.IsInterrupted && first.Read is > 0 and < 1800);
        await portal.Save(Profile with { Fixed = new Dictionary<string, string> { ["DOMN"] = "dessin", ["STAT"] = "x" } }, id, 1);
        var second = await portal.Import(file, profile: Profile.Name);
        Assert.Equal(("1800 read, 1800 new, 0 changed, 0 unchanged, 0 rejected", first.Read), (ImportPortal.Counts(second), second.ResumedAt));
        Assert.Equal(1, await portal.Query<long>("select count(*) from import"));
        Assert.Equal(1800, await portal.Query<long>("select count(*) from notice where fields like '%\"peinture\"%'"));
        // Finished: the next one takes the latest version.
        Assert.Equal("1800 read, 0 new, 1800 changed, 0 unchanged, 0 rejected", ImportPortal.Counts(await portal.Import(file, profile: Profile.Name)));
    }

    [Fact]
    public async Task Presets_read_the_files_of_pop()
    {
        await using var portal = new ImportPortal();
        var pilot = "REF\r\nM01600000001\r\nMUSEO\r\nM0160\r\nDOMN\r\nsculpture\r\nINV\r\n1\r\nSTAT\r\npropriété\r\n//\r\n";
        Assert.Equal("1 read, 1 new, 0 changed, 0 unchanged, 0 rejected", ImportPortal.Counts(await portal.Import(portal.File(pilot), profile: "Joconde ajout piloté 2024")));
        var old = await portal.Import(portal.File(Encoding.Latin1.GetBytes(pilot.Replace("00001", "00002", StringComparison.Ordinal))), profile: "ajout piloté ancien (ANSI)");
        Assert.Equal(("1 read, 1 new, 0 changed, 0 unchanged, 0 rejected", "Windows-1252 (du profil)"), (ImportPortal.Counts(old), old.Encoding));
        Assert.Equal("propriété", (await portal.Fields("M01600000002"))["STAT"]);
        Assert.Equal("1 read, 1 new, 0 changed, 0 unchanged, 0 rejected", ImportPortal.Counts(await portal.Import(portal.File($"{ImportPortal.Header}\n{ImportPortal.Row(7)}"), profile: "Joconde CSV POP")));
        var free = await portal.Import(portal.File("Titre;N° d’inventaire;Domaine;Statut juridique;Lien MUSEOFILE;Étagère\nVue;B 1;peinture;x;M0160;12"), profile: "CSV/Excel libre");
        Assert.Equal(("1 read, 1 new, 0 changed, 0 unchanged, 0 rejected", "Étagère"), (ImportPortal.Counts(free), Assert.Single(free.IgnoredColumns)));
    }

    [Fact]
    public async Task A_pop_preset_asks_for_the_five_fields()
    {
        await using var portal = new ImportPortal();
        var report = await portal.Import(portal.File($"{ImportPortal.Header}\nM0160000001;A;peinture;;M0160;Vue"), profile: "Joconde CSV POP");
        Assert.StartsWith("2 STAT", Assert.Single(ImportPortal.Rejects(report)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_step_that_fails_costs_its_row_and_says_which_column()
    {
        await using var portal = new ImportPortal();
        await portal.Save(Profile with { Rules = [new("N° inv.", "INV"), new("MUSEO", "MUSEO"), new("Titre de l’œuvre", "TITR") { Steps = [$"remplacer \"a\" par \"{new string('b', 900)}\""] }] });
        var report = await portal.Import(portal.File($"N° inv.;Titre de l’œuvre;MUSEO\n1;{new string('a', 5000)};M0160\n2;Vue;M0160"), profile: Profile.Name);
        Assert.Equal("2 read, 1 new, 0 changed, 0 unchanged, 1 rejected", ImportPortal.Counts(report));
        Assert.Contains("Titre de l’œuvre", Assert.Single(ImportPortal.Rejects(report)), StringComparison.Ordinal);
    }

    private static void Stop(ImportProgress progress, CancellationTokenSource stop)
    {
        if (progress.Stage == "Import")
        {
            stop.Cancel();
        }
    }
}
