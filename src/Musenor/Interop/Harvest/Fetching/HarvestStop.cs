namespace Musenor.Interop.Harvest.Fetching;

internal enum StopKind
{
    /// <summary>Goes on later from its checkpoint.</summary>
    Pause,

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
    public StopKind Kind => kind;

    /// <summary>Key of a sentence: « Harvest.stop.{code} ».</summary>
    public string Code => code;

    public string Detail => detail;
}
