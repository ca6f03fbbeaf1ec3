using System.Text.Json;
using Musenor.Collections.Media.Photographs;
using Musenor.CommandLine;
using Musenor.Tests.Corpora;
using Xunit;

namespace Musenor.Tests.Collections.Media.Photographs;

/// <summary>« photos import » as an operator types it: its answer and its exit statuses are the contract's.</summary>
[Collection("console")]
public sealed class PhotosVerbTests : IAsyncLifetime
{
    private PhotosPortal _photos = null!;

    public async Task InitializeAsync() => _photos = await PhotosPortal.Start();

    public async Task DisposeAsync() => await _photos.DisposeAsync();

    [Fact]
    public async Task Done_it_answers_what_was_done_in_JSON()
    {
        _photos.Put("2010.1.1_2.jpg", PhotosPortal.Jpeg(1));
        _photos.Put("IMG_1.jpg", PhotosPortal.Jpeg(2));
        var (status, said) = await Say("photos", "import", _photos.Photos, "--museum", "m0638", "--licence", "cc by", "--photographer", "Jeanne Martin", "--json");
        using var json = JsonDocument.Parse(said);
        int Of(string name) => json.RootElement.GetProperty(name).GetInt32();
        Assert.Equal((ExitStatus.Done, 2, 1, 0, 1, 0), (status, Of("read"), Of("attached"), Of("unchanged"), Of("waiting"), Of("rejected")));
        Assert.False(json.RootElement.TryGetProperty("dry_run", out _));
        var image = (await _photos.Images("M0638000123"))[0];
        Assert.Equal(("CC BY 4.0", "Jeanne Martin"), (image.Licence, image.Photographer));
    }

    [Fact]
    public async Task Bad_files_are_named_and_the_status_says_so()
    {
        _photos.Put("2010.1.1.jpg", PhotosPortal.Jpeg());
        _photos.Put("faux.jpg", SoundFiles.Pdf);
        var (status, said) = await Say("photos", "import", _photos.Photos, "--museum", "M0638");
        Assert.Equal(ExitStatus.DoneWithRejects, status);
        Assert.Contains("1 photographie rattachée", said, StringComparison.Ordinal);
        Assert.Contains("faux.jpg : ", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tried_only_it_says_so()
    {
        _photos.Put("2010.1.1.jpg", PhotosPortal.Jpeg());
        var (_, said) = await Say("photos", "import", _photos.Photos, "--museum", "M0638", "--dry-run", "--json");
        using var json = JsonDocument.Parse(said);
        Assert.True(json.RootElement.GetProperty("dry_run").GetBoolean());
        Assert.Empty(await _photos.Images("M0638000123"));
    }

    [Theory]
    [InlineData("/nulle/part", "M0638")]
    [InlineData(".", "M9999")]
    public async Task What_cannot_be_imported_at_all_is_refused(string path, string museum) =>
        Assert.Equal(ExitStatus.Refused, (await Say("photos", "import", path == "." ? _photos.Photos : path, "--museum", museum)).Status);

    private async Task<(int Status, string Text)> Say(params string[] words)
    {
        var (text, before) = (new StringWriter(), Console.Out);
        Console.SetOut(text);
        try
        {
            var root = new System.CommandLine.RootCommand { PhotosVerb.Make(_photos.Portal.Services) };
            root.Options.Add(new System.CommandLine.Option<bool>("--json") { Recursive = true });
            return (await root.Parse(words).InvokeAsync(), text.ToString());
        }
        finally
        {
            Console.SetOut(before);
        }
    }
}
