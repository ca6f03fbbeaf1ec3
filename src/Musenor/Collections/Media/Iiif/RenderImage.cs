using Heritage.Standards.Iiif;
using Musenor.Files.Images;

namespace Musenor.Collections.Media.Iiif;

/// <summary>Makes what an image request asks for, from whatever reads the least: a tile that lies ready, a level of a pyramid, a sketch, the whole file.</summary>
public sealed class RenderImage(AccessCopies copies, TileCache tiles, RenderThreads threads)
{
    // The longest that a request waits for an access copy.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // A level a hair too small is still the right one: its sides were rounded.
    private const double Rounding = 0.999;

    /// <summary>Null when too many ask at once.</summary>
    public async Task<byte[]?> Run(ImageSource source, ImagePlan plan, string name, CancellationToken stop)
    {
        var levels = copies.Levels(source);
        try
        {
            return await From(levels, source, plan, name, stop);
        }
        catch (Exception e) when (levels is not null && (e is IOException or UnreadablePicture) && !File.Exists(levels.Path))
        {
            // The copy was dropped under our hands.
            return await From(copies.Levels(source), source, plan, name, stop);
        }
    }

    private async Task<byte[]?> From(TiffPyramid? levels, ImageSource source, ImagePlan plan, string name, CancellationToken stop)
    {
        if (levels is not null && Ready(levels, plan) is { } ready)
        {
            return ready;
        }

        if (tiles.Find(name) is { } kept)
        {
            return kept;
        }

        var flight = levels is null && copies.Wants(source) ? copies.Make(source) : null;
        using var sketch = flight is not null && IsEnough(flight, plan) ? await flight.Look(Patience, stop) : null;
        levels ??= flight is not null && sketch is null ? await flight.Copy.WaitAsync(Patience, stop) : null;
        if (levels is not null && Ready(levels, plan) is { } now)
        {
            return now;
        }

        if (threads.Run(() => Make(source, plan, levels, sketch), stop) is not { } making)
        {
            return null;
        }

        var bytes = await making;
        if (sketch is null)
        {
            tiles.Keep(name, bytes);
        }

        return bytes;
    }

    private static byte[] Make(ImageSource source, ImagePlan plan, TiffPyramid? levels, OpenPicture? sketch)
    {
        using var opened = sketch is null ? Open(source, plan, levels) : null;
        var picture = sketch ?? opened!;
        var (x, y, width, height) = Scaled(plan, picture.Width, picture.Height);
        using var cut = picture.Cut(x, y, width, height);
        using var plain = cut.Plain();
        using var sized = plain.Resize(plan.Width, plan.Height);
        using var turned = sized.Turn(plan.Request.Turn, plan.Request.IsMirrored);
        using var toned = plan.Request.Quality switch { "gray" => turned.Grey(), "bitonal" => turned.TwoTones(), _ => null };
        return Encode(toned ?? turned, plan.Request.Format);
    }

    private static byte[] Encode(OpenPicture picture, string format) => format switch
    {
        "png" => picture.Encode(".png[strip,compression=6]"),
        "webp" => WebPFile.OnlyPixels(picture.Encode(".webp[Q=75,effort=2,strip]")),
        _ => picture.Encode(".jpg[Q=82,strip]"),
    };

    private static OpenPicture Open(ImageSource source, ImagePlan plan, TiffPyramid? levels)
    {
        if (levels is not null)
        {
            return OpenPicture.Level(levels.Path, levels.Levels[LevelFor(levels, plan)].Option);
        }

        // A whole picture may be decoded at a fraction of its size; a part needs all of its pixels.
        var isWhole = plan.Crop.Width == plan.FullWidth && plan.Crop.Height == plan.FullHeight;
        return isWhole ? OpenPicture.Whole(source.Path, Math.Max(plan.Width, plan.Height)) : OpenPicture.Whole(source.Path);
    }

    /// <summary>The smallest level that still has the pixels asked for.</summary>
    private static int LevelFor(TiffPyramid levels, ImagePlan plan)
    {
        var needed = Math.Max((double)plan.Width / plan.Crop.Width, (double)plan.Height / plan.Crop.Height) * Rounding;
        for (var i = levels.Levels.Count - 1; i > 0; i--)
        {
            if ((double)levels.Levels[i].Width / plan.FullWidth >= needed)
            {
                return i;
            }
        }

        return 0;
    }

    private static bool IsEnough(AccessFlight flight, ImagePlan plan) =>
        Math.Max((double)plan.Width / plan.Crop.Width, (double)plan.Height / plan.Crop.Height) * Rounding
            <= (double)flight.SketchSide / Math.Max(plan.FullWidth, plan.FullHeight);

    /// <summary>The region in the pixels of a smaller copy of the picture.</summary>
    private static (int X, int Y, int Width, int Height) Scaled(ImagePlan plan, int width, int height)
    {
        var crop = plan.Crop;
        static int At(long place, int full, int here) => (int)Math.Round((double)place * here / full);
        var (x, y) = (Math.Min(At(crop.X, plan.FullWidth, width), width - 1), Math.Min(At(crop.Y, plan.FullHeight, height), height - 1));
        return (x, y,
            Math.Clamp(At((long)crop.X + crop.Width, plan.FullWidth, width) - x, 1, width - x),
            Math.Clamp(At((long)crop.Y + crop.Height, plan.FullHeight, height) - y, 1, height - y));
    }

    /// <summary>The tile of the pyramid that is exactly what is asked for, where there is one.</summary>
    private static byte[]? Ready(TiffPyramid levels, ImagePlan plan)
    {
        var side = levels.Levels[0].Tile;
        var factor = plan.Crop.Width / side;
        var isTile = plan is { Request: { Turn: 0, IsMirrored: false, Format: "jpg", Quality: "default" or "color" } }
            && plan.Width == side && plan.Height == side && plan.Crop.Width == plan.Crop.Height && plan.Crop.Width == side * factor
            && int.IsPow2(factor) && plan.Crop.X % plan.Crop.Width == 0 && plan.Crop.Y % plan.Crop.Height == 0;
        return isTile ? levels.ReadyTile(int.Log2(factor), plan.Crop.X / plan.Crop.Width, plan.Crop.Y / plan.Crop.Height) : null;
    }
}
