using Musenor.Collections.Media.Iiif;
using Musenor.Collections.Media.Photographs.Reading;
using Musenor.Files.Images;
using Musenor.Files.Sniffing;
using Musenor.Web;

namespace Musenor.Collections.Media.Photographs;

/// <summary>The bytes of one photograph: judged, kept under their hash, and everything made of them. No row is written here.</summary>
public sealed class KeepPhotograph(Masters masters, MakeDerivatives make, AccessCopies copies, SweepMasters sweep)
{
    private static readonly TimeSpan Abandoned = TimeSpan.FromDays(1);
    private static readonly TimeSpan BetweenSweeps = TimeSpan.FromHours(1);
    private long _nextSweep;

    private static Texts Words => Texts.Of("Collections");

    /// <summary>What processes killed long ago have left goes, and files that turned out to be no pictures.</summary>
    public async Task Begin(DateTimeOffset now)
    {
        masters.Sweep(now - Abandoned);
        // All the masters are looked at: not at each of many small sendings.
        var next = Interlocked.Read(ref _nextSweep);
        if (now.UtcTicks >= next && Interlocked.CompareExchange(ref _nextSweep, (now + BetweenSweeps).UtcTicks, next) == next)
        {
            await sweep.Run(now - Abandoned);
        }
    }

    /// <summary>What can be told without keeping anything: a sentence, or null.</summary>
    public static string? Look(SourcePhotograph file)
    {
        try
        {
            using var content = file.Open();
            var head = new byte[4096];
            using var seen = new MemoryStream(head, 0, content.ReadAtLeast(head, head.Length, throwOnEndOfStream: false));
            return file.Name.EndsWith(".zip", StringComparison.OrdinalIgnoreCase) ? Words["Photos.Nested", file.Path]
                : file.Bytes > JudgeMaster.Largest ? Words["Photos.TooHeavy", file.Path]
                : JudgeMaster.Kind(seen, file.Name).Problem;
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            return Words["Photos.Unreadable", file.Path];
        }
    }

    public async Task<(KeptPhotograph? Kept, string? Problem)> Run(FoundPhotograph found)
    {
        var file = found.Source;
        // A file that says at its start what it is not is never copied.
        if (Look(file) is { } problem)
        {
            return (null, problem);
        }

        var (hash, unreadable) = await Hash(file);
        if (hash is null)
        {
            return (null, unreadable);
        }

        var path = masters.Find(hash)!;
        RecognisedFile recognised;
        await using (var bytes = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete))
        {
            recognised = JudgeMaster.Kind(bytes, file.Name);
        }

        // What is no picture stays where it is until a sweep: another import may be about to name the same bytes.
        if (recognised.Kind is not { } kind)
        {
            return (null, recognised.Problem);
        }

        var (head, fault) = Head(path, file.Name, kind);
        if (fault is not null)
        {
            return (null, fault);
        }

        return (new KeptPhotograph(found, hash, new FileInfo(path).Length, kind, head!.Width, head.Height), null);
    }

    /// <exception cref="UnreadablePicture">Its head was right and the rest is not.</exception>
    public async Task<KeptPhotograph> Make(KeptPhotograph kept)
    {
        var master = masters.Find(kept.Hash) ?? throw new UnreadablePicture("Le fichier n’est plus là.");
        var made = kept with { Made = await make.Run(kept.Id, master, kept.Kind == FileKind.Jpeg) };
        await copies.AtImport(kept.Hash, master);
        return made;
    }

    /// <summary>Read first, copied only where it is new: an import run again writes nothing.</summary>
    private async Task<(string? Hash, string? Problem)> Hash(SourcePhotograph file)
    {
        var source = Opened(file);
        if (source is null)
        {
            return (null, Words["Photos.Unreadable", file.Path]);
        }

        try
        {
            await using (source)
            {
                if (source.CanSeek && await Masters.Hash(source) is var known && await sweep.Spare(known))
                {
                    return (known, null);
                }

                if (source.CanSeek)
                {
                    source.Position = 0;
                }

                var (hash, _) = await masters.Keep(source);
                // It may have been there, and old.
                await sweep.Spare(hash);
                return (hash, null);
            }
        }
        catch (InvalidDataException)
        {
            return (null, Words["Photos.Unreadable", file.Path]);
        }
    }

    private static Stream? Opened(SourcePhotograph file)
    {
        try
        {
            return file.Open();
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static (PictureHead? Head, string? Fault) Head(string path, string name, FileKind kind)
    {
        try
        {
            var head = Vips.Head(path);
            return (head, JudgeMaster.Fault(head, name, kind));
        }
        catch (UnreadablePicture)
        {
            return (null, Texts.Of("Files")["CutImage", name, kind.Label]);
        }
    }
}
