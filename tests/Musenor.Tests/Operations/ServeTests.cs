using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Xunit;

namespace Musenor.Tests.Operations;

/// <summary>« serve » where something is not as it should be.</summary>
public sealed class ServeTests : IDisposable
{
    private readonly KilledProgram _program = new();

    public void Dispose() => _program.Dispose();

    [Fact]
    public async Task An_address_that_another_program_has_is_told_in_one_sentence_without_traces()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var said = new ConcurrentQueue<string>();
        using var process = _program.Start("portal", "serve", "--no-demo", "--urls", $"http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}", "--Site:BaseUrl=https://portail.example.org");
        process.ErrorDataReceived += (_, line) => said.Enqueue(line.Data ?? "");
        await process.WaitForExitAsync();
        Assert.Equal(3, process.ExitCode);
        Assert.StartsWith("Cette adresse est déjà prise", Assert.Single(said, line => line.Length > 0), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_portal_that_listens_elsewhere_says_that_its_links_do_not_follow()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        other.Stop();
        var said = new ConcurrentQueue<string>();
        using var process = _program.Start("portal", "serve", "--no-demo", "--urls", $"http://127.0.0.1:{port}");
        process.ErrorDataReceived += (_, line) => said.Enqueue(line.Data ?? "");
        for (var i = 0; i < 600 && !process.HasExited && !said.Any(l => l.Contains("--Site:BaseUrl=", StringComparison.Ordinal)); i++)
        {
            await Task.Delay(100);
        }

        process.Kill();
        await process.WaitForExitAsync();
        Assert.Contains($"Les liens que le portail écrit commencent par http://localhost:5080 : indiquer aussi --Site:BaseUrl=http://127.0.0.1:{port}, ou l’adresse publique.", said);
    }
}
