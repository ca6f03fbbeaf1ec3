using System.Net;
using Musenor.Interop.Mapping;
using Musenor.Tests.Accounts;
using Musenor.Tests.Collections.Editing;
using Musenor.Tests.Interop.Mapping;
using Xunit;

namespace Musenor.Tests.Interop.Harvest.Board;

/// <summary>What was put aside, of both kinds: why, what was received, and once more; any record beside what is made of it.</summary>
public sealed class QuarantineTests : TeamAtWork
{
    private const string Faults = BoardIntents.Path + "/quarantaine";
    private const string Broken = "oai:essai.example:bad";
    private const string Bare = "oai:essai.example:bare";
    private DescribedProvider _provider = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        _provider = await DescribedProvider.Start(2);
        _provider.Records[Broken] = null;
        _provider.Records[Bare] = HarvestedIntents.Dc(("type", "<script>alert(1)</script>"));
        await Portal.Told(_provider);
        await Portal.Harvest();
        await Portal.Map();
    }

    public override async Task DisposeAsync()
    {
        await _provider.DisposeAsync();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task Both_kinds_are_listed_with_reason_dates_tries_and_what_was_received()
    {
        var page = await Team.Page(Faults);
        var cards = page.QuerySelectorAll(".cards > li");
        Assert.Equal(2, cards.Length);
        Assert.Contains("XML fautif.", cards[0].TextContent.Replace('\u00A0', ' '), StringComparison.Ordinal);
        Assert.Contains("coupé</titre>", cards[0].QuerySelector("pre")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("(MISSING-ID)", cards[1].TextContent, StringComparison.Ordinal);
        Assert.All(cards, c => Assert.Contains("1 essai.", c.TextContent, StringComparison.Ordinal));
        Assert.Single((await Team.Page(Faults + "?genre=mapping")).QuerySelectorAll(".cards > li"));
        Assert.Contains("Illisibles : 1 ; sans notice possible : 1", (await Team.Page(BoardIntents.Path)).Words().Replace('\u00A0', ' ').Replace('\u202F', ' '), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_is_asked_again_and_leaves_the_quarantine_when_it_can_be_read()
    {
        await Retry("harvest", Broken, "toujours illisible");
        Assert.Equal(["2"], await Portal.Column("select cast(tries as text) from harvest_fault where settled_at is null"));
        _provider.Records[Broken] = HarvestedIntents.Work("Retrouvée", "2026.9");
        await Retry("harvest", Broken, "sort de la quarantaine");
        Assert.Empty(await Portal.Column("select oai_id from harvest_fault where settled_at is null"));
        await Portal.Map();
        Assert.NotNull(await Portal.Address("essai", Broken));
        Assert.Equal(2, await Portal.Value<long>("select count(*) from journal where action = 'harvest.retry'"));

        // A whole harvest afterwards finds nothing new.
        var run = await Portal.Harvest(isFull: true);
        Assert.Equal((0L, 0L), (run.Added, run.Changed));
    }

    [Fact]
    public async Task A_source_that_does_not_answer_leaves_the_record_where_it_is()
    {
        _provider.Quirk = "forbidden";
        using var answer = await Send("harvest", Broken);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("La source a refusé de répondre (403).", (await answer.Page()).Words(), StringComparison.Ordinal);
        Assert.Equal(["1"], await Portal.Column("select cast(tries as text) from harvest_fault where settled_at is null"));
    }

    [Fact]
    public async Task A_record_without_notice_goes_through_the_mapping_again()
    {
        await Retry("mapping", Bare, "repasse par la correspondance");
        await Portal.Ask(async (MappingRound round) =>
        {
            await round.Once(CancellationToken.None);
            return 0;
        });
        Assert.Equal(["2"], await Portal.Column("select cast(tries as text) from mapping_fault"));
    }

    [Fact]
    public async Task A_record_of_nowhere_or_without_identifier_cannot_be_tried()
    {
        using var unknown = await Send("mapping", "oai:none");
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        using var nameless = await Send("harvest", "0198c0de-0000-7000-8000-000000000001/3/4");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, nameless.StatusCode);
        await Portal.Do("update harvest_fault set oai_id = '0198c0de-0000-7000-8000-000000000001/3/4'");
        var page = await Team.Page(Faults + "?genre=harvest");
        Assert.Contains("Enregistrement sans identifiant", page.Words(), StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll(".cards form"));
    }

    [Fact]
    public async Task Any_record_is_shown_as_it_came_beside_what_is_made_of_it()
    {
        var page = await Team.Page($"{BoardIntents.Path}/enregistrement?id=oai:essai.example:001");
        var sides = page.QuerySelectorAll(".beside > div");
        Assert.Contains("<dc:title>Œuvre 1</dc:title>", sides[0].QuerySelector("pre")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Œuvre 1", sides[1].QuerySelector("dl")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("2026.1", sides[1].QuerySelector("dl")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector($"a[href='/notices/{await Portal.Address("essai", "oai:essai.example:001")}']"));
    }

    [Theory]
    [InlineData(Bare)]
    [InlineData(Broken)]
    public async Task What_a_source_writes_runs_no_script(string id)
    {
        var page = await Team.Page($"{BoardIntents.Path}/enregistrement?id={id}");
        Assert.NotNull(page.QuerySelector(".banner.warn"));
        Assert.DoesNotContain(page.QuerySelectorAll("script"), s => s.TextContent.Contains("alert", StringComparison.Ordinal));
        Assert.NotEqual("", page.QuerySelector("pre.raw")!.TextContent);
        Assert.Empty(page.QuerySelectorAll("pre.raw *"));
    }

    [Fact]
    public async Task A_record_that_never_came_is_not_there()
    {
        using var answer = await Team.GetAsync($"{BoardIntents.Path}/enregistrement?id=<b>none</b>");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        using var form = await Team.GetAsync($"{BoardIntents.Path}/enregistrement");
        Assert.Equal(HttpStatusCode.OK, form.StatusCode);
    }

    private async Task Retry(string kind, string id, string said)
    {
        using var answer = await Send(kind, id);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Contains(said, (await Team.Page(Faults)).Words(), StringComparison.Ordinal);
    }

    private Task<HttpResponseMessage> Send(string kind, string id) => Team.Send(Faults, new() { ["genre"] = kind, ["identifiant"] = id }, ".cards form");
}
