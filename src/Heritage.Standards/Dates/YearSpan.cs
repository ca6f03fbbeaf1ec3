namespace Heritage.Standards.Dates;

/// <summary>
/// Years from <paramref name="From"/> to <paramref name="To"/>, both included, as historians count them: -1 is 1 BC, the year
/// before 1 AD; there is no year 0.
/// </summary>
public readonly record struct YearSpan(int From, int To)
{
    /// <summary>True when the two spans share at least one year.</summary>
    public bool Overlaps(YearSpan other) => From <= other.To && other.From <= To;

    /// <summary>The smallest span that holds both, and what lies between them.</summary>
    public YearSpan Union(YearSpan other) => new(Math.Min(From, other.From), Math.Max(To, other.To));

    public override string ToString() => From == To ? $"{From}" : $"{From}..{To}";
}
