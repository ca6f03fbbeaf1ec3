using System.Net;
using Musenor.Interop.Harvest.Runs;
using Musenor.Tests.Accounts;
using Musenor.Tests.Collections.Editing;
using Musenor.Tests.Interop.Mapping;
using Xunit;

namespace Musenor.Tests.Interop.Harvest.Board;

/// <summary>What a person decides of a source on its page.</summary>
public sealed class SteerSourceTests : TeamAtWork
{
    [Fact]
    public async Task A_harvest_is_asked_once_and_the_worker_takes_it()
    {
        await using var provider = await DescribedProvider.Start(2);
        await Portal.Told(provider);
        await Do("#f-now", "La moisson est demandée", ("geste", "moissonner"), ("_cle", "same"));
        await Do("#f-rest", "", ("geste", "moissonner"), ("_cle", "same"));
        Assert.Equal(["waiting|full"], await Runs());
        Assert.Single(await Portal.Column("select id from journal where action = 'harvest.ask'"));
        await Portal.Ask(async (HarvestWorker worker) =>
        {
            await worker.Turn(CancellationToken.None);
            return 0;
        });
        Assert.Equal(["done|full"], await Runs());
        await Do("#f-now", "La moisson est demandée");
        Assert.Equal(["done|full", "waiting|incremental"], await Runs());
    }

    [Fact]
    public async Task A_complete_harvest_takes_the_place_of_one_that_waits_and_not_of_one_that_runs()
    {
        await Portal.Known();
        await Portal.Ran(1, "paused");
        await Do("#f-full", "La moisson complète est demandée");
        Assert.Equal(["cancelled|incremental", "waiting|full"], await Runs());
        await Portal.Do("update harvest_run set state = 'running', kind = 'incremental' where state = 'waiting'");
        using var refused = await Send("#f-full", ("geste", "complete"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("arrêtez-la d’abord", (await refused.Page()).Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_source_rests_and_comes_back_with_its_run()
    {
        await Portal.Known();
        await Portal.Ran(1, "running");
        await Portal.Do("update harvest_run set beat_at = @now, holder = 'x'", new { now = Portal.Clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture) });
        await Do("#f-rest", "La source est au repos");
        Assert.Equal("paused", (await Portal.Source()).State);
        Assert.Equal(["asked"], await Portal.Column("select 'asked' from harvest_run where is_stop_asked = @yes", new { yes = true }));
        // The harvester heard, and stopped where it was.
        await Portal.Do("update harvest_run set state = 'paused', resume_at = null");
        using var asleep = await Send("#f-rest", ("geste", "moissonner"));
        Assert.Contains("reprenez-la d’abord", (await asleep.Page()).Words(), StringComparison.Ordinal);
        await Do("#f-rest", "La source est reprise");
        Assert.Equal("active", (await Portal.Source()).State);
        Assert.Equal(["again"], await Portal.Column("select 'again' from harvest_run where state = 'paused' and resume_at is not null"));
    }

    [Fact]
    public async Task A_source_that_was_stopped_comes_back_by_a_person_only_and_the_journal_says_from_what()
    {
        await Portal.Known();
        await Portal.Do("update harvest_source set state = 'stopped', state_reason = 'status 403'");
        var page = await Team.Page(BoardIntents.Path);
        Assert.Contains("La source a refusé de répondre (403).", page.Words(), StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("#f-now"));
        await Do("#f-rest", "La source est reprise");
        Assert.Equal(("active", ""), ((await Portal.Source()).State, (await Portal.Source()).StateReason));
        Assert.Equal(["status 403"], await Portal.Column("select before from journal where action = 'harvest.resume'"));
    }

    [Fact]
    public async Task A_run_is_stopped_whether_it_hears_or_is_dead_and_may_be_given_up()
    {
        await Portal.Known();
        using var none = await Send("#f-rest", ("geste", "arreter"));
        Assert.Contains("Aucune moisson n’est en cours", (await none.Page()).Words(), StringComparison.Ordinal);
        await Portal.Ran(1, "running");
        await Portal.Do("update harvest_run set beat_at = '2026-01-01T00:00:00Z', holder = 'dead'");
        await Do("#f-stop", "L’arrêt est demandé");
        Assert.Equal(["paused|incremental"], await Runs());
        await Do("#f-leave", "La moisson est abandonnée");
        Assert.Equal(["cancelled|incremental"], await Runs());
    }

    [Fact]
    public async Task A_run_that_a_person_stopped_goes_on_at_the_next_time_of_its_schedule()
    {
        await using var provider = await DescribedProvider.Start(2);
        await Portal.Told(provider);
        await Portal.Do("update harvest_source set schedule = 'daily'");
        var now = Portal.Clock.GetUtcNow();
        await Portal.Ran(1, "running");
        await Portal.Do("update harvest_run set asked_at = @asked, beat_at = @beat, holder = 'dead'", new { asked = now.AddDays(-3), beat = now.AddMinutes(-2) });
        await Do("#f-stop", "à la prochaine moisson prévue");
        await Turn();
        Assert.Equal(["paused|incremental"], await Runs());
        Portal.Clock.Advance(TimeSpan.FromHours(21));
        await Turn();
        Assert.Equal(["done|incremental"], await Runs());
    }

    [Fact]
    public async Task The_window_of_a_run_that_rests_is_asked_again_from_its_beginning()
    {
        await using var provider = await DescribedProvider.Start(2);
        await Portal.Told(provider);
        await Portal.Ran(1, "paused", problem: "timeout");
        await Portal.Do("update harvest_run set prefix = 'oai_dc', granularity = 'second', mark = '2026-11-01T00:00:00Z', token = 'worn-out', window_from = '2026-10-01T00:00:00Z', page = 7, list_page = 2, list_seen = 40, list_size = 90, resume_at = '2027-01-01T00:00:00Z'");
        await Do("#f-again", "redemandée depuis son début");
        Assert.Single(await Portal.Column("select id from journal where action = 'harvest.restart'"));
        await Turn();
        Assert.Equal(["done|incremental"], await Runs());
        Assert.Equal("/oai?verb=ListRecords&metadataPrefix=oai_dc&from=2026-10-01T00:00:00Z", Assert.Single(provider.Asked));
        using var none = await Send("#f-rest", ("geste", "recommencer"));
        Assert.Contains("Aucune moisson n’est en pause", (await none.Page()).Words(), StringComparison.Ordinal);
    }

    private Task<int> Turn() => Portal.Ask(async (HarvestWorker worker) =>
    {
        await worker.Turn(CancellationToken.None);
        return 0;
    });

    [Fact]
    public async Task The_mapping_is_replayed()
    {
        await using var provider = await DescribedProvider.Start(1);
        await Portal.Told(provider);
        await Portal.Harvest();
        await Portal.Map();
        await Do("#f-replay", "repassent par leur correspondance");
        Assert.Single(await Portal.Column("select id from journal where action = 'mapping.replay'"));
    }

    [Theory]
    [InlineData("demenager", "https://8.8.4.4/new", "", "")]
    [InlineData("rester", "https://essai.example/oai", "sealed", "127.0.0.1")]
    public async Task A_new_address_is_taken_or_left_by_a_person(string deed, string url, string headers, string host)
    {
        await Portal.Known();
        await Portal.Do("update harvest_source set proposed_url = 'https://8.8.4.4/new', headers = 'sealed', private_host = '127.0.0.1'");
        await Do("#f-moved", "", ("geste", deed));
        var source = await Portal.Source();
        Assert.Equal((url, "", headers, host, "2026-11-01T00:00:00Z"), (source.BaseUrl, source.ProposedUrl, source.Headers, source.PrivateHost, source.Mark));
        Assert.Equal([deed == "demenager" ? "harvest.moved" : "harvest.stays"], await Portal.Column("select action from journal where action like 'harvest.%'"));
    }

    [Fact]
    public async Task A_new_address_of_the_inside_or_another_than_the_one_shown_is_not_taken()
    {
        await Portal.Known();
        await Portal.Do("update harvest_source set proposed_url = 'http://10.0.0.1/oai'");
        using var inside = await Send("#f-moved", ("geste", "demenager"));
        Assert.Contains("adresse privée", (await inside.Page()).Words(), StringComparison.Ordinal);
        using var stale = await Send("#f-moved", ("geste", "demenager"), ("adresse", "https://8.8.4.4/oai"));
        Assert.Equal(HttpStatusCode.Conflict, stale.StatusCode);
        Assert.Equal("https://essai.example/oai", (await Portal.Source()).BaseUrl);
    }

    [Fact]
    public async Task What_vanished_is_removed_once_a_person_says_so_and_what_a_run_saw_since_is_not()
    {
        await Vanish();
        var page = await Team.Page(BoardIntents.Path);
        Assert.Contains("3 notices ne sont plus dans la dernière liste", page.Words(), StringComparison.Ordinal);
        Assert.Equal(3, page.QuerySelectorAll(".banner details li a").Length);

        // One of them was seen meanwhile: another question than the one on the screen.
        using var stale = await Send("#f-vanished", ("geste", "supprimer"), ("nombre", "4"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, stale.StatusCode);
        await Do("#f-vanished", "sont retirées", ("geste", "supprimer"), ("_cle", "same"));
        await Portal.Map();
        Assert.Equal(["oai:essai.example:004", "oai:essai.example:005"], await Portal.Column("select oai_id from harvest_record where status = 'live' order by oai_id"));
        Assert.Equal(2, await Portal.Value<long>("select count(*) from harvest_origin where is_deleted = @no", new { no = false }));
        Assert.Equal(0, (await Portal.Source()).Vanished);
        Assert.Equal(["3"], await Portal.Column("select after from journal where action = 'harvest.vanished'"));
    }

    [Fact]
    public async Task What_vanished_may_be_kept()
    {
        await Vanish();
        await Do("#f-vanished", "restent en ligne", ("geste", "garder"));
        Assert.Equal(5, await Portal.Value<long>("select count(*) from harvest_record where status = 'live'"));
        Assert.Equal(0, (await Portal.Source()).Vanished);
        Assert.Null((await Team.Page(BoardIntents.Path)).QuerySelector("#f-vanished"));
    }

    private async Task Vanish()
    {
        await using var provider = await DescribedProvider.Start(5);
        provider.Deleted = "no";
        await Portal.Told(provider);
        await Portal.Harvest(isFull: true);
        await Portal.Map();
        Portal.Clock.Advance(TimeSpan.FromHours(1));
        foreach (var id in provider.Records.Keys.Take(3).ToList())
        {
            provider.Records.Remove(id);
        }

        await Portal.Harvest(isFull: true);
        Assert.Equal(3, (await Portal.Source()).Vanished);
    }

    private Task<string[]> Runs() => Portal.Column("select state || '|' || kind from harvest_run order by id");

    private async Task Do(string form, string said, params (string Name, string Value)[] fields)
    {
        using var answer = await Send(form, fields);
        Assert.True(answer.StatusCode == HttpStatusCode.Redirect, await answer.Content.ReadAsStringAsync());
        Assert.Contains(said, (await Team.Page(BoardIntents.Path)).Words(), StringComparison.Ordinal);
    }

    /// <summary>Presses the first button of a form.</summary>
    private async Task<HttpResponseMessage> Send(string form, params (string Name, string Value)[] fields)
    {
        var typed = fields.ToDictionary(f => f.Name, f => f.Value);
        typed.TryAdd("geste", (await Team.Page(BoardIntents.Path)).QuerySelector($"{form} button")?.GetAttribute("value") ?? "");
        return await Team.Send(BoardIntents.Path, typed, form);
    }
}
