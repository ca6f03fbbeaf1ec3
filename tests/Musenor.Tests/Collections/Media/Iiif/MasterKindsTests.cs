using System.IO.Compression;
using Musenor.Tests.Corpora;
using Xunit;

namespace Musenor.Tests.Collections.Media.Iiif;

/// <summary>Whatever a museum sends as a master, a viewer gets the same colours, whole and by tile.</summary>
public sealed class MasterKindsTests : IAsyncLifetime
{
    private MusenorFixture _portal = null!;

    public async Task InitializeAsync() => _portal = await ImageIntents.WithNotice();

    public async Task DisposeAsync() => await _portal.DisposeAsync();

    [Theory]
    [InlineData("heic", ".heic[Q=90]")]
    [InlineData("webp", ".webp[Q=95]")]
    [InlineData("tiff", ".tif[compression=lzw]")]
    [InlineData("tiff", ".tif[tile,pyramid,compression=jpeg,Q=92]")]
    [InlineData("png", ".png")]
    public async Task Its_quarters_are_where_they_were(string kind, string format) => await Shows(ImageIntents.Quarters(1600, 1200, format), kind);

    [Fact]
    public async Task Sixteen_bits_become_eight_without_losing_their_colours() => await Shows(Sixteen(1600, 1200), "png");

    private async Task Shows(byte[] master, string kind)
    {
        var id = await _portal.Photograph(master, kind);
        using var visitor = _portal.Visitor();
        var whole = ImageIntents.Look(await visitor.GetByteArrayAsync($"/iiif/3/{id}/full/400,/0/default.jpg"));
        Assert.Equal((400, 300), (whole.Width, whole.Height));
        var meant = new[] { ImageIntents.Red, ImageIntents.Green, ImageIntents.Blue, ImageIntents.Yellow };
        Assert.All(whole.Quarters.Zip(meant), q => Assert.True(q.First.IsNear(q.Second, 20), $"{q.First} for {q.Second}"));
        var tile = ImageIntents.Look(await visitor.GetByteArrayAsync($"/iiif/3/{id}/1024,768,256,256/256,256/0/default.jpg"));
        Assert.All(tile.Quarters, q => Assert.True(q.IsNear(ImageIntents.Yellow, 20), $"{q} in the tile"));
    }

    /// <summary>A PNG of 16 bits a channel, with the four quarters.</summary>
    private static byte[] Sixteen(int width, int height)
    {
        using var rows = new MemoryStream();
        using (var packed = new ZLibStream(rows, CompressionLevel.Fastest, leaveOpen: true))
        {
            for (var y = 0; y < height; y++)
            {
                packed.WriteByte(0);
                for (var x = 0; x < width; x++)
                {
                    var (r, g, b) = (x < width / 2, y < height / 2) switch
                    {
                        (true, true) => ImageIntents.Red,
                        (false, true) => ImageIntents.Green,
                        (true, false) => ImageIntents.Blue,
                        _ => ImageIntents.Yellow,
                    };
                    packed.Write([r, r, g, g, b, b]);
                }
            }
        }

        static byte[] Big(int n) => [(byte)(n >> 24), (byte)(n >> 16), (byte)(n >> 8), (byte)n];
        return [0x89, .. "PNG\r\n\x1a\n"u8, .. PngFile.Chunk("IHDR", [.. Big(width), .. Big(height), 16, 2, 0, 0, 0]), .. PngFile.Chunk("IDAT", rows.ToArray()), .. PngFile.Chunk("IEND", [])];
    }
}
