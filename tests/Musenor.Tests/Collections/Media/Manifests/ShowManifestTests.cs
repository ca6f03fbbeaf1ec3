using System.Net;
using System.Text.Json;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Musenor.Collections.Media.Manifests;
using Musenor.Storage;
using Musenor.Tests.Collections.Editing;
using Musenor.Tests.Collections.Media.Iiif;
using Xunit;

namespace Musenor.Tests.Collections.Media.Manifests;

/// <summary>Presentation API 3.0 (docs/standards/iiif.md).</summary>
public sealed class ShowManifestTests : IAsyncLifetime
{
    private const string Reference = "M0638000001";

    private MusenorFixture _portal = null!;
    private HttpClient _visitor = null!;

    public async Task InitializeAsync()
    {
        _portal = await ImageIntents.WithNotice();
        _visitor = _portal.Visitor();
    }

    public async Task DisposeAsync()
    {
        _visitor.Dispose();
        await _portal.DisposeAsync();
    }

    [Fact]
    public async Task A_manifest_tells_the_notice_and_shows_its_pictures_in_order()
    {
        var second = await _portal.Photograph(ImageIntents.Quarters(800, 1200), position: 2, licence: "CC BY 4.0", credit: "Jeanne, Ville");
        var first = await _portal.Photograph(ImageIntents.Quarters(1200, 800));
        using var answer = await _visitor.GetAsync(new Uri($"/iiif/presentation/3/{Reference}/manifest", UriKind.Relative));
        Assert.Equal("application/ld+json; profile=\"http://iiif.io/api/presentation/3/context.json\"", answer.Content.Headers.ContentType!.ToString());
        Assert.Equal("*", answer.Headers.GetValues("Access-Control-Allow-Origin").Single());
        using var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        var root = document.RootElement;
        None(PresentationRules.Faults(root));
        Assert.Equal($"http://localhost:5080/iiif/presentation/3/{Reference}/manifest", root.GetProperty("id").GetString());
        Assert.Equal("Les Quatre Quarts", Words(root.GetProperty("label")));
        Assert.Equal("http://localhost:5080/musees/musee-des-beaux-arts-lille", root.GetProperty("provider")[0].GetProperty("id").GetString());
        var canvases = root.GetProperty("items").EnumerateArray().ToArray();
        Assert.Equal([(1200, 800), (800, 1200)], canvases.Select(c => (c.GetProperty("width").GetInt32(), c.GetProperty("height").GetInt32())));
        Assert.Equal([first, second], canvases.Select(c => Body(c).GetProperty("service")[0].GetProperty("id").GetString()!.Split('/')[^1]));
        Assert.All(canvases, c => Assert.Equal(c.GetProperty("id").GetString(), Annotation(c).GetProperty("target").GetString()));
        // Two licences: the one that has an address is said where it holds.
        Assert.False(root.TryGetProperty("rights", out _));
        Assert.Equal("http://creativecommons.org/licenses/by/4.0/", canvases[1].GetProperty("rights").GetString());
        Assert.Contains("Licence Ouverte 2.0", Words(root.GetProperty("requiredStatement").GetProperty("value")), StringComparison.Ordinal);
        Assert.Contains("Jeanne, Ville", Words(canvases[1].GetProperty("requiredStatement").GetProperty("value")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metadata_are_the_public_fields_under_their_French_labels()
    {
        await _portal.Notice("M0638000002", "M0638", ("TITR", "<b>Vase</b>"), ("DOMN", "céramique ; sculpture"), ("DESC", "<script>alert(1)</script>"));
        await _portal.Photograph(ImageIntents.Quarters(600, 400), reference: "M0638000002", licence: "CC0 1.0");
        using var document = JsonDocument.Parse(await _visitor.GetStringAsync("/iiif/presentation/3/M0638000002/manifest"));
        None(PresentationRules.Faults(document.RootElement));
        var metadata = document.RootElement.GetProperty("metadata").EnumerateArray().ToDictionary(m => Words(m.GetProperty("label")), m => m.GetProperty("value"));
        Assert.Equal(["céramique", "sculpture"], metadata["Domaine"].GetProperty("fr").EnumerateArray().Select(v => v.GetString()!));
        Assert.Equal("http://creativecommons.org/publicdomain/zero/1.0/", document.RootElement.GetProperty("rights").GetString());
        // Not HTML, whatever the inventory holds.
        Assert.StartsWith(" <b>", Words(document.RootElement.GetProperty("label")), StringComparison.Ordinal);
        Assert.StartsWith(" <script>", Words(document.RootElement.GetProperty("summary")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_address_of_a_manifest_answers()
    {
        await _portal.Photograph(ImageIntents.Quarters(1200, 800));
        var text = await _visitor.GetStringAsync($"/iiif/presentation/3/{Reference}/manifest");
        var addresses = System.Text.RegularExpressions.Regex.Matches(text, "\"(http://localhost:5080[^\"]*)\"").Select(m => m.Groups[1].Value).Distinct()
            .Where(a => !a.Contains("/canvas/", StringComparison.Ordinal)).ToArray();
        Assert.InRange(addresses.Length, 7, 12);
        foreach (var address in addresses)
        {
            using var answer = await _visitor.GetAsync(new Uri(new Uri(address).PathAndQuery, UriKind.Relative));
            Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.SeeOther, $"{address}: {answer.StatusCode}");
        }
    }

    [Fact]
    public async Task An_unchanged_manifest_is_not_sent_again_and_a_changed_notice_is()
    {
        await _portal.Photograph(ImageIntents.Quarters(1200, 800));
        using var first = await _visitor.GetAsync(new Uri($"/iiif/presentation/3/{Reference}/manifest", UriKind.Relative));
        async Task<HttpStatusCode> Again()
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/iiif/presentation/3/{Reference}/manifest");
            request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
            using var answer = await _visitor.SendAsync(request);
            Assert.Equal("*", answer.Headers.GetValues("Access-Control-Allow-Origin").Single());
            return answer.StatusCode;
        }

        Assert.Equal(HttpStatusCode.NotModified, await Again());
        await _portal.Notice(Reference, "M0638", ("TITR", "Les Cinq Quarts"));
        Assert.Equal(HttpStatusCode.OK, await Again());
    }

    [Fact]
    public async Task Where_there_is_nothing_to_show_there_is_no_manifest()
    {
        foreach (var reference in new[] { Reference, "M9999999999" })
        {
            using var answer = await _visitor.GetAsync(new Uri($"/iiif/presentation/3/{reference}/manifest", UriKind.Relative));
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            Assert.Equal("*", answer.Headers.GetValues("Access-Control-Allow-Origin").Single());
        }

        await _portal.Photograph(ImageIntents.Quarters(600, 400));
        await _portal.Withdraw(await _portal.Curator("claire"), Reference);
        foreach (var address in new[] { $"/iiif/presentation/3/{Reference}/manifest", $"/notices/{Reference}/zoom" })
        {
            using var gone = await _visitor.GetAsync(new Uri(address, UriKind.Relative));
            Assert.Equal(HttpStatusCode.Gone, gone.StatusCode);
        }
    }

    [Fact]
    public async Task A_museum_lists_its_manifests()
    {
        await _portal.Photograph(ImageIntents.Quarters(600, 400));
        await _portal.Notice("M0638000002", "M0638", ("TITR", "Sans photographie"));
        foreach (var address in new[] { "M0638", "musee-des-beaux-arts-lille", "M0638/1" })
        {
            using var document = JsonDocument.Parse(await _visitor.GetStringAsync($"/iiif/presentation/3/collection/{address}"));
            None(PresentationRules.Faults(document.RootElement));
            var item = Assert.Single(document.RootElement.GetProperty("items").EnumerateArray());
            Assert.Equal($"http://localhost:5080/iiif/presentation/3/{Reference}/manifest", item.GetProperty("id").GetString());
        }

        foreach (var address in new[] { "M0638/2", "M0638/0", "M9999" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await _visitor.GetAsync(new Uri($"/iiif/presentation/3/collection/{address}", UriKind.Relative))).StatusCode);
        }
    }

    [Fact]
    public async Task A_large_museum_lists_collections_of_its_manifests()
    {
        const int more = 20;
        await _portal.Write([.. Enumerable.Range(0, ListManifests.PageSize + more).Select(n => new Musenor.Collections.Notices.Incoming($"M0638{n + 100:000000}", "M0638",
            new Dictionary<string, string> { ["INV"] = $"A {n}", ["DOMN"] = "dessin", ["STAT"] = "propriété de la commune", ["TITR"] = $"Feuille {n}" }))]);
        await _portal.Services.GetRequiredService<Database>().Write((connection, transaction) => connection.ExecuteAsync(
            "insert into notice_image (id, ref, position, width, height) select 'x' || ref, ref, 1, 10, 10 from notice where ref <> @Reference", new { Reference }, transaction));
        using var whole = JsonDocument.Parse(await _visitor.GetStringAsync("/iiif/presentation/3/collection/M0638"));
        None(PresentationRules.Faults(whole.RootElement));
        var pages = whole.RootElement.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetString()!).ToArray();
        Assert.Equal(2, pages.Length);
        var seen = new HashSet<string>();
        foreach (var page in pages)
        {
            using var document = JsonDocument.Parse(await _visitor.GetStringAsync(new Uri(page).AbsolutePath));
            None(PresentationRules.Faults(document.RootElement));
            Assert.All(document.RootElement.GetProperty("items").EnumerateArray(), i => Assert.True(seen.Add(i.GetProperty("id").GetString()!)));
        }

        Assert.Equal(ListManifests.PageSize + more, seen.Count);
    }

    [Theory]
    [InlineData("""{"@context":"http://iiif.io/api/presentation/3/context.json","id":"https://e.org/m","type":"Manifest","label":"words","items":[]}""")]
    [InlineData("""{"@context":"http://iiif.io/api/presentation/3/context.json","id":"/m","type":"Manifest","label":{"fr":["x"]},"items":[{"id":"https://e.org/c#1","type":"Canvas","width":1,"items":[{"id":"https://e.org/p","type":"AnnotationPage"}]}]}""")]
    [InlineData("""{"id":"https://e.org/m","type":"Collection","label":{"en":["x"]},"rights":"https://example.org","items":[{"id":"https://e.org/m2","type":"Manifest"}]}""")]
    public void The_rules_bite(string document) => Assert.True(PresentationRules.Faults(JsonDocument.Parse(document).RootElement).Length >= 2);

    private static JsonElement Annotation(JsonElement canvas) => canvas.GetProperty("items")[0].GetProperty("items")[0];

    private static JsonElement Body(JsonElement canvas) => Annotation(canvas).GetProperty("body");

    private static string Words(JsonElement map) => string.Join(" | ", map.EnumerateObject().SelectMany(l => l.Value.EnumerateArray()).Select(t => t.GetString()));

    private static void None(string[] faults) => Assert.True(faults.Length == 0, string.Join('\n', faults));
}
