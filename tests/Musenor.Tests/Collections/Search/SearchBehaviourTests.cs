using Musenor.Collections.Search;
using Xunit;

namespace Musenor.Tests.Collections.Search;

/// <summary>What a visitor may type, and the notices it must find. Runs on both engines.</summary>
public sealed class SearchBehaviourTests(SearchBehaviourTests.Shelf shelf) : IClassFixture<SearchBehaviourTests.Shelf>
{
    /// <summary>A few notices, each there for one behaviour.</summary>
    public sealed class Shelf : IAsyncLifetime
    {
        public MusenorFixture Portal { get; } = new();

        public async Task InitializeAsync()
        {
            await Portal.Museum("M0638", "Musée des Beaux-Arts", "Valenciennes", "Nord");
            await Portal.Museum("M0324", "Musée de la Faïence", "Desvres", "Pas-de-Calais");
            await Portal.Notice("RIEUSE", "M0638", ("TITR", "La rieuse napolitaine"), ("AUTR", "CARPEAUX Jean-Baptiste"), ("INV", "S.89.30"), ("DOMN", "sculpture"),
                ("TECH", "plâtre, patiné (terre cuite)"), ("PERI", "19e siècle"), ("DENO", "buste"), ("REPR", "figure (femme, sourire)"));
            await Portal.Notice("RIEUR", "M0638", ("TITR", "Jeune homme rieur"), ("AUTR", "anonyme"), ("INV", "1903.12.4 ; 45 : ancien numéro"), ("DOMN", "peinture"), ("MILL", "1617 : vers"));
            await Portal.Notice("COQ", "M0324", ("TITR", "Assiette au coq"), ("DOMN", "céramique ; beaux-arts"), ("TECH", "faïence stannifère"), ("MILL", "1750-1800"),
                ("DESC", "Un œuf et l'étoile de la Révolution ; le sport des coqs"), ("INV", "D 5810"));
            await Portal.Notice("SPORT", "M0324", ("TITR", "Affiche de la fête"), ("DOMN", "estampe"), ("REPR", "scène (sport, course)"), ("PERI", "4e quart 19e siècle"), ("INV", "12"));
            await Portal.Notice("COPIE", "M0324", ("TITR", "Copie d'un buste"), ("DESC", "d'après la rieuse napolitaine de Carpeaux"), ("DOMN", "sculpture"), ("INV", "13"));
        }

        public async Task DisposeAsync() => await Portal.DisposeAsync();
    }

    [Theory]
    [InlineData("carpeaux rieuse", "RIEUSE", "COPIE")]
    [InlineData("Carpeaux Jean-Baptiste", "RIEUSE")]
    [InlineData("jean baptiste carpeaux", "RIEUSE")]
    [InlineData("rieuses", "RIEUSE", "COPIE")]
    [InlineData("\"rieuse napolitaine\"", "RIEUSE", "COPIE")]
    [InlineData("\"napolitaine rieuse\"")]
    [InlineData("inv:S.89.30", "RIEUSE")]
    [InlineData("s-89-30", "RIEUSE")]
    [InlineData("inv:1903-12-4", "RIEUR")]
    [InlineData("1903 12 4", "RIEUR")]
    [InlineData("inv:45", "RIEUR")]
    [InlineData("inv:1903.12", "RIEUR")]
    [InlineData("D 5810", "COQ")]
    [InlineData("technique:plâtre auteur:carpeaux", "RIEUSE")]
    [InlineData("technique:platre", "RIEUSE")]
    [InlineData("oeuf", "COQ")]
    [InlineData("ŒUF", "COQ")]
    [InlineData("étoile", "COQ")]
    [InlineData("l'etoile", "COQ")]
    [InlineData("l’étoile", "COQ")]
    [InlineData("REVOLUTION", "COQ")]
    [InlineData("révolutions", "COQ")]
    [InlineData("(\"sport\") ET (beaux-arts [Domaine])", "COQ")]
    [InlineData("sport SAUF coq", "SPORT")]
    [InlineData("sport -coq", "SPORT")]
    [InlineData("buste OU affiche", "RIEUSE", "COPIE", "SPORT")]
    [InlineData("assie*", "COQ")]
    [InlineData("1903.1*", "RIEUR")]
    [InlineData("titre:(rieuse OU affiche)", "RIEUSE", "SPORT")]
    [InlineData("titre:rieu*", "RIEUSE", "RIEUR")]
    [InlineData("date:1850..1900 affiche", "SPORT")]
    [InlineData("date:1617", "RIEUR")]
    [InlineData("date:\"18e siècle\"", "COQ")]
    [InlineData("musee:faience", "COQ", "SPORT", "COPIE")]
    [InlineData("valenciennes buste", "RIEUSE")]
    [InlineData("sujet:course", "SPORT")]
    [InlineData("la rieuse de carpeaux", "RIEUSE", "COPIE")]
    [InlineData("RIEUR", "RIEUR")]
    [InlineData("domaine:sculpture SAUF (titre:copie)", "RIEUSE")]
    [InlineData("introuvable")]
    public async Task Finds(string query, params string[] expected) =>
        Assert.Equal(expected.Order(), (await shelf.Portal.Refs(query)).Order());

    [Theory]
    [InlineData("carpeaux rieuse", "RIEUSE")]
    [InlineData("la rieuse napolitaine", "RIEUSE")]
    [InlineData("buste", "RIEUSE", "COPIE")]
    [InlineData("12", "SPORT")]
    public async Task Puts_first(string query, params string[] best) => Assert.Contains((await shelf.Portal.Refs(query))[0], best);

    [Fact]
    public async Task Exact_words_leave_plurals_out() =>
        Assert.Empty(await shelf.Portal.Refs("rieuses", s => s with { Exact = true }));

    [Fact]
    public async Task Counts_each_facet_without_its_own_choice()
    {
        var result = await shelf.Portal.Search("", s => s.With("domaine", "sculpture"));
        Assert.Equal(2, result.Total);
        Assert.Equal(1, Count(result, "domaine", "estampe"));
        Assert.Equal(2, Count(result, "domaine", "sculpture"));
        Assert.Equal(1, Count(result, "musee", "m0638"));
        Assert.Equal(0, Count(result, "auteur", "anonyme"));
    }

    [Fact]
    public async Task Two_values_of_a_facet_are_either_and_two_facets_are_both()
    {
        Assert.Equal(3, (await shelf.Portal.Search("", s => s.With("domaine", "sculpture").With("domaine", "estampe"))).Total);
        Assert.Equal(1, (await shelf.Portal.Search("", s => s.With("domaine", "sculpture").With("musee", "m0638"))).Total);
    }

    [Fact]
    public async Task Knows_the_departement_of_the_museum() =>
        Assert.Equal(2, Count(await shelf.Portal.Search(""), "departement", "nord"));

    [Fact]
    public async Task Years_filter_by_overlap() =>
        Assert.Equal(["COQ"], await shelf.Portal.Refs("", s => s with { From = 1790, To = 1795 }));

    [Fact]
    public async Task Sorts_by_date_with_the_undated_last()
    {
        Assert.Equal(["RIEUR", "COQ", "RIEUSE", "SPORT", "COPIE"], await shelf.Portal.Refs("", s => s with { Sort = Musenor.Collections.Search.Columns.Sort.Oldest }));
        Assert.Equal("COPIE", (await shelf.Portal.Refs("", s => s with { Sort = Musenor.Collections.Search.Columns.Sort.Newest }))[^1]);
    }

    [Fact]
    public async Task Proposes_a_spelling_and_real_counts_when_nothing_is_found()
    {
        var help = await shelf.Portal.Ask((SearchHelp h) => h.Run(new SearchState { Q = "carpaux buste" }.With("domaine", "estampe")));
        Assert.Null(help.Spelling);
        Assert.Equal([("Seulement buste, sans aucun filtre", 2)], help.Ways.Select(w => (w.Text, w.Count)));
        var spelled = await shelf.Portal.Ask((SearchHelp h) => h.Run(new SearchState { Q = "carpaux" }));
        Assert.Equal("carpeaux", spelled.Spelling?.Text);
        Assert.Equal(2, spelled.Spelling?.Count);
    }

    private static int Count(SearchResult result, string facet, string key) =>
        result.Facets.GetValueOrDefault(facet)?.FirstOrDefault(v => v.Value == key)?.Count ?? 0;
}
