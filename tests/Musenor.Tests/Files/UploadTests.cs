using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Musenor.Files;
using Musenor.Tests.Corpora;
using Xunit;

namespace Musenor.Tests.Files;

/// <summary>Forms with files, through the whole pipeline.</summary>
public sealed class UploadTests : IAsyncLifetime
{
    private const string Address = "/essai/envoi";
    private FilesPortal _portal = null!;

    public async Task InitializeAsync() => _portal = await FilesPortal.Start(largest: 1024 * 1024);

    public async Task DisposeAsync() => await _portal.DisposeAsync();

    [Fact]
    public async Task Fields_and_files_of_a_form_reach_the_page()
    {
        var said = await Post(new() { { new StringContent("Été"), "titre" }, File("photo", "Plage.jpg", SoundFiles.Jpeg) });
        Assert.StartsWith("Été non signé|photo ", said, StringComparison.Ordinal);
        var file = await _portal.Get<StoredFiles>().Find(said[^36..]);
        Assert.Equal(("Plage.jpg", "image/jpeg", (long)SoundFiles.Jpeg.Length), (file!.OriginalName, file.MediaType, file.Bytes));
    }

    [Fact]
    public async Task The_token_against_forgery_is_found_in_a_form_with_files()
    {
        using var visitor = _portal.Visitor();
        var token = await visitor.GetStringAsync(new Uri(Address, UriKind.Relative));
        using var form = new MultipartFormDataContent { { new StringContent(token), "__RequestVerificationToken" }, File("photo", "a.pdf", SoundFiles.Pdf) };
        using var answer = await visitor.PostAsync(new Uri(Address, UriKind.Relative), form);
        Assert.StartsWith(" signé|photo ", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_no_use_case_took_goes_with_the_request()
    {
        var said = await Post(new() { File("photo", "faux.jpg", SoundFiles.Pdf) });
        Assert.Contains("photo : Le fichier «\u00A0faux.jpg\u00A0» contient en fait du PDF", said, StringComparison.Ordinal);
        Assert.Empty(_portal.OnDisk());
    }

    [Fact]
    public async Task A_field_left_empty_is_no_file()
    {
        // As browsers send it.
        const string body = "--b\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"\"\r\nContent-Type: application/octet-stream\r\n\r\n\r\n--b--\r\n";
        Assert.Equal((HttpStatusCode.OK, " non signé"), await PostRaw(body));
        Assert.Empty(_portal.OnDisk());
    }

    [Fact]
    public async Task Files_in_excess_are_said_and_not_kept()
    {
        var said = await Post(new() { File("photo", "1.pdf", SoundFiles.Pdf), File("photo", "2.pdf", SoundFiles.Pdf), File("photo", "3.pdf", SoundFiles.Pdf) });
        Assert.Contains("trop de fichiers", said, StringComparison.Ordinal);
        Assert.Equal(2, _portal.OnDisk().Count);
    }

    [Fact]
    public async Task A_hostile_name_is_cleaned_before_anyone_sees_it()
    {
        const string body = "--b\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"../../../web/a.pdf\"; filename*=UTF-8''..%2F..%2F%E2%80%AEfdp.pdf\r\n\r\n%PDF-1.4\n%%EOF\r\n--b--\r\n";
        var (status, said) = await PostRaw(body);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("fdp.pdf", (await _portal.Get<StoredFiles>().Find(said[^36..]))!.OriginalName);
        Assert.All(_portal.OnDisk(), path => Assert.StartsWith(_portal.Folder, Path.GetFullPath(path), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--b\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"a.pdf\"\r\n\r\n%PDF-1.4\n%%EOF")]
    [InlineData("--b\r\nContent-Type: text/plain\r\n\r\nx\r\n--b--\r\n")]
    [InlineData("n’importe quoi")]
    [InlineData("")]
    public async Task A_form_that_cannot_be_read_is_refused_and_leaves_nothing(string body)
    {
        var (status, said) = await PostRaw(body);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("Demande incomprise", said, StringComparison.Ordinal);
        Assert.Empty(_portal.OnDisk());
    }

    [Fact]
    public async Task A_field_without_end_is_refused()
    {
        var (status, said) = await PostRaw($"--b\r\nContent-Disposition: form-data; name=\"titre\"\r\n\r\n{new string('x', 300_000)}\r\n--b--\r\n");
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, status);
        Assert.Contains("Rien n’a été enregistré", said, StringComparison.Ordinal);
        var many = string.Concat(Enumerable.Range(0, 600).Select(n => $"--b\r\nContent-Disposition: form-data; name=\"c{n}\"\r\n\r\nx\r\n"));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await PostRaw($"{many}--b--\r\n")).Status);
    }

    private async Task<string> Post(MultipartFormDataContent form)
    {
        using var visitor = _portal.Visitor();
        using (form)
        {
            using var answer = await visitor.PostAsync(new Uri(Address, UriKind.Relative), form);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            return await answer.Content.ReadAsStringAsync();
        }
    }

    private async Task<(HttpStatusCode Status, string Said)> PostRaw(string body)
    {
        using var visitor = _portal.Visitor();
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=b");
        using var answer = await visitor.PostAsync(new Uri(Address, UriKind.Relative), content);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static ByteArrayContent File(string field, string name, byte[] bytes)
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data") { Name = field, FileName = name };
        return content;
    }
}
