namespace Heritage.Standards.Iiif;

/// <summary>What a server makes at most for one request (Image API 3.0 §5.3: maxWidth, maxHeight, maxArea), in pixels.</summary>
public sealed record ImageLimits(int MaxWidth, int MaxHeight, long MaxArea)
{
    /// <summary>True when an image of this size may be asked for.</summary>
    public bool Allow(int width, int height) => width <= MaxWidth && height <= MaxHeight && (long)width * height <= MaxArea;

    /// <summary>The largest size that keeps the proportions of a region and the limits: what « max » means (§4.2).</summary>
    public (int Width, int Height) Largest(int width, int height)
    {
        var scale = Math.Min(1, Math.Min((double)MaxWidth / width, (double)MaxHeight / height));
        scale = Math.Min(scale, Math.Sqrt((double)MaxArea / ((double)width * height)));
        var (w, h) = (Side(width * scale), Side(height * scale));
        // Rounding both sides up may pass the area by a few pixels.
        return Allow(w, h) ? (w, h) : (Math.Max(1, (int)(width * scale)), Math.Max(1, (int)(height * scale)));
    }

    internal static int Side(double length) => Math.Max(1, (int)Math.Round(length, MidpointRounding.AwayFromZero));
}
