using Musenor.Accounts.Access;
using Xunit;

namespace Musenor.Tests.Accounts;

/// <summary>Tests of pages that the network's team works with: a portal, and somebody of the team signed in.</summary>
public abstract class TeamAtWork : IAsyncLifetime
{
    private protected MusenorFixture Portal { get; } = new();

    private protected HttpClient Team { get; private set; } = null!;

    public virtual async Task InitializeAsync() => Team = await Portal.SignedIn(Role.NetworkTeam);

    public virtual async Task DisposeAsync()
    {
        Team.Dispose();
        await Portal.DisposeAsync();
    }
}
