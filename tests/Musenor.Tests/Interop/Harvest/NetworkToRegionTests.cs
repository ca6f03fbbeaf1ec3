using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Musenor.Tests.Collections.Import.Workshop;
using Xunit;

namespace Musenor.Tests.Interop.Harvest;

/// <summary>Two real programs on one machine: a network publishes its notices, the portal of the region harvests them.</summary>
public sealed class NetworkToRegionTests : IDisposable
{
    private const int Notices = 1_500;
    private readonly KilledProgram _program = new();
    private readonly string _address = $"http://127.0.0.1:{FreePort()}";

    public void Dispose() => _program.Dispose();

    [Fact]
    public async Task What_a_network_publishes_corrects_and_withdraws_is_what_the_region_shows()
    {
        await Given("first.csv", WorkshopPortal.Rows(1, Notices));
        using var network = await Serve();
        try
        {
            Assert.Equal(0, await _program.Run("region", "sources", "add", "NORD", $"{_address}/oai", "--prefix", "lido"));
            Assert.Equal(0, await Harvest());
            Assert.Equal((Notices, (long)Notices), (await Published(), await _program.One<long>("region", "select count(distinct ref) from harvest_origin")));

            // Corrected, new and put back on one side: an incremental run brings what moved, and nothing else.
            await Given("second.csv", WorkshopPortal.Rows(Notices - 99, 200, "Vue corrigée"));
            Assert.Equal(0, await Harvest());
            Assert.Equal(Notices + 100, await Published());
            Assert.Equal(200, await _program.One<long>("region", "select count(*) from notice where fields like '%Vue corrigée%'"));
            Assert.Equal((100L, 100L), (await _program.One<long>("region", "select added from harvest_run order by started_at desc limit 1"), await _program.One<long>("region", "select changed from harvest_run order by started_at desc limit 1")));
            var import = await _program.One<string>("network", "select id from import where file_name = 'second.csv'");
            Assert.Equal(0, await _program.Run("network", "import", "undo", import));
            Assert.Equal(0, await Harvest());
            Assert.Equal(Notices, await Published());
            Assert.Equal(0, await _program.One<long>("region", "select count(*) from notice where state = 'published' and fields like '%Vue corrigée%'"));
        }
        finally
        {
            network.Kill();
            await network.WaitForExitAsync();
        }
    }

    [Fact]
    public async Task A_region_killed_again_and_again_while_it_harvests_ends_with_everything()
    {
        await Given("first.csv", WorkshopPortal.Rows(1, Notices));
        using var network = await Serve();
        try
        {
            Assert.Equal(0, await _program.Run("region", "sources", "add", "NORD", $"{_address}/oai", "--prefix", "oai_dc"));
            await Told();
            var kills = await _program.RunKilled("region", "harvest", "NORD", "--Site:Kind=Region");
            Assert.Equal(Notices, await Published());
            Assert.Equal(Notices, await _program.One<long>("region", "select count(*) from harvest_record where status = 'live'"));
            Assert.Equal(Notices, await _program.One<long>("region", "select count(*) from harvest_origin"));
            Assert.True(kills > 1, $"only {kills} kills: the test tries nothing");
        }
        finally
        {
            network.Kill();
            await network.WaitForExitAsync();
        }
    }

    private async Task Given(string name, string text)
    {
        var path = Path.Combine(_program.Folder, name);
        await File.WriteAllTextAsync(path, text);
        Assert.Equal(0, await _program.Run("network", "import", path));
    }

    private async Task<int> Harvest()
    {
        await Told();
        return await _program.Run("region", "harvest", "NORD", "--Site:Kind=Region");
    }

    /// <summary>Once the repository has told all: it spreads a large import over some seconds, and a harvest meanwhile takes what is told so far.</summary>
    private async Task Told()
    {
        for (var i = 0; i < 600 && await _program.One<long>("network", "select case when revision >= (select max(revision) from notice) then 1 else 0 end from oai_state") == 0; i++)
        {
            await Task.Delay(100);
        }
    }

    private Task<long> Published() => _program.One<long>("region", "select count(*) from notice where state = 'published'");

    private async Task<Process> Serve()
    {
        var network = _program.Start("network", "serve", "--no-demo", "--urls", _address, $"--Site:BaseUrl={_address}/");
        using var client = new HttpClient();
        for (var i = 0; i < 600; i++)
        {
            try
            {
                using var answer = await client.GetAsync($"{_address}/oai?verb=Identify");
                if (answer.StatusCode == HttpStatusCode.OK)
                {
                    return network;
                }
            }
            catch (HttpRequestException)
            {
                // not listening yet
            }

            await Task.Delay(100);
        }

        network.Kill();
        throw new TimeoutException("The network never answered.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
