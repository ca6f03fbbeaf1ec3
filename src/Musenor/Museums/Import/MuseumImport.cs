namespace Musenor.Museums.Import;

/// <summary>What an import of museums did, or why it refused the file as a whole.</summary>
public sealed record MuseumImport
{
    public int Read { get; init; }

    public int New { get; init; }

    public int Changed { get; init; }

    public int Unchanged { get; init; }

    public IReadOnlyList<Remark> Remarks { get; init; } = [];

    public int Rejected => Remarks.Count(r => r.IsReject);

    public int Warnings => Remarks.Count(r => !r.IsReject);

    public string Encoding { get; init; } = "";

    public long ElapsedMs { get; init; }

    /// <summary>One sentence when nothing could be read; null otherwise.</summary>
    public string? Refusal { get; init; }
}

/// <summary>Something to tell about one row: where, what was read, why it matters, what to do.</summary>
public sealed record Remark(long Line, string Field, string Value, string Reason, string Remedy, bool IsReject);
