using Musenor.Files.Images;

namespace Musenor.Collections.Media.Iiif;

/// <summary>An access copy in the making: what shows meanwhile, and what comes of it. All who ask during it share it.</summary>
internal sealed class AccessFlight
{
    // Shown while the copy is made: decoded at a fraction of its size, which takes a JPEG a tenth of the time.
    private const int LeastSketch = 1024;
    private const int MostSketch = 2048;

    private readonly Lock _one = new();
    private readonly Task<OpenPicture> _sketch;
    private bool _isOver;

    public AccessFlight(ImageSource source, Func<Task, Task<TiffPyramid?>> make)
    {
        SketchSide = Math.Clamp((Math.Max(source.Width, source.Height) + 3) / 4, LeastSketch, MostSketch);
        _sketch = Task.Factory.StartNew(() => Decode(source), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        Copy = make(_sketch);
    }

    /// <summary>Longer side of the sketch, in pixels.</summary>
    public int SketchSide { get; }

    /// <summary>Null when no copy could be made.</summary>
    public Task<TiffPyramid?> Copy { get; }

    /// <summary>The whole picture, small, in memory, for the caller to let go; null once the copy is there.</summary>
    public async Task<OpenPicture?> Look(TimeSpan patience, CancellationToken stop)
    {
        var sketch = await _sketch.WaitAsync(patience, stop);
        lock (_one)
        {
            return _isOver ? null : sketch.Share();
        }
    }

    /// <summary>Lets the sketch go: megabytes that no collector would see.</summary>
    public void End()
    {
        lock (_one)
        {
            _isOver = true;
        }

        if (_sketch.IsCompletedSuccessfully)
        {
            _sketch.Result.Dispose();
        }
    }

    private OpenPicture Decode(ImageSource source)
    {
        using var whole = OpenPicture.Whole(source.Path, SketchSide);
        using var plain = whole.Plain();
        return plain.Keep();
    }
}
