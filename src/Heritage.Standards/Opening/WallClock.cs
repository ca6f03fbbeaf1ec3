namespace Heritage.Standards.Opening;

/// <summary>
/// Wall times of a place as instants. On the two nights when clocks change, a time that does not exist counts as the moment of the
/// change, and of a time that comes twice the one is taken that claims less: the later for opening, the earlier for closing.
/// </summary>
internal sealed class WallClock(TimeZoneInfo zone)
{
    public DateOnly DateOf(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, zone).DateTime);

    public DateTimeOffset Opening(DateOnly day, Slot slot) => Instant(day.ToDateTime(slot.Opens), isOpening: true);

    public DateTimeOffset Closing(DateOnly day, Slot slot) => Instant((slot.CrossesMidnight ? day.AddDays(1) : day).ToDateTime(slot.Closes), isOpening: false);

    private DateTimeOffset Instant(DateTime wall, bool isOpening)
    {
        while (zone.IsInvalidTime(wall))
        {
            wall = wall.AddMinutes(1);
        }

        if (!zone.IsAmbiguousTime(wall))
        {
            return new DateTimeOffset(wall, zone.GetUtcOffset(wall));
        }

        // The larger offset is summer time, which comes first.
        var offsets = zone.GetAmbiguousTimeOffsets(wall);
        return new DateTimeOffset(wall, isOpening ? offsets.Min() : offsets.Max());
    }
}
