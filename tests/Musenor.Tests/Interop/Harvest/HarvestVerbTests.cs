using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Xunit;

namespace Musenor.Tests.Interop.Harvest;

/// <summary>The command line harvests, and says how it goes.</summary>
public sealed class HarvestVerbTests : IDisposable
{
    private readonly KilledProgram _program = new();

    public void Dispose() => _program.Dispose();

    [Fact]
    public async Task A_source_that_does_not_answer_is_told_of_at_once_and_holds_up_no_other()
    {
        await using var provider = await AwkwardProvider.Start(25);
        Assert.Equal(0, await _program.Run("region", "sources", "add", "ÉTEINT", $"http://127.0.0.1:{Closed()}/oai", "--Site:Kind=Region"));
        Assert.Equal(0, await _program.Run("region", "sources", "add", "NORD", provider.Url, "--Site:Kind=Region"));
        var said = new ConcurrentQueue<string>();
        using (var process = _program.Start("region", "harvest", "--Site:Kind=Region"))
        {
            process.OutputDataReceived += (_, line) => said.Enqueue(line.Data ?? "");
            process.ErrorDataReceived += (_, line) => said.Enqueue(line.Data ?? "");
            await Says(said, "nord : 25 notices lues, 25 nouvelles");
            await Says(said, "eteint : La connexion a échoué ou a été coupée.");
            Assert.False(process.HasExited);
            process.Kill();
            await process.WaitForExitAsync();
        }

        // By the name that was given, as « harvest » takes it.
        Assert.Equal(0, await _program.Run("region", "sources", "replay", "NORD", "--Site:Kind=Region"));
    }

    [Fact]
    public async Task A_source_whose_answers_cannot_be_kept_is_told_of_and_holds_up_no_other()
    {
        await using var provider = await AwkwardProvider.Start(25);
        await _program.Run("region", "sources", "add", "CASSÉE", provider.Url, "--Site:Kind=Region");
        await _program.Run("region", "sources", "add", "NORD", provider.Url, "--Site:Kind=Region");
        // Its answers cannot be kept: what a folder should be is a file.
        Directory.CreateDirectory(Path.Combine(_program.Folder, "region", "harvest"));
        await File.WriteAllTextAsync(Path.Combine(_program.Folder, "region", "harvest", "cassee"), "");
        var said = new ConcurrentQueue<string>();
        using var process = _program.Start("region", "harvest", "--Site:Kind=Region");
        process.OutputDataReceived += (_, line) => said.Enqueue(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => said.Enqueue(line.Data ?? "");
        await process.WaitForExitAsync();
        Assert.Equal(3, process.ExitCode);
        Assert.Contains(said, line => line.StartsWith("cassee : Lecture ou écriture impossible", StringComparison.Ordinal));
        Assert.Contains(said, line => line.StartsWith("nord : 25 notices lues, 25 nouvelles", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_ended_a_harvest_is_said_in_words()
    {
        await using var provider = await AwkwardProvider.Start(5, "no-format");
        await _program.Run("region", "sources", "add", "NORD", provider.Url, "--prefix", "lido", "--Site:Kind=Region");
        var said = new ConcurrentQueue<string>();
        using var process = _program.Start("region", "harvest", "NORD", "--Site:Kind=Region");
        process.ErrorDataReceived += (_, line) => said.Enqueue(line.Data ?? "");
        await process.WaitForExitAsync();
        Assert.Equal(3, process.ExitCode);
        Assert.Contains(said, line => line.StartsWith("nord : Moisson échouée. La source ne propose pas le format demandé", StringComparison.Ordinal));
    }

    private static async Task Says(ConcurrentQueue<string> said, string words)
    {
        for (var i = 0; i < 600 && !said.Any(line => line.StartsWith(words, StringComparison.Ordinal)); i++)
        {
            await Task.Delay(100);
        }

        Assert.Contains(said, line => line.StartsWith(words, StringComparison.Ordinal));
    }

    private static int Closed()
    {
        using var once = new TcpListener(IPAddress.Loopback, 0);
        once.Start();
        return ((IPEndPoint)once.LocalEndpoint).Port;
    }
}
