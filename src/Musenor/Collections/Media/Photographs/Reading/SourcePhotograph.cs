namespace Musenor.Collections.Media.Photographs.Reading;

/// <summary>One file of what is imported.</summary>
/// <param name="Path">As people name it: below the folder or in the archive, with « / ».</param>
/// <param name="Open">Reads it from its start. The files of one archive are read one at a time.</param>
public sealed record SourcePhotograph(string Path, long Bytes, Func<Stream> Open)
{
    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    /// <summary>The folders above it, nearest first.</summary>
    public IEnumerable<string> Folders => Path.Split('/').SkipLast(1).Reverse();
}

/// <summary>A folder or an archive opened: its files, and those that are refused at sight, each by its name.</summary>
public interface IPhotographSource : IDisposable
{
    IReadOnlyList<SourcePhotograph> Files { get; }

    IReadOnlyList<PhotographRemark> Refused { get; }
}

/// <summary>What is wrong with one file, in one sentence.</summary>
public sealed record PhotographRemark(string Path, string Problem);

/// <summary>Files that systems leave everywhere: nobody meant them.</summary>
internal static class SystemLeftovers
{
    public static bool Has(string path) => path.Split('/').Any(part =>
        part.StartsWith('.') || part.Equals("__MACOSX", StringComparison.OrdinalIgnoreCase)
        || part.Equals("Thumbs.db", StringComparison.OrdinalIgnoreCase) || part.Equals("desktop.ini", StringComparison.OrdinalIgnoreCase));
}
