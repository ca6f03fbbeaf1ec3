using System.Net;
using Musenor.Accounts.Access;
using Musenor.Interop.Harvest.Board;
using Musenor.Interop.Harvest.Runs;
using Musenor.Tests.Accounts;
using Musenor.Tests.Collections.Editing;
using Xunit;

namespace Musenor.Tests.Interop.Harvest.Board;

/// <summary>The settings of a source: each judged, secrets kept secret, the harvester's own marks left alone.</summary>
public sealed class EditSourceTests : TeamAtWork
{
    private const string Form = "#f-settings";
    private const string Settings = BoardIntents.Path + "/reglages";
    private static readonly Dictionary<string, string> All = new()
    {
        ["name"] = "Autre nom",
        ["prefix"] = "lido",
        ["sets"] = "a b",
        ["schedule"] = "daily",
        ["hours"] = "22 - 6",
        ["delay"] = "1500",
        ["max_pages"] = "40",
        ["timeout"] = "60",
        ["user_agent"] = "Essai/1.0",
        ["selective"] = "month",
        ["granularity"] = "day",
        ["overlap"] = "3600",
        ["list_mode"] = "identifiers",
        ["prefix_resent"] = "true",
        ["tls"] = "false",
        ["encoding"] = "windows-1252",
        ["sanitised"] = "false",
        ["id_from"] = "oai:old:",
        ["id_to"] = "oai:new:",
        ["rights"] = "Domaine public",
        ["deletions"] = "never",
        ["reconcile_days"] = "10",
        ["most_vanished"] = "7",
        ["alarm_faults"] = "8",
        ["alarm_drop"] = "9",
    };


    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await Portal.Known("https://8.8.8.8/oai");
    }

    [Fact]
    public async Task Every_setting_is_shown_and_saved_and_where_the_harvester_stands_is_not_touched()
    {
        using var opened = await Team.GetAsync(Settings);
        var page = await opened.Page();
        Assert.All(Setting.All, s => Assert.NotNull(page.QuerySelector($"{Form} [name={s.Name}]")));
        Dictionary<string, string> typed = new(All);
        // A run writes its marks between the opening of the form and its sending.
        using var answer = await Team.Send(Settings, typed, Form, () => Portal.Do("update harvest_source set mark = '2026-11-09T00:00:00Z', last_seq = 99, vanished = 3").GetAwaiter().GetResult());
        Assert.Equal(BoardIntents.Path, answer.Headers.Location!.ToString());
        var saved = await Portal.Source();
        Assert.Equal(typed.Select(t => $"{t.Key}={(t.Key == "hours" ? "22-6" : t.Value)}").Order(), Setting.All.Where(s => typed.ContainsKey(s.Name)).Select(s => $"{s.Name}={s.Get(saved)}").Order());
        // The sets are others: the mark is still that of its run, and of no format any more.
        Assert.Equal(["2026-11-09T00:00:00Z||99|3|2"], await Portal.Column("select mark || '|' || mark_prefix || '|' || last_seq || '|' || vanished || '|' || version from harvest_source where full_at is not null"));
        Assert.Contains("lancez une moisson complète", (await Team.Page(BoardIntents.Path)).Words(), StringComparison.Ordinal);
        var line = Assert.Single(await Portal.Column("select before || ' → ' || after from journal where action = 'harvest.settings'"));
        Assert.Contains("Autre nom", System.Text.RegularExpressions.Regex.Unescape(line), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("name", "")]
    [InlineData("url", "ici")]
    [InlineData("url", "https://8.8.8.8/oai?x=1")]
    [InlineData("prefix", "")]
    [InlineData("prefix", "oaï_dc")]
    [InlineData("schedule", "sometimes")]
    [InlineData("hours", "22-25")]
    [InlineData("hours", "6-6")]
    [InlineData("delay", "-1")]
    [InlineData("delay", "100")]
    [InlineData("delay", "vite")]
    [InlineData("max_pages", "1000001")]
    [InlineData("timeout", "1")]
    [InlineData("user_agent", "Été/1.0")]
    [InlineData("selective", "maybe")]
    [InlineData("granularity", "month")]
    [InlineData("overlap", "99999999999")]
    [InlineData("list_mode", "all")]
    [InlineData("encoding", "utf-7")]
    [InlineData("mapping", "none-such")]
    [InlineData("deletions", "all")]
    [InlineData("reconcile_days", "0")]
    [InlineData("most_vanished", "101")]
    [InlineData("alarm_faults", "")]
    [InlineData("alarm_drop", "1,5")]
    public async Task A_wrong_value_is_said_beside_its_field_and_nothing_is_saved(string field, string value)
    {
        using var answer = await Team.Send(Settings, new() { [field] = value, ["rights"] = "typed" }, Form);
        var page = await answer.Page();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.NotNull(page.QuerySelector($"#{field}-erreur"));
        Assert.Equal("typed", page.QuerySelector("#rights")!.GetAttribute("value"));
        Assert.Equal(["1"], await Portal.Column("select cast(version as text) from harvest_source"));
    }

    [Fact]
    public async Task Secrets_are_sent_to_the_source_and_shown_to_nobody()
    {
        await using var provider = await DescribedProvider.Start(1);
        await Portal.Do("update harvest_source set base_url = @Url, private_host = '127.0.0.1', delay_ms = 0", new { provider.Url });
        using var set = await Team.Send(Settings, new() { ["secrets"] = "replace", ["headers"] = "Authorization: Bearer top-secret-1" }, Form);
        Assert.Equal(HttpStatusCode.Redirect, set.StatusCode);
        await Portal.Harvest();
        Assert.Contains("Bearer top-secret-1", provider.Secrets);

        // Kept when something else is saved.
        using var other = await Team.Send(Settings, new() { ["name"] = "Autre" }, Form);
        await Portal.Harvest(isFull: true);
        Assert.Equal("Bearer top-secret-1", provider.Secrets[^1]);
        foreach (var address in new[] { Settings, BoardIntents.Path, BoardIntents.Path + "/essai", BoardIntents.Path + "/moissons" })
        {
            Assert.DoesNotContain("top-secret", await Team.GetStringAsync(address), StringComparison.Ordinal);
        }

        Assert.Contains("Des en-têtes sont enregistrés", (await Team.Page(Settings)).Words(), StringComparison.Ordinal);
        Assert.Empty(await Portal.Column("select id from journal where coalesce(before, '') || coalesce(after, '') like '%top-secret%'"));
        Assert.Empty(await Portal.Column("select code from harvest_source where headers like '%top-secret%'"));
        var told = Assert.Single(await Portal.Column("select after from journal where action = 'harvest.settings' and after like '%secrets%'"));
        Assert.Contains("secrets\":\"enregistr", told, StringComparison.Ordinal);

        using var removed = await Team.Send(Settings, new() { ["secrets"] = "remove" }, Form);
        await Portal.Harvest(isFull: true);
        Assert.Null(provider.Secrets[^1]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Authorization")]
    [InlineData("Host: inside.example")]
    [InlineData("Transfer-Encoding: chunked")]
    [InlineData("X-Clé: valeur")]
    [InlineData("X-Key: été")]
    public async Task A_header_that_is_none_or_that_the_connection_decides_is_refused_and_not_shown_again(string typed)
    {
        using var answer = await Team.Send(Settings, new() { ["secrets"] = "replace", ["headers"] = typed.Length > 0 ? $"X-Other: sesame-7\n{typed}" : "" }, Form);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var page = await answer.Page();
        Assert.NotNull(page.QuerySelector("#headers-erreur"));
        Assert.DoesNotContain("sesame-7", page.DocumentElement.OuterHtml, StringComparison.Ordinal);
        Assert.Equal("", (await Portal.Source()).Headers);
    }

    [Fact]
    public async Task By_another_rule_of_identifiers_what_is_stored_is_renamed_and_works_keep_their_address()
    {
        await using var provider = await DescribedProvider.Start(3);
        provider.Records["oai:essai.example:broken"] = null;
        await Portal.Do("update harvest_source set base_url = @Url, private_host = '127.0.0.1', delay_ms = 0", new { provider.Url });
        await Portal.Harvest(isFull: true);
        await Portal.Map();
        var before = await Origins();
        Assert.Equal(3, before.Length);
        foreach (var (from, to, kept) in new[] { ("oai:essai.example:", "oai:nord.example:", "oai:nord.example:"), ("oai:essai.example:", "nord-", "nord-"), ("", "", "oai:essai.example:") })
        {
            using var saved = await Team.Send(Settings, new() { ["id_from"] = from, ["id_to"] = to }, Form);
            Assert.Equal(before.Select(o => o.Replace("oai:essai.example:", kept, StringComparison.Ordinal)), await Origins());
            Assert.Equal([$"{kept}001", $"{kept}002", $"{kept}003"], await Portal.Column("select oai_id from harvest_record order by oai_id"));
            Assert.Equal([$"{kept}broken"], await Portal.Column("select oai_id from harvest_fault where settled_at is null"));
            var run = await Portal.Harvest();
            Assert.Equal((HarvestRun.Full, 0L, 3L), (run.Kind, run.Added, run.Unchanged));
            await Portal.Map();
            Assert.Equal(3, (await Origins()).Length);
        }

        Task<string[]> Origins() => Portal.Column("select oai_id || ' ' || ref from harvest_origin order by oai_id");
    }

    [Fact]
    public async Task A_name_that_is_taken_is_left_to_who_has_it()
    {
        await Portal.Do("""
            insert into harvest_record (source, oai_id, prefix, datestamp, status, hash, xml, first_seen_at, last_seen_at, run, seq)
            select 'essai', id, 'oai_dc', '2026-01-01', 'live', 'x', '<x/>', '2026-01-01', '2026-01-01', 'x', 1 from (select 'old:1' as id union all select 'new:1' union all select 'new:2') names
            """);
        using var saved = await Team.Send(Settings, new() { ["id_from"] = "new:", ["id_to"] = "old:" }, Form);
        Assert.Equal(["new:1", "old:1", "old:2"], await Portal.Column("select oai_id from harvest_record order by oai_id"));
    }

    [Theory]
    [InlineData("sets", "a", "running", "cancelled|incremental")]
    [InlineData("url", "https://8.8.4.4/oai", "paused", "cancelled|incremental")]
    [InlineData("id_from", "x", "waiting", "waiting|full")]
    [InlineData("name", "Autre", "running", "running|incremental")]
    public async Task A_run_that_asks_what_is_no_longer_wanted_is_given_up_and_leaves_no_mark(string field, string value, string state, string then)
    {
        var id = await Portal.Ran(1, state);
        await Portal.Do("update harvest_run set holder = 'x', mark = '2026-11-20T00:00:00Z', prefix = 'oai_dc'");
        using var saved = await Team.Send(Settings, new() { [field] = value }, Form);
        Assert.Equal([then], await Portal.Column("select state || '|' || kind from harvest_run"));

        // It was at its very end.
        var run = await Portal.Ask((RunStore runs) => runs.Find(id));
        await Portal.Ask(async (SettleRun settle) =>
        {
            await settle.Done(await Portal.Source(), run!, "", CancellationToken.None);
            return 0;
        });
        Assert.Equal([field == "name" ? "2026-11-20T00:00:00Z|oai_dc" : "2026-11-01T00:00:00Z|"], await Portal.Column("select mark || '|' || mark_prefix from harvest_source"));
    }

    [Fact]
    public async Task Two_people_at_once_the_second_is_told_and_overwrites_nothing()
    {
        using var second = await Portal.SignedIn(Role.NetworkTeam);
        using var answer = await second.Send(Settings, new() { ["name"] = "Second", ["hours"] = "1-5" }, Form, () => Team.Send(Settings, new() { ["name"] = "First" }, Form).GetAwaiter().GetResult().Dispose());
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        var page = await answer.Page();
        Assert.Contains("network_team", page.QuerySelector(".banner.warn")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("« First »", page.QuerySelector(".banner.warn")!.TextContent.Replace('\u00A0', ' '), StringComparison.Ordinal);
        Assert.Equal("Second", page.QuerySelector("#name")!.GetAttribute("value"));
        Assert.Equal("First", (await Portal.Source()).Name);
        Assert.Equal("2", page.QuerySelector("input[name=version]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task The_same_sending_twice_is_one_change()
    {
        using var opened = await Team.GetAsync(Settings);
        Dictionary<string, string> typed = new() { ["name"] = "Une fois", ["_cle"] = "same", ["version"] = "1" };
        using var first = await Team.Send(Settings, typed, Form);
        using var again = await Team.Send(Settings, new(typed) { ["__none"] = "" }, Form);
        Assert.Equal(["2"], await Portal.Column("select cast(version as text) from harvest_source"));
        Assert.Single(await Portal.Column("select id from journal where action = 'harvest.settings'"));
    }

    [Theory]
    [InlineData("http://127.0.0.1:9/oai")]
    [InlineData("https://192.168.1.1/oai")]
    public async Task An_address_of_the_inside_is_refused(string url)
    {
        using var answer = await Team.Send(Settings, new() { ["url"] = url }, Form);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("adresse privée", (await answer.Page()).QuerySelector("#url-erreur")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("https://8.8.8.8/oai", (await Portal.Source()).BaseUrl);
    }

    [Fact]
    public async Task Another_door_loses_what_was_allowed_and_confided_for_the_first()
    {
        await using var provider = await DescribedProvider.Start();
        await using var other = await DescribedProvider.Start();
        await Portal.Do("update harvest_source set base_url = @Url, private_host = '127.0.0.1', headers = 'sealed', delay_ms = 1000", new { provider.Url });

        // Another path of the same door is the same; another port of the same machine is not.
        using var path = await Team.Send(Settings, new() { ["url"] = provider.Url + "2" }, Form);
        Assert.Equal(("127.0.0.1", "sealed"), ((await Portal.Source()).PrivateHost, (await Portal.Source()).Headers));
        using var port = await Team.Send(Settings, new() { ["url"] = other.Url }, Form);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, port.StatusCode);

        using var away = await Team.Send(Settings, new() { ["url"] = "https://8.8.4.4/oai" }, Form);
        Assert.Equal(("", ""), ((await Portal.Source()).PrivateHost, (await Portal.Source()).Headers));
        Assert.Contains("en-têtes secrets ont été retirés", (await Team.Page(BoardIntents.Path)).Words(), StringComparison.Ordinal);

        // And the way back is closed to a form.
        using var back = await Team.Send(Settings, new() { ["url"] = provider.Url }, Form);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, back.StatusCode);
    }
}
