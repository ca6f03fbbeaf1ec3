using System.Buffers;
using System.Security.Cryptography;
using Musenor.Files.Images;
using Musenor.Storage;

namespace Musenor.Files.Places;

/// <summary>
/// Where received files lie: &lt;data&gt;/files/ab/cd/&lt;place&gt;, outside everything that is served, under a random name that says
/// nothing. A file comes to its place whole or not at all.
/// </summary>
public sealed class FileStore(DataFolder folder)
{
    private const int Buffer = 80 * 1024;
    private const int PlaceBytes = 16;
    private const string Incoming = "incoming";

    /// <summary>Writes to a temporary file, in constant memory. What passes the limit is read to its end and thrown away: the sender can then be told.</summary>
    /// <param name="field">Of the form, for the sentence that may come back.</param>
    public async Task<IncomingFile> Receive(string field, string name, Stream content, long largest, CancellationToken stop = default)
    {
        var path = folder.File("files", Incoming, Random());
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        try
        {
            long bytes;
            await using (var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.Asynchronous))
            {
                bytes = await Copy(content, file, hash, largest, stop);
                file.Flush(flushToDisk: true);
            }

            var tooLarge = bytes > largest;
            if (tooLarge)
            {
                File.Delete(path);
            }

            return new IncomingFile(tooLarge ? null : path)
            {
                Field = field,
                Name = FileName.Clean(name),
                Bytes = bytes,
                Largest = largest,
                Sha256 = Convert.ToHexStringLower(hash.GetHashAndReset()),
            };
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    /// <summary>Answers how many bytes were sent, those thrown away included.</summary>
    private static async Task<long> Copy(Stream content, FileStream file, IncrementalHash hash, long largest, CancellationToken stop)
    {
        var bytes = 0L;
        var buffer = ArrayPool<byte>.Shared.Rent(Buffer);
        try
        {
            for (int read; (read = await content.ReadAsync(buffer.AsMemory(0, Buffer), stop)) > 0;)
            {
                bytes += read;
                if (bytes > largest)
                {
                    file.SetLength(0);
                    continue;
                }

                hash.AppendData(buffer, 0, read);
                await file.WriteAsync(buffer.AsMemory(0, read), stop);
            }

            return bytes;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Gives the file and its derivatives a place of their own; the row that names it comes after.</summary>
    public string Keep(IncomingFile file, IReadOnlyList<(int Width, byte[] WebP)> derived)
    {
        var place = Random();
        foreach (var (width, webp) in derived)
        {
            Put(DerivedPath(place, width), webp);
        }

        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(place))!);
        File.Move(file.Take(), PathOf(place));
        return place;
    }

    public string PathOf(string place) => Path.Combine(folder.Root, "files", place[..2], place[2..4], place);

    public string DerivedPath(string place, int width) => $"{PathOf(place)}-{width}.webp";

    /// <summary>Takes away the file and its derivatives; what is not there any more is no fault.</summary>
    public void Remove(string place)
    {
        if (!Directory.Exists(Path.GetDirectoryName(PathOf(place))))
        {
            return;
        }

        foreach (var width in DeriveImages.Widths)
        {
            File.Delete(DerivedPath(place, width));
        }

        File.Delete(PathOf(place));
    }

    /// <summary>Every file there is, derivatives included, with its place.</summary>
    public IEnumerable<(string Place, FileInfo File)> All() =>
        from file in Files("*")
        where file.Directory!.Name != Incoming && file.Name.Length >= PlaceBytes * 2
        select (file.Name[..(PlaceBytes * 2)], file);

    /// <summary>What an upload that ended badly left behind, or one in progress.</summary>
    public IEnumerable<FileInfo> AllIncoming() => Files("*").Where(f => f.Directory!.Name == Incoming);

    private IEnumerable<FileInfo> Files(string pattern) => Path.Combine(folder.Root, "files") is var root && Directory.Exists(root)
        ? new DirectoryInfo(root).EnumerateFiles(pattern, SearchOption.AllDirectories)
        : [];

    private void Put(string path, byte[] bytes)
    {
        var writing = folder.File("files", Incoming, Random());
        using (var file = new FileStream(writing, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1))
        {
            file.Write(bytes);
            file.Flush(flushToDisk: true);
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Move(writing, path);
    }

    private static string Random() => RandomNumberGenerator.GetHexString(PlaceBytes * 2, lowercase: true);
}
