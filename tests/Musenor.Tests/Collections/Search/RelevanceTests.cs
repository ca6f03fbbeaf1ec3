using Musenor.Collections.Import;
using Musenor.Tests.Museums;
using Xunit;

namespace Musenor.Tests.Collections.Search;

/// <summary>
/// Known pairs on the two real extracts: a query, and the notice that must stand in the first three. Adding a pair is one line.
/// </summary>
public sealed class RelevanceTests(RelevanceTests.RealCatalogue catalogue) : IClassFixture<RelevanceTests.RealCatalogue>
{
    public sealed class RealCatalogue : IAsyncLifetime
    {
        public MusenorFixture Portal { get; } = new();

        public async Task InitializeAsync()
        {
            if (RealMuseums.IsAbsent)
            {
                return;
            }

            await Portal.ImportMuseofile();
            foreach (var name in new[] { "joconde-extrait-2020.csv", "joconde-costumes-2024.csv" })
            {
                var file = Path.Combine(Path.GetDirectoryName(RealMuseums.Museofile)!, "../joconde", name);
                await Portal.Ask((ImportNotices import) => import.Run(new(file)));
            }
        }

        public async Task DisposeAsync() => await Portal.DisposeAsync();
    }

    [RealMuseumsTheory]
    [InlineData("carpeaux rieuse", "06380003897")]
    [InlineData("inv:S.89.30", "06380003897")]
    [InlineData("technique:plâtre auteur:carpeaux", "06380003897")]
    [InlineData("la rieuse napolitaine", "06380003897")]
    [InlineData("S 89 30", "06380003897")]
    [InlineData("s-89-30", "06380003897")]
    [InlineData("06380003897", "06380003897")]
    [InlineData("rieuses napolitaines", "06380003897")]
    [InlineData("napolit* carpeaux", "06380003897")]
    [InlineData("atelier du peintre", "00000059289")]
    [InlineData("horemans atelier", "00000059289")]
    [InlineData("RF 1985-58", "00000059289")]
    [InlineData("rf 1985 58", "00000059289")]
    [InlineData("louis xviii buste isabey", "07930000079")]
    [InlineData("1977.3.4", "07930000079")]
    [InlineData("mort de camala", "01640000073")]
    [InlineData("vinchon auguste", "01640000073")]
    [InlineData("équipage de songeons", "M0810-V-2004-471-1")]
    [InlineData("V.2004.471.4", "M0810-V-2004-471-4")]
    [InlineData("conversation galante dans un parc éventail", "M1117-2008-0-1796")]
    [InlineData("\"conversation galante\"", "M1117-2008-0-1796")]
    [InlineData("port de nantes chabot", "07430000499")]
    [InlineData("titre:\"le port de nantes\"", "07430000499")]
    [InlineData("tete de cheval sur fond jaune", "50280000338")]
    [InlineData("léger cheval jaune", "50280000338")]
    [InlineData("diane et acteon", "000PE013464")]
    [InlineData("Diane et Actéon 17e siècle", "000PE013464")]
    [InlineData("papillons redon", "00000068563")]
    [InlineData("academie d'homme statuette tilleul", "000SC005002")]
    [InlineData("l’académie d’homme tilleul", "000SC005002")]
    [InlineData("grande comète de 1857", "07250005963")]
    [InlineData("masque de course dan", "HN004000006")]
    [InlineData("heureuse étoile peynot", "01890011269")]
    [InlineData("tasse de thé gelhay", "M0381001142")]
    [InlineData("MBA.97.45.1", "06650001276")]
    [InlineData("général bonaparte lefevre date:1801..1850", "06650001276")]
    [InlineData("cardinal fesch fleury", "00000095074")]
    [InlineData("jeune fille coiffée en bandeaux", "03990000009")]
    [InlineData("bernard joseph tendresse", "03990000012")]
    [InlineData("adam eve désobéissance", "07930001181")]
    public async Task Puts_in_the_first_three(string query, string expected) =>
        Assert.Contains(expected, (await catalogue.Portal.Refs(query)).Take(3));

    [RealMuseumsTheory]
    [InlineData("dentelle SAUF col", "col")]
    [InlineData("éventail -nacre", "nacre")]
    public async Task Leaves_out_what_is_refused(string query, string refused)
    {
        var lines = (await catalogue.Portal.Search(query)).Lines;
        Assert.NotEmpty(lines);
        Assert.DoesNotContain(lines, l => l.Title.Split(' ').Contains(refused, StringComparer.OrdinalIgnoreCase));
    }

    [RealMuseumsTheory]
    [InlineData("")]
    [InlineData("dentelle")]
    [InlineData("peinture OU sculpture")]
    public async Task A_count_beside_a_value_is_what_choosing_it_gives(string query)
    {
        var result = await catalogue.Portal.Search(query);
        foreach (var (facet, values) in result.Facets)
        {
            foreach (var value in values.Take(3))
            {
                Assert.Equal(value.Count, (await catalogue.Portal.Search(query, s => s.With(facet, value.Value))).Total);
            }
        }
    }

    [RealMuseumsTheory]
    [InlineData("")]
    [InlineData("femme")]
    public async Task Paging_shows_every_work_once(string query)
    {
        var seen = new List<string>();
        for (var page = 1; ; page++)
        {
            var result = await catalogue.Portal.Search(query, s => s with { Page = page });
            seen.AddRange(result.Lines.Select(l => l.Ref));
            if (page == result.Pages)
            {
                Assert.Equal(result.Total, seen.Distinct().Count());
                Assert.Equal(result.Total, seen.Count);
                return;
            }
        }
    }
}
