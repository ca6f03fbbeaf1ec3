namespace Musenor.Collections.Import;

/// <summary>One row of the table of imports.</summary>
public sealed record ImportRecord
{
    public required string Id { get; init; }

    public string FileName { get; init; } = "";

    public string Format { get; init; } = "";

    public string Encoding { get; init; } = "";

    /// <summary>running (under way, or stopped and waiting to be taken over) done, or failed (undone before its end).</summary>
    public string State { get; init; } = "running";

    public DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    public long RowsDone { get; init; }

    public long Created { get; init; }

    public long Changed { get; init; }

    public long Unchanged { get; init; }

    public long Rejected { get; init; }

    public long Warnings { get; init; }

    /// <summary>Museum of the whole file; null where each row says its own.</summary>
    public string? MuseumId { get; init; }

    /// <summary>Asked in the workshop; null for the command line.</summary>
    public string? RequestId { get; init; }

    /// <summary>Asked in the workshop, to see: nothing of it is in the catalogue.</summary>
    public bool IsDryRun { get; init; }

    public bool IsUndone { get; init; }
}
