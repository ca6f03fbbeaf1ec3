using System.Collections.Concurrent;
using Musenor.Files.Images;
using Musenor.Storage;

namespace Musenor.Collections.Media.Iiif;

/// <summary>
/// Copies of large masters in the form from which any part is read at once: a pyramid of JPEG tiles in sRGB, without metadata, under
/// &lt;data&gt;/access/ab/&lt;hash&gt;.tif. Each is made once, at the first zoom or at import, and may be dropped at any time.
/// </summary>
public sealed class AccessCopies(DataFolder folder, IiifSettings settings, SourceHeads heads, ILogger<AccessCopies> log) : IDisposable
{
    private const int Quality = 85;

    // Bytes that a pixel takes at least, in a pyramid of this quality.
    private const double LeastBytesPerPixel = 0.05;

    private static readonly TimeSpan UsePrecision = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, Lazy<AccessFlight>> _flights = new(StringComparer.Ordinal);
    private readonly DiskBudget _budget = new(Path.Combine(folder.Root, "access"), settings.AccessBudget);

    // One at a time: a copy reads a whole master, and leaves a core to those who look at others.
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>The levels that a picture can be read from at once: its own, or those of its copy. Null when there are none yet.</summary>
    internal TiffPyramid? Levels(ImageSource source)
    {
        if (!source.IsLarge)
        {
            return null;
        }

        var copy = PathOf(source.Key);
        if (!File.Exists(copy))
        {
            return heads.Pyramid(source.Path);
        }

        DiskBudget.Touch(copy, UsePrecision);
        return heads.Pyramid(copy);
    }

    /// <summary>False for what needs no copy, and for what the budget does not allow.</summary>
    internal bool Wants(ImageSource source) =>
        source.IsLarge && (double)source.Width * source.Height * LeastBytesPerPixel < settings.AccessBudget && heads.Pyramid(source.Path) is null;

    /// <summary>Has the copy made, unless it already is being made.</summary>
    internal AccessFlight Make(ImageSource source) =>
        _flights.GetOrAdd(source.Key, _ => new Lazy<AccessFlight>(() => new AccessFlight(source, path => Run(source, path)))).Value;

    /// <summary>For whoever stores a new master: makes its copy now where the installation wants it at import; waits for it.</summary>
    /// <param name="hash">Of the master, see <see cref="Masters"/>.</param>
    public async Task AtImport(string hash, string path)
    {
        if (settings.AccessCopies != AccessCopyTime.Import || File.Exists(PathOf(hash)))
        {
            return;
        }

        var (width, height) = heads.Size(path);
        var source = new ImageSource(hash, path, width, height, File.GetLastWriteTimeUtc(path));
        if (Wants(source))
        {
            await Make(source).Copy;
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task<TiffPyramid?> Run(ImageSource source, Task sketched)
    {
        // The sketch first: somebody waits for it.
        await sketched.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _turn.WaitAsync();
        try
        {
            return await Task.Factory.StartNew(() => Write(source), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
        catch (Exception e) when (e is UnreadablePicture or IOException or UnauthorizedAccessException)
        {
            log.LogError(e, "The access copy of {Master} could not be made.", source.Path);
            return null;
        }
        finally
        {
            _turn.Release();
            if (_flights.TryRemove(source.Key, out var flight))
            {
                flight.Value.End();
            }
        }
    }

    private TiffPyramid? Write(ImageSource source)
    {
        var path = PathOf(source.Key);
        if (File.Exists(path))
        {
            return heads.Pyramid(path);
        }

        var writing = folder.File("access", DiskBudget.Incoming, $"{Guid.NewGuid():N}.tif");
        try
        {
            using (var whole = OpenPicture.Whole(source.Path))
            using (var plain = whole.Plain())
            {
                plain.SavePyramid(writing, IiifSettings.Tile, Quality);
            }

            File.Move(writing, folder.File("access", source.Key[..2], $"{source.Key}.tif"), overwrite: true);
        }
        finally
        {
            File.Delete(writing);
        }

        heads.Forget(path);
        _budget.Trim(path);
        return heads.Pyramid(path);
    }

    private string PathOf(string key) => Path.Combine(folder.Root, "access", key[..2], $"{key}.tif");
}
