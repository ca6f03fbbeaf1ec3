namespace Heritage.Standards.Iiif;

/// <summary>How a size is told (Image API 3.0 §4.2).</summary>
public enum SizeKind
{
    /// <summary>« max »: the region as large as the limits allow.</summary>
    Max,

    /// <summary>« w, »: this width, height in proportion.</summary>
    Width,

    /// <summary>« ,h »: this height, width in proportion.</summary>
    Height,

    /// <summary>« pct:n »: so many hundredths of the region.</summary>
    Percent,

    /// <summary>« w,h »: exactly so, proportions or not.</summary>
    Exact,

    /// <summary>« !w,h »: in proportion, within this box.</summary>
    Within,
}

/// <summary>The size that is asked for (Image API 3.0 §4.2), in pixels or, for pct, in hundredths.</summary>
/// <param name="Enlarges">Written with « ^ », which allows to go beyond the size of the region.</param>
public sealed record ImageSize(SizeKind Kind, bool Enlarges = false, double Width = 0, double Height = 0)
{
    /// <summary>Reads a size; a fault 400 when it is none of the forms of the clause.</summary>
    public static Judged<ImageSize> Parse(string text)
    {
        var enlarges = text.StartsWith('^');
        return Form(enlarges ? text[1..] : text) is var (kind, width, height)
            ? new ImageSize(kind, enlarges, width, height)
            : ImageFault.Wrong($"The size « {text} » is none of: max, w,  ,h  pct:n  w,h  !w,h.");
    }

    /// <summary>The size in whole pixels for a region; a fault when it is too small, too large, or an enlargement (400, or 501 when « ^ » asked for it).</summary>
    public Judged<PixelBox> Of(PixelBox region, ImageLimits limits)
    {
        if (Enlarges)
        {
            return new ImageFault(501, "Images are not enlarged here: leave « ^ » out.");
        }

        var (width, height) = Kind switch
        {
            SizeKind.Max => limits.Largest(region.Width, region.Height),
            SizeKind.Within => Fitted(region, limits),
            SizeKind.Width => (Width, region.Height * Width / region.Width),
            SizeKind.Height => (region.Width * Height / region.Height, Height),
            SizeKind.Percent => (region.Width * Width / 100, region.Height * Width / 100),
            _ => (Width, Height),
        };
        var (w, h) = (Whole(width), Whole(height));
        return w < 1 || h < 1 ? ImageFault.Wrong("The size is smaller than one pixel.")
            : w > region.Width || h > region.Height ? ImageFault.Wrong($"The size is larger than the region, which is {region.Width} × {region.Height} pixels.")
            : !limits.Allow(w, h) ? ImageFault.Wrong($"The size is above what this server makes: {limits.MaxWidth} × {limits.MaxHeight} pixels, {limits.MaxArea} in all.")
            : new PixelBox(0, 0, w, h);
    }

    private static (SizeKind Kind, double Width, double Height)? Form(string text)
    {
        if (text == "max")
        {
            return (SizeKind.Max, 0, 0);
        }

        if (text.StartsWith("pct:", StringComparison.Ordinal))
        {
            return ImageNumbers.Decimal(text[4..]) is { } n ? (SizeKind.Percent, n, n) : null;
        }

        var isWithin = text.StartsWith('!');
        var sides = (isWithin ? text[1..] : text).Split(',');
        if (sides.Length != 2)
        {
            return null;
        }

        var (w, h) = (ImageNumbers.Whole(sides[0]), ImageNumbers.Whole(sides[1]));
        return (w, h, isWithin) switch
        {
            ({ } width, { } height, _) => (isWithin ? SizeKind.Within : SizeKind.Exact, width, height),
            ({ } width, null, false) when sides[1].Length == 0 => (SizeKind.Width, width, 0),
            (null, { } height, false) when sides[0].Length == 0 => (SizeKind.Height, 0, height),
            _ => null,
        };
    }

    // As large as possible, but never larger than the region, the box or the limits.
    private (double Width, double Height) Fitted(PixelBox region, ImageLimits limits)
    {
        var (most, mostHigh) = limits.Largest(region.Width, region.Height);
        var scale = Math.Min(Math.Min(Width, most) / region.Width, Math.Min(Height, mostHigh) / region.Height);
        return Width < 1 || Height < 1 ? (0, 0) : (ImageLimits.Side(region.Width * scale), ImageLimits.Side(region.Height * scale));
    }

    private static int Whole(double length) => (int)Math.Min(int.MaxValue, Math.Round(length, MidpointRounding.AwayFromZero));
}
