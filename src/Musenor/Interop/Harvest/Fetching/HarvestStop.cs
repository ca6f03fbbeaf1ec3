namespace Musenor.Interop.Harvest.Fetching;

internal enum StopKind
{
    /// <summary>Goes on later from its checkpoint.</summary>
    Pause,

    /// <summary>Enough for this time: goes on from its checkpoint when its source is next due, when its hours open, or when a person wants it.</summary>
    Rest,

    /// <summary>This run is over; the next one begins anew.</summary>
    Fail,

    /// <summary>Nothing is asked of the source until a person looks.</summary>
    ForGood,

    /// <summary>This request alone is hopeless: there may be another way to the same records.</summary>
    Page,
}

/// <summary>Why a harvest cannot go on here. An exception since it unwinds the whole walk; caught in one place, where the run is settled.</summary>
internal sealed class HarvestStop(StopKind kind, string code, string detail = "") : Exception($"{code} {detail}".Trim())
{
    /// <summary>A source gives one harvest so many pages.</summary>
    public const string MostPages = "max-pages";

    /// <summary>A source is asked within its hours.</summary>
    public const string Hours = "hours";

    public StopKind Kind => kind;

    /// <summary>Key of a sentence: « Harvest.stop.{code} ».</summary>
    public string Code => code;

    public string Detail => detail;
}
