using System.Net;
using Musenor.Accounts.Access;
using Musenor.Accounts.Sessions;
using Xunit;

namespace Musenor.Tests.Accounts;

/// <summary>A session ends on the server, whatever its cookie says.</summary>
public sealed class SessionLifetimeTests : IAsyncLifetime
{
    // From now on: a browser would throw away a cookie of the past.
    private static readonly DateTimeOffset Start = DateTimeOffset.UtcNow;

    private readonly People _people = new();

    public SessionLifetimeTests() => _people.Clock.Set(Start);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _people.DisposeAsync();

    [Theory]
    [InlineData(null, 29.9, true)]
    [InlineData(null, 30.1, false)]
    [InlineData(Role.Professional, 29.9, true)]
    [InlineData(Role.NetworkTeam, 0.49, true)]
    [InlineData(Role.NetworkTeam, 0.51, false)]
    [InlineData(Role.Administrator, 0.51, false)]
    [InlineData(Role.Moderator, 0.51, false)]
    [InlineData(Role.EquipmentKeeper, 0.51, false)]
    public async Task Left_unused_too_long_it_opens_nothing_more(Role? role, double days, bool open)
    {
        var person = await _people.Person(role, role == Role.Professional ? await _people.Museum() : null);
        _people.Clock.Set(Start.AddDays(days));
        var read = await _people.Ask((ReadPerson sessions) => sessions.Run(person.SessionId));
        Assert.Equal(open, read is not null);
        // Its owner does not see it among the open ones either.
        Assert.Equal(open, (await _people.Ask((ListSessions list) => list.Run(person))).Any(s => s.Id == person.SessionId));
    }

    [Fact]
    public async Task Used_every_day_it_goes_on_and_after_a_month_away_the_page_asks_to_sign_in()
    {
        using var browser = await _people.SignedIn();
        for (var day = 1; day <= 40; day++)
        {
            _people.Clock.Set(Start.AddDays(day));
            Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/compte/sessions")).StatusCode);
        }

        _people.Clock.Set(Start.AddDays(70.5));
        using var away = await browser.GetAsync("/compte/sessions");
        Assert.Equal(HttpStatusCode.Redirect, away.StatusCode);
        Assert.StartsWith("/compte/connexion", away.Headers.Location?.OriginalString, StringComparison.Ordinal);
    }
}
