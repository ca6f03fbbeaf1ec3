using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Musenor.Collections;
using Musenor.Collections.Search;
using Musenor.Museums;
using Musenor.Storage;

namespace Musenor.Bench;

/// <summary>The mix of questions, in this process and over HTTP: a page of 24 with all facets each; then the memory of the server.</summary>
internal static class SearchBench
{
    private const int WarmUp = 600;
    private const int Measured = 2000;

    public static async Task Run(Workshop workshop, Figures figures)
    {
        var mix = await QueryMix.Of(workshop.Database());
        await using (var services = Services(workshop))
        {
            var search = services.GetRequiredService<SearchNotices>();
            await Measure("search", mix, figures, query => search.Run(SearchState.Read(new QueryCollection(QueryHelpers.ParseQuery(query)))));
        }

        await using var server = await Server.Portal(workshop);
        using var client = server.Client();
        await Measure("search.http", mix, figures, async query =>
        {
            using var answer = await client.GetAsync(new Uri($"/collections.json{query}", UriKind.Relative));
            answer.EnsureSuccessStatusCode();
            await answer.Content.ReadAsByteArrayAsync();
        });
        figures.Add("memory.resident", server.ResidentMegabytes(), "MB");
    }

    private static async Task Measure(string name, QueryMix mix, Figures figures, Func<string, Task> ask)
    {
        for (var i = 0; i < WarmUp; i++)
        {
            await ask(mix.Question(Measured + i).Query);
        }

        var times = new List<(string Kind, double Milliseconds)>(Measured);
        for (var i = 0; i < Measured; i++)
        {
            var (kind, query) = mix.Question(i);
            var start = Stopwatch.GetTimestamp();
            await ask(query);
            times.Add((kind, Stopwatch.GetElapsedTime(start).TotalMilliseconds));
        }

        foreach (var share in new[] { 50, 95, 99 })
        {
            figures.Add($"{name}.p{share}", Percentile(times.Select(t => t.Milliseconds), share), "ms");
        }

        foreach (var kind in times.GroupBy(t => t.Kind).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            figures.Add($"{name}.{kind.Key}.p95", Percentile(kind.Select(t => t.Milliseconds), 95), "ms");
        }
    }

    private static double Percentile(IEnumerable<double> values, int share)
    {
        var sorted = values.Order().ToArray();
        return sorted[Math.Min(sorted.Length - 1, sorted.Length * share / 100)];
    }

    private static ServiceProvider Services(Workshop workshop)
    {
        var services = new ServiceCollection();
        services.AddSingleton(workshop.Database());
        services.AddSingleton(new DataFolder(workshop.CatalogueFolder));
        services.AddSingleton(TimeProvider.System);
        services.AddMuseums();
        services.AddCollections();
        return services.BuildServiceProvider();
    }
}
