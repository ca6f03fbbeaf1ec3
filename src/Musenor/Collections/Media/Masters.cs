using System.Security.Cryptography;
using Musenor.Storage;

namespace Musenor.Collections.Media;

/// <summary>
/// The files that museums sent, kept untouched under the SHA-256 of their bytes: &lt;data&gt;/masters/ab/&lt;hash&gt;. A name never
/// changes its bytes, so that another disk, or a shared storage, can hold copies of the folder.
/// </summary>
public sealed class Masters(DataFolder folder)
{
    private const int HashLength = 64;
    private const int Buffer = 128 * 1024;
    private const string Incoming = "incoming";

    /// <summary>Bytes just written aside, that become a master or go.</summary>
    public sealed record Received(string Path, string Hash, long Bytes) : IDisposable
    {
        /// <summary>Nothing is left where it was placed.</summary>
        public void Dispose() => File.Delete(Path);
    }

    public static bool IsHash(string hash) => hash.Length == HashLength && hash.All(char.IsAsciiHexDigitLower);

    /// <summary>The file of a hash; null when it is not there.</summary>
    public string? Find(string hash) => IsHash(hash) && PathOf(hash) is var path && File.Exists(path) ? path : null;

    /// <summary>Copies the bytes to their place, whole or not at all, in constant memory. Answers their hash and their number.</summary>
    public async Task<(string Hash, long Bytes)> Keep(Stream content, CancellationToken stop = default)
    {
        using var received = await Receive(content, stop);
        Place(received);
        return (received.Hash, received.Bytes);
    }

    /// <summary>Copies the bytes aside, in constant memory.</summary>
    public async Task<Received> Receive(Stream content, CancellationToken stop = default)
    {
        var path = folder.File("masters", Incoming, Guid.NewGuid().ToString("N"));
        try
        {
            var (hash, bytes) = await Write(content, path, stop);
            return new Received(path, hash, bytes);
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    /// <summary>Gives them their place, where nothing has it yet. Answers the path.</summary>
    public string Place(Received received)
    {
        var path = folder.File("masters", received.Hash[..2], received.Hash);
        if (!File.Exists(path))
        {
            File.Move(received.Path, path, overwrite: true);
        }

        return path;
    }

    /// <summary>Takes away a file that turned out to be no picture. Only who knows that no row names it may ask.</summary>
    public void Drop(string hash)
    {
        if (Find(hash) is { } path)
        {
            File.Delete(path);
        }
    }

    /// <summary>What a process killed while it wrote has left aside.</summary>
    public void Sweep(DateTimeOffset before)
    {
        var aside = new DirectoryInfo(Path.Combine(folder.Root, "masters", Incoming));
        foreach (var file in aside.Exists ? aside.EnumerateFiles().Where(f => f.LastWriteTimeUtc < before.UtcDateTime) : [])
        {
            file.Delete();
        }
    }

    /// <summary>The hash of bytes, without keeping them.</summary>
    public static async Task<string> Hash(Stream content, CancellationToken stop = default) => Convert.ToHexStringLower(await SHA256.HashDataAsync(content, stop));

    private string PathOf(string hash) => Path.Combine(folder.Root, "masters", hash[..2], hash);

    private static async Task<(string Hash, long Bytes)> Write(Stream content, string path, CancellationToken stop)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.Asynchronous);
        var (buffer, bytes) = (new byte[Buffer], 0L);
        for (int read; (read = await content.ReadAsync(buffer, stop)) > 0;)
        {
            hash.AppendData(buffer, 0, read);
            await file.WriteAsync(buffer.AsMemory(0, read), stop);
            bytes += read;
        }

        file.Flush(flushToDisk: true);
        return (Convert.ToHexStringLower(hash.GetHashAndReset()), bytes);
    }
}
