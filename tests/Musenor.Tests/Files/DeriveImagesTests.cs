using System.Text;
using Musenor.Files;
using Musenor.Files.Images;
using Musenor.Files.Places;
using Musenor.Tests.Corpora;
using Musenor.Web;
using Xunit;

namespace Musenor.Tests.Files;

public sealed class DeriveImagesTests : IAsyncLifetime
{
    private FilesPortal _portal = null!;

    public async Task InitializeAsync() => _portal = await FilesPortal.Start();

    public async Task DisposeAsync() => await _portal.DisposeAsync();

    [Fact]
    public async Task No_derivative_holds_anything_that_the_camera_or_the_author_wrote()
    {
        var photograph = SpeakingPhotograph.Jpeg(orientation: 1);
        var file = await _portal.Keep("photo.jpg", photograph);
        Assert.True(SpeakingPhotograph.Secrets.All(s => Latin(photograph).Contains(s, StringComparison.Ordinal)));
        foreach (var width in DeriveImages.Widths)
        {
            var webp = Latin(Derived(file, width));
            var told = SpeakingPhotograph.Secrets.Concat(["Exif", "EXIF", "XMP ", "ICCP", "http://ns.adobe.com", "8BIM", "GPS"]).Where(s => webp.Contains(s, StringComparison.Ordinal));
            Assert.True(!told.Any(), $"{width} : {string.Join(", ", told)}");
        }
    }

    [Fact]
    public async Task A_photograph_taken_upright_is_shown_upright()
    {
        var file = await _portal.Keep("photo.jpg", SpeakingPhotograph.Jpeg(orientation: 6));
        Assert.Equal((400, 600), (file.Width, file.Height));
        Assert.Equal((400, 600), Vips.Size(Derived(file, 960)));
        Assert.Equal((160, 240), Vips.Size(Derived(file, 160)));
    }

    [Fact]
    public async Task Every_width_is_there_and_a_small_picture_is_not_blown_up()
    {
        var file = await _portal.Keep("petite.png", PngFile.Picture(200, 100));
        Assert.Equal([160, 200, 200, 200], DeriveImages.Widths.Select(w => Vips.Size(Derived(file, w)).Width));
    }

    [Fact]
    public async Task Nothing_of_a_polyglot_is_in_what_visitors_see()
    {
        foreach (var (name, bytes) in BrokenFiles.Polyglots())
        {
            Assert.True(Latin(bytes).Contains("<script>", StringComparison.Ordinal) || Latin(bytes).Contains("Attaque.java", StringComparison.Ordinal), name);
            var file = await _portal.Keep(name, bytes);
            foreach (var width in DeriveImages.Widths)
            {
                var webp = Derived(file, width);
                Assert.True(!new[] { "script", "<?php", "Attaque", "PK\x03\x04" }.Any(m => Latin(webp).Contains(m, StringComparison.Ordinal)), $"{name} {width}");
                // Its container says its own length: nothing follows.
                Assert.Equal(webp.Length, BitConverter.ToInt32(webp, 4) + 8);
            }
        }
    }

    [Fact]
    public async Task A_huge_flat_picture_within_the_limits_is_shown()
    {
        var file = await _portal.Keep("rouleau.png", SpeakingPhotograph.Roll());
        Assert.Equal((100, 20_000), (file.Width, file.Height));
        Assert.True(Vips.Size(Derived(file, 1920)).Height <= 1920 * 4);
    }

    [Theory]
    [InlineData(".jpg", false)]
    [InlineData(".jpg[interlace]", true)]
    [InlineData(".png", false)]
    [InlineData(".png[interlace]", true)]
    public void A_picture_told_in_several_passes_is_known_by_its_head(string format, bool interlaced) =>
        Assert.Equal(interlaced, Vips.Head(SoundFiles.Picture(format)).IsInterlaced);

    [Fact]
    public async Task Other_formats_that_libvips_knows_are_not_opened_even_under_a_known_name()
    {
        // A picture in the format of Radiance: no sniffing lets it pass, and libvips is told not to read it either.
        var radiance = Encoding.ASCII.GetBytes("#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n-Y 1 +X 1\n\0\0\0\0");
        Assert.IsType<Outcome.Invalid>(await _portal.Send("photo.jpg", radiance));
        Assert.Throws<UnreadablePicture>(() => Vips.Head(radiance));
    }

    private byte[] Derived(StoredFile file, int width) => File.ReadAllBytes(_portal.Get<FileStore>().DerivedPath(file.Place, width));

    private static string Latin(byte[] bytes) => Encoding.Latin1.GetString(bytes);
}
