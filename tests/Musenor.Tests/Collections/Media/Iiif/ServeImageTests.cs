using System.Net;
using System.Text;
using System.Text.Json;
using Musenor.Tests.Collections.Editing;
using Xunit;

namespace Musenor.Tests.Collections.Media.Iiif;

/// <summary>Image API 3.0, clause by clause (docs/standards/iiif.md), on a photograph of 1200 × 800 that is read whole.</summary>
public sealed class ServeImageTests : IAsyncLifetime
{
    private MusenorFixture _portal = null!;
    private HttpClient _visitor = null!;
    private string _id = "";

    public async Task InitializeAsync()
    {
        _portal = await ImageIntents.WithNotice();
        _visitor = _portal.Visitor();
        _id = await _portal.Photograph(ImageIntents.Quarters(1200, 800));
    }

    public async Task DisposeAsync()
    {
        _visitor.Dispose();
        await _portal.DisposeAsync();
    }

    [Fact]
    public async Task The_base_address_leads_to_the_information()
    {
        foreach (var end in new[] { "", "/" })
        {
            using var answer = await Get($"{_id}{end}");
            Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
            Assert.Equal($"http://localhost:5080/iiif/3/{_id}/info.json", answer.Headers.Location!.OriginalString);
            AssertOpen(answer);
        }
    }

    [Fact]
    public async Task The_information_says_what_the_image_is()
    {
        using var answer = await Get($"{_id}/info.json");
        Assert.Equal("application/ld+json; profile=\"http://iiif.io/api/image/3/context.json\"", answer.Content.Headers.ContentType!.ToString());
        AssertOpen(answer);
        using var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        var root = document.RootElement;
        // From Site:BaseUrl, whatever the caller calls us.
        Assert.Equal($"http://localhost:5080/iiif/3/{_id}", root.GetProperty("id").GetString());
        Assert.Equal((1200, 800, "level2"), (root.GetProperty("width").GetInt32(), root.GetProperty("height").GetInt32(), root.GetProperty("profile").GetString()));
        // « Licence Ouverte » has no address that the clause takes.
        Assert.False(root.TryGetProperty("rights", out _));
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/iiif/3/{_id}/info.json");
        request.Headers.Add("Accept", "application/json");
        using var plain = await _visitor.SendAsync(request);
        Assert.Equal("application/json", plain.Content.Headers.ContentType!.ToString());
    }

    [Theory]
    [InlineData("full/max/0/default.jpg", 1200, 800, "RGBY")]
    [InlineData("full/300,/0/default.png", 300, 200, "RGBY")]
    [InlineData("full/,80/0/color.webp", 120, 80, "RGBY")]
    [InlineData("full/pct:25/0/default.jpg", 300, 200, "RGBY")]
    [InlineData("full/100,100/0/default.jpg", 100, 100, "RGBY")]
    [InlineData("full/!90,90/0/default.jpg", 90, 60, "RGBY")]
    [InlineData("square/200,/0/default.jpg", 200, 200, "RGBY")]
    [InlineData("0,0,600,400/max/0/default.jpg", 600, 400, "RRRR")]
    [InlineData("600,400,9999,9999/60,/0/default.png", 60, 40, "YYYY")]
    [InlineData("600,0,300,800/30,80/0/default.png", 30, 80, "GGYY")]
    [InlineData("pct:0,50,50,50/60,/0/default.png", 60, 40, "BBBB")]
    [InlineData("full/300,/90/default.png", 200, 300, "BRYG")]
    [InlineData("full/300,/180/default.png", 300, 200, "YBGR")]
    [InlineData("full/300,/270/default.jpg", 200, 300, "GYRB")]
    [InlineData("full/300,/!0/default.png", 300, 200, "GRYB")]
    [InlineData("full/300,/!90/default.png", 200, 300, "YGBR")]
    public async Task Region_size_turn_and_format_are_those_asked_for(string request, int width, int height, string quarters)
    {
        using var answer = await Get($"{_id}/{request}");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(request[^3..] switch { "jpg" => "image/jpeg", "png" => "image/png", _ => "image/webp" }, answer.Content.Headers.ContentType!.MediaType);
        AssertOpen(answer);
        var seen = ImageIntents.Look(await answer.Content.ReadAsByteArrayAsync());
        Assert.Equal((width, height), (seen.Width, seen.Height));
        var meant = quarters.Select(c => c switch { 'R' => ImageIntents.Red, 'G' => ImageIntents.Green, 'B' => ImageIntents.Blue, _ => ImageIntents.Yellow });
        Assert.All(seen.Quarters.Zip(meant), q => Assert.True(q.First.IsNear(q.Second), $"{q.First} for {q.Second} in {request}"));
    }

    [Fact]
    public async Task Greys_are_grey_and_two_tones_are_two()
    {
        var grey = ImageIntents.Look(await _visitor.GetByteArrayAsync($"/iiif/3/{_id}/full/300,/0/gray.png"));
        Assert.All(grey.Quarters, q => Assert.True(q.R == q.G && q.G == q.B && q.R is > 20 and < 245, $"{q}"));
        var tones = ImageIntents.Look(await _visitor.GetByteArrayAsync($"/iiif/3/{_id}/full/300,/0/bitonal.png"));
        Assert.All(tones.Quarters, q => Assert.True(q.R is 0 or 255, $"{q}"));
        Assert.Equal(2, tones.Quarters.Distinct().Count());
    }

    [Theory]
    [InlineData("full/max/0/default.tif", 400)]
    [InlineData("full/max/45/default.jpg", 400)]
    [InlineData("1200,0,10,10/max/0/default.jpg", 400)]
    [InlineData("full/1201,/0/default.jpg", 400)]
    [InlineData("full/full/0/default.jpg", 400)]
    [InlineData("full/%5Emax/0/default.jpg", 501)]
    [InlineData("full/max/0", 404)]
    [InlineData("full/max/0/default.jpg/more", 404)]
    [InlineData("info.xml", 404)]
    public async Task What_cannot_be_answered_is_told_in_plain_text(string request, int status)
    {
        using var answer = await Get($"{_id}/{request}");
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("text/plain", answer.Content.Headers.ContentType!.MediaType);
        Assert.EndsWith(".\n", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        AssertOpen(answer);
    }

    [Theory]
    [InlineData("")]
    [InlineData("000000000000000000000000/info.json")]
    [InlineData("..%2F..%2Fmusenor.db/full/max/0/default.jpg")]
    [InlineData("%252e%252e%252f/info.json")]
    [InlineData("..%5c..%5cmusenor.db/info.json")]
    [InlineData("%/info.json")]
    public async Task An_unknown_image_is_not_found(string request)
    {
        using var answer = await Get(request);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("text/plain", answer.Content.Headers.ContentType!.MediaType);
        AssertOpen(answer);
    }

    [Fact]
    public async Task Segments_are_decoded_once()
    {
        var first = $"%{(int)_id[0]:X2}{_id[1..]}";
        using var once = await Get($"{first}/full/60%2C/0/default.jpg");
        Assert.Equal(HttpStatusCode.OK, once.StatusCode);
        using var twice = await Get($"{_id}/full/60%252C/0/default.jpg");
        Assert.Equal(HttpStatusCode.BadRequest, twice.StatusCode);
    }

    [Fact]
    public async Task A_withdrawn_notice_shows_no_part_of_its_pictures()
    {
        using var before = await Get($"{_id}/full/60,/0/default.jpg");
        Assert.Equal(HttpStatusCode.OK, before.StatusCode);
        await _portal.Withdraw(await _portal.Curator("claire"), "M0638000001");
        foreach (var address in new[] { $"{_id}/full/60,/0/default.jpg", $"{_id}/info.json", _id })
        {
            using var answer = await Get(address);
            Assert.Equal(HttpStatusCode.Gone, answer.StatusCode);
            AssertOpen(answer);
        }
    }

    [Fact]
    public async Task An_answer_already_held_is_not_sent_again()
    {
        foreach (var address in new[] { $"{_id}/full/60,/0/default.jpg", $"{_id}/info.json" })
        {
            using var first = await Get(address);
            Assert.Contains("public, max-age=", first.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
            using var byTag = await Get(address, r => r.Headers.IfNoneMatch.Add(first.Headers.ETag!));
            Assert.Equal(HttpStatusCode.NotModified, byTag.StatusCode);
            AssertOpen(byTag);
            using var byDate = await Get(address, r => r.Headers.IfModifiedSince = first.Content.Headers.LastModified);
            Assert.Equal(HttpStatusCode.NotModified, byDate.StatusCode);
            using var other = await Get(address, r => r.Headers.Add("If-None-Match", "\"other\""));
            Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        }
    }

    [Fact]
    public async Task Requests_that_mean_the_same_share_tag_and_canonical_address()
    {
        using var first = await Get($"{_id}/0,0,1200,800/300,/0/default.jpg");
        using var second = await Get($"{_id}/full/300,200/360/default.jpg");
        Assert.Equal(first.Headers.ETag, second.Headers.ETag);
        Assert.All(new[] { first, second }, a => Assert.Equal(
            $"<http://localhost:5080/iiif/3/{_id}/full/300,200/0/default.jpg>;rel=\"canonical\",<http://iiif.io/api/image/3/level2.json>;rel=\"profile\"", a.Headers.GetValues("Link").Single()));
    }

    [Fact]
    public async Task HEAD_answers_as_GET_without_a_body_and_OPTIONS_lets_scripts_ask()
    {
        using var head = await _visitor.SendAsync(new HttpRequestMessage(HttpMethod.Head, $"/iiif/3/{_id}/full/60,/0/default.jpg"));
        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.NotNull(head.Headers.ETag);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync());
        using var options = await _visitor.SendAsync(new HttpRequestMessage(HttpMethod.Options, $"/iiif/3/{_id}/info.json"));
        Assert.Equal(HttpStatusCode.NoContent, options.StatusCode);
        Assert.Equal("GET, HEAD, OPTIONS", options.Headers.GetValues("Access-Control-Allow-Methods").Single());
        AssertOpen(options);
    }

    [Fact]
    public async Task Nothing_that_the_file_tells_beside_its_pixels_is_served()
    {
        var told = ImageIntents.WithOrientation(ImageIntents.Quarters(1200, 800), 1);
        Assert.Contains("Exif", Encoding.Latin1.GetString(told), StringComparison.Ordinal);
        var id = await _portal.Photograph(told, position: 2);
        foreach (var file in new[] { "default.jpg", "default.png", "default.webp", "gray.jpg" })
        {
            var served = Encoding.Latin1.GetString(await _visitor.GetByteArrayAsync($"/iiif/3/{id}/full/300,/0/{file}"));
            Assert.All(new[] { "Exif", "EXIF", "XMP ", "ICC_PROFILE", "ICCP", "iCCP", "eXIf" }, m => Assert.False(served.Contains(m, StringComparison.Ordinal), $"{m} in {file}"));
        }
    }

    [Fact]
    public async Task A_picture_without_a_master_is_served_from_its_largest_copy()
    {
        var drawn = ImageIntents.Quarters(1600, 800, ".png");
        await _portal.Ask<Musenor.Collections.Media.StorePicture, int>(s => s.Run([new("M0638000001", drawn, "drawn", "CC0 1.0", "Musenor", "Dessin", 7)]));
        using var document = JsonDocument.Parse(await _visitor.GetStringAsync($"/iiif/3/{Musenor.Collections.Media.Pictures.Id("M0638000001", 7, drawn)}/info.json"));
        Assert.Equal((960, 480), (document.RootElement.GetProperty("width").GetInt32(), document.RootElement.GetProperty("height").GetInt32()));
        Assert.Equal("http://creativecommons.org/publicdomain/zero/1.0/", document.RootElement.GetProperty("rights").GetString());
    }

    private Task<HttpResponseMessage> Get(string address, Action<HttpRequestMessage>? with = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, $"/iiif/3/{address}");
        with?.Invoke(request);
        return _visitor.SendAsync(request);
    }

    private static void AssertOpen(HttpResponseMessage answer) => Assert.Equal("*", answer.Headers.GetValues("Access-Control-Allow-Origin").Single());
}
