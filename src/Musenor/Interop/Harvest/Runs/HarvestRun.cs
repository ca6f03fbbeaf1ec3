using Musenor.Interop.Harvest.Fetching;

namespace Musenor.Interop.Harvest.Runs;

/// <summary>One harvest of a source: its checkpoint and its statistics. Changed while it goes on, saved with each page.</summary>
public sealed class HarvestRun
{
    public const string Incremental = "incremental";
    public const string Full = "full";
    public const string Reconcile = "reconcile";

    public const string Waiting = "waiting";
    public const string Running = "running";
    public const string Paused = "paused";
    public const string Done = "done";
    public const string Incomplete = "incomplete";
    public const string Failed = "failed";
    public const string Cancelled = "cancelled";

    public string Id { get; set; } = "";

    public string Source { get; set; } = "";

    public string Kind { get; set; } = Incremental;

    public string State { get; set; } = Waiting;

    public string Problem { get; set; } = "";

    public DateTimeOffset AskedAt { get; set; }

    public DateTimeOffset? StartedAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    public DateTimeOffset? ResumeAt { get; set; }

    public string Holder { get; set; } = "";

    public DateTimeOffset? BeatAt { get; set; }

    public bool IsStopAsked { get; set; }

    public string Prefix { get; set; } = "";

    /// <summary>second, day, none: how dates are asked.</summary>
    public string Granularity { get; set; } = "";

    public string DeletedRecord { get; set; } = "";

    public string WindowFrom { get; set; } = "";

    public string WindowUntil { get; set; } = "";

    public string FinalUntil { get; set; } = "";

    public string SetSpec { get; set; } = "";

    public string SetsLeft { get; set; } = "";

    public string Token { get; set; } = "";

    public DateTimeOffset? TokenExpires { get; set; }

    public string ListMode { get; set; } = "records";

    public int Page { get; set; }

    public string Mark { get; set; } = "";

    public int SkewS { get; set; }

    public string ListFrom { get; set; } = "";

    public int ListPage { get; set; }

    public long ListSeen { get; set; }

    public string TopStamp { get; set; } = "";

    public bool IsAscending { get; set; } = true;

    /// <summary>Its dates went up at least once: equal ones do not show an order.</summary>
    public bool IsRisen { get; set; }

    public int WindowRestarts { get; set; }

    public string Step { get; set; } = "";

    public bool IsFiltered { get; set; }

    public bool IsDoubtful { get; set; }

    public long? ListSize { get; set; }

    public int Requests { get; set; }

    public long Bytes { get; set; }

    public long Seen { get; set; }

    /// <summary>Records that a whole run named, each once: lists that begin again, and second looks, are seen twice.</summary>
    public long? Named { get; set; }

    public long Added { get; set; }

    public long Changed { get; set; }

    public long Unchanged { get; set; }

    public long Deleted { get; set; }

    public long Quarantined { get; set; }

    public long Repaired { get; set; }

    public int Retries { get; set; }

    public int Waits { get; set; }

    public int Restarts { get; set; }

    public long WorkMs { get; set; }

    /// <summary>JSON of <see cref="RunCoverage"/>; empty where nothing was counted.</summary>
    public string Coverage { get; set; } = "";

    public RunCoverage? Measured => RunCoverage.Of(Coverage);

    public bool IsOver => State is Done or Incomplete or Failed or Cancelled;

    /// <summary>A person stopped it on its way, or it had the pages that a harvest may have: nobody goes on with it before a person, or the next time of the schedule.</summary>
    public bool IsHalted => State == Paused && ResumeAt is null && (Problem.Length == 0 || HadItsShare);

    /// <summary>Its source gives one harvest no more pages, or no more at this hour.</summary>
    public bool HadItsShare => State == Paused && Problem.Split(' ')[0] is HarvestStop.MostPages or HarvestStop.Hours;

    /// <summary>From when on the schedule counts.</summary>
    public DateTimeOffset Since => IsHalted ? BeatAt ?? AskedAt : AskedAt;

    /// <summary>Its list came to its end, and what follows was not done yet.</summary>
    public bool IsListOver => Token.Length == 0 && Page > ListPage;

    /// <summary>Everything was asked, and not what changed since.</summary>
    public bool IsWhole => Kind is Full or Reconcile || (WindowFrom.Length == 0 && FinalUntil.Length == 0) || Granularity == "none";

    /// <summary>A list begins, or begins again: nothing of it has come yet.</summary>
    public void Begin(string from)
    {
        (ListFrom, Token, TokenExpires, ListPage, ListSeen, ListSize) = (from, "", null, Page, 0, null);
        (TopStamp, IsAscending, IsRisen) = ("", true, false);
    }
}
