using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Musenor.Home;
using Musenor.Museums.Import;
using Musenor.Operations;
using Musenor.Storage;
using Xunit;

namespace Musenor.Tests.Home;

public sealed class LoadDemonstrationTests
{
    [Fact]
    public async Task Brings_museums_notices_and_drawings_once_when_two_servers_start_together()
    {
        await using var portal = await Started();
        // Two servers on one database: two use cases with nothing shared but the rows.
        var (one, other) = (Server(portal), Server(portal));
        using var together = new Barrier(2);
        var brought = await Task.WhenAll(Task.Run(() => Start(one, together)), Task.Run(() => Start(other, together)));
        Assert.Single(brought, b => b);
        await Holds(portal, 90, LoadDemonstration.Notices, LoadDemonstration.Pictures);
        await using var connection = await portal.Services.GetRequiredService<Database>().Open();
        Assert.Equal(LoadDemonstration.Notices, await connection.ExecuteScalarAsync<int>("select count(*) from notice_change"));

        Assert.False(await Server(portal).Run(_ => { }));
    }

    [Fact]
    public async Task Goes_on_after_a_server_was_killed_half_way()
    {
        await using var portal = await Started();
        using var killed = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Server(portal).Run(said =>
        {
            if (said.Contains("1000 notices", StringComparison.Ordinal))
            {
                killed.Cancel();
            }
        }, killed.Token));
        Assert.True(await Server(portal).Run(_ => { }));
        await Holds(portal, 90, LoadDemonstration.Notices, LoadDemonstration.Pictures);
    }

    [Fact]
    public async Task Leaves_a_portal_alone_that_has_museums()
    {
        await using var portal = await Started();
        await portal.Ask<LoadRegion, int>(r => r.Run());
        Assert.False(await Server(portal).Run(_ => { }));
        await Holds(portal, 90, 0, 0);
    }

    private static async Task<MusenorFixture> Started()
    {
        var portal = new MusenorFixture();
        await portal.Services.GetRequiredService<Migrator>().Run();
        return portal;
    }

    private static LoadFirstContent Server(MusenorFixture portal) => ActivatorUtilities.CreateInstance<LoadFirstContent>(portal.Services);

    private static Task<bool> Start(LoadFirstContent server, Barrier together)
    {
        together.SignalAndWait();
        return server.Run(_ => { });
    }

    private static async Task Holds(MusenorFixture portal, int museums, int notices, int pictures)
    {
        await using var connection = await portal.Services.GetRequiredService<Database>().Open();
        Assert.Equal((museums, notices, pictures), (
            await connection.ExecuteScalarAsync<int>("select count(*) from museum"),
            await connection.ExecuteScalarAsync<int>("select count(*) from notice where is_demo = @yes", new { yes = true }),
            await connection.ExecuteScalarAsync<int>("select count(*) from notice_image where kind = 'drawn'")));
    }
}
