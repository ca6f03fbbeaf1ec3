using Musenor.Web;

namespace Musenor.Collections.Media.Photographs.Reading;

/// <summary>Opens what an operator names: a folder, a ZIP, or one picture.</summary>
internal static class PhotographSource
{
    private sealed class OneFile(string path) : IPhotographSource
    {
        public IReadOnlyList<SourcePhotograph> Files { get; } =
            [new(Path.GetFileName(path), new FileInfo(path).Length, () => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1))];

        public IReadOnlyList<PhotographRemark> Refused => [];

        public void Dispose()
        {
        }
    }

    private sealed class Without(IPhotographSource all, string path) : IPhotographSource
    {
        public IReadOnlyList<SourcePhotograph> Files { get; } = [.. all.Files.Where(f => f.Path != path)];

        public IReadOnlyList<PhotographRemark> Refused => all.Refused;

        public void Dispose() => all.Dispose();
    }

    /// <summary>The source, or one sentence.</summary>
    /// <param name="list">Where it lies among the files, it is no photograph.</param>
    public static (IPhotographSource? Source, string? Refusal) Open(string path, string? list)
    {
        var words = Texts.Of("Collections");
        if (Directory.Exists(path))
        {
            var folder = new PhotographFolder(path);
            return (list is null ? folder : new Without(folder, Path.GetRelativePath(Path.GetFullPath(path), Path.GetFullPath(list)).Replace('\\', '/')), null);
        }

        if (!File.Exists(path))
        {
            return (null, words["Photos.NotThere", path]);
        }

        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        Span<byte> head = stackalloc byte[4];
        if (file.ReadAtLeast(head, 4, throwOnEndOfStream: false) < 4 || !head.StartsWith("PK\x03\x04"u8))
        {
            file.Dispose();
            return (new OneFile(path), null);
        }

        var (archive, refusal) = PhotographArchive.Open(file);
        if (archive is null)
        {
            file.Dispose();
        }

        return (archive, refusal is null ? null : words["Photos.Refused", path, refusal]);
    }
}
