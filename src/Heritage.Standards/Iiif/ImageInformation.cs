namespace Heritage.Standards.Iiif;

/// <summary>The document info.json (Image API 3.0 §5), at compliance level 2.</summary>
public static class ImageInformation
{
    /// <summary>@context of the document, and profile of its media type.</summary>
    public const string Context = "http://iiif.io/api/image/3/context.json";

    /// <summary>Compliance level claimed, where a Presentation document links to the image.</summary>
    public const string Level = "level2";

    /// <param name="id">Base URI of the image: the address of the document without « /info.json ».</param>
    /// <param name="width">In pixels, as the image is shown.</param>
    /// <param name="height">In pixels, as the image is shown.</param>
    /// <param name="tile">Side of the square tiles, in pixels.</param>
    /// <param name="rights">An address that the clause §5.6 allows, or null.</param>
    public static Dictionary<string, object> Of(string id, int width, int height, ImageLimits limits, int tile, string? rights = null)
    {
        var factors = ScaleFactors(width, height, tile);
        var document = new Dictionary<string, object>
        {
            ["@context"] = Context,
            ["id"] = id,
            ["type"] = "ImageService3",
            ["protocol"] = "http://iiif.io/api/image",
            ["profile"] = Level,
            ["width"] = width,
            ["height"] = height,
            ["maxWidth"] = limits.MaxWidth,
            ["maxHeight"] = limits.MaxHeight,
            ["maxArea"] = limits.MaxArea,
            ["sizes"] = factors.Reverse().Select(f => (Width: Reduced(width, f), Height: Reduced(height, f))).Where(s => limits.Allow(s.Width, s.Height))
                .Select(s => new Dictionary<string, object> { ["type"] = "Size", ["width"] = s.Width, ["height"] = s.Height }).ToArray(),
            ["tiles"] = new[] { new Dictionary<string, object> { ["type"] = "Tile", ["width"] = tile, ["height"] = tile, ["scaleFactors"] = factors } },
            ["preferredFormats"] = new[] { "jpg" },
            ["extraFormats"] = ImageRequest.MoreFormats,
            ["extraQualities"] = ImageRequest.MoreQualities,
            ["extraFeatures"] = new[] { "canonicalLinkHeader", "profileLinkHeader", "mirroring" },
        };
        if (rights is not null)
        {
            document["rights"] = rights;
        }

        return document;
    }

    /// <summary>1, 2, 4… up to the first at which the whole image is one tile (§5.4).</summary>
    public static int[] ScaleFactors(int width, int height, int tile)
    {
        var factors = new List<int> { 1 };
        while (Reduced(Math.Max(width, height), factors[^1]) > tile)
        {
            factors.Add(factors[^1] * 2);
        }

        return [.. factors];
    }

    private static int Reduced(int length, int factor) => (length + factor - 1) / factor;
}
