using System.Globalization;

namespace Heritage.Standards.Iiif;

/// <summary>The four path segments of an image request, understood (Image API 3.0 §2.1, §4).</summary>
/// <param name="Turn">Clockwise: 0, 90, 180 or 270 degrees.</param>
/// <param name="IsMirrored">Mirrored on its vertical axis before it is turned.</param>
/// <param name="Quality">default, color, gray or bitonal.</param>
/// <param name="Format">jpg, png or webp.</param>
public sealed record ImageRequest(ImageRegion Region, ImageSize Size, int Turn, bool IsMirrored, string Quality, string Format)
{
    /// <summary>Qualities beyond « default » and those of level 2: extraQualities of info.json.</summary>
    public static readonly string[] MoreQualities = ["bitonal"];

    /// <summary>Formats beyond those of level 2: extraFormats of info.json.</summary>
    public static readonly string[] MoreFormats = ["webp"];

    private static readonly string[] Qualities = ["default", "color", "gray", .. MoreQualities];
    private static readonly string[] Formats = ["jpg", "png", .. MoreFormats];

    /// <summary>Reads the segments, already percent-decoded; the first fault met, in their order.</summary>
    /// <param name="file">« quality.format ».</param>
    public static Judged<ImageRequest> Parse(string region, string size, string rotation, string file)
    {
        var (asked, wrongRegion) = ImageRegion.Parse(region);
        var (wanted, wrongSize) = ImageSize.Parse(size);
        var dot = file.LastIndexOf('.');
        var (quality, format) = dot < 0 ? (file, "") : (file[..dot], file[(dot + 1)..]);
        return (wrongRegion ?? wrongSize) is { } fault ? fault
            : Rotation(rotation) is not var (turn, isMirrored) ? ImageFault.Wrong($"The rotation « {rotation} » is none of: 0, 90, 180, 270, each with or without « ! ».")
            : !Qualities.Contains(quality) ? ImageFault.Wrong($"The quality « {quality} » is none of: {string.Join(", ", Qualities)}.")
            : !Formats.Contains(format) ? ImageFault.Wrong($"The format « {format} » is none of: {string.Join(", ", Formats)}.")
            : new ImageRequest(asked!, wanted!, turn, isMirrored, quality, format);
    }

    /// <summary>What is to be made of an image of this size, as it is shown; a fault when that cannot be.</summary>
    public Judged<ImagePlan> On(int width, int height, ImageLimits limits)
    {
        var (crop, outside) = Region.In(width, height);
        if (crop is null)
        {
            return outside!;
        }

        var (size, impossible) = Size.Of(crop, limits);
        return size is null ? impossible! : new ImagePlan(this, crop, size.Width, size.Height, width, height, limits);
    }

    // §4.3: out of range or not offered is 400.
    private static (int Turn, bool IsMirrored)? Rotation(string text)
    {
        var isMirrored = text.StartsWith('!');
        return ImageNumbers.Decimal(isMirrored ? text[1..] : text) is { } degrees && degrees % 90 == 0 && degrees <= 360
            ? ((int)degrees % 360, isMirrored)
            : null;
    }
}

/// <summary>An image request applied to one image: what to cut, at what size to show it, and its canonical name.</summary>
/// <param name="Crop">In pixels of the full image.</param>
/// <param name="Width">In pixels, before turning.</param>
/// <param name="Height">In pixels, before turning.</param>
public sealed record ImagePlan(ImageRequest Request, PixelBox Crop, int Width, int Height, int FullWidth, int FullHeight, ImageLimits Limits)
{
    /// <summary>« region/size/rotation/quality.format », the same for all requests that mean the same (Image API 3.0 §4.7).</summary>
    public string Canonical
    {
        get
        {
            var region = Crop == new PixelBox(0, 0, FullWidth, FullHeight) ? "full" : $"{Crop.X},{Crop.Y},{Crop.Width},{Crop.Height}";
            var size = (Width, Height) == Limits.Largest(Crop.Width, Crop.Height) ? "max" : $"{Width},{Height}";
            return string.Create(CultureInfo.InvariantCulture, $"{region}/{size}/{(Request.IsMirrored ? "!" : "")}{Request.Turn}/{Request.Quality}.{Request.Format}");
        }
    }
}
