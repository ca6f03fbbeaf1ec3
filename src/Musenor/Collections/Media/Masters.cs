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

    public static bool IsHash(string hash) => hash.Length == HashLength && hash.All(char.IsAsciiHexDigitLower);

    /// <summary>The file of a hash; null when it is not there.</summary>
    public string? Find(string hash) => IsHash(hash) && PathOf(hash) is var path && File.Exists(path) ? path : null;

    /// <summary>Copies the bytes to their place, whole or not at all, in constant memory. Answers their hash and their number.</summary>
    public async Task<(string Hash, long Bytes)> Keep(Stream content, CancellationToken stop = default)
    {
        var writing = folder.File("masters", "incoming", Guid.NewGuid().ToString("N"));
        try
        {
            var (hash, bytes) = await Write(content, writing, stop);
            var path = folder.File("masters", hash[..2], hash);
            if (File.Exists(path))
            {
                File.Delete(writing);
            }
            else
            {
                File.Move(writing, path, overwrite: true);
            }

            return (hash, bytes);
        }
        catch
        {
            File.Delete(writing);
            throw;
        }
    }

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
