using System.Text;
using System.Text.Json;
using Heritage.Standards.Tests.Joconde.Pop;
using Musenor.Files.Images;
using Musenor.Interop.JocondeExport;
using Musenor.Tests.Collections;
using Musenor.Tests.Corpora;
using Xunit;

namespace Musenor.Tests.Interop;

public sealed class SentImagesTests : IAsyncLifetime
{
    private readonly MusenorFixture _portal = new();

    public Task InitializeAsync() => _portal.Listed("M0160");

    public async Task DisposeAsync() => await _portal.DisposeAsync();

    [Fact]
    public async Task A_jpeg_leaves_with_its_pixels_and_without_what_it_tells_besides()
    {
        await _portal.Notice("M0160000001", "M0160");
        var master = SpeakingPhotograph.Jpeg(1);
        await _portal.Photograph("M0160000001", master);
        var package = await _portal.Make("M0160");
        var zip = _portal.Zip(package);
        Assert.Equal(1, package.Images);
        var sent = zip["m0160000001-001.jpg"];
        Assert.DoesNotContain(SpeakingPhotograph.Secrets.Where(s => s != "ICC_PROFILE"), secret => Encoding.Latin1.GetString(sent).Contains(secret, StringComparison.Ordinal));
        Assert.Equal(Pixels(master), Pixels(sent));
        var pop = new PopBase();
        Assert.Equal("Création", Assert.Single(pop.Take(zip)).State);
        Assert.Equal(["joconde/M0160000001/m0160000001-001.jpg"], pop.Stored["M0160000001"]["IMG"]);
        // The ministry wants the photographer; the notice did not say it, the photograph does.
        Assert.Equal(["Jean Durand"], pop.Stored["M0160000001"]["PHOT"]);
    }

    [Fact]
    public async Task Anything_else_leaves_as_a_jpeg_upright_and_without_metadata()
    {
        await _portal.Notice("M0160000001", "M0160", ("PHOT", "Martin"));
        await _portal.Photograph("M0160000001", SoundFiles.Tiff, kind: "tiff");
        await _portal.Photograph("M0160000001", SoundFiles.Png, kind: "png", position: 2);
        await _portal.Photograph("M0160000001", SpeakingPhotograph.Jpeg(6), position: 3);
        var zip = _portal.Zip(await _portal.Make("M0160"));
        foreach (var position in new[] { 1, 2, 3 })
        {
            var sent = zip[$"m0160000001-00{position}.jpg"];
            Assert.Equal([0xFF, 0xD8, 0xFF], sent[..3]);
            Assert.DoesNotContain(SpeakingPhotograph.Secrets, secret => Encoding.Latin1.GetString(sent).Contains(secret, StringComparison.Ordinal));
        }

        // Turned by its EXIF: taller than wide once upright.
        Assert.Equal((400, 600), Vips.Size(zip["m0160000001-003.jpg"]));
        Assert.Equal("m0160000001-001.jpg;m0160000001-002.jpg;m0160000001-003.jpg", zip.Drop()[0]["REFIM"]);
    }

    [Fact]
    public async Task Images_that_may_not_leave_stay_and_the_report_says_why()
    {
        await _portal.Notice("M0160000001", "M0160", ("INV", "1"));
        await _portal.Photograph("M0160000001", SoundFiles.Png, width: 639, height: 480);
        await _portal.Photograph("M0160000001", [.. SoundFiles.Png, 1], licence: "", position: 2);
        await _portal.Photograph("M0160000001", [.. SoundFiles.Png, 2], licence: "Tous droits réservés", position: 3);
        await _portal.Photograph("M0160000001", [.. SoundFiles.Png, 3], photographer: "", position: 4);
        await _portal.Photograph("M0160000001", [.. SoundFiles.Png, 4], position: 5, keep: false);
        await _portal.Photograph("M0160000001", "no picture"u8.ToArray(), position: 6);
        await _portal.Execute("insert into notice_image (id, ref, position, width, height, licence, kind) values ('drawn', 'M0160000001', 7, 960, 720, 'CC0 1.0', 'drawn')");
        var package = await _portal.Make("M0160");
        Assert.Equal((1, 0), (package.Notices, package.Images));
        Assert.False(_portal.Zip(package).Drop()[0].Has("REFIM"));
        var report = JsonDocument.Parse(await File.ReadAllTextAsync(_portal.PathOf(package, ".json"))).RootElement;
        Assert.Equal(
            ["image.TooSmall", "image.NoRights", "image.NotOpen", "image.NoPhotographer", "image.NoMaster", "image.Unreadable"],
            report.GetProperty("images_not_sent").EnumerateArray().Select(l => l.GetProperty("reason").GetString()));
        Assert.All(report.GetProperty("images_not_sent").EnumerateArray(), l => Assert.True(l.GetProperty("words").GetString()!.Length > 20));
    }

    [Fact]
    public async Task A_jpeg_too_heavy_to_leave_as_it_is_is_made_again_from_its_file()
    {
        await _portal.Notice("M0160000001", "M0160");
        // Blank bytes after the end: as heavy as a large scan, and quick to decode.
        await _portal.Photograph("M0160000001", [.. SoundFiles.Jpeg, .. new byte[41_000_000]]);
        var package = await _portal.Make("M0160");
        Assert.Equal(1, package.Images);
        var sent = _portal.Zip(package)["m0160000001-001.jpg"];
        Assert.True(sent.Length < 1_000_000);
        Assert.Equal(Vips.Size(SoundFiles.Jpeg), Vips.Size(sent));
    }

    [Fact]
    public void A_jpeg_that_is_not_plain_is_left_to_the_converter()
    {
        var plain = SoundFiles.Jpeg;
        Assert.Equal(Pixels(plain), Pixels(PlainJpeg.Strip(plain)!));
        Assert.Null(PlainJpeg.Strip(SpeakingPhotograph.Jpeg(6)));
        Assert.Null(PlainJpeg.Strip(SoundFiles.Png));
        Assert.Null(PlainJpeg.Strip(plain.AsSpan(0, plain.Length / 2)));
        Assert.Null(PlainJpeg.Strip([0xFF, 0xD8, 0xFF]));
        // What is hidden after the end stays here.
        Assert.Equal(PlainJpeg.Strip(plain), PlainJpeg.Strip([.. plain, .. "secret"u8]));
        foreach (var cut in Enumerable.Range(0, 400))
        {
            _ = PlainJpeg.Strip(plain.AsSpan(0, cut)); // never throws
        }

        var progressive = Vips.Convert(SoundFiles.Png, 600, ".jpg[interlace]", toSrgb: false);
        Assert.Equal(Pixels(progressive), Pixels(PlainJpeg.Strip(progressive)!));
    }

    // Without the resolution, which EXIF and JFIF round differently.
    private static byte[] Pixels(byte[] file) => Vips.WebP(Vips.Pixels(file, 600), 600, effort: 0);
}
