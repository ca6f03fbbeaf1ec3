namespace Heritage.Standards.Opening.Reading;

/// <summary>Days and their hours, as told together. <paramref name="Breaks"/>: how they are parted from what is before.</summary>
internal sealed record Clause(DaySet? Days, IReadOnlyList<Slot> Slots, int Breaks, Line At)
{
    /// <summary>« de 14h à 18h du mercredi au lundi ».</summary>
    public bool DaysLast { get; init; }
}

/// <summary>What a text tells of one season, or of no season in particular.</summary>
internal sealed class Block
{
    public List<Clause> Clauses { get; } = [];

    public SeasonWords? Season { get; set; }

    /// <summary>The season was named after the hours.</summary>
    public bool IsAfter { get; set; }

    public List<Line> Lines { get; } = [];
}
