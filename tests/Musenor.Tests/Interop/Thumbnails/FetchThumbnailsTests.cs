using System.Net;
using AngleSharp.Html.Parser;
using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Musenor.Interop.Harvest.Fetching;
using Musenor.Interop.Thumbnails;
using Musenor.Storage;
using Musenor.Tests.Corpora;
using Musenor.Tests.Interop.Mapping;
using Musenor.Web;
using Xunit;

namespace Musenor.Tests.Interop.Thumbnails;

/// <summary>Small copies of the pictures of harvested works: fetched politely, only where the rights or the network allow, never from inside.</summary>
public sealed class FetchThumbnailsTests : IAsyncLifetime
{
    private const string Open = "https://creativecommons.org/licenses/by/4.0/";
    private readonly MusenorFixture _portal = new();
    private readonly List<string> _asked = [];
    private WebApplication? _site;
    private Func<string, (int Status, byte[] Bytes)> _answer = _ => (200, SpeakingPhotograph.Jpeg(1));

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _site = builder.Build();
        _site.Run(async context =>
        {
            var path = context.Request.Path.Value!;
            _asked.Add(path);
            var (status, bytes) = _answer(path);
            context.Response.StatusCode = status;
            if (status is 302)
            {
                context.Response.Headers.Location = System.Text.Encoding.UTF8.GetString(bytes);
                return;
            }

            if (path == "/hangs.jpg")
            {
                await context.Response.Body.FlushAsync();
                await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return;
            }

            await context.Response.Body.WriteAsync(bytes);
        });
        await _site.StartAsync();
        await _portal.Source("TIERS", "Un tiers");
        await Set("private_host", "127.0.0.1");
        await Set("base_url", $"{Url}/oai");
    }

    public async Task DisposeAsync()
    {
        await _site!.DisposeAsync();
        await _portal.DisposeAsync();
    }

    [Fact]
    public async Task A_visitor_sees_a_small_copy_in_lists_and_on_the_page_and_asks_nothing_of_the_other_site()
    {
        await Work("1", $"{Url}/1.jpg", Open);
        var before = await _portal.Visitor().GetAsync("/collections");
        Assert.Equal(1, await Fetch());
        var card = Page(await _portal.Visitor().GetStringAsync("/collections")).QuerySelector("ol.grid img")!;
        using var picture = await _portal.Visitor().GetAsync(card.GetAttribute("src"));
        Assert.Equal(("image/webp", HttpStatusCode.OK), (picture.Content.Headers.ContentType!.MediaType, picture.StatusCode));
        var notice = Page(await _portal.Visitor().GetStringAsync("/notices/src-TIERS-1"));
        Assert.EndsWith("Œuvre 1", notice.QuerySelector("figure img")!.GetAttribute("alt"), StringComparison.Ordinal);
        Assert.NotNull(notice.QuerySelector($"a[href='{Url}/1.jpg']"));
        Assert.DoesNotContain(notice.QuerySelectorAll("img"), i => i.GetAttribute("src")!.StartsWith("http", StringComparison.Ordinal));

        // A browser that kept the list without it learns of it.
        using var again = new HttpRequestMessage(HttpMethod.Get, "/collections");
        again.Headers.TryAddWithoutValidation("If-None-Match", before.Headers.ETag!.ToString());
        Assert.Equal(HttpStatusCode.OK, (await _portal.Visitor().SendAsync(again)).StatusCode);

        // Known now: asked no more.
        Assert.Equal(0, await Fetch());
        Assert.Single(_asked);
    }

    [Theory]
    [InlineData("open", Open, true)]
    [InlineData("open", "https://www.etalab.gouv.fr/licence-ouverte-open-licence", true)]
    [InlineData("open", "Licence Ouverte 2.0", true)]
    [InlineData("open", "http://rightsstatements.org/vocab/InC/1.0/", false)]
    [InlineData("open", "https://creativecommons.org/licenses/by-nc-nd/4.0/", false)]
    [InlineData("open", "© Musée", false)]
    [InlineData("open", "", false)]
    [InlineData("all", "© Musée", true)]
    [InlineData("none", Open, false)]
    public async Task Only_what_the_rights_or_the_network_allow_is_copied(string setting, string rights, bool isCopied)
    {
        await Set("thumbnails", setting);
        await Work("1", $"{Url}/1.jpg", rights);
        Assert.Equal(isCopied ? 1 : 0, await Fetch());
        Assert.Equal(isCopied, await Id("src-TIERS-1") is { Length: > 0 });
    }

    [Fact]
    public async Task Whole_images_of_IIIF_are_asked_small_and_a_server_that_cannot_is_asked_for_what_it_has()
    {
        await Work("1", $"{Url}/iiif/a/full/max/0/default.jpg", Open);
        await Work("2", $"{Url}/static/b/full/full/0/default.jpg", Open);
        _answer = path => path.StartsWith("/static", StringComparison.Ordinal) && path.Contains("!480", StringComparison.Ordinal) ? (404, []) : (200, SpeakingPhotograph.Jpeg(1));
        Assert.Equal(2, await Fetch());
        Assert.Equal(["/iiif/a/full/!480,480/0/default.jpg", "/static/b/full/!480,480/0/default.jpg", "/static/b/full/full/0/default.jpg"], _asked);
        Assert.True(await Id("src-TIERS-2") is { Length: > 0 });
    }

    [Fact]
    public async Task What_is_no_picture_too_large_or_of_the_inside_gives_none_and_is_asked_again_later_and_later()
    {
        var bomb = new byte[31 * 1024 * 1024];
        var svg = System.Text.Encoding.UTF8.GetBytes("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><image href=\"file:///etc/passwd\"/></svg>");
        _answer = path => path switch { "/svg.jpg" => (200, svg), "/big.jpg" => (200, bomb), "/cut.jpg" => (200, SpeakingPhotograph.Jpeg(1)[..900]), "/in.jpg" => (302, "http://[::1]:9/x"u8.ToArray()), _ => (404, []) };
        foreach (var name in new[] { "svg", "big", "cut", "in", "gone" })
        {
            await Work(name, $"{Url}/{name}.jpg", Open);
        }

        Assert.Equal(5, await Fetch());
        await using var connection = await _portal.Services.GetRequiredService<Database>().Open();
        Assert.Equal(["src-TIERS-big size", "src-TIERS-cut kind", "src-TIERS-gone gone", "src-TIERS-in private", "src-TIERS-svg kind"],
            (await connection.QueryAsync<string>("select ref || ' ' || problem from notice_thumbnail where id = '' order by ref")).Order(StringComparer.Ordinal));
        Assert.Equal(0, await Fetch());
        _portal.Clock.Advance(TimeSpan.FromDays(3));
        _answer = _ => (200, SpeakingPhotograph.Jpeg(1));
        Assert.Equal(5, await Fetch());
        Assert.Equal(0, await _portal.Value<long>("select count(*) from notice_thumbnail where id = '' or problem <> ''"));
    }

    [Fact]
    public async Task A_server_that_begins_to_answer_and_stops_holds_nobody()
    {
        using var fetch = new FetchPicture(_portal.Services.GetRequiredService<SiteSettings>(), new AddressGuard(new ConfigurationBuilder().Build()), new Uri($"{Url}/oai"), TimeSpan.FromMilliseconds(300));
        var (bytes, problem) = await fetch.Run(new Uri($"{Url}/hangs.jpg"), CancellationToken.None);
        Assert.Equal((0, "timeout"), (bytes.Length, problem));
    }

    [Fact]
    public async Task A_server_that_asks_for_patience_is_left_alone_and_the_same_work_comes_first_next_time()
    {
        foreach (var name in new[] { "1", "2", "3" })
        {
            await Work(name, $"{Url}/{name}.jpg", Open);
        }

        _answer = path => path == "/2.jpg" ? (429, []) : (200, SpeakingPhotograph.Jpeg(1));
        await Fetch(rounds: 1);
        Assert.Equal(["/1.jpg", "/2.jpg"], _asked);
        _answer = _ => (200, SpeakingPhotograph.Jpeg(1));
        await Fetch(rounds: 1);
        Assert.Equal(["/1.jpg", "/2.jpg", "/2.jpg", "/3.jpg"], _asked);
    }

    [Fact]
    public async Task Another_picture_takes_its_place_and_a_copy_that_is_allowed_no_more_goes_with_its_files()
    {
        await Work("1", $"{Url}/old.jpg", Open);
        await Fetch();
        var old = await Id("src-TIERS-1");
        _answer = _ => (200, SpeakingPhotograph.Jpeg(6));
        await Work("1", $"{Url}/new.jpg", Open);
        await Fetch();
        var now = await Id("src-TIERS-1");
        Assert.NotEqual(old, now);
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.OK), (await Status(old!), await Status(now!)));
        await Set("thumbnails", "none");
        await Fetch();
        Assert.Null(await Id("src-TIERS-1"));
        Assert.Equal(HttpStatusCode.NotFound, await Status(now!));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(_portal.Folder, "pictures"), "*.webp", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task The_copy_of_a_work_that_its_network_took_back_is_shown_no_more()
    {
        await Work("1", $"{Url}/1.jpg", Open);
        await Fetch();
        var id = await Id("src-TIERS-1");
        await _portal.Delete("TIERS", "oai:t:1");
        await _portal.Map("TIERS");
        Assert.Equal(HttpStatusCode.Gone, await Status(id!));
    }

    private string Url => _site!.Urls.First();

    private static AngleSharp.Html.Dom.IHtmlDocument Page(string html) => new HtmlParser().ParseDocument(html);

    private async Task Work(string id, string picture, string rights)
    {
        await _portal.Record("TIERS", $"oai:t:{id}", HarvestedIntents.Dc(("title", $"Œuvre {id}"), ("identifier", $"https://t.example/{id}"), ("relation", picture), ("rights", rights)));
        await _portal.Map("TIERS");
    }

    private Task Set(string column, string value) => _portal.Services.GetRequiredService<Database>().Write((connection, transaction) =>
        connection.ExecuteAsync($"update harvest_source set {column} = @value where code = 'TIERS'", new { value }, transaction));

    private Task<string?> Id(string reference) => _portal.Value<string?>("select id from notice_thumbnail where ref = @reference", new { reference })!;

    private async Task<HttpStatusCode> Status(string id) => (await _portal.Visitor().GetAsync($"/images/{id}-320.webp")).StatusCode;

    /// <summary>Two rounds: the second begins again at the first work.</summary>
    private async Task<int> Fetch(int rounds = 3)
    {
        var asked = 0;
        for (var i = 0; i < rounds; i++)
        {
            asked += await _portal.Services.GetRequiredService<FetchThumbnails>().Run("TIERS", TimeSpan.Zero, CancellationToken.None);
        }

        return asked;
    }
}
