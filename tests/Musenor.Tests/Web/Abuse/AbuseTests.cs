using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Musenor.Tests.Accounts;
using Musenor.Web.Abuse;
using Xunit;

namespace Musenor.Tests.Web.Abuse;

public sealed class AbuseTests(AccountsFixture fixture) : IClassFixture<AccountsFixture>
{
    private readonly MusenorFixture _portal = fixture.Portal;

    private Quota Quota => _portal.Services.GetRequiredService<Quota>();

    [Fact]
    public async Task A_quota_admits_its_number_then_tells_how_long_to_wait()
    {
        var rule = new QuotaRule("test-number", 2, TimeSpan.FromMinutes(10));
        Assert.Null(await Quota.Take(rule, "a"));
        Assert.Null(await Quota.Take(rule, "a"));
        Assert.InRange((await Quota.Take(rule, "a"))!.Value, TimeSpan.FromMinutes(9), TimeSpan.FromMinutes(10));
        Assert.Null(await Quota.Take(rule, "b"));
        Assert.Null(await Quota.Take(rule with { Name = "another" }, "a"));
        _portal.Clock.Advance(TimeSpan.FromMinutes(11));
        Assert.Null(await Quota.Take(rule, "a"));
    }

    [Fact]
    public async Task A_sliding_window_starts_again_with_each_time_admitted_and_with_no_refusal()
    {
        var rule = new QuotaRule("test-slides", 2, TimeSpan.FromMinutes(10)) { Slides = true };
        await Quota.Take(rule, "a");
        _portal.Clock.Advance(TimeSpan.FromMinutes(6));
        await Quota.Take(rule, "a");
        _portal.Clock.Advance(TimeSpan.FromMinutes(6));
        Assert.NotNull(await Quota.Take(rule, "a"));
        _portal.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Null(await Quota.Take(rule, "a"));
    }

    [Fact]
    public async Task Many_at_once_on_two_machines_get_no_more_than_the_number()
    {
        await using var second = _portal.SecondPortal();
        var rule = new QuotaRule("test-race", 5, TimeSpan.FromMinutes(10));
        Quota[] machines = [Quota, second.Services.GetRequiredService<Quota>()];
        using var gate = new Barrier(12);
        var waits = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(async () =>
        {
            gate.SignalAndWait();
            return await machines[i % 2].Take(rule, "a");
        })));
        Assert.Equal(5, waits.Count(w => w is null));
    }

    [Fact]
    public async Task Who_was_counted_cannot_be_read_from_the_table()
    {
        await Quota.Take(new QuotaRule("test-hash", 1, TimeSpan.FromHours(1)), "203.0.113.77");
        await Quota.Take(new QuotaRule("test-hash", 1, TimeSpan.FromHours(1)), "claire@example.org");
        var stored = await _portal.EverythingStored("quota");
        Assert.DoesNotContain("203.0.113.77", stored, StringComparison.Ordinal);
        Assert.DoesNotContain("claire", stored, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7")]
    [InlineData("::ffff:203.0.113.7", "203.0.113.7")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64")]
    [InlineData("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64")]
    public void A_client_is_one_address_or_one_line(string address, string client) => Assert.Equal(client, Client.Of(IPAddress.Parse(address)));

    [Fact]
    public async Task A_client_that_sends_too_much_waits_and_others_do_not()
    {
        await using var app = _portal.With(services => services.AddSingleton(new ClientLimits(Sends: 3, SignIns: 2)));
        using var hasty = Visitor(app, "203.0.113.50");
        for (var i = 0; i < 2; i++)
        {
            using var admitted = await hasty.PostAsync("/compte/connexion", null);
            Assert.Equal(HttpStatusCode.BadRequest, admitted.StatusCode);
        }

        using var stopped = await hasty.PostAsync("/compte/connexion", null);
        Assert.Equal(HttpStatusCode.TooManyRequests, stopped.StatusCode);
        Assert.InRange(stopped.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Contains("Trop de demandes", await stopped.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await hasty.GetAsync("/aide")).StatusCode);
        using var elsewhere = await hasty.PostAsync("/compte/creer", null);
        Assert.Equal(HttpStatusCode.BadRequest, elsewhere.StatusCode);

        using var other = Visitor(app, "203.0.113.51");
        using var unhurt = await other.PostAsync("/compte/connexion", null);
        Assert.Equal(HttpStatusCode.BadRequest, unhurt.StatusCode);
    }

    [Fact]
    public async Task Behind_a_trusted_proxy_each_visitor_counts_and_a_line_of_IPv6_counts_once()
    {
        await using var app = _portal.Set(("Site:TrustedProxies", "127.0.0.1")).WithWebHostBuilder(host =>
            Microsoft.AspNetCore.TestHost.WebHostBuilderExtensions.ConfigureTestServices(host, services => services.AddSingleton(new ClientLimits(Sends: 1, SignIns: 1))));
        Assert.Equal(HttpStatusCode.BadRequest, await Through("2001:db8::1"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await Through("2001:db8::2"));
        Assert.Equal(HttpStatusCode.BadRequest, await Through("2001:db8:0:1::1"));
        Assert.Equal(HttpStatusCode.BadRequest, await Through("203.0.113.60"));

        async Task<HttpStatusCode> Through(string visitor)
        {
            using var client = app.CreateClient(new() { AllowAutoRedirect = false });
            client.DefaultRequestHeaders.Add("X-Forwarded-For", visitor);
            using var answer = await client.PostAsync("/compte/connexion", null);
            return answer.StatusCode;
        }
    }

    private static HttpClient Visitor(Microsoft.AspNetCore.Mvc.Testing.WebApplicationFactory<Program> app, string address)
    {
        var client = app.CreateClient(new() { AllowAutoRedirect = false });
        client.DefaultRequestHeaders.Add(TestClients.Header, address);
        return client;
    }
}
