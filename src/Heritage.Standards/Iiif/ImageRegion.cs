namespace Heritage.Standards.Iiif;

/// <summary>How a region is told (Image API 3.0 §4.1).</summary>
public enum RegionKind
{
    /// <summary>The whole image.</summary>
    Full,

    /// <summary>A square as long as the shorter side, in the middle.</summary>
    Square,

    /// <summary>x,y,w,h in pixels of the full image.</summary>
    Pixels,

    /// <summary>pct:x,y,w,h in hundredths of the full image.</summary>
    Percent,
}

/// <summary>Part of an image that is asked for (Image API 3.0 §4.1). Numbers are pixels or hundredths, as <paramref name="Kind"/> says.</summary>
public sealed record ImageRegion(RegionKind Kind, double X = 0, double Y = 0, double Width = 0, double Height = 0)
{
    /// <summary>Reads « full », « square », « x,y,w,h » or « pct:x,y,w,h »; a fault 400 when it is none of them.</summary>
    public static Judged<ImageRegion> Parse(string text)
    {
        if (text is "full" or "square")
        {
            return new ImageRegion(text == "full" ? RegionKind.Full : RegionKind.Square);
        }

        var isPercent = text.StartsWith("pct:", StringComparison.Ordinal);
        var numbers = isPercent ? ImageNumbers.List(text[4..], 4, ImageNumbers.Decimal) : ImageNumbers.List(text, 4, n => ImageNumbers.Whole(n));
        return numbers is [var x, var y, var w, var h]
            ? new ImageRegion(isPercent ? RegionKind.Percent : RegionKind.Pixels, x, y, w, h)
            : ImageFault.Wrong($"The region « {text} » is none of: full, square, x,y,w,h, pct:x,y,w,h.");
    }

    /// <summary>The region in whole pixels of an image of this size, cut at its edges; a fault 400 when nothing is left of it.</summary>
    public Judged<PixelBox> In(int width, int height)
    {
        var (x, y, w, h) = Kind switch
        {
            RegionKind.Full => (0, 0, width, height),
            RegionKind.Square when width > height => ((width - height) / 2.0, 0, height, height),
            RegionKind.Square => (0, (height - width) / 2.0, width, width),
            RegionKind.Percent => (X * width / 100, Y * height / 100, Width * width / 100, Height * height / 100),
            _ => (X, Y, Width, Height),
        };
        var (left, top) = (Whole(x), Whole(y));
        var (right, bottom) = (Math.Min(width, left + Whole(w)), Math.Min(height, top + Whole(h)));
        return w <= 0 || h <= 0 ? ImageFault.Wrong("The region is empty.")
            : left >= width || top >= height ? ImageFault.Wrong($"The region lies outside of the image, which is {width} × {height} pixels.")
            : right <= left || bottom <= top ? ImageFault.Wrong("The region is smaller than one pixel.")
            : new PixelBox((int)left, (int)top, (int)(right - left), (int)(bottom - top));
    }

    private static long Whole(double length) => (long)Math.Round(length, MidpointRounding.AwayFromZero);
}

/// <summary>A rectangle of whole pixels.</summary>
public sealed record PixelBox(int X, int Y, int Width, int Height);
