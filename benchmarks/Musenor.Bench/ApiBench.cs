using System.Diagnostics;
using System.Text.Json;
using Dapper;

namespace Musenor.Bench;

/// <summary>
/// What programs ask of a real server: searches and single notices of the API under load, the whole walk of the notices with its slowest page, at its
/// beginning and at its end, and a part of the site map written anew.
/// </summary>
internal static class ApiBench
{
    private const int Refs = 2000;
    private const int PageSize = 500;

    public static async Task Run(Workshop workshop, Figures figures)
    {
        await using var connection = await workshop.Database().Open();
        var refs = (await connection.QueryAsync<string>("select ref from notice order by ref")).ToArray();
        var mix = await QueryMix.Of(workshop.Database());
        await using var server = await Server.Portal(workshop);
        using var client = server.Client();
        foreach (var (name, paths) in new (string, string[])[]
        {
            ("search", [.. Enumerable.Range(5000, 500).Select(i => $"/api/v1/search{mix.Question(i).Query}")]),
            ("notice", [.. Enumerable.Range(0, Refs).Select(i => $"/api/v1/notices/{refs[(int)((long)i * refs.Length / Refs)]}")]),
        })
        {
            await PagesBench.Load(server.Address, paths, 3);
            var (rate, _) = await PagesBench.Load(server.Address, paths, 10);
            figures.Add($"api.{name}", rate, "requests/s");
            figures.Add($"api.{name}.p95", await OneByOne(client, paths.Take(500)), "ms");
        }

        await Walk(client, figures);
        // Generated notices are invented ones, which no site map has: real for a moment.
        await connection.ExecuteAsync("update notice_column set is_demo = @no", new { no = false });
        try
        {
            await SiteMap(client, figures);
        }
        finally
        {
            await connection.ExecuteAsync("update notice_column set is_demo = @yes", new { yes = true });
        }
    }

    /// <summary>As one program asks: the rate above is that of sixteen at once.</summary>
    private static async Task<double> OneByOne(HttpClient client, IEnumerable<string> paths)
    {
        var times = new List<double>();
        foreach (var path in paths)
        {
            var started = Stopwatch.GetTimestamp();
            await client.GetByteArrayAsync(new Uri(path, UriKind.Relative));
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        times.Sort();
        return times[times.Count * 95 / 100];
    }

    private static async Task Walk(HttpClient client, Figures figures)
    {
        var times = new List<double>();
        var (count, watch) = (0, Stopwatch.StartNew());
        for (var next = $"/api/v1/notices?limite={PageSize}"; next is not null;)
        {
            var started = Stopwatch.GetTimestamp();
            await using var answer = await client.GetStreamAsync(new Uri(next, UriKind.Relative));
            using var page = await JsonDocument.ParseAsync(answer);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            count += page.RootElement.GetProperty("notices").GetArrayLength();
            next = page.RootElement.GetProperty("next").GetString() is { } following ? new Uri(following).PathAndQuery : null;
        }

        figures.Add("api.walk", count / watch.Elapsed.TotalSeconds, "notices/s");
        // The first page warms the program; a tenth of the walk at each end tells whether it is flat.
        var tenth = Math.Max(1, times.Count / 10);
        figures.Add("api.walk.first", Median(times.Skip(1).Take(tenth)), "ms a page");
        figures.Add("api.walk.last", Median(times.SkipLast(1).TakeLast(tenth)), "ms a page");
    }

    private static async Task SiteMap(HttpClient client, Figures figures)
    {
        var watch = Stopwatch.StartNew();
        await client.GetByteArrayAsync(new Uri("/sitemaps/notices-1.xml", UriKind.Relative));
        figures.Add("api.sitemap", watch.Elapsed.TotalMilliseconds, "ms a part, written");
        watch.Restart();
        await client.GetByteArrayAsync(new Uri("/sitemaps/notices-1.xml", UriKind.Relative));
        figures.Add("api.sitemap.kept", watch.Elapsed.TotalMilliseconds, "ms a part, kept");
    }

    private static double Median(IEnumerable<double> times) => times.Order().ToArray() is { Length: > 0 } some ? some[some.Length / 2] : 0;
}
