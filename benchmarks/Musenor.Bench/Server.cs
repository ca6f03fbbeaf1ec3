using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Musenor.Bench;

/// <summary>One real server process on 127.0.0.1, ended by its own id.</summary>
internal sealed class Server : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Process _process;

    private Server(Process process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    /// <summary>From the start of the process to the first 200 of this address.</summary>
    public TimeSpan ToFirstAnswer { get; private set; }

    public HttpClient Client() => new(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.None }) { BaseAddress = Address };

    public static Task<Server> Portal(Workshop workshop, string first = "/health/ready") => Portal(workshop.CatalogueFolder, first);

    public static Task<Server> Portal(string folder, string first = "/health/ready", params (string Key, string Value)[] settings)
    {
        var url = FreeUrl();
        var what = Workshop.Portal("serve", "--urls", url, "--data", folder, "--no-demo");
        foreach (var (key, value) in settings)
        {
            what.Environment[$"MUSENOR__{key}"] = value;
        }

        return Start(what, new Uri(url), first);
    }

    public static async Task<Server> Start(ProcessStartInfo what, Uri address, string first)
    {
        var watch = Stopwatch.StartNew();
        var process = Process.Start(what)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var server = new Server(process, address);
        using var client = server.Client();
        while (watch.Elapsed < Patience)
        {
            try
            {
                using var answer = await client.GetAsync(new Uri(first, UriKind.Relative));
                if (answer.IsSuccessStatusCode)
                {
                    await answer.Content.ReadAsByteArrayAsync();
                    server.ToFirstAnswer = watch.Elapsed;
                    return server;
                }
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(5);
        }

        await server.DisposeAsync();
        throw new TimeoutException($"{address} did not answer {first}");
    }

    public static string FreeUrl()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
    }

    /// <summary>VmRSS, in megabytes.</summary>
    public double ResidentMegabytes() => Megabytes("VmRSS:");

    /// <summary>VmHWM: the most that it ever was.</summary>
    public double MostMegabytes() => Megabytes("VmHWM:");

    private double Megabytes(string what)
    {
        var line = File.ReadLines($"/proc/{_process.Id}/status").First(l => l.StartsWith(what, StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024.0;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }
}
