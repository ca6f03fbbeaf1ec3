using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Musenor.Tests.Notifications;

namespace Musenor.BrowserTests;

/// <summary>The real portal, in a process of its own, on a data folder of its own.</summary>
public class Portal : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("musenor-browser-").FullName;
    private readonly List<string> _said = [];
    private SmtpServerProcess? _mails;
    private Process? _process;

    /// <summary>By name: a passkey belongs to a name, never to a number.</summary>
    public string Address { get; } = $"http://localhost:{FreePort()}";

    internal SmtpServerProcess Mails => _mails!;

    /// <summary>Verbs run on the empty portal before it serves, in order.</summary>
    protected virtual string[][] Seeds => Pages.Seeds;

    protected virtual IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>();

    public async Task Start()
    {
        _mails = new SmtpServerProcess();
        foreach (var verb in Seeds)
        {
            await Seed(verb);
        }

        Leave(Path.Combine(_folder, "musenor.db"));
        foreach (var network in Networks)
        {
            await Seed(["sources", "replay", network.Code]);
        }

        _process = Run(["serve", "--urls", Address]);
        using var visitor = new HttpClient { BaseAddress = new Uri(Address) };
        var patience = Stopwatch.StartNew();
        while (!await Answers(visitor))
        {
            if (_process.HasExited || patience.Elapsed > TimeSpan.FromMinutes(3))
            {
                throw new InvalidOperationException($"The portal did not start.\n{Said()}");
            }

            await Task.Delay(100);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process?.Dispose();
        _mails?.Dispose();
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Whose works were harvested.</summary>
    private protected virtual IReadOnlyList<SeededNetwork> Networks => [SeededNetwork.Crafts];

    private void Leave(string database)
    {
        foreach (var network in Networks)
        {
            network.Leave(database);
        }
    }

    private async Task Seed(string[] verb)
    {
        using var seed = Run(verb);
        await seed.WaitForExitAsync();
        if (seed.ExitCode is not (0 or 1))
        {
            throw new InvalidOperationException($"« musenor {string.Join(' ', verb)} » answered {seed.ExitCode}.\n{Said()}");
        }
    }

    private static async Task<bool> Answers(HttpClient visitor)
    {
        try
        {
            return (await visitor.GetAsync("/health/ready")).IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private Process Run(string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "musenor.dll"), .. arguments, "--data", _folder])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = _folder,
            Environment =
            {
                ["MUSENOR__Site__BaseUrl"] = Address,
                ["MUSENOR__Site__Contact"] = "contact@example.org",
                ["MUSENOR__Mail__Smtp"] = $"smtp://127.0.0.1:{Mails.Port}?tls=none",
                ["MUSENOR__Mail__From"] = "portail@example.org",
            },
        };
        foreach (var (key, value) in Settings)
        {
            start.Environment[$"MUSENOR__{key}"] = value;
        }

        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        if (arguments.Contains("--password-stdin"))
        {
            process.StandardInput.WriteLine(Pages.Password);
        }

        process.StandardInput.Close();
        return process;
    }

    private void Hear(string? line)
    {
        lock (_said)
        {
            _said.Add(line ?? "");
        }
    }

    private string Said()
    {
        lock (_said)
        {
            return string.Join('\n', _said.TakeLast(40));
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
