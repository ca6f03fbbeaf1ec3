using Musenor.Files.Places;

namespace Musenor.Files.Uploads;

/// <summary>The files of one sending; those that no use case took go with the request.</summary>
public sealed class UploadedFiles : IDisposable
{
    private readonly List<IncomingFile> _all = [];

    public IReadOnlyList<IncomingFile> All => _all;

    /// <summary>More files were sent than the form takes: those in excess were not kept.</summary>
    public bool TooMany { get; internal set; }

    public IEnumerable<IncomingFile> Of(string field) => _all.Where(f => f.Field == field);

    internal void Add(IncomingFile file) => _all.Add(file);

    public void Dispose() => _all.ForEach(f => f.Dispose());
}

public static class UploadedFilesOfRequest
{
    private static readonly UploadedFiles None = new();

    public static UploadedFiles Uploads(this HttpContext context) => context.Features.Get<UploadedFiles>() ?? None;
}
