namespace Musenor.Collections.Import.Undo;

/// <summary>What putting an import back did, or why it did not.</summary>
public sealed record UndoReport(string Id)
{
    /// <summary>Changes of the import that were looked at.</summary>
    public long Looked { get; init; }

    /// <summary>Notices whose words are what they were before.</summary>
    public long Restored { get; init; }

    /// <summary>Notices that the import had created, withdrawn.</summary>
    public long Withdrawn { get; init; }

    /// <summary>Notices that somebody changed since: left as they are.</summary>
    public long Kept { get; init; }

    public long ElapsedMs { get; init; }

    /// <summary>CSV of the notices that were left; empty when there is none.</summary>
    public string KeptList { get; init; } = "";

    /// <summary>One sentence when there is nothing to put back.</summary>
    public string? Refusal { get; init; }

    /// <summary>Stopped by its user after a batch: the same command goes on.</summary>
    public bool IsInterrupted { get; init; }
}

/// <summary>The row of an import put back.</summary>
public sealed record UndoRecord
{
    public string ImportId { get; init; } = "";
    public string? AccountId { get; init; }
    public string State { get; init; } = "";
    public DateTimeOffset StartedAt { get; init; }
    public DateTimeOffset? FinishedAt { get; init; }
    public long Cursor { get; init; }
    public long Looked { get; init; }
    public long Restored { get; init; }
    public long Withdrawn { get; init; }
    public long Kept { get; init; }

    public bool IsDone => State == "done";
}
