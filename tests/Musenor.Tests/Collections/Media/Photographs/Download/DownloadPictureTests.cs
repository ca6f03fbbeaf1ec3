using System.Net;
using System.Text;
using System.Text.Json;
using Musenor.Collections.Media;
using Musenor.Collections.Search;
using Musenor.Files.Images;
using Musenor.Tests.Collections.Editing;
using Musenor.Tests.Corpora;
using Xunit;

namespace Musenor.Tests.Collections.Media.Photographs.Download;

public sealed class DownloadPictureTests : IAsyncLifetime
{
    private PhotosPortal _photos = null!;
    private HttpClient _visitor = null!;

    public async Task InitializeAsync()
    {
        _photos = await PhotosPortal.Start();
        _visitor = _photos.Portal.Visitor();
    }

    public async Task DisposeAsync()
    {
        _visitor.Dispose();
        await _photos.DisposeAsync();
    }

    [Fact]
    public async Task Three_sizes_are_told_on_the_page_and_given_with_their_credit_inside()
    {
        var image = await Import(PhotosPortal.Jpeg(0, 2000, 1500), Licence.OpenLicence);
        var page = await _visitor.Page("/notices/M0638000123");
        var links = page.QuerySelectorAll(".downloads a").ToArray();
        Assert.Equal(["800", "1600", "original"], links.Select(l => l.GetAttribute("href")!.Split('/')[^1]));
        Assert.Matches(@"Petite \(800 × 600 px, JPEG, \d+ Ko\)", page.QuerySelector(".downloads")!.TextContent.Replace('\u00a0', ' ').Replace('\u202f', ' '));
        foreach (var (link, width) in links.Zip([800, 1600, 2000]))
        {
            using var answer = await _visitor.GetAsync(link.GetAttribute("href"));
            var bytes = await answer.Content.ReadAsByteArrayAsync();
            Assert.Equal((HttpStatusCode.OK, "image/jpeg", "attachment"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType, answer.Content.Headers.ContentDisposition?.DispositionType));
            Assert.Equal($"M0638000123-1-{link.GetAttribute("href")!.Split('/')[^1]}.jpg", answer.Content.Headers.ContentDisposition?.FileName?.Trim('"'));
            Assert.Equal(width, Vips.Head(bytes).Width);
            var text = Encoding.UTF8.GetString(bytes);
            Assert.All(["Jeanne Martin", "Jeanne Martin / Musée des Beaux-Arts, Valenciennes", "/notices/M0638000123", Licence.OpenLicence], word => Assert.Contains(word, text, StringComparison.Ordinal));
            Assert.Equal("*", Assert.Single(answer.Headers.GetValues("Access-Control-Allow-Origin")));
        }

        using var asked = new HttpRequestMessage(HttpMethod.Get, links[0].GetAttribute("href"));
        using var first = await _visitor.GetAsync(links[0].GetAttribute("href"));
        asked.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var again = await _visitor.SendAsync(asked);
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        Assert.Equal(image.MasterHash, image.MasterHash!.ToLowerInvariant());
    }

    [Fact]
    public async Task The_original_says_nothing_of_where_it_was_taken()
    {
        var image = await Import(SpeakingPhotograph.Jpeg(6), Licence.PublicDomain);
        var bytes = await _visitor.GetByteArrayAsync($"/images/{image.Id}/telecharger/original");
        Assert.DoesNotContain(SpeakingPhotograph.Secrets.Except(["ICC_PROFILE"]), secret => Encoding.Latin1.GetString(bytes).Contains(secret, StringComparison.Ordinal));
        Assert.Equal((400, 600), (Vips.Head(bytes).Width, Vips.Head(bytes).Height));
    }

    [Fact]
    public async Task Of_another_kind_the_original_is_given_whole_as_a_JPEG()
    {
        var image = await Import(SoundFiles.Tiff, Licence.PublicDomain, "2010.1.1.tif");
        var bytes = await _visitor.GetByteArrayAsync($"/images/{image.Id}/telecharger/original");
        Assert.Equal(("VipsForeignLoadJpegBuffer", 600, 400), (Vips.Head(bytes).Loader, Vips.Head(bytes).Width, Vips.Head(bytes).Height));
    }

    [Theory]
    [InlineData("", "800 1600", HttpStatusCode.Forbidden)]
    [InlineData(Licence.Reserved, "", HttpStatusCode.Forbidden)]
    public async Task What_the_rights_do_not_allow_is_refused_in_words(string licence, string offered, HttpStatusCode original)
    {
        var image = await Import(PhotosPortal.Jpeg(0, 2000, 1500), licence);
        var page = await _visitor.Page("/notices/M0638000123");
        Assert.Equal(offered, string.Join(' ', page.QuerySelectorAll(".downloads a").Select(l => l.GetAttribute("href")!.Split('/')[^1])));
        Assert.Contains(licence.Length > 0 ? licence : "Droits non renseignés", page.QuerySelector(".rights")!.TextContent, StringComparison.Ordinal);
        using var answer = await _visitor.GetAsync($"/images/{image.Id}/telecharger/original");
        Assert.Equal(original, answer.StatusCode);
    }

    [Fact]
    public async Task Of_a_withdrawn_notice_nothing_is_given()
    {
        var image = await Import(PhotosPortal.Jpeg(), Licence.PublicDomain);
        await _photos.Portal.Withdraw(await _photos.Portal.Curator("anne"), "M0638000123");
        foreach (var address in new[] { $"/images/{image.Id}/telecharger/800", $"/images/{image.Id}-480.webp" })
        {
            using var answer = await _visitor.GetAsync(address);
            Assert.Equal(HttpStatusCode.Gone, answer.StatusCode);
        }
    }

    [Fact]
    public async Task What_is_no_picture_or_no_size_is_not_there()
    {
        var image = await Import(PhotosPortal.Jpeg(), Licence.PublicDomain);
        foreach (var address in new[] { $"/images/{image.Id}/telecharger/801", $"/images/{image.Id}/telecharger/1600", $"/images/{new string('0', 24)}/telecharger/800", "/images/../x/telecharger/800" })
        {
            using var answer = await _visitor.GetAsync(address);
            Assert.Equal((address, HttpStatusCode.NotFound), (address, answer.StatusCode));
        }
    }

    [Fact]
    public async Task The_notice_tells_programs_of_its_pictures_their_licence_and_credit()
    {
        await Import(PhotosPortal.Jpeg(0, 900, 700), "CC BY 4.0");
        using var json = JsonDocument.Parse(await _visitor.GetStringAsync("/notices/M0638000123.json"));
        var image = json.RootElement.GetProperty("images")[0];
        Assert.Equal(("CC BY 4.0", "Jeanne Martin"), (image.GetProperty("licence").GetString(), image.GetProperty("photographer").GetString()));
        Assert.Equal(3, image.GetProperty("downloads").GetArrayLength());
        var page = await _visitor.Page("/notices/M0638000123");
        using var ld = JsonDocument.Parse(page.QuerySelector("script[type='application/ld+json']")!.TextContent);
        var said = ld.RootElement.GetProperty("image")[0];
        Assert.Equal(("ImageObject", "https://creativecommons.org/licenses/by/4.0/deed.fr"), (said.GetProperty("@type").GetString(), said.GetProperty("license").GetString()));
    }

    private async Task<NoticeImage> Import(byte[] bytes, string licence, string name = "2010.1.1.jpg")
    {
        _photos.Put(name, bytes);
        Assert.Equal(1, (await _photos.Import(change: f => f with { Licence = licence, Photographer = "Jeanne Martin" })).Attached);
        return (await _photos.Images("M0638000123"))[0];
    }
}
