using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Xunit;

namespace Musenor.BrowserTests;

/// <summary>The W3C checker as a small local server: it refuses to fetch from this machine, so pages are posted to it.</summary>
public sealed class MarkupChecker : IAsyncLifetime, IAsyncDisposable
{
    public static readonly string Jar = Path.Combine(Folder(), "node_modules/vnu-jar/build/dist/vnu.jar");
    // The checker refuses callers without a name.
    private readonly HttpClient _client = new() { DefaultRequestHeaders = { { "User-Agent", "musenor-tests" } } };
    private Process? _process;
    private string _address = "";

    public static string? Missing => !File.Exists(Jar) ? "vnu-jar is not installed (npm ci in tests/Musenor.BrowserTests)."
        : !File.Exists("/usr/bin/java") ? "Java is not installed (apt-get install default-jre-headless)." : null;

    public async Task InitializeAsync()
    {
        if (Missing is not null)
        {
            return;
        }

        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        _address = $"http://127.0.0.1:{port}/?out=json";
        _process = Process.Start(new ProcessStartInfo(
            "java", ["-Dnu.validator.servlet.bind-address=127.0.0.1", "-cp", Jar, "nu.validator.servlet.Main", $"{port}"])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        for (var patience = Stopwatch.StartNew(); patience.Elapsed < TimeSpan.FromMinutes(2);)
        {
            try
            {
                await Faults("<!DOCTYPE html><html lang=fr><title>x</title>");
                return;
            }
            catch (Exception e) when (e is HttpRequestException or JsonException)
            {
                await Task.Delay(300);
            }
        }

        throw new TimeoutException("The checker of HTML did not start.");
    }

    /// <summary>Errors only: line and message.</summary>
    public async Task<IReadOnlyList<string>> Faults(string html)
    {
        using var page = new StringContent(html);
        page.Headers.ContentType = MediaTypeHeaderValue.Parse("text/html; charset=utf-8");
        using var answer = await _client.PostAsync(_address, page);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return [.. from message in json.RootElement.GetProperty("messages").EnumerateArray()
                   where message.GetProperty("type").GetString() is "error" or "non-document-error"
                   select $"{(message.TryGetProperty("lastLine", out var line) ? line.GetInt32() : 0)}: {message.GetProperty("message").GetString()}"];
    }

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        if (_process is { HasExited: false })
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process?.Dispose();
    }

    private static string Folder([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}
