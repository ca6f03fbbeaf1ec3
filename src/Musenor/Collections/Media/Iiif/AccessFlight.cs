using Musenor.Files.Images;

namespace Musenor.Collections.Media.Iiif;

/// <summary>An access copy in the making: what shows meanwhile, and what comes of it. All who ask during it share it.</summary>
internal sealed class AccessFlight
{
    // Shown while the copy is made: decoded at a fraction of its size, which takes a JPEG a tenth of the time.
    private const int LeastSketch = 1024;
    private const int MostSketch = 2048;

    public AccessFlight(ImageSource source, Func<Task, Task<TiffPyramid?>> make)
    {
        SketchSide = Math.Clamp((Math.Max(source.Width, source.Height) + 3) / 4, LeastSketch, MostSketch);
        Sketch = Task.Factory.StartNew(() => Decode(source), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        Copy = make(Sketch);
    }

    /// <summary>Longer side of the sketch, in pixels.</summary>
    public int SketchSide { get; }

    /// <summary>The whole picture, small, in memory.</summary>
    public Task<OpenPicture> Sketch { get; }

    /// <summary>Null when no copy could be made.</summary>
    public Task<TiffPyramid?> Copy { get; }

    private OpenPicture Decode(ImageSource source)
    {
        using var whole = OpenPicture.Whole(source.Path, SketchSide);
        using var plain = whole.Plain();
        return plain.Keep();
    }
}
