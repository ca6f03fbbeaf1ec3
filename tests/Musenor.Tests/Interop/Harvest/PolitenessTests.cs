using Microsoft.Extensions.DependencyInjection;
using Musenor.Accounts.Access;
using Musenor.Interop.Harvest.Board;
using Musenor.Interop.Harvest.Fetching;
using Musenor.Interop.Harvest.Runs;
using Musenor.Interop.Harvest.Sources;
using Musenor.Web;
using Xunit;

namespace Musenor.Tests.Interop.Harvest;

/// <summary>How sources are spoken to: who we say we are, how long we wait, where we let ourselves be sent.</summary>
public sealed class PolitenessTests : IAsyncLifetime
{
    private readonly HarvestPortal _portal = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _portal.DisposeAsync();

    [Theory]
    [InlineData("busy", 17)]
    [InlineData("busy-date", 90)]
    [InlineData("busy-bare", 60)]
    public async Task Retry_After_is_obeyed_in_seconds_as_a_date_by_the_clock_of_who_says_it_or_a_minute_without(string quirk, int seconds)
    {
        await using var provider = await AwkwardProvider.Start(12, quirk);
        provider.Skew = TimeSpan.FromMinutes(-47);
        await _portal.Add(provider);
        var run = await _portal.Harvest();
        Assert.Equal(HarvestRun.Done, run.State);
        Assert.Equal(quirk == "busy-bare" ? 1 : 2, run.Waits);
        Assert.Equal(run.Waits, _portal.Pauses.Count(p => Math.Abs(p.TotalSeconds - seconds) <= 1));
        Assert.Equal(HarvestPortal.Truth(provider), await _portal.Stored());
    }

    [Fact]
    public async Task Failures_are_followed_by_longer_and_longer_pauses()
    {
        await using var provider = await AwkwardProvider.Start(12, "timeout");
        await _portal.Add(provider);
        Assert.Equal(3, (await _portal.Harvest()).Retries);
        double[] expected = [10, 20, 40];
        Assert.Equal(3, _portal.Pauses.Count);
        Assert.All(expected.Zip(_portal.Pauses), p => Assert.InRange(p.Second.TotalSeconds, p.First * 0.79, p.First * 1.21));
    }

    [Theory]
    [InlineData("half-way-down", "status 502", 8)]
    [InlineData("half-way-broken", "status 500", 3)]
    public async Task A_source_that_goes_down_half_way_is_waited_for_and_its_list_gone_on_with(string quirk, string problem, int retries)
    {
        await using var provider = await AwkwardProvider.Start(400, quirk);
        await _portal.Add(provider);
        var run = await _portal.Harvest();
        Assert.Equal((HarvestRun.Paused, problem, retries), (run.State, run.Problem, run.Retries));
        Assert.Equal(("records", 19, "|||190"), (run.ListMode, run.Page, run.Token));
        var asked = provider.Asked.Count;
        provider.Quirk = "";
        run = await _portal.Harvest();
        Assert.Equal((HarvestRun.Done, 400L, 0), (run.State, run.Seen, run.Restarts));
        Assert.Equal(21, provider.Asked.Count - asked);
        Assert.Equal(HarvestPortal.Truth(provider), await _portal.Stored());
    }

    [Fact]
    public async Task Its_own_headers_and_name_are_sent_to_a_source_that_asks_for_them_and_kept_sealed()
    {
        await using var provider = await AwkwardProvider.Start(12, "secret");
        await _portal.Add(provider);
        Assert.StartsWith("status 401", (await _portal.Harvest()).Problem, StringComparison.Ordinal);
        var secret = _portal.Services.GetRequiredService<OpenSource>().Sealed("Authorization: Bearer xyz\nX-Client: a");
        Assert.DoesNotContain("xyz", secret, StringComparison.Ordinal);
        await _portal.Do($"update harvest_source set state = 'active', headers = '{secret}'");
        Assert.Equal(HarvestRun.Done, (await _portal.Harvest()).State);
        Assert.Equal(("a", "gzip"), (provider.Headers[^1]["X-Client"], provider.Headers[^1]["Accept-Encoding"]));
    }

    [Fact]
    public async Task Secrets_do_not_follow_to_another_port_of_the_same_host()
    {
        await using var provider = await AwkwardProvider.Start(12, "inside");
        await using var other = await AwkwardProvider.Start(12);
        provider.Elsewhere = other.Url;
        await _portal.Add(provider);
        var secret = _portal.Services.GetRequiredService<OpenSource>().Sealed("X-Client: a");
        await _portal.Do($"update harvest_source set headers = '{secret}'");
        Assert.Equal(HarvestRun.Done, (await _portal.Harvest()).State);
        Assert.Equal("a", provider.Headers[0]["X-Client"]);
        Assert.All(other.Headers, h => Assert.DoesNotContain("X-Client", h.Keys));
    }

    [Fact]
    public async Task A_redirect_to_what_is_no_address_ends_the_run()
    {
        await using var provider = await AwkwardProvider.Start(12, "inside");
        provider.Elsewhere = "//[x";
        await _portal.Add(provider);
        Assert.NotEqual(HarvestRun.Done, (await _portal.Harvest()).State);
    }

    [Fact]
    public async Task A_source_that_knows_some_programs_only_is_asked_under_the_name_that_it_knows()
    {
        await using var provider = await AwkwardProvider.Start(12, "agent");
        await _portal.Add(provider, settings: "user_agent = 'Lynx/2.8'");
        Assert.Equal(HarvestRun.Done, (await _portal.Harvest()).State);
    }

    [Fact]
    public async Task A_permanent_redirect_is_followed_and_proposed_as_the_new_address()
    {
        await using var provider = await AwkwardProvider.Start(12, "moved");
        await _portal.Add(provider);
        Assert.Equal(HarvestRun.Done, (await _portal.Harvest()).State);
        Assert.Equal(HarvestPortal.Truth(provider), await _portal.Stored());
        var source = await _portal.Source();
        Assert.Equal((provider.Url, provider.Url.Replace("/oai", "/there", StringComparison.Ordinal)), (source.BaseUrl, source.ProposedUrl));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_new_address_that_a_person_refused_or_took_is_not_proposed_again(bool isTaken)
    {
        await using var provider = await AwkwardProvider.Start(12, "moved");
        await _portal.Add(provider);
        await _portal.Harvest();
        var proposed = (await _portal.Source()).ProposedUrl;
        Assert.IsType<Outcome.Done>(await _portal.Services.GetRequiredService<DecideMoved>().Run(Person.Operator, new(HarvestPortal.Code, proposed, isTaken)));
        if (isTaken)
        {
            // As a run ends that was on its way meanwhile.
            await _portal.Do("update harvest_run set state = 'running'");
            var run = (await _portal.Services.GetRequiredService<RunStore>().Latest(HarvestPortal.Code, 1))[0];
            await _portal.Services.GetRequiredService<SettleRun>().Done(await _portal.Source(), run, proposed, CancellationToken.None);
        }
        else
        {
            await _portal.Harvest();
        }

        Assert.Equal("", (await _portal.Source()).ProposedUrl);
    }

    [Theory]
    [InlineData("http://127.0.0.2:{0}/oai")]
    [InlineData("http://localhost:{0}/oai")]
    [InlineData("http://[::1]:{0}/oai")]
    [InlineData("http://169.254.169.254/latest")]
    [InlineData("file:///etc/passwd")]
    public async Task No_source_leads_inside_by_a_redirect(string to)
    {
        await using var provider = await AwkwardProvider.Start(12, "inside");
        provider.Elsewhere = string.Format(System.Globalization.CultureInfo.InvariantCulture, to, new Uri(provider.Url).Port);
        await _portal.Add(provider);
        var run = await _portal.Harvest();
        Assert.Equal((HarvestRun.Failed, to.StartsWith("file", StringComparison.Ordinal) ? "redirects" : "private-address"), (run.State, run.Problem));
        Assert.Single(provider.Asked);
        Assert.Equal(HarvestSource.Stopped, (await _portal.Source()).State);
    }

    [Fact]
    public async Task A_checkpoint_whose_token_died_meanwhile_begins_its_list_again()
    {
        await using var provider = await AwkwardProvider.Start(45);
        await _portal.Add(provider, settings: "max_pages = 2");
        await _portal.Harvest();
        await _portal.Do("update harvest_source set max_pages = 0");
        provider.Quirk = "dies";
        var run = await _portal.Harvest();
        Assert.Equal((HarvestRun.Done, 1), (run.State, run.Restarts));
        Assert.Equal(HarvestPortal.Truth(provider), await _portal.Stored());
    }

    [Fact]
    public async Task A_checkpoint_is_gone_on_with_and_no_page_is_asked_twice()
    {
        await using var provider = await AwkwardProvider.Start(45);
        await _portal.Add(provider, settings: "max_pages = 2");
        await _portal.Harvest();
        await _portal.Do("update harvest_source set max_pages = 0");
        await _portal.Harvest();
        Assert.Equal(HarvestPortal.Truth(provider), await _portal.Stored());
        Assert.Equal(provider.Asked.Count, provider.Asked.Select(a => a.Query).Distinct().Count());

        // And a list that was over when the process died is not listed again.
        await _portal.Do("update harvest_run set state = 'paused', ended_at = null");
        Assert.Equal(HarvestRun.Done, (await _portal.Harvest()).State);
        Assert.Equal(6, provider.Asked.Count);
    }
}
