using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Musenor.Collections.Notices;
using Musenor.Interop.Discovery;
using Musenor.Tests.Collections;
using Musenor.Tests.Collections.Editing;
using Musenor.Tests.Corpora;
using Xunit;

namespace Musenor.Tests.Interop;

public sealed class DiscoveryTests : IAsyncLifetime
{
    private readonly MusenorFixture _portal = new();

    public async Task InitializeAsync()
    {
        await _portal.Listed("M0160");
        await _portal.Notice("M0160000001", "M0160", ("TITR", "Vue"), ("INV", "1"));
        await _portal.Notice("M0160000002", "M0160", ("TITR", "Sans image"), ("INV", "2"));
        await _portal.Photograph("M0160000001", SoundFiles.Png, kind: "png");
    }

    public async Task DisposeAsync() => await _portal.DisposeAsync();

    [Fact]
    public async Task A_manifest_is_created_updated_and_deleted_in_the_order_of_time()
    {
        Assert.Equal(["Create M0160000001"], await Said());
        await _portal.Notice("M0160000001", "M0160", ("TITR", "Vue 2"), ("INV", "1"));
        Assert.Equal(["Create M0160000001", "Update M0160000001"], await Said());
        var claire = await _portal.Curator("claire", "M0160");
        await _portal.Withdraw(claire, "M0160000001");
        Assert.Equal("Delete M0160000001", (await Said()).Last());
        _portal.Clock.Advance(TimeSpan.FromHours(1));
        await _portal.Publish(claire, "M0160000001");
        Assert.Equal("Create M0160000001", (await Said()).Last());
        var page = await Get("/iiif/discovery/page/1");
        var times = page.GetProperty("orderedItems").EnumerateArray().Select(a => a.Text("endTime")).ToList();
        Assert.Equal(times.Order(StringComparer.Ordinal), times);
        Assert.Equal(("OrderedCollectionPage", "http://iiif.io/api/discovery/1/context.json", "OrderedCollection"), (page.Text("type"), page.Text("@context"), page.GetProperty("partOf").Text("type")));
        var manifest = page.GetProperty("orderedItems")[0].GetProperty("object");
        Assert.Equal("Manifest", manifest.Text("type"));
        Assert.Equal("http://localhost:5080/iiif/presentation/3/M0160000001/manifest", manifest.Text("id"));
    }

    [Fact]
    public async Task A_twin_behind_its_lead_keeps_its_manifest_and_an_invented_notice_is_left_out()
    {
        Assert.Equal(["Create M0160000001"], await Said());
        await _portal.Execute("update notice set lead = 'M0160000002' where ref = 'M0160000001'; update notice_column set is_public = false, revision = revision + 1000 where ref = 'M0160000001'");
        Assert.Equal(["Create M0160000001", "Update M0160000001"], await Said());
        using var visitor = _portal.Visitor();
        var twin = JsonDocument.Parse(await visitor.GetStringAsync("/api/v1/notices")).RootElement.GetProperty("notices").EnumerateArray().Single(n => n.Text("ref") == "M0160000001");
        Assert.Equal("M0160000002", twin.Text("lead"));
        await _portal.Execute("update notice set is_demo = true where ref = 'M0160000001'; update notice_column set is_demo = true, revision = revision + 1000 where ref = 'M0160000001'");
        Assert.Equal("Delete M0160000001", (await Said()).Last());
    }

    [Fact]
    public async Task Pages_once_full_never_change_and_each_leads_to_the_next()
    {
        await _portal.Write([.. Enumerable.Range(100, 60).Select(i => new Incoming($"M0160000{i}", "M0160", new Dictionary<string, string> { ["INV"] = $"{i}", ["DOMN"] = "dessin", ["STAT"] = "x" }))]);
        await _portal.Execute("""
            insert into notice_image (id, ref, position, width, height) select 'x' || ref, ref, 1, 10, 10 from notice where ref like 'M01600001%'
            """);
        for (var turn = 0; turn < 20; turn++)
        {
            await _portal.Write([.. Enumerable.Range(100, 60).Select(i => new Incoming($"M0160000{i}", "M0160", new Dictionary<string, string> { ["INV"] = $"{i}", ["DOMN"] = "dessin", ["STAT"] = "x", ["TITR"] = $"{turn}" }))]);
            await _portal.Services.GetRequiredService<TakeActivities>().Run();
        }

        var collection = await Get(ShowActivities.Path);
        Assert.Equal((1201, "http://localhost:5080/iiif/discovery/page/2"), (collection.GetProperty("totalItems").GetInt32(), collection.GetProperty("last").Text("id")));
        var first = (await Get("/iiif/discovery/page/1")).ToString();
        await _portal.Notice("M0160000100", "M0160", ("INV", "100"), ("TITR", "encore"));
        Assert.Equal(first, (await Get("/iiif/discovery/page/1")).ToString());
        var second = await Get("/iiif/discovery/page/2");
        Assert.Equal((1000, 202, "http://localhost:5080/iiif/discovery/page/1"), (second.GetProperty("startIndex").GetInt32(), second.GetProperty("orderedItems").GetArrayLength(), second.GetProperty("prev").Text("id")));
        using var visitor = _portal.Visitor();
        using var none = await visitor.GetAsync("/iiif/discovery/page/3");
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
    }

    [Fact]
    public async Task Many_readers_at_once_write_each_change_once()
    {
        await using var other = _portal.SecondPortal();
        using var gate = new Barrier(8);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(async () =>
        {
            gate.SignalAndWait();
            await (i % 2 == 0 ? _portal : other).Services.GetRequiredService<TakeActivities>().Run();
        })));
        Assert.Equal(["Create M0160000001"], await Said());
    }

    private async Task<List<string>> Said() =>
        [.. (await Get("/iiif/discovery/page/1")).GetProperty("orderedItems").EnumerateArray().Select(a => $"{a.Text("type")} {a.GetProperty("object").Text("id").Split('/')[^2]}")];

    private async Task<JsonElement> Get(string address)
    {
        using var visitor = _portal.Visitor();
        return JsonDocument.Parse(await visitor.GetStringAsync(address)).RootElement;
    }
}
