using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Dapper;
using Musenor.Storage;

namespace Musenor.Bench;

/// <summary>What a harvesting process said and took.</summary>
internal sealed record HarvestFigures(long Seen, long Unchanged, string State, double Seconds, double Most, double Processor);

/// <summary>A portal of the region with one source, in a data folder of its own.</summary>
internal sealed class HarvestRegion(string folder)
{
    private const string Source = "NORD";

    public static async Task<HarvestRegion> With(Uri network, string prefix, string name = "region")
    {
        var region = new HarvestRegion(Workshop.EmptyFolder($"harvest-{name}"));
        await Workshop.Run(region.Words("sources", "add", Source, new Uri(network, "oai").ToString(), "--prefix", prefix));
        return region;
    }

    /// <summary>The verb from the start of its process to its end; its memory is looked at until then.</summary>
    public async Task<HarvestFigures> Harvest(params string[] options)
    {
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(Workshop.Portal(Words(["harvest", Source, "--json", .. options])))!;
        var (said, wrong) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        var (most, processor) = (0.0, 0.0);
        while (!process.WaitForExit(50))
        {
            most = Math.Max(most, Most(process.Id));
            processor = Math.Max(processor, Processor(process));
        }

        await process.WaitForExitAsync();
        if (process.ExitCode is not (0 or 1 or 3))
        {
            throw new InvalidOperationException($"harvest: {process.ExitCode}\n{await said}\n{await wrong}");
        }

        using var json = JsonDocument.Parse((await said).Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1]);
        long Of(string key) => json.RootElement.GetProperty(key).GetInt64();
        return new HarvestFigures(Of("seen"), Of("unchanged"), json.RootElement.GetProperty("state").GetString()!, watch.Elapsed.TotalSeconds, most, processor);
    }

    /// <summary>True when it was killed, false when it came to its end before.</summary>
    public async Task<bool> IsKilled(TimeSpan after, params string[] options)
    {
        using var process = Process.Start(Workshop.Portal(Words(["harvest", Source, .. options])))!;
        _ = process.StandardOutput.ReadToEndAsync();
        _ = process.StandardError.ReadToEndAsync();
        using var patience = new CancellationTokenSource(after);
        try
        {
            await process.WaitForExitAsync(patience.Token);
            return false;
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            await process.WaitForExitAsync();
            return true;
        }
    }

    /// <summary>How many notices the portal finds when it is asked for all.</summary>
    public async Task<long> Searchable()
    {
        await using var server = await Server.Portal(folder, settings: [("Site__Kind", "Region")]);
        using var client = server.Client();
        using var answer = JsonDocument.Parse(await client.GetStringAsync(new Uri("/api/v1/search", UriKind.Relative)));
        return answer.RootElement.GetProperty("total").GetInt64();
    }

    public async Task<long> Pages() => long.Parse((await Rows("select cast(count(*) as text) from harvest_page"))[0], CultureInfo.InvariantCulture);

    public async Task<string> Runs() => (await Rows("select cast(count(*) as text) from harvest_run"))[0];

    public async Task<string[]> Rows(string sql)
    {
        await using var connection = await new Database(Engine.Sqlite, $"Data Source={Path.Combine(folder, "musenor.db")}").Open();
        return [.. await connection.QueryAsync<string>(sql)];
    }

    private string[] Words(params string[] verb) => [.. verb, "--data", folder, "--Site:Kind=Region"];

    private static double Processor(Process process)
    {
        try
        {
            return process.TotalProcessorTime.TotalSeconds;
        }
        catch (InvalidOperationException)
        {
            return 0; // it has just ended
        }
    }

    /// <summary>VmHWM in megabytes; nothing of a process that ended.</summary>
    private static double Most(int process)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024.0;
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
