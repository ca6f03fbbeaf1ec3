using Musenor.Files.Images;
using Musenor.Tests.Collections.Media.Iiif;
using Musenor.Tests.Collections.Media.Photographs;
using Xunit;

namespace Musenor.Tests.Files;

/// <summary>A picture that does not say what its colours are is in sRGB, as cameras and scanners without a profile mean it.</summary>
public sealed class ColoursTests
{
    [Fact]
    public void What_is_received_keeps_its_colours()
    {
        var webp = Vips.WebP(Vips.Pixels(ImageIntents.Quarters(600, 400), 320), 320, 4);
        Same(ImageIntents.Look(webp).Quarters);
    }

    [Fact]
    public async Task What_museums_bring_keeps_its_colours()
    {
        await using var photos = await PhotosPortal.Start();
        photos.Put("2010.1.1.jpg", ImageIntents.Quarters(1800, 1200));
        Assert.Equal(1, (await photos.Import()).Attached);
        var image = Assert.Single(await photos.Images("M0638000123"));
        using var visitor = photos.Portal.Visitor();
        Same(ImageIntents.Look(await visitor.GetByteArrayAsync(image.Address(960))).Quarters);
        Same(ImageIntents.Look(await visitor.GetByteArrayAsync($"/images/{image.Id}/telecharger/800")).Quarters);
    }

    private static void Same((byte R, byte G, byte B)[] quarters)
    {
        (byte R, byte G, byte B)[] meant = [ImageIntents.Red, ImageIntents.Green, ImageIntents.Blue, ImageIntents.Yellow];
        Assert.All(quarters.Zip(meant), pair => Assert.True(pair.First.IsNear(pair.Second), $"{pair.First} for {pair.Second}"));
    }
}
