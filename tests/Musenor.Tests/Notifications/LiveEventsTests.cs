using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Musenor.Accounts.Access;
using Musenor.Notifications.Live;
using Musenor.Storage;
using Musenor.Tests.Accounts;
using Xunit;

namespace Musenor.Tests.Notifications;

/// <summary>Announcements: each once, in order, to those who may, whatever breaks meanwhile.</summary>
public sealed class LiveEventsTests : IAsyncLifetime
{
    private readonly MusenorFixture _portal = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _portal.DisposeAsync().AsTask();

    [Fact]
    public async Task Events_written_while_disconnected_arrive_once_each_in_order_on_another_machine()
    {
        await using var second = _portal.SecondPortal();
        var (browser, account) = await Signed(_portal);
        var known = await Publish(_portal, new Audience.Account(account), "seen");
        using (var stream = await Open(browser))
        {
            Assert.Equal("start", (await stream.Next()).Type);
            Assert.Equal(known + 1, await Publish(_portal, new Audience.Account(account), "while-open"));
            Assert.Equal((known + 1, "while-open"), await stream.Next());
        }

        await Publish(second, new Audience.Account(account), "a");
        await Publish(_portal, new Audience.Account("somebody else"), "other");
        await Publish(_portal, new Audience.Account(account), "b");
        await Publish(second, new Audience.Account(account), "c");
        using var elsewhere = Same(browser, second);
        using var again = await Open(elsewhere, lastEventId: known + 1);
        Assert.Equal((known + 2, "a"), await again.Next());
        Assert.Equal((known + 4, "b"), await again.Next());
        Assert.Equal((known + 5, "c"), await again.Next());
        await Publish(_portal, new Audience.Account(account), "d");
        Assert.Equal((known + 6, "d"), await again.Next());
    }

    [Fact]
    public async Task An_event_of_another_machine_wakes_the_stream_soon()
    {
        await using var second = _portal.SecondPortal();
        var (browser, account) = await Signed(_portal);
        using var stream = await Open(browser);
        await stream.Next();
        var watch = Stopwatch.StartNew();
        await Publish(second, new Audience.Account(account), "there");
        Assert.Equal("there", (await stream.Next()).Type);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task The_listening_connection_lost_nothing_is_lost()
    {
        var (browser, account) = await Signed(_portal);
        using var stream = await Open(browser);
        await stream.Next();
        if (_portal.Services.GetRequiredService<Database>().Engine == Engine.Postgres)
        {
            var watch = _portal.Services.GetRequiredService<LiveWatch>();
            for (var i = 0; i < 200 && watch.ListenerPid is null; i++)
            {
                await Task.Delay(20);
            }

            await using var connection = await _portal.Services.GetRequiredService<Database>().Open();
            Assert.True(await connection.ExecuteScalarAsync<bool>("select pg_terminate_backend(@pid)", new { pid = watch.ListenerPid!.Value }));
        }

        await Publish(_portal, new Audience.Account(account), "after");
        Assert.Equal("after", (await stream.Next()).Type);
        await Publish(_portal, new Audience.Account(account), "later");
        Assert.Equal("later", (await stream.Next()).Type);
    }

    [Fact]
    public async Task What_is_told_to_the_holders_of_a_right_reaches_them_alone()
    {
        var (moderator, _) = await Signed(_portal, Role.Moderator);
        var (contributor, account) = await Signed(_portal);
        using var seen = await Open(moderator);
        using var unseen = await Open(contributor);
        await seen.Next();
        await unseen.Next();
        await Publish(_portal, new Audience.Holders(Rights.Moderate, null), "report");
        Assert.Equal("report", (await seen.Next()).Type);
        await Publish(_portal, new Audience.Account(account), "own");
        Assert.Equal("own", (await unseen.Next()).Type);
    }

    [Fact]
    public async Task A_stream_ends_with_the_session_and_says_nothing_more()
    {
        var (browser, account) = await Signed(_portal);
        using var stream = await Open(browser);
        await stream.Next();
        await Run("update session set ended_at = '2026-01-01T00:00:00Z' where account_id = @account", account);
        await Publish(_portal, new Audience.Account(account), "secret");
        Assert.Null(await stream.Read());
        using var refused = await browser.GetAsync("/compte/evenements");
        Assert.NotEqual(HttpStatusCode.OK, refused.StatusCode);
    }

    [Fact]
    public async Task A_stream_ends_with_a_membership_without_waiting_for_an_event()
    {
        _portal.Services.GetRequiredService<LiveWatch>().Heartbeat = TimeSpan.FromMilliseconds(200);
        var (browser, account) = await Signed(_portal, Role.Moderator);
        using var stream = await Open(browser);
        await stream.Next();
        Assert.Equal(":", (await stream.Line())?.Trim());
        await Run("update membership set state = 'ended' where account_id = @account", account);
        Assert.Null(await stream.Read());
    }

    [Fact]
    public async Task A_sixth_stream_of_one_account_is_refused_until_one_closes()
    {
        var (browser, _) = await Signed(_portal);
        var streams = new List<OpenStream>();
        for (var i = 0; i < StreamPlaces.ForOne; i++)
        {
            streams.Add(await Open(browser));
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, (await Ask(browser, null)).StatusCode);
        streams[0].Dispose();
        HttpStatusCode status;
        var waited = 0;
        do
        {
            await Task.Delay(50);
            using var answer = await Ask(browser, null);
            status = answer.StatusCode;
        }
        while (status != HttpStatusCode.OK && waited++ < 100);
        Assert.Equal(HttpStatusCode.OK, status);
        streams.ForEach(s => s.Dispose());
    }

    [Fact]
    public async Task A_portal_that_stops_closes_its_streams_at_once()
    {
        await using var second = _portal.SecondPortal();
        var (browser, _) = await Signed(second);
        using var stream = await Open(browser);
        await stream.Next();
        var watch = Stopwatch.StartNew();
        await second.Services.GetRequiredService<Microsoft.Extensions.Hosting.IHost>().StopAsync();
        Assert.Null(await stream.Read());
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(8));
    }

    [Fact]
    public async Task A_page_behind_a_proxy_that_holds_streams_back_asks_for_the_same_as_json()
    {
        var (browser, account) = await Signed(_portal);
        var first = await Publish(_portal, new Audience.Account(account), "a");
        await Publish(_portal, new Audience.Account(account), "b");
        var answer = JsonDocument.Parse(await browser.GetStringAsync($"/compte/evenements.json?depuis={first}")).RootElement;
        Assert.Equal(first + 1, answer.GetProperty("last").GetInt64());
        Assert.Equal("b", Assert.Single(answer.GetProperty("events").EnumerateArray().Select(e => e.GetProperty("type").GetString())));
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("999999999999")]
    [InlineData("x")]
    public async Task A_number_that_was_never_given_starts_from_now(string depuis)
    {
        var (browser, account) = await Signed(_portal);
        var last = await Publish(_portal, new Audience.Account(account), "a");
        var answer = JsonDocument.Parse(await browser.GetStringAsync($"/compte/evenements.json?depuis={depuis}")).RootElement;
        Assert.Equal(last, answer.GetProperty("last").GetInt64());
        Assert.Equal(0, answer.GetProperty("events").GetArrayLength());
    }

    [Fact]
    public async Task Who_comes_back_after_what_was_kept_is_told_to_read_everything_again()
    {
        var (browser, account) = await Signed(_portal);
        var first = await Publish(_portal, new Audience.Account(account), "old");
        await Publish(_portal, new Audience.Account(account), "older");
        await Run("delete from live_event where account_id = @account", account);
        await Publish(_portal, new Audience.Account(account), "new");
        using var stream = await Open(browser, lastEventId: first);
        Assert.Equal("new", (await stream.Next()).Type);
        Assert.Equal("resync", (await stream.Next()).Type);
    }

    [Fact]
    public async Task Numbers_follow_the_order_of_commits_when_many_write_at_once()
    {
        var (browser, account) = await Signed(_portal);
        using var stream = await Open(browser);
        var start = (await stream.Next()).Id;
        using var barrier = new Barrier(8);
        var writers = Enumerable.Range(0, 8).Select(_ => Task.Factory.StartNew(() =>
        {
            barrier.SignalAndWait();
            for (var i = 0; i < 10; i++)
            {
                Publish(_portal, new Audience.Account(account), "x").GetAwaiter().GetResult();
            }
        }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)).ToList();
        for (var i = 1; i <= 80; i++)
        {
            Assert.Equal(start + i, (await stream.Next()).Id);
        }

        await Task.WhenAll(writers);
    }

    [Fact]
    public async Task A_visitor_has_no_stream()
    {
        using var visitor = _portal.Visitor();
        Assert.NotEqual(HttpStatusCode.OK, (await visitor.GetAsync("/compte/evenements")).StatusCode);
    }

    private static async Task<(HttpClient Browser, string Account)> Signed(MusenorFixture portal, Role? role = null)
    {
        var address = MailPortal.Address();
        var account = await portal.Account(address, role);
        return (await portal.SignIn(address), account);
    }

    /// <summary>The same browser, led to another machine.</summary>
    private static HttpClient Same(HttpClient browser, MusenorFixture other)
    {
        var elsewhere = other.Visitor();
        using var asked = browser.GetAsync("/compte/messages.json").GetAwaiter().GetResult();
        elsewhere.DefaultRequestHeaders.Add("Cookie", asked.RequestMessage!.Headers.GetValues("Cookie"));
        return elsewhere;
    }

    private static Task<long> Publish(MusenorFixture portal, Audience audience, string type) => portal.Services.GetRequiredService<Database>().Write((connection, transaction) =>
        portal.Services.GetRequiredService<LiveEvents>().Publish(connection, transaction, audience, type, "thing"));

    private async Task Run(string sql, string account)
    {
        await using var connection = await _portal.Services.GetRequiredService<Database>().Open();
        await connection.ExecuteAsync(sql, new { account });
    }

    private static Task<HttpResponseMessage> Ask(HttpClient browser, long? lastEventId)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/compte/evenements");
        request.Headers.Accept.ParseAdd("text/event-stream");
        if (lastEventId is not null)
        {
            request.Headers.Add("Last-Event-ID", $"{lastEventId}");
        }

        return browser.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    private static async Task<OpenStream> Open(HttpClient browser, long? lastEventId = null)
    {
        var answer = await Ask(browser, lastEventId);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        var stream = new OpenStream(answer, new StreamReader(await answer.Content.ReadAsStreamAsync()));
        Assert.Matches("^retry: [56][0-9]{3}$", await stream.Line());
        await stream.Line();
        return stream;
    }
}
