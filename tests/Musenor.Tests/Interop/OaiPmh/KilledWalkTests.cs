using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Xml.Linq;
using Dapper;
using Musenor.Tests.Collections.Import.Workshop;
using Xunit;

namespace Musenor.Tests.Interop.OaiPmh;

/// <summary>The real program, killed between two pages: the token of a page goes on in the program that was started again.</summary>
public sealed class KilledWalkTests : IDisposable
{
    private const int Notices = 450;

    private readonly KilledProgram _program = new();
    private readonly string _url = FreeUrl();

    public void Dispose() => _program.Dispose();

    [Fact]
    public async Task A_walk_goes_on_after_each_kill_and_gives_every_notice_once()
    {
        var file = Path.Combine(_program.Folder, "notices.csv");
        await File.WriteAllTextAsync(file, WorkshopPortal.Rows(1, Notices));
        Assert.Equal(0, await _program.Run("portal", "import", file));
        using var client = new HttpClient();
        var (refs, query, kills) = (new List<string>(), "metadataPrefix=oai_dc", 0);
        for (string? token = ""; token is not null; query = $"resumptionToken={token}", kills++)
        {
            using var portal = _program.Start("portal", "serve", "--no-demo", "--urls", _url, "--Oai:PageSize=100");
            var page = await Ask(client, query, kills == 0);
            refs.AddRange(page.Refs());
            portal.Kill();
            await portal.WaitForExitAsync();
            token = page.Token();
        }

        Assert.Equal(5, kills);
        await using var connection = await _program.Base("portal").Open();
        Assert.Equal((await connection.QueryAsync<string>("select ref from notice where state = 'published'")).Order(StringComparer.Ordinal), refs.Order(StringComparer.Ordinal));
    }

    /// <summary>Until it listens; at first, until it tells all that was imported.</summary>
    private async Task<XDocument> Ask(HttpClient client, string query, bool isFirst)
    {
        for (var watch = Stopwatch.StartNew(); ;)
        {
            try
            {
                var page = await client.GetStringAsync(new Uri($"{_url}/oai?verb=ListRecords&{query}"));
                if (!isFirst || page.Contains($"completeListSize=\"{Notices}\"", StringComparison.Ordinal))
                {
                    return XDocument.Parse(page);
                }
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            Assert.True(watch.Elapsed < TimeSpan.FromMinutes(2), "The repository did not answer in time.");
            await Task.Delay(200);
        }
    }

    private static string FreeUrl()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
    }
}
