using System.Runtime.InteropServices;

namespace Musenor.Files.Images;

/// <summary>
/// A picture held open by libvips. Nothing is decoded before <see cref="Encode"/>, <see cref="Keep"/> or <see cref="SavePyramid"/> asks for
/// pixels, and then only what they need. Each step answers a new picture, and may be taken from several threads.
/// </summary>
internal sealed class OpenPicture : SafeHandle
{
    private const int AnySide = 10_000_000;

    internal OpenPicture(nint image)
        : base(0, ownsHandle: true) => SetHandle(image);

    public override bool IsInvalid => handle == 0;

    public int Width => Vips.SizeOf(this).Width;

    public int Height => Vips.SizeOf(this).Height;

    /// <summary>Turned as it is shown, in its own colours, no larger than <paramref name="side"/> each way; read once from top to bottom.</summary>
    public static OpenPicture Whole(string path, int side = AnySide) => Vips.OpenWhole(path, side);

    /// <summary>One level of a pyramid, read here and there.</summary>
    /// <param name="option">« page=2 », « subifd=1 »; empty for the first.</param>
    public static OpenPicture Level(string path, string option) => Vips.OpenPart(path, option.Length == 0 ? "" : $"[{option}]");

    public OpenPicture Cut(int x, int y, int width, int height) => (x, y, width, height) == (0, 0, Width, Height) ? Share() : Vips.Cut(this, x, y, width, height);

    /// <summary>At exactly this size.</summary>
    public OpenPicture Resize(int width, int height) => (width, height) == (Width, Height) ? Share() : Vips.Resize(this, width, height);

    /// <summary>Mirrored, then turned clockwise by a multiple of 90 degrees.</summary>
    public OpenPicture Turn(int degrees, bool mirrored)
    {
        // Pixels are asked for in another order than they come in: they are first brought together.
        using var still = degrees == 0 ? Share() : Vips.InMemory(this);
        using var seen = mirrored ? Vips.Mirror(still) : still.Share();
        return degrees == 0 ? seen.Share() : Vips.Turn(seen, degrees);
    }

    /// <summary>In sRGB of eight bits, without transparency.</summary>
    public OpenPicture Plain()
    {
        using var managed = Vips.ToSrgb(this);
        return Vips.HasTransparency(managed) ? Vips.OnWhite(managed) : managed.Share();
    }

    public OpenPicture Grey() => Vips.Greys(this);

    public OpenPicture TwoTones()
    {
        using var grey = Vips.Greys(this);
        return Vips.TwoTones(grey);
    }

    /// <summary>The pixels themselves, so that many may read them.</summary>
    public OpenPicture Keep() => Vips.InMemory(this);

    /// <summary>A file of libvips's format name: « .jpg[Q=80,strip] ».</summary>
    public byte[] Encode(string format) => Vips.Encode(this, format);

    public void SavePyramid(string path, int tile, int quality) => Vips.SavePyramid(this, path, tile, quality);

    protected override bool ReleaseHandle()
    {
        Vips.Release(handle);
        return true;
    }

    /// <summary>A second owner of the same image: it lives until both have let it go.</summary>
    public OpenPicture Share() => Vips.Again(this);
}
