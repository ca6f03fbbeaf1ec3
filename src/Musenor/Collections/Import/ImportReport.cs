namespace Musenor.Collections.Import;

/// <summary>What one import did, or why it did not. At most one of Refusal, Failure and Interrupted says why it did not finish.</summary>
public sealed record ImportReport
{
    public string Id { get; init; } = "";

    public string FileName { get; init; } = "";

    public string Format { get; init; } = "";

    public string Encoding { get; init; } = "";

    public long Read { get; init; }

    public long New { get; init; }

    public long Changed { get; init; }

    public long Unchanged { get; init; }

    public long Rejected { get; init; }

    public long Warnings { get; init; }

    /// <summary>Row after which an earlier run of the same file had stopped; 0 when this one began at the start.</summary>
    public long ResumedAt { get; init; }

    public long ElapsedMs { get; init; }

    public bool IsDryRun { get; init; }

    /// <summary>CSV of the rejected rows, to correct and import again; empty when every row was good.</summary>
    public string Rejects { get; init; } = "";

    /// <summary>CSV of the warnings; empty when there is none.</summary>
    public string WarningList { get; init; } = "";

    /// <summary>Columns of the file that no Joconde field takes: nothing of them went in.</summary>
    public IReadOnlyList<string> IgnoredColumns { get; init; } = [];

    /// <summary>Columns that the profile awaits and the file has not: their fields did not change.</summary>
    public IReadOnlyList<string> MissingColumns { get; init; } = [];

    /// <summary>One sentence when the file cannot be imported at all: nothing was changed.</summary>
    public string? Refusal { get; init; }

    /// <summary>One sentence when the machine failed on the way: what was committed is kept, the same command goes on from there.</summary>
    public string? Failure { get; init; }

    /// <summary>Stopped by its user after a batch.</summary>
    public bool IsInterrupted { get; init; }
}

/// <param name="Stage">What is being done, in French.</param>
/// <param name="Share">From 0 to 1, by bytes read.</param>
/// <param name="Rows">Rows settled so far.</param>
public sealed record ImportProgress(string Stage, double Share, long Rows);
