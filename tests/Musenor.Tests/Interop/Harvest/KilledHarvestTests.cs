using Dapper;
using Xunit;

namespace Musenor.Tests.Interop.Harvest;

/// <summary>A real harvesting process, killed in the middle of its pages, again and again.</summary>
public sealed class KilledHarvestTests : IDisposable
{
    private const int Kills = 8;
    private readonly KilledProgram _program = new();
    private readonly Random _chance = new(20261128);

    public void Dispose() => _program.Dispose();

    [Fact]
    public async Task Killed_eight_times_it_ends_with_the_store_of_a_harvest_that_nobody_disturbed_and_asks_one_page_again_for_each()
    {
        await using var provider = await AwkwardProvider.Start(300);
        foreach (var portal in new[] { "calm", "killed" })
        {
            Assert.Equal(0, await _program.Run(portal, "sources", "add", "NORD", provider.Url, "--Site:Kind=Region"));
        }

        Assert.Equal(0, await _program.Run("calm", "harvest", "NORD", "--Site:Kind=Region"));
        var pages = Lists(provider);
        Assert.Equal(30, pages);
        provider.Slowness = TimeSpan.FromMilliseconds(40);
        for (var kill = 0; kill < Kills; kill++)
        {
            await KilledAfter(provider, _chance.Next(1, 4), TimeSpan.FromMilliseconds(_chance.Next(0, 90)));
        }

        Assert.Equal(0, await _program.Run("killed", "harvest", "NORD", "--Site:Kind=Region"));
        foreach (var sql in new[]
        {
            "select oai_id || ' ' || status || ' ' || datestamp || ' ' || hash from harvest_record order by oai_id",
            "select o.oai_id || ' ' || n.ref || ' ' || n.state || ' ' || n.fields from harvest_origin o join notice n on n.ref = o.ref order by o.oai_id",
            "select cast(count(*) as text) || ' ' || min(state) from harvest_run",
        })
        {
            var truth = await Rows("calm", sql);
            Assert.NotEmpty(truth);
            Assert.Equal(truth, await Rows("killed", sql));
        }

        Assert.InRange(Lists(provider) - (2 * pages), 0, Kills);
    }

    private async Task KilledAfter(AwkwardProvider provider, int pages, TimeSpan then)
    {
        var before = Lists(provider);
        using var process = _program.Start("killed", "harvest", "NORD", "--Site:Kind=Region");
        for (var i = 0; i < 1200 && Lists(provider) < before + pages && !process.HasExited; i++)
        {
            await Task.Delay(25);
        }

        await Task.Delay(then);
        Assert.False(process.HasExited, "it ended before it could be killed: the test tries nothing");
        process.Kill();
        await process.WaitForExitAsync();
    }

    private static int Lists(AwkwardProvider provider)
    {
        lock (provider.Asked)
        {
            return provider.Asked.Count(a => a.Query.Contains("verb=ListRecords", StringComparison.Ordinal));
        }
    }

    private async Task<string[]> Rows(string portal, string sql)
    {
        await using var connection = await _program.Base(portal).Open();
        return [.. await connection.QueryAsync<string>(sql)];
    }
}
