using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Dapper;

namespace Musenor.Bench;

/// <summary>
/// Pages of a real server under load with keep-alive (wrk, Debian package), and a bare Kestrel that answers the bytes of one such page
/// to the same client.
/// </summary>
internal static class PagesBench
{
    private const int Refs = 2000;

    private const string Script = """
        local paths = {}
        for line in io.lines(os.getenv("BENCH_PATHS")) do paths[#paths + 1] = line end
        math.randomseed(7)
        request = function() return wrk.format("GET", paths[math.random(#paths)]) end
        done = function(summary, latency, requests)
          io.write(string.format("RPS %.1f\nP95 %.3f\nBAD %d\n", summary.requests / summary.duration * 1e6, latency:percentile(95) / 1000,
            summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout))
        end
        """;

    public static async Task Run(Workshop workshop, Figures figures)
    {
        await using var connection = await workshop.Database().Open();
        var refs = (await connection.QueryAsync<string>("select ref from notice order by ref")).ToArray();
        var slugs = (await connection.QueryAsync<string>("select slug from museum order by slug")).Select(s => $"/musees/{s}").ToArray();
        var mix = await QueryMix.Of(workshop.Database());
        var pages = new (string Name, string[] Paths)[]
        {
            ("notice", [.. Enumerable.Range(0, Refs).Select(i => $"/notices/{refs[(int)((long)i * refs.Length / Refs)]}")]),
            ("search", [.. Enumerable.Range(5000, 500).Select(i => $"/collections{mix.Question(i).Query}")]),
            ("museum", slugs),
        };
        await using var server = await Server.Portal(workshop);
        using var client = server.Client();
        foreach (var (name, paths) in pages)
        {
            await Load(server.Address, paths, 3);
            var (rate, p95) = await Load(server.Address, paths, 10);
            figures.Add($"pages.{name}", rate, "requests/s");
            figures.Add($"pages.{name}.p95", p95, "ms");
            var bytes = await client.GetByteArrayAsync(new Uri(paths[paths.Length / 2], UriKind.Relative));
            var raw = await Raw(bytes);
            figures.Add($"pages.{name}.share", 100 * rate / raw, $"% of a bare Kestrel ({raw:0} requests/s of {bytes.Length / 1024} KB)");
        }
    }

    private static async Task<double> Raw(byte[] bytes)
    {
        var (page, url) = (Workshop.File("page.html"), Server.FreeUrl());
        await File.WriteAllBytesAsync(page, bytes);
        await using var server = await Server.Start(
            new ProcessStartInfo(Environment.ProcessPath!, ["raw-server", page, url]) { RedirectStandardOutput = true, RedirectStandardError = true }, new Uri(url), "/");
        await Load(server.Address, ["/"], 2);
        return (await Load(server.Address, ["/"], 5)).Rate;
    }

    /// <summary>Paths at random, sixteen connections.</summary>
    internal static async Task<(double Rate, double P95)> Load(Uri address, string[] paths, int seconds)
    {
        await File.WriteAllTextAsync(Workshop.File("load.lua"), Script);
        var list = Workshop.File("paths.txt");
        await File.WriteAllLinesAsync(list, paths);
        var wrk = new ProcessStartInfo("wrk", ["-t1", "-c16", $"-d{seconds}s", "-s", Workshop.File("load.lua"), address.AbsoluteUri]) { RedirectStandardOutput = true };
        wrk.Environment["BENCH_PATHS"] = list;
        using var process = Process.Start(wrk) ?? throw new InvalidOperationException("wrk is missing: apt-get install wrk");
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        double Said(string key) => double.Parse(Regex.Match(said, $@"{key} ([\d.]+)").Groups[1].Value, CultureInfo.InvariantCulture);
        return Said("BAD") == 0 ? (Said("RPS"), Said("P95")) : throw new InvalidOperationException($"{address}: errors under load\n{said}");
    }
}
