using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Playwright;
using Xunit;

namespace Musenor.BrowserTests;

/// <summary>Viewers that researchers use, on a site of their own, open our manifests and images: what CORS, types and addresses are for.</summary>
[Collection(Browser.Collection)]
public sealed class ViewerTests(Browser browser)
{
    // Resolved by nobody: the browser is answered by the test.
    private const string Elsewhere = "https://visionneuse.example";

    [ViewerFact("mirador/dist/mirador.min.js")]
    public async Task Mirador_opens_a_manifest()
    {
        await using var visit = await browser.Open(1280);
        var (manifest, title) = await Manifest(visit);
        var tiles = await Open(visit, "mirador/dist/mirador.min.js", $$"""
            Mirador.viewer({ id: "viewer", windows: [{ manifestId: {{JsonSerializer.Serialize(manifest)}} }] });
            """);
        await Assertions.Expect(visit.Page.GetByText(title).First).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await Assertions.Expect(visit.Page.Locator(".mirador-osd-container canvas").First).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await Came(visit, tiles);
    }

    [ViewerFact("openseadragon/build/openseadragon/openseadragon.min.js")]
    public async Task OpenSeadragon_opens_the_image_of_a_manifest()
    {
        await using var visit = await browser.Open(1280);
        var (manifest, _) = await Manifest(visit);
        var tiles = await Open(visit, "openseadragon/build/openseadragon/openseadragon.min.js", $$"""
            (async () => {
              const manifest = await (await fetch({{JsonSerializer.Serialize(manifest)}})).json();
              const service = manifest.items[0].items[0].items[0].body.service[0].id;
              const viewer = OpenSeadragon({ id: "viewer", drawer: "canvas", crossOriginPolicy: "Anonymous", showNavigationControl: false, tileSources: service + "/info.json" });
              viewer.addHandler("tile-drawn", () => { document.title = "drawn"; });
            })();
            """);
        await visit.Page.WaitForFunctionAsync("document.title === 'drawn'", null, new() { Timeout = 60_000 });
        await Came(visit, tiles);
    }

    /// <summary>The manifest of a notice with a picture, found as a reader finds it: by the link of its page.</summary>
    private static async Task<(string Address, string Title)> Manifest(Visit visit)
    {
        await visit.Go("/collections?image=1");
        await visit.Go((await visit.Page.Locator("main a[href^='/notices/']").First.GetAttributeAsync("href"))!);
        var title = (await visit.Page.Locator("h1").InnerTextAsync()).Trim();
        var link = visit.Page.Locator("a[href$='/manifest']");
        return (await link.EvaluateAsync<string>("a => a.href"), title);
    }

    /// <summary>A page of another site with the viewer on it; answers the statuses of the images that it fetches from us.</summary>
    private static async Task<List<int>> Open(Visit visit, string package, string script)
    {
        // This machine is not the network at large: browsers ask before a site reaches it. A portal on the network needs no such leave.
        await visit.Page.Context.GrantPermissionsAsync(["local-network-access"], new() { Origin = Elsewhere });
        await visit.Page.Context.RouteAsync($"{Elsewhere}/**", route => route.Request.Url == $"{Elsewhere}/viewer.js"
            ? route.FulfillAsync(new() { ContentType = "text/javascript", Path = ViewerFactAttribute.File(package) })
            : route.FulfillAsync(new()
            {
                ContentType = "text/html; charset=utf-8",
                Body = $"""<!DOCTYPE html><title>x</title><div id="viewer" style="position:relative;width:1200px;height:800px"></div><script src="/viewer.js"></script><script>{script}</script>""",
            }));
        var statuses = new List<int>();
        visit.Page.Response += (_, answer) =>
        {
            if (answer.Url.Contains("/iiif/3/", StringComparison.Ordinal) && answer.Url.EndsWith("default.jpg", StringComparison.Ordinal))
            {
                statuses.Add(answer.Status);
            }
        };
        await visit.Page.GotoAsync($"{Elsewhere}/");
        return statuses;
    }

    private static async Task Came(Visit visit, List<int> statuses)
    {
        for (var patience = System.Diagnostics.Stopwatch.StartNew(); statuses.Count == 0 && patience.Elapsed < TimeSpan.FromMinutes(1);)
        {
            await Task.Delay(100);
        }

        Assert.NotEmpty(statuses);
        Assert.All(statuses, s => Assert.Equal(200, s));
        Assert.DoesNotContain(visit.Faults, f => f.Contains("CORS", StringComparison.Ordinal) || f.StartsWith("script error", StringComparison.Ordinal));
    }
}

/// <summary>Runs where Chromium and the npm package of the viewer are; elsewhere reported as skipped, with the reason.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ViewerFactAttribute : FactAttribute
{
    public ViewerFactAttribute(string package) => Skip =
        Browser.Chromium is null ? "Chromium is not installed (apt-get install chromium)."
        : !System.IO.File.Exists(File(package)) ? $"{package} is not installed (npm ci in tests/Musenor.BrowserTests)."
        : null;

    internal static string File(string package, [CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "node_modules", package);
}
