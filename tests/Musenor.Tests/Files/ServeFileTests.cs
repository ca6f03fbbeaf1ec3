using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Musenor.Files;
using Musenor.Files.Serving;
using Musenor.Tests.Corpora;
using Musenor.Web;
using Xunit;

namespace Musenor.Tests.Files;

public sealed class ServeFileTests : IAsyncLifetime
{
    private FilesPortal _portal = null!;

    public async Task InitializeAsync() => _portal = await FilesPortal.Start();

    public async Task DisposeAsync() => await _portal.DisposeAsync();

    [Fact]
    public async Task Hands_over_the_bytes_as_they_came_never_to_be_shown()
    {
        foreach (var (name, bytes) in BrokenFiles.Polyglots().Append(("Été « 1914 ».pdf", SoundFiles.Pdf)).Append(("liste.csv", SoundFiles.Text("=1+1;été\n"))))
        {
            var file = await _portal.Keep(name, bytes);
            using var answer = await Get(file.Address);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal(bytes, await answer.Content.ReadAsByteArrayAsync());
            var disposition = answer.Content.Headers.ContentDisposition!;
            Assert.Equal(("attachment", file.OriginalName), (disposition.DispositionType, disposition.FileNameStar));
            Assert.Equal("nosniff", Header(answer, "X-Content-Type-Options"));
            Assert.Equal("sandbox; default-src 'none'; frame-ancestors 'none'", Header(answer, "Content-Security-Policy"));
            Assert.Equal("same-origin", Header(answer, "Cross-Origin-Resource-Policy"));
            Assert.True(answer.Headers.CacheControl is { Private: true, NoCache: true, Public: false });
            Assert.Equal($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes))}\"", answer.Headers.ETag!.Tag);
        }
    }

    [Fact]
    public async Task Shows_the_images_of_a_picture_under_the_same_gate()
    {
        var file = await _portal.Keep("photo.jpg", SoundFiles.Jpeg);
        using var image = await Get(file.ImageAddress(480), FileRight.Images);
        Assert.Equal((HttpStatusCode.OK, "image/webp"), (image.StatusCode, image.Content.Headers.ContentType!.MediaType));
        Assert.Null(image.Content.Headers.ContentDisposition);
        Assert.Equal(HttpStatusCode.NotFound, (await Get(file.ImageAddress(480), FileRight.Nothing)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Get(file.ImageAddress(481))).StatusCode);
        // The original may tell where the photograph was taken.
        Assert.Equal(HttpStatusCode.NotFound, (await Get(file.Address, FileRight.Images)).StatusCode);
        var paper = await _portal.Keep("a.pdf", SoundFiles.Pdf);
        Assert.Equal(HttpStatusCode.NotFound, (await Get(paper.ImageAddress(480))).StatusCode);
    }

    [Fact]
    public async Task Whoever_may_not_read_is_told_that_there_is_nothing()
    {
        var file = await _portal.Keep("secret.pdf", SoundFiles.Pdf);
        var orphan = (await _portal.Get<StoredFiles>().Find(((Outcome.Done)await _portal.Send("a.pdf", SoundFiles.Pdf)).Id))!;
        await _portal.Sql("update stored_file set owner_kind = 'sans-porte' where id = @Id", new { (await _portal.Keep("b.pdf", SoundFiles.Pdf, "2")).Id });
        var gateless = Assert.Single(await _portal.Get<StoredFiles>().Of("sans-porte", "2"));
        using var never = await Get($"/fichiers/{Guid.CreateVersion7()}/secret.pdf");
        var expected = await never.Content.ReadAsStringAsync();
        foreach (var (address, right) in new[]
        {
            (file.Address, FileRight.Nothing), ($"/fichiers/{file.Id}/devine.pdf", FileRight.Nothing), (orphan.Address, FileRight.Everything),
            (gateless.Address, FileRight.Everything), ($"/fichiers/{file.Place}/secret.pdf", FileRight.Everything), ("/fichiers/..%2F..%2Fmusenor.db/x", FileRight.Everything),
        })
        {
            using var answer = await Get(address, right);
            Assert.True(answer.StatusCode == HttpStatusCode.NotFound, $"{address} : {answer.StatusCode}");
            Assert.DoesNotContain(file.Place, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            Assert.Contains("script-src 'self'", Header(answer, "Content-Security-Policy"), StringComparison.Ordinal);
        }

        Assert.Contains("Page introuvable", expected, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_download_goes_on_where_it_stopped_with_the_same_bytes()
    {
        var bytes = RandomNumberGenerator.GetBytes(300_000);
        var file = await _portal.Keep("son.mp3", [.. SoundFiles.Mp3, .. bytes]);
        byte[] whole = [.. SoundFiles.Mp3, .. bytes];
        using var visitor = _portal.Visitor();
        using var first = await visitor.GetAsync(new Uri(file.Address, UriKind.Relative));
        using var rest = await Range(visitor, file, 100_000, null, first.Headers.ETag!);
        Assert.Equal(HttpStatusCode.PartialContent, rest.StatusCode);
        Assert.Equal(whole[100_000..], await rest.Content.ReadAsByteArrayAsync());
        // Of another version nothing can go on: everything comes again.
        using var other = await Range(visitor, file, 100_000, null, new EntityTagHeaderValue("\"autre\""));
        Assert.Equal(whole, await other.Content.ReadAsByteArrayAsync());
        using var beyond = await Range(visitor, file, 10_000_000, null, first.Headers.ETag!);
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, beyond.StatusCode);
    }

    [Fact]
    public async Task A_text_is_never_compressed_on_its_way_and_asking_again_costs_nothing()
    {
        var file = await _portal.Keep("liste.csv", SoundFiles.Text(string.Concat(Enumerable.Repeat("a;b;c\n", 5000))));
        using var visitor = _portal.Visitor();
        visitor.DefaultRequestHeaders.Add("Accept-Encoding", "gzip, br");
        using var first = await visitor.GetAsync(new Uri(file.Address, UriKind.Relative));
        Assert.Empty(first.Content.Headers.ContentEncoding);
        Assert.Equal(30_000, first.Content.Headers.ContentLength);
        using var again = new HttpRequestMessage(HttpMethod.Get, file.Address);
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        Assert.Equal(HttpStatusCode.NotModified, (await visitor.SendAsync(again)).StatusCode);
        using var head = await visitor.SendAsync(new HttpRequestMessage(HttpMethod.Head, file.Address));
        Assert.Equal((HttpStatusCode.OK, 30_000L), (head.StatusCode, head.Content.Headers.ContentLength));
    }

    [Fact]
    public async Task A_wrong_name_leads_to_the_right_one()
    {
        var file = await _portal.Keep("Été.pdf", SoundFiles.Pdf);
        using var answer = await Get($"/fichiers/{file.Id}/ete.pdf");
        Assert.Equal((HttpStatusCode.Redirect, file.Address), (answer.StatusCode, answer.Headers.Location!.OriginalString));
    }

    [Fact]
    public async Task A_dropped_file_is_gone_at_once()
    {
        var file = await _portal.Keep("a.pdf", SoundFiles.Pdf);
        await _portal.Get<DropFile>().Run(file.Id);
        Assert.Equal(HttpStatusCode.NotFound, (await Get(file.Address)).StatusCode);
    }

    private async Task<HttpResponseMessage> Get(string address, FileRight right = FileRight.Everything)
    {
        using var visitor = _portal.Visitor(right);
        return await visitor.GetAsync(new Uri(address, UriKind.Relative));
    }

    private static async Task<HttpResponseMessage> Range(HttpClient visitor, StoredFile file, long from, long? to, EntityTagHeaderValue tag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, file.Address);
        request.Headers.Range = new RangeHeaderValue(from, to);
        request.Headers.IfRange = new RangeConditionHeaderValue(tag);
        return await visitor.SendAsync(request);
    }

    private static string Header(HttpResponseMessage answer, string name) => string.Join(", ", answer.Headers.GetValues(name));
}
