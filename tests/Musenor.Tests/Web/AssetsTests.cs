using System.IO.Compression;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Musenor.Tests.Architecture;
using Musenor.Web.Delivery;
using Xunit;

namespace Musenor.Tests.Web;

public sealed class AssetsTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    private SiteAssets Assets => portal.Services.GetRequiredService<SiteAssets>();

    [Fact]
    public void The_script_of_the_whole_site_stays_under_15_kilobytes() =>
        Assert.InRange(Assets["site.js"].Gzip!.Length, 1, 15_000);

    [Theory]
    [InlineData("site.css", "text/css; charset=utf-8")]
    [InlineData("site.js", "text/javascript; charset=utf-8")]
    [InlineData("favicon.svg", "image/svg+xml")]
    [InlineData("font.woff2", "font/woff2")]
    public async Task A_shared_file_is_kept_a_year(string name, string type)
    {
        using var answer = await portal.Visitor.GetAsync(Assets[name].Url);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(type, answer.Content.Headers.ContentType!.ToString());
        Assert.Contains("immutable", answer.Headers.CacheControl!.ToString());
        Assert.Equal(TimeSpan.FromDays(365), answer.Headers.CacheControl.MaxAge);
        Assert.Equal(Assets[name].Plain, await answer.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task A_style_sheet_comes_as_it_was_compressed_at_build()
    {
        using var ask = new HttpRequestMessage(HttpMethod.Get, Assets["site.css"].Url);
        ask.Headers.Add("Accept-Encoding", "gzip;q=0.5, br");
        using var answer = await portal.Visitor.SendAsync(ask);
        Assert.Equal("br", answer.Content.Headers.ContentEncoding.Single());
        var sent = await answer.Content.ReadAsByteArrayAsync();
        await using var plain = new BrotliStream(new MemoryStream(sent), CompressionMode.Decompress);
        using var sheet = new MemoryStream();
        await plain.CopyToAsync(sheet);
        Assert.Equal(Assets["site.css"].Plain, sheet.ToArray());
    }

    [Fact]
    public async Task An_unknown_file_is_not_found()
    {
        using var answer = await portal.Visitor.GetAsync("/assets/site.00000000.css");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public void The_lock_names_no_package_host()
    {
        var faults = Directory.EnumerateFiles(Path.Combine(Rooms.Root(), "../.."), "package-lock.json", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 3 })
            .Where(file => !file.Contains("node_modules", StringComparison.Ordinal) && File.ReadAllText(file).Contains("\"resolved\"", StringComparison.Ordinal)).ToArray();
        Assert.True(faults.Length == 0, string.Join('\n', faults));
    }

    [Fact]
    public void No_page_holds_a_style_or_a_script_of_its_own()
    {
        var faults = from page in Rooms.Sources("*.cshtml")
                     from line in page.Code.Split('\n').Index()
                     where System.Text.RegularExpressions.Regex.IsMatch(line.Item, @"\sstyle\s*=|<style|\son[a-z]+\s*=\s*[""']|<script(?![^>]*(src=|application/ld\+json))")
                     select $"{page.Name}:{line.Index + 1}: {line.Item.Trim()}";
        Assert.True(!faults.Any(), string.Join('\n', faults));
    }
}
