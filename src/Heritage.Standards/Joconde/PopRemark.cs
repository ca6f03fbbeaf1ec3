namespace Heritage.Standards.Joconde;

/// <summary>What was repaired in a notice on its way to POP, or what POP would not say.</summary>
public enum PopRemarkKind
{
    /// <summary>One of the five fields without which POP refuses the notice is blank.</summary>
    Missing,

    /// <summary>Letters are lost (« \uFFFD », « Ã¨ »): POP would refuse the whole file. The notice stays out.</summary>
    Damaged,

    /// <summary>« Ã© » read again as « é ».</summary>
    EncodingRepaired,

    /// <summary>LOCA: the marker is written as POP reads it, its words are kept in MANQUANT_COM.</summary>
    MarkerRewritten,

    /// <summary>LOCA: a place that POP would take for a marker (« Volerie ») is protected.</summary>
    MarkerAvoided,

    /// <summary>NSDA holds archaeological site numbers, its old meaning: left out.</summary>
    OldMeaning,

    /// <summary>WWW or LVID is no web address: POP warns, and shows a link that leads nowhere.</summary>
    BadAddress,

    /// <summary>REF has fewer than 11 characters: POP would add zeros before it.</summary>
    ShortReference,

    /// <summary>REF has not exactly 11 characters: POP accepts it and marks the notice.</summary>
    UnusualReference,

    /// <summary>A doubled term was written once.</summary>
    Doubled,
}

/// <param name="Code">Joconde code of the field.</param>
/// <param name="Value">Its words, for the report; may be empty.</param>
public sealed record PopRemark(PopRemarkKind Kind, string Code, string Value = "");
