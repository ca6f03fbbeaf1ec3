using Musenor.Collections.Media.Photographs.Reading;

namespace Musenor.Collections.Media.Photographs;

/// <summary>What an import of photographs did. At most one of Refusal and IsInterrupted says why it did not finish.</summary>
public sealed record PhotographReport
{
    public string Source { get; init; } = "";

    /// <summary>Files looked at.</summary>
    public int Read { get; init; }

    /// <summary>New pictures of notices.</summary>
    public int Attached { get; init; }

    /// <summary>Already there, or settled by a person before.</summary>
    public int Unchanged { get; init; }

    /// <summary>Put in the tray of their museum.</summary>
    public int Waiting { get; init; }

    public int Rejected => Remarks.Count;

    /// <summary>Files refused, rows of the list that serve nothing.</summary>
    public IReadOnlyList<PhotographRemark> Remarks { get; init; } = [];

    public long ElapsedMs { get; init; }

    public bool IsDryRun { get; init; }

    /// <summary>One sentence when nothing could be imported at all.</summary>
    public string? Refusal { get; init; }

    /// <summary>Stopped by its user after a batch: the same import goes on from there.</summary>
    public bool IsInterrupted { get; init; }
}

/// <param name="Share">From 0 to 1.</param>
public sealed record PhotographProgress(double Share, int Done, int All);
