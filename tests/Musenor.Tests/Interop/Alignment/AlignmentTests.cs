using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Musenor.Accounts.Access;
using Musenor.Collections.Vocabularies;
using Musenor.Interop.Alignment;
using Musenor.Interop.Mapping;
using Musenor.Tests.Accounts;
using Musenor.Tests.Collections;
using Musenor.Tests.Collections.Editing;
using Musenor.Tests.Interop.Mapping;
using Musenor.Web;
using Xunit;

namespace Musenor.Tests.Interop.Alignment;

/// <summary>Terms of the networks beside those of the lists: what is found, what is proposed, what a person decides, and what search and page make of it.</summary>
public sealed class AlignmentTests : IAsyncLifetime
{
    private const string Domains = "peinture = tableaux peints\ndessin\nestampe\ncéramique\n";

    private readonly MusenorFixture _portal = new();

    public async Task InitializeAsync()
    {
        await _portal.Ask((LoadVocabulary load) => load.Run(new(new MemoryStream(Encoding.UTF8.GetBytes(Domains)), "domn.txt", "DOMN")));
        await _portal.Source("PROSCITEC", "Proscitec", "joconde");
        await Joconde(1, "peinture");
        await Joconde(2, "Peintures");
        await Joconde(3, "tableaux peints");
        await Joconde(4, "CERAMIQUE ; peintures");
        await Joconde(5, "desssin");
        await Joconde(6, "vannerie");
        await Joconde(7, "vannerie");
        await _portal.Map("PROSCITEC");
    }

    public async Task DisposeAsync() => await _portal.DisposeAsync();

    [Fact]
    public async Task Exact_rejected_and_folded_forms_are_aligned_and_likeness_is_only_proposed()
    {
        var found = await _portal.Ask((ListAlignments list) => list.Run(new("", "DOMN", "tous", 1)));
        Assert.Equal(
            ["ceramique=céramique accepted", "desssin=dessin proposed", "peinture=peinture accepted", "peintures=peinture accepted", "tableaux peints=peinture accepted", "vannerie= none"],
            found.Lines.Select(l => $"{l.TermKey}={l.Concept} {l.Status}").Order());
        var coverage = Assert.Single(found.Coverage, c => c.Field == "DOMN");
        Assert.Equal((8L, 5L, 62, 2L), (coverage.Uses, coverage.Aligned, coverage.Percent, coverage.Waiting));
        // The worklist: what waits, the most frequent first.
        Assert.Equal(["vannerie", "desssin"], (await _portal.Ask((ListAlignments list) => list.Run(new("", "", "", 1)))).Lines.Where(l => l.Field == "DOMN").Select(l => l.Term));
    }

    [Fact]
    public async Task Facets_are_harmonised_and_the_words_of_the_source_stay_on_the_page()
    {
        var peinture = await _portal.Search("", s => s.With("domaine", "peinture"));
        Assert.Equal(4, peinture.Total);
        Assert.Equal(["src-PROSCITEC-3"], await _portal.Refs("\"tableaux peints\""));
        var html = WebUtility.HtmlDecode(await _portal.Visitor().GetStringAsync("/notices/src-PROSCITEC-3"));
        Assert.Contains("tableaux peints", html, StringComparison.Ordinal);
        Assert.Contains("Dans la recherche", html, StringComparison.Ordinal);
        Assert.Contains("href=\"/collections?domaine=peinture\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("domaine=tableaux-peints", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_accepts_and_refuses_and_facets_follow_without_harvesting()
    {
        using var team = await _portal.SignedIn(Role.NetworkTeam);
        await Decide("desssin", "dessin", accepts: true);
        await Decide("peintures", "", accepts: false);
        await Follow();
        Assert.Equal(1, (await _portal.Search("", s => s.With("domaine", "dessin"))).Total);
        Assert.Equal(2, (await _portal.Search("", s => s.With("domaine", "peinture"))).Total);
        Assert.Equal(2, (await _portal.Search("", s => s.With("domaine", "peintures"))).Total);
        // What a person decided is not decided again by the program.
        await _portal.Ask((AlignTerms align) => align.Find("PROSCITEC", default));
        await _portal.Replay("PROSCITEC");
        Assert.Equal(2, (await _portal.Search("", s => s.With("domaine", "peintures"))).Total);
        Assert.Equal(2, await _portal.Value<long>("select count(*) from journal where action like 'alignment.%'"));
    }

    [Fact]
    public async Task A_concept_outside_the_list_or_by_somebody_else_is_refused()
    {
        Assert.IsType<Outcome.Invalid>(await Try(Person.Operator, new("PROSCITEC", "DOMN", "vannerie", "vanneries", "exact", true)));
        Assert.IsType<Outcome.Invalid>(await Try(Person.Operator, new("PROSCITEC", "DOMN", "vannerie", "", "exact", true)));
        Assert.IsType<Outcome.Invalid>(await Try(Person.Operator, new("PROSCITEC", "DOMN", "vannerie", "dessin", "presque", true)));
        Assert.IsType<Outcome.Missing>(await Try(Person.Operator, new("PROSCITEC", "DOMN", "nowhere", "dessin", "exact", true)));
        Assert.IsType<Outcome.Refused>(await Try(new Person("x", "", ""), new("PROSCITEC", "DOMN", "vannerie", "dessin", "exact", true)));
    }

    [Fact]
    public async Task A_list_loaded_later_finds_terms_and_counts_follow_the_records()
    {
        await _portal.Ask((LoadVocabulary load) => load.Run(new(new MemoryStream(Encoding.UTF8.GetBytes(Domains + "vannerie\n")), "domn.txt", "DOMN")));
        Assert.Equal(1, await _portal.Ask((AlignTerms align) => align.Find("PROSCITEC", default)));
        await _portal.Delete("PROSCITEC", "oai:p:7");
        await Joconde(6, "dessin");
        await _portal.Map("PROSCITEC");
        Assert.Equal((0L, 1L), (await Uses("vannerie"), await Uses("dessin")));
    }

    [Fact]
    public async Task A_list_loaded_later_takes_its_terms_off_the_worklist_at_the_next_round()
    {
        await Follow();
        await _portal.Ask((LoadVocabulary load) => load.Run(new(new MemoryStream(Encoding.UTF8.GetBytes(Domains + "vannerie = paniers\n")), "domn.txt", "DOMN")));
        await Joconde(8, "paniers");
        await _portal.Map("PROSCITEC");
        await Follow();
        Assert.Equal(["desssin"], (await _portal.Ask((ListAlignments list) => list.Run(new("", "", "", 1)))).Lines.Where(l => l.Field == "DOMN").Select(l => l.Term));
        Assert.Equal(3, (await _portal.Search("", s => s.With("domaine", "vannerie"))).Total);
    }

    [Fact]
    public async Task The_page_decides_and_says_so()
    {
        using var team = await _portal.SignedIn(Role.NetworkTeam);
        var page = await team.Page("/gestion/alignements?champ=DOMN");
        Assert.Contains("62 %", page.Words(), StringComparison.Ordinal);
        var form = page.QuerySelectorAll("form[method=post]").First(f => f.QuerySelector("input[name=terme]")?.GetAttribute("value") == "desssin");
        var fields = form.QuerySelectorAll("input").ToDictionary(i => i.GetAttribute("name")!, i => i.GetAttribute("value") ?? "");
        Assert.Equal("dessin", fields["concept"]);
        fields["lien"] = "exact";
        fields["decision"] = "accepter";
        using var answer = await team.PostAsync(form.GetAttribute("action"), new FormUrlEncodedContent(fields));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        await Follow();
        Assert.Equal(1, (await _portal.Search("", s => s.With("domaine", "dessin"))).Total);

        fields["terme"] = "vannerie";
        fields["concept"] = "<script>";
        using var wrong = await team.PostAsync(form.GetAttribute("action"), new FormUrlEncodedContent(fields));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        Corpora.Xss.AssertDead(await wrong.Content.ReadAsStringAsync(), "refused concept");

        using var professional = await _portal.SignedIn(Role.Moderator);
        using var closed = await professional.GetAsync("/gestion/alignements");
        Assert.Equal(HttpStatusCode.Forbidden, closed.StatusCode);
    }

    [Fact]
    public async Task The_quarantine_is_shown_and_replayed_from_its_page()
    {
        await Joconde(8, "dessin", title: "");
        await _portal.Map("PROSCITEC");
        using var team = await _portal.SignedIn(Role.NetworkTeam);
        var page = await team.Page("/gestion/correspondances?source=PROSCITEC");
        Assert.Contains("Sans identité", page.Words(), StringComparison.Ordinal);
        var form = page.QuerySelectorAll("form[method=post]").First(f => f.QuerySelector("input[name=source]") is not null);
        using var answer = await team.PostAsync(form.GetAttribute("action"), new FormUrlEncodedContent(form.QuerySelectorAll("input").ToDictionary(i => i.GetAttribute("name")!, i => i.GetAttribute("value") ?? "")));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        await Follow();
        Assert.Equal(2, await _portal.Value<int>("select tries from mapping_fault"));
    }

    private Task Decide(string term, string concept, bool accepts) => Try(Person.Operator, new("PROSCITEC", "DOMN", term, concept, "exact", accepts));

    private Task<Outcome> Try(Person who, DecideAlignment.Form form) => _portal.Ask((DecideAlignment decide) => decide.Run(who, form));

    private Task Follow() => _portal.Services.GetRequiredService<MappingRound>().Once(default);

    private Task<long> Uses(string key) => _portal.Value<long>("select uses from alignment where field = 'DOMN' and term_key = @key", new { key });

    private Task Joconde(int number, string domain, string? title = null) => _portal.Record("PROSCITEC", $"oai:p:{number}", title is { Length: 0 }
        ? """<joconde><field code="DESC">rien</field></joconde>"""
        : $"""<joconde><field code="INV">{number}</field><field code="TITR">{title ?? $"Œuvre {number}"}</field><field code="DOMN">{domain}</field></joconde>""", prefix: "joconde");

}
