namespace Musenor.Collections.Media.Photographs.Reading;

/// <summary>The files of a folder and of those below it, by name. Links are not followed: they may lead out, or round.</summary>
public sealed class PhotographFolder : IPhotographSource
{
    public PhotographFolder(string root)
    {
        var below = Path.GetFullPath(root);
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = false };
        Files =
        [
            .. new DirectoryInfo(below).EnumerateFiles("*", options)
                .Select(f => new SourcePhotograph(Path.GetRelativePath(below, f.FullName).Replace('\\', '/'), f.Length, () => new FileStream(f.FullName, FileMode.Open, FileAccess.Read, FileShare.Read, 1)))
                .Where(f => !SystemLeftovers.Has(f.Path))
                .OrderBy(f => f.Path, StringComparer.Ordinal),
        ];
    }

    public IReadOnlyList<SourcePhotograph> Files { get; }

    public IReadOnlyList<PhotographRemark> Refused => [];

    public void Dispose()
    {
    }
}
