using System.Text;
using Musenor.Collections.Media.Photographs.Download;
using Musenor.Files.Images;
using Musenor.Tests.Corpora;
using Xunit;

namespace Musenor.Tests.Collections.Media.Photographs.Download;

public sealed class JpegFileTests
{
    private static readonly byte[] Words = new XmpPacket("Étude & <fin>", "Jeanne Martin", "Musée de Flandre", "CC BY 4.0", new Uri("https://exemple.org/notices/R1"), new Uri("https://creativecommons.org/licenses/by/4.0/deed.fr"), true).Bytes();

    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    public void Our_words_take_the_place_of_the_cameras_and_pixels_stay(short orientation)
    {
        var source = SpeakingPhotograph.Jpeg(orientation);
        var written = Write(source, orientation);
        var text = Encoding.UTF8.GetString(written);
        Assert.Contains("Jeanne Martin", text, StringComparison.Ordinal);
        Assert.Contains("Étude &amp; &lt;fin&gt;", text, StringComparison.Ordinal);
        Assert.Contains("WebStatement", text, StringComparison.Ordinal);
        var latin = Encoding.Latin1.GetString(written);
        Assert.DoesNotContain(SpeakingPhotograph.Secrets.Except(["ICC_PROFILE"]), secret => latin.Contains(secret, StringComparison.Ordinal));
        Assert.Contains("ICC_PROFILE", latin, StringComparison.Ordinal);
        // The same pixels, upright the same way.
        Assert.Equal(Vips.Pixels(source, 600), Vips.Pixels(written, 600));
    }

    [Fact]
    public void What_follows_the_picture_goes()
    {
        byte[] source = [.. SoundFiles.Jpeg, .. "secret caché"u8];
        Assert.DoesNotContain("secret", Encoding.Latin1.GetString(Write(source, 1)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_progressive_picture_stays_as_it_is_coded()
    {
        var source = Vips.Convert(PngFile.Picture(500, 300), 500, ".jpg[interlace]", toSrgb: false);
        Assert.Equal(Vips.Colours(Vips.Pixels(source, 500), 500), Vips.Colours(Vips.Pixels(Write(source, 1), 500), 500));
        Assert.True(Vips.Head(Write(source, 1)).IsInterlaced);
    }

    [Fact]
    public void A_cut_or_foreign_file_is_no_JPEG()
    {
        foreach (var bytes in new[] { [], SoundFiles.Png, SoundFiles.Jpeg[..30], SoundFiles.Jpeg[..^40] })
        {
            Assert.Throws<InvalidDataException>(() => Write(bytes, 1));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(6)]
    [InlineData(8)]
    public void The_orientation_is_read_where_cameras_write_it(short orientation) =>
        Assert.Equal(orientation, JpegFile.Orientation(new MemoryStream(SpeakingPhotograph.Jpeg(orientation))));

    private static byte[] Write(byte[] jpeg, int orientation)
    {
        using var output = new MemoryStream();
        JpegFile.Write(new MemoryStream(jpeg), output, Words, orientation);
        return output.ToArray();
    }
}
