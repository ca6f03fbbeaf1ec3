using Musenor.Files.Places;
using Musenor.Web;

namespace Musenor.Collections.Media.Photographs.Reading;

/// <summary>What was sent in one form: pictures, archives opened, and at most one list.</summary>
public sealed class SentPhotographs : IPhotographSource
{
    private readonly List<PhotographArchive> _archives = [];

    public SentPhotographs(IReadOnlyList<IncomingFile> sent)
    {
        var (files, refused) = (new List<SourcePhotograph>(), new List<PhotographRemark>());
        foreach (var file in sent)
        {
            if (file.Path is not { } path)
            {
                refused.Add(new(file.Name, Texts.Of("Collections")["Photos.TooHeavy", file.Name]));
            }
            else if (file.Name.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) && List is null)
            {
                List = path;
            }
            else if (IsArchive(path))
            {
                Open(path, file.Name, files, refused);
            }
            else
            {
                files.Add(new(file.Name, file.Bytes, () => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1)));
            }
        }

        (Files, Refused) = ([.. files.OrderBy(f => f.Path, StringComparer.Ordinal)], refused);
    }

    public IReadOnlyList<SourcePhotograph> Files { get; }

    public IReadOnlyList<PhotographRemark> Refused { get; }

    /// <summary>Path of the CSV; null when none was sent.</summary>
    public string? List { get; }

    public void Dispose() => _archives.ForEach(a => a.Dispose());

    private void Open(string path, string name, List<SourcePhotograph> files, List<PhotographRemark> refused)
    {
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        var (archive, refusal) = PhotographArchive.Open(stream);
        if (archive is null)
        {
            stream.Dispose();
            refused.Add(new(name, Texts.Of("Collections")["Photos.Refused", name, refusal!]));
            return;
        }

        _archives.Add(archive);
        files.AddRange(archive.Files);
        refused.AddRange(archive.Refused);
    }

    private static bool IsArchive(string path)
    {
        using var file = File.OpenRead(path);
        Span<byte> head = stackalloc byte[4];
        return file.ReadAtLeast(head, 4, throwOnEndOfStream: false) == 4 && head.SequenceEqual("PK\x03\x04"u8);
    }
}
