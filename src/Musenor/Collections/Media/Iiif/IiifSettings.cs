using System.Globalization;
using Heritage.Standards.Iiif;
using Musenor.Storage;

namespace Musenor.Collections.Media.Iiif;

/// <summary>When the access copy of a large photograph is made.</summary>
public enum AccessCopyTime { FirstZoom, Import }

/// <summary>What the operator decides of the image server, and what no request may pass.</summary>
/// <param name="AccessBudget">Bytes of disk for access copies; 0 makes none.</param>
/// <param name="TileBudget">Bytes of disk for images made once and asked again; 0 keeps none.</param>
public sealed record IiifSettings(AccessCopyTime AccessCopies, long AccessBudget, long TileBudget)
{
    public const int Tile = 256;

    /// <summary>Above so many pixels, a photograph is read through an access copy; below, decoding it whole costs as little.</summary>
    public const long Large = 2_000_000;

    private const long Megabyte = 1_000_000;

    /// <summary>72 megabytes of pixels a request, at most.</summary>
    public static readonly ImageLimits Limits = new(6000, 6000, 24_000_000);

    public static IiifSettings Read(IConfiguration configuration)
    {
        var time = configuration["Iiif:AccessCopies"] ?? nameof(AccessCopyTime.FirstZoom);
        return Enum.TryParse<AccessCopyTime>(time, ignoreCase: true, out var copies) && Enum.IsDefined(copies)
            ? new IiifSettings(copies, Megabytes(configuration, "Iiif:AccessBudget", 20_000), Megabytes(configuration, "Iiif:TileBudget", 2_000))
            : throw new WrongSetting("Iiif:AccessCopies", $"« {time} » est inconnu : écrire FirstZoom ou Import.");
    }

    private static long Megabytes(IConfiguration configuration, string key, long otherwise) =>
        configuration[key] is not { Length: > 0 } text ? otherwise * Megabyte
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var megabytes) && megabytes < 1_000_000_000 ? megabytes * Megabyte
        : throw new WrongSetting(key, $"« {text} » n’est pas un nombre de mégaoctets.");
}
