using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Dapper;
using Musenor.Tests.Collections.Import.Workshop;
using Xunit;

namespace Musenor.Tests.Interop.OaiPmh;

/// <summary>Harvesters that others wrote, HTTP::OAI and Catmandu of Perl, take everything from the real program.</summary>
public sealed class PerlHarvestTests : IDisposable
{
    private const int Notices = 1200;

    // Follows the tokens by itself and prints an identifier a line; a record without metadata, or an error of the protocol, ends it.
    private const string Script = """
        use strict; use warnings; use HTTP::OAI; use HTTP::OAI::Metadata::OAI_DC;
        my $harvester = HTTP::OAI::Harvester->new(baseURL => $ARGV[0]);
        my $told = $harvester->Identify;
        die 'Identify: ' . $told->message if $told->is_error;
        die 'version ' . $told->version if $told->version ne '2.0';
        my $records = $harvester->ListRecords(metadataPrefix => $ARGV[1], onRecord => sub {
            my $record = shift;
            die 'no metadata: ' . $record->identifier if !$record->is_deleted && !defined $record->metadata;
            print $record->identifier, "\n";
        });
        die 'ListRecords: ' . $records->message if $records->is_error;
        """;

    // What librarians harvest with: each record with its status, and its metadata as the bytes that came.
    private const string Catmandu = """
        use strict; use warnings; use Catmandu::Importer::OAI;
        my $importer = Catmandu::Importer::OAI->new(url => $ARGV[0], metadataPrefix => $ARGV[1], handler => 'raw');
        $importer->each(sub {
            my $record = shift;
            die 'no metadata: ' . $record->{_id} if $record->{_status} ne 'deleted' && length($record->{_metadata} // '') < 100;
            print $record->{_id}, "\n";
        });
        """;

    private readonly KilledProgram _program = new();

    public void Dispose() => _program.Dispose();

    [PerlHarvesterTheory("HTTP::OAI", "libhttp-oai-perl")]
    [InlineData("oai_dc")]
    [InlineData("lido")]
    public Task A_harvester_of_Perl_takes_every_record_once(string prefix) => Takes(Script, prefix);

    [PerlHarvesterTheory("Catmandu::Importer::OAI", "libcatmandu-oai-perl")]
    [InlineData("oai_dc")]
    [InlineData("lido11")]
    [InlineData("joconde")]
    public Task Catmandu_takes_every_record_once(string prefix) => Takes(Catmandu, prefix);

    private async Task Takes(string script, string prefix)
    {
        var file = Path.Combine(_program.Folder, "notices.csv");
        await File.WriteAllTextAsync(file, WorkshopPortal.Rows(1, Notices));
        Assert.Equal(0, await _program.Run("portal", "import", file));
        var url = FreeUrl();
        using var portal = _program.Start("portal", "serve", "--no-demo", "--urls", url);
        try
        {
            await Complete(url);
            var harvested = await Harvest(script, $"{url}/oai", prefix);
            Assert.Equal(Notices, harvested.Length);
            Assert.Equal(await Refs(), harvested.Select(i => i.Split(':', 3)[2]).Distinct().Order(StringComparer.Ordinal));
        }
        finally
        {
            portal.Kill();
            await portal.WaitForExitAsync();
        }
    }

    /// <summary>Until the repository tells all that was imported.</summary>
    private static async Task Complete(string url)
    {
        using var client = new HttpClient();
        var watch = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                var first = await client.GetStringAsync(new Uri($"{url}/oai?verb=ListRecords&metadataPrefix=oai_dc"));
                if (first.Contains($"completeListSize=\"{Notices}\"", StringComparison.Ordinal))
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            Assert.True(watch.Elapsed < TimeSpan.FromMinutes(2), "The repository was not complete in time.");
            await Task.Delay(200);
        }
    }

    private static async Task<string[]> Harvest(string script, string address, string prefix)
    {
        var start = new ProcessStartInfo("perl", ["-e", script, address, prefix]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var proxy in new[] { "http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY" })
        {
            start.Environment.Remove(proxy);
        }

        using var perl = Process.Start(start)!;
        var (said, wrong) = (perl.StandardOutput.ReadToEndAsync(), perl.StandardError.ReadToEndAsync());
        await perl.WaitForExitAsync();
        Assert.True(perl.ExitCode == 0, await wrong);
        return (await said).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private async Task<List<string>> Refs()
    {
        await using var connection = await _program.Base("portal").Open();
        return [.. (await connection.QueryAsync<string>("select ref from notice where state = 'published'")).Order(StringComparer.Ordinal)];
    }

    private static string FreeUrl()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
    }
}

/// <summary>A test with the harvester of Perl; reported as skipped where it is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PerlHarvesterTheoryAttribute : TheoryAttribute
{
    private static readonly ConcurrentDictionary<string, bool> There = new(StringComparer.Ordinal);

    /// <param name="package">Of Debian, that has the module.</param>
    public PerlHarvesterTheoryAttribute(string module, string package)
    {
        if (!There.GetOrAdd(module, IsThere))
        {
            Skip = $"{module} of Perl is not installed (Debian: {package}).";
        }
    }

    private static bool IsThere(string module)
    {
        try
        {
            using var perl = Process.Start(new ProcessStartInfo("perl", [$"-M{module}", "-e", "1"]) { RedirectStandardError = true })!;
            perl.WaitForExit();
            return perl.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
