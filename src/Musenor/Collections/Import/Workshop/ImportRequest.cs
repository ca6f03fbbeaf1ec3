namespace Musenor.Collections.Import.Workshop;

/// <summary>States of a file handed over in the workshop: see Sql/0087_import_request.sql.</summary>
internal static class RequestState
{
    public const string Trial = "trial";
    public const string Tried = "tried";
    public const string Import = "import";
    public const string Done = "done";
    public const string Stopped = "stopped";
    public const string Refused = "refused";
    public const string Failed = "failed";
    public const string Undo = "undo";
    public const string Undone = "undone";
    public const string Dropped = "dropped";

    /// <summary>In the order of the filter of the list; « erreur » there stands for the two that went wrong.</summary>
    public static readonly IReadOnlyList<string> All = [Trial, Tried, Import, Done, Stopped, Refused, Failed, Undo, Undone, Dropped];

    public static bool IsQueued(string state) => state is Trial or Import or Undo;
}

/// <summary>One file handed over, from its reception to its end.</summary>
public sealed record ImportRequest
{
    public const string Path = "/gestion/imports";

    public string Id { get; init; } = "";
    public string? FileId { get; init; }
    public string FileName { get; init; } = "";
    public string FileHash { get; init; } = "";
    public string? MuseumId { get; init; }
    public string? AccountId { get; init; }

    /// <summary>Who asked that it be put back.</summary>
    public string? UndoBy { get; init; }

    /// <summary>Of the person; empty for an operator and for who left.</summary>
    public string Name { get; init; } = "";

    public string? Profile { get; init; }
    public bool IgnoresEmpty { get; init; }
    public bool IsWhole { get; init; }

    /// <summary>Its file comes from the national base, fetched before the dry run.</summary>
    public bool IsNational { get; init; }
    public string State { get; init; } = "";
    public DateTimeOffset AskedAt { get; init; }
    public DateTimeOffset QueuedAt { get; init; }
    public string? Holder { get; init; }
    public DateTimeOffset? BeatAt { get; init; }
    public bool StopAsked { get; init; }
    public string Stage { get; init; } = "";
    public DateTimeOffset? StageAt { get; init; }

    /// <summary>Thousandths of the stage.</summary>
    public int Share { get; init; }

    public long RowsDone { get; init; }
    public string? TrialId { get; init; }
    public string? ImportId { get; init; }
    public long TriedAt { get; init; }
    public string Problem { get; init; } = "";

    // Counts of its import, or of its dry run where it has no import yet: for the list.
    public long Created { get; init; }
    public long Changed { get; init; }
    public long Unchanged { get; init; }
    public long Rejected { get; init; }

    /// <summary>Kept here, or there to be fetched: a file of the command line is neither.</summary>
    public bool HasFile => FileId is not null || IsNational;

    public bool IsQueued => RequestState.IsQueued(State);

    public bool IsHeld => Holder is not null;

    public string Address => AddressOf(Id);

    public static string AddressOf(string id) => $"{Path}/{id}";
}
