using System.Diagnostics;
using System.Net;
using Musenor.Accounts.Access;
using Musenor.Interop.Harvest.Board;
using Musenor.Tests.Accounts;
using Musenor.Tests.Collections.Editing;
using Musenor.Tests.Interop.Mapping;
using Xunit;

namespace Musenor.Tests.Interop.Harvest.Board;

/// <summary>A source is tried before it is harvested: its own words are kept, what is wrong is said, its first records are shown.</summary>
public sealed class TrySourceTests : TeamAtWork
{
    private const string Trial = BoardIntents.Path + "/essai";
    private DescribedProvider _provider = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        _provider = await DescribedProvider.Start(3);
    }

    public override async Task DisposeAsync()
    {
        await _provider.DisposeAsync();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task A_sound_source_is_tried_kept_as_evidence_and_nothing_is_said_against_it()
    {
        _provider.Sets = "a b";
        await Portal.Told(_provider, set: "A");
        Assert.Contains("pas encore été testée", (await Team.Page(Trial)).Words(), StringComparison.Ordinal);
        var page = await Probe();
        Assert.Contains("Rien à redire", page.Words(), StringComparison.Ordinal);
        Assert.Contains("Dépôt <b>d’essai</b>", page.QuerySelector("dl")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("2 ensembles", page.Words(), StringComparison.Ordinal);
        Assert.Equal(["Identify|200|", "ListMetadataFormats|200|", "ListSets|200|"], await Portal.Column("select verb || '|' || status || '|' || problem from harvest_evidence order by verb"));
        Assert.Equal(["/oai?verb=Identify", "/oai?verb=ListMetadataFormats", "/oai?verb=ListSets"], _provider.Asked);
        Assert.Single(await Portal.Column("select id from journal where action = 'harvest.probe'"));
    }

    [Fact]
    public async Task Pressing_twice_asks_the_source_once()
    {
        await Portal.Told(_provider);
        using var second = await Portal.SignedIn(Role.NetworkTeam);
        var both = await Task.WhenAll(Team.Send(Trial, [], "#f-probe"), second.Send(Trial, [], "#f-probe"));
        Assert.All(both, a => Assert.Equal(HttpStatusCode.Redirect, a.StatusCode));
        Array.ForEach(both, a => a.Dispose());
        Assert.Equal(3, _provider.Asked.Count);
        Portal.Clock.Advance(TimeSpan.FromMinutes(1));
        await Probe();
        Assert.Equal(6, _provider.Asked.Count);
    }

    [Theory]
    [InlineData("lido oai_dc", "", "/oai?verb=ListRecords&metadataPrefix=oai_dc")]
    [InlineData("lido edm", "La source ne propose pas le format demandé (lido edm).", "/oai?verb=ListMetadataFormats")]
    public async Task The_records_are_tried_in_the_format_of_the_real_run(string prefixes, string problem, string asked)
    {
        await Portal.Told(_provider);
        await Portal.Do("update harvest_source set prefix = @prefixes", new { prefixes });
        var trial = (await Portal.Ask((TryRecords tries) => tries.Run(Person.Operator, "essai")))!;
        Assert.Equal((problem.Length > 0 ? 0 : 3, problem), (trial.Records.Count, BoardWords.Problem(trial.Problem)));
        Assert.Equal(asked, _provider.Asked[^1]);
    }

    [Fact]
    public async Task What_does_not_fit_is_told_in_plain_words()
    {
        (_provider.Skew, _provider.Granularity, _provider.Deleted, _provider.Formats, _provider.Sets) = (TimeSpan.FromMinutes(-12), "YYYY-MM-DD", "no", "mods rdf", "a");
        await Portal.Told(_provider, "lido edm", "b");
        var said = (await Probe()).QuerySelector("#constats ~ ul")!.TextContent.Replace('\u00A0', ' ');
        foreach (var expected in new[] { "L’horloge de la source a 12 min 0 s de retard", "au jour près", "n’annonce pas ses suppressions", "ne propose pas le format demandé (lido edm). Elle propose : mods, rdf", "ne nomme pas ces ensembles : b" })
        {
            Assert.Contains(expected, said.Replace("12 min 1 s", "12 min 0 s", StringComparison.Ordinal).Replace("11 min 59 s", "12 min 0 s", StringComparison.Ordinal), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("html", "n’est pas de l’OAI-PMH (statut 200)")]
    [InlineData("forbidden", "n’est pas de l’OAI-PMH (statut 403)")]
    [InlineData("dtd", "contient une DTD, interdite")]
    public async Task An_answer_that_is_none_is_told(string quirk, string expected)
    {
        _provider.Quirk = quirk;
        await Portal.Told(_provider);
        Assert.Contains(expected, (await Probe()).Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_set_asked_of_a_source_without_sets_and_a_format_without_mapping_are_told()
    {
        _provider.Formats = "mods";
        await Portal.Told(_provider, "mods", "a");
        var said = (await Probe()).Words();
        Assert.Contains("n’a pas d’ensembles", said, StringComparison.Ordinal);
        Assert.Contains("Aucune correspondance n’existe pour le format mods", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_source_that_moved_for_good_leaves_its_new_address_to_a_person()
    {
        await using var next = await DescribedProvider.Start();
        await Portal.Told(_provider);
        _provider.MovedTo = next.Url;
        await Probe();
        Assert.Equal(next.Url, (await Portal.Source()).ProposedUrl);
    }

    [Fact]
    public async Task A_source_that_never_answers_does_not_hold_the_page()
    {
        _provider.Quirk = "hang";
        await Portal.Told(_provider);
        await Portal.Do("update harvest_source set timeout_s = 2");
        var watch = Stopwatch.StartNew();
        var page = await Probe();
        Assert.True(watch.Elapsed < ProbeSource.Budget, $"{watch.Elapsed}");
        Assert.Contains("La source n’a pas répondu à temps", page.Words(), StringComparison.Ordinal);
        Assert.Equal(["Identify|timeout", "ListMetadataFormats|skipped", "ListSets|skipped"], await Portal.Column("select verb || '|' || problem from harvest_evidence order by verb"));
        using var tried = await Team.Send(Trial, [], "#f-try");
        Assert.Contains("La source n’a pas répondu à temps", (await tried.Page()).Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_source_of_the_inside_that_the_machine_did_not_allow_is_not_asked()
    {
        await Portal.Told(_provider);
        await Portal.Do("update harvest_source set private_host = ''");
        Assert.Contains("mène à l’intérieur du réseau", (await Probe()).Words(), StringComparison.Ordinal);
        using var tried = await Team.Send(Trial, [], "#f-try");
        Assert.Contains("mène à l’intérieur du réseau", (await tried.Page()).Words(), StringComparison.Ordinal);
        Assert.Empty(_provider.Asked);
    }

    [Fact]
    public async Task A_source_allowed_inside_does_not_lead_to_another_host_of_the_inside()
    {
        await Portal.Told(_provider);
        _provider.MovedTo = _provider.Url.Replace("127.0.0.1", "127.0.0.2", StringComparison.Ordinal);
        Assert.Contains("mène à l’intérieur du réseau", (await Probe()).Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_records_are_shown_mapped_and_nothing_is_kept()
    {
        for (var i = 4; i <= 60; i++)
        {
            _provider.Records[$"oai:essai.example:{i:000}"] = HarvestedIntents.Work($"Œuvre {i}", $"2026.{i}");
        }

        (_provider.Records["oai:essai.example:002"], _provider.Records["oai:essai.example:003"]) = ("", HarvestedIntents.Dc(("type", "peinture")));
        await Portal.Told(_provider);
        using var answer = await Team.Send(Trial, [], "#f-try");
        var page = await answer.Page();
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("50 notices lues", page.Words(), StringComparison.Ordinal);
        Assert.Contains("1 resterait en quarantaine", page.Words(), StringComparison.Ordinal);
        Assert.Equal(50, page.QuerySelectorAll("details .beside").Length);
        Assert.Contains("Œuvre 1", page.QuerySelector("details .beside dl")!.TextContent, StringComparison.Ordinal);
        foreach (var table in new[] { "harvest_run", "harvest_record", "harvest_page", "harvest_fault", "mapping_fault", "harvest_evidence", "notice" })
        {
            Assert.Equal(0, await Portal.Value<long>($"select count(*) from {table}"));
        }
    }

    private async Task<AngleSharp.Dom.IDocument> Probe()
    {
        using var answer = await Team.Send(Trial, [], "#f-probe");
        Assert.True(answer.StatusCode == HttpStatusCode.Redirect, $"{answer.StatusCode}");
        return await Team.Page(Trial);
    }
}
