using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Musenor.Accounts.Access;
using Musenor.Collections.Editing;
using Musenor.Collections.Harvested;
using Musenor.Tests.Accounts;
using Musenor.Tests.Collections;
using Musenor.Tests.Collections.Editing;
using Musenor.Web;
using Xunit;

namespace Musenor.Tests.Interop.Mapping;

/// <summary>Two notices of one object: the numbers propose, a person decides, and can go back on it.</summary>
public sealed class TwinsTests : IAsyncLifetime
{
    private readonly MusenorFixture _portal = new();

    public async Task InitializeAsync()
    {
        foreach (var (source, name) in new[] { ("RESEAU", "Réseau des musées"), ("PROSCITEC", "Proscitec") })
        {
            await _portal.Source(source, name);
        }

        await Work("RESEAU", "1", "Sabot rouge", "7");
        await Work("PROSCITEC", "1", "Sabot rouge", "7");
        await Work("PROSCITEC", "2", "Sabot de bois", "1999-3");
    }

    public async Task DisposeAsync() => await _portal.DisposeAsync();

    [Fact]
    public async Task What_the_numbers_join_is_parted_for_good_and_joined_again_when_the_decision_is_forgotten()
    {
        Assert.Equal(2, (await _portal.Refs("sabot")).Length);
        await Decide(DecideTwins.Part, "src-RESEAU-1", "src-PROSCITEC-1");
        Assert.Equal(3, (await _portal.Refs("sabot")).Length);
        // The network sends it again, changed: the decision holds.
        await Work("PROSCITEC", "1", "Sabot rouge, avec sa bride", "7");
        Assert.Equal(3, (await _portal.Refs("sabot")).Length);
        await Decide(DecideTwins.Forget, "src-PROSCITEC-1", "src-RESEAU-1");
        Assert.Equal(2, (await _portal.Refs("sabot")).Length);
    }

    [Fact]
    public async Task What_no_number_tells_is_joined_by_a_person_and_stays_joined()
    {
        await Decide(DecideTwins.Part, "src-RESEAU-1", "src-PROSCITEC-1");
        await Decide(DecideTwins.Join, "/notices/src-RESEAU-1?q=sabot", "https://portail.example/notices/src-PROSCITEC-2");
        Assert.Equal(["src-PROSCITEC-1", "src-RESEAU-1"], (await _portal.Refs("sabot")).Order(StringComparer.Ordinal));
        Assert.Contains("Cette œuvre dans un autre réseau", WebUtility.HtmlDecode(await _portal.Visitor().GetStringAsync("/notices/src-PROSCITEC-2")), StringComparison.Ordinal);
        await Work("PROSCITEC", "2", "Sabot de frêne", "1999-4");
        Assert.Equal(2, (await _portal.Refs("sabot")).Length);
        // Two records of one network that a person calls one: its word counts.
        await Decide(DecideTwins.Join, "src-PROSCITEC-1", "src-PROSCITEC-2");
        await Decide(DecideTwins.Join, "src-PROSCITEC-1", "src-RESEAU-1");
        Assert.Single(await _portal.Refs("sabot"));
    }

    [Fact]
    public async Task When_the_notice_that_lists_show_is_withdrawn_another_takes_its_place_until_it_comes_back()
    {
        Assert.Contains("src-RESEAU-1", await _portal.Refs("sabot rouge"));
        await _portal.Ask((WithdrawNotices withdraw) => withdraw.Run(Person.Operator, new(["src-RESEAU-1"], "droits", "")));
        Assert.Equal(["src-PROSCITEC-1"], await _portal.Refs("sabot rouge"));
        await _portal.Ask((PublishNotices publish) => publish.Run(Person.Operator, new(["src-RESEAU-1"])));
        Assert.Equal(["src-RESEAU-1"], await _portal.Refs("sabot rouge"));
    }

    [Fact]
    public async Task Two_that_a_person_parted_stay_so_when_a_third_is_the_same_object_as_both()
    {
        await _portal.Source("TIERS", "Un tiers");
        await Work("TIERS", "1", "Sabot rouge", "7");
        Assert.Single(await _portal.Refs("sabot rouge"));
        await Decide(DecideTwins.Part, "src-PROSCITEC-1", "src-TIERS-1");
        Assert.Equal(["src-RESEAU-1", "src-TIERS-1"], (await _portal.Refs("sabot rouge")).Order(StringComparer.Ordinal));
        await Work("TIERS", "1", "Sabot rouge vif", "7");
        Assert.Equal(["src-RESEAU-1", "src-TIERS-1"], (await _portal.Refs("sabot rouge")).Order(StringComparer.Ordinal));
        await Decide(DecideTwins.Forget, "src-PROSCITEC-1", "src-TIERS-1");
        Assert.Single(await _portal.Refs("sabot rouge"));
    }

    [Fact]
    public async Task A_notice_of_ours_and_its_twin_of_a_network_lead_to_each_other()
    {
        await _portal.Services.GetRequiredService<Musenor.Storage.Database>().Write((c, t) => Dapper.SqlMapper.ExecuteAsync(c, "update notice set source = null where ref = 'src-RESEAU-1'", transaction: t));
        await Decide(DecideTwins.Join, "src-RESEAU-1", "src-PROSCITEC-1");
        foreach (var (page, other, named) in new[] { ("src-RESEAU-1", "src-PROSCITEC-1", "(Proscitec)"), ("src-PROSCITEC-1", "src-RESEAU-1", "(ce portail)") })
        {
            var html = WebUtility.HtmlDecode(await _portal.Visitor().GetStringAsync($"/notices/{page}"));
            Assert.Contains($"href=\"/notices/{other}\"", html, StringComparison.Ordinal);
            Assert.Contains(named, html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_any_of_its_notices_says_finds_the_one_that_lists_show()
    {
        await Pictured("avec une bride tressée");
        Assert.Equal(["src-RESEAU-1"], await _portal.Refs("tressée"));
        Assert.Equal(["src-RESEAU-1"], await Found("image", "1"));
        Assert.Equal(["src-RESEAU-1"], await Found("domaine", "sculpture"));
        await Decide(DecideTwins.Join, "src-RESEAU-1", "src-PROSCITEC-2");
        await Decide(DecideTwins.Join, "src-PROSCITEC-1", "src-PROSCITEC-2");
        await _portal.Record("PROSCITEC", "oai:x:2", HarvestedIntents.Work("Sabot de bois", "1999-3", "Musée (M0501)"));
        await _portal.Map("PROSCITEC");
        Assert.Equal(["src-RESEAU-1"], await Found("musee", "m0501"));
        // It is not theirs to edit for all that.
        Assert.Equal(["src-PROSCITEC-2"], (await _portal.Ask((ListNoticesToEdit list) => list.Refs(Person.Operator, new NoticeFilter { Museum = "M0501" }))).ToArray());

        // Read again whole, all is as it was left piece by piece.
        var before = await Derived();
        await _portal.Ask((Musenor.Collections.Notices.Reindex again) => again.Run());
        Assert.Equal(before, await Derived());
        Assert.Equal(["src-RESEAU-1"], await _portal.Refs("tressée"));

        await Pictured("avec une bride de cuir");
        Assert.Empty(await _portal.Refs("tressée"));
        Assert.Equal(["src-RESEAU-1"], await _portal.Refs("cuir"));
        await _portal.Delete("PROSCITEC", "oai:x:1");
        await _portal.Map("PROSCITEC");
        Assert.Empty(await _portal.Refs("cuir"));
        Assert.Empty(await Found("image", "1"));
        Assert.Equal(["src-RESEAU-1"], await _portal.Refs("bois"));
    }

    [Fact]
    public async Task The_page_lists_parts_and_joins_and_says_what_is_wrong()
    {
        using var team = await _portal.SignedIn(Role.NetworkTeam);
        var page = await team.Page(Path);
        Assert.Contains("1 œuvre décrite par plusieurs notices", page.Words(), StringComparison.Ordinal);
        foreach (var (other, said) in new[] { ("nulle-part", "Aucune notice n’a la référence « nulle-part »."), ("src-PROSCITEC-2", "C’est deux fois la même notice"), ("", "Indiquer la référence") })
        {
            using var answer = await Sent(team, ("une", "src-PROSCITEC-2"), ("autre", other), ("decision", "joindre"));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
            Assert.Contains(said, (await answer.Page()).Words(), StringComparison.Ordinal);
        }

        using var done = await Sent(team, ("une", "src-PROSCITEC-2"), ("autre", "src-RESEAU-1"), ("decision", "separer"));
        Assert.Equal(HttpStatusCode.Redirect, done.StatusCode);
        Assert.Contains("deux œuvres", (await team.Page(Path)).Words(), StringComparison.Ordinal);
        using var referent = await _portal.SignedIn(Role.MuseumReferent, "M0500");
        Assert.Equal(HttpStatusCode.Forbidden, (await referent.GetAsync(Path)).StatusCode);
    }

    private const string Path = "/gestion/oeuvres-communes";

    private static Task<HttpResponseMessage> Sent(HttpClient team, params (string Name, string Value)[] fields) =>
        team.Send(Path, fields.ToDictionary(f => f.Name, f => f.Value), "form[method=post]:has([value=joindre])");

    private async Task<string[]> Found(string facet, string value) => [.. (await _portal.Search("", s => s.With(facet, value))).Lines.Select(l => l.Ref)];

    private async Task<string> Derived()
    {
        await using var connection = await _portal.Services.GetRequiredService<Musenor.Storage.Database>().Open();
        var rows = await Dapper.SqlMapper.QueryAsync<(string, string, int, bool)>(connection, "select ref, facets, quality, is_public from notice_column order by ref");
        return string.Join('\n', rows);
    }

    private async Task Pictured(string description)
    {
        await _portal.Record("PROSCITEC", "oai:x:1", HarvestedIntents.Dc(("title", "Sabot rouge"), ("identifier", "Inv. 7"), ("type", "sculpture"), ("publisher", "Musée (M0500)"),
            ("description", description), ("relation", "https://img.example/7.jpg")));
        await _portal.Map("PROSCITEC");
    }

    private async Task Work(string source, string id, string title, string number)
    {
        await _portal.Record(source, $"oai:x:{id}", HarvestedIntents.Work(title, number, "Musée (M0500)"));
        await _portal.Map(source);
    }

    private async Task Decide(string verdict, string one, string other) =>
        Assert.IsType<Outcome.Done>(await _portal.Services.GetRequiredService<DecideTwins>().Run(Person.Operator, new(one, other, verdict)));
}
