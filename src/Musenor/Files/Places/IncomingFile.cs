namespace Musenor.Files.Places;

/// <summary>A file just received, that nobody has taken yet: disposing of it takes it away.</summary>
public sealed class IncomingFile : IDisposable
{
    private string? _path;

    internal IncomingFile(string? path) => _path = path;

    /// <summary>Of the form, for the sentence that may come back.</summary>
    public required string Field { get; init; }

    /// <summary>Cleaned.</summary>
    public required string Name { get; init; }

    /// <summary>As sent, also when too many.</summary>
    public required long Bytes { get; init; }

    /// <summary>What was allowed. Above it nothing is kept.</summary>
    public required long Largest { get; init; }

    public required string Sha256 { get; init; }

    public bool IsTooLarge => Bytes > Largest;

    /// <summary>Null once taken, or when too large.</summary>
    public string? Path => _path;

    /// <summary>Whoever takes it moves it elsewhere.</summary>
    public string Take() => Interlocked.Exchange(ref _path, null) ?? throw new InvalidOperationException($"{Name} is not there any more.");

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _path, null) is { } left)
        {
            File.Delete(left);
        }
    }
}
