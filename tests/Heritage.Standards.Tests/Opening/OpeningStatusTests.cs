using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Heritage.Standards.Opening;
using Xunit;

namespace Heritage.Standards.Tests.Opening;

public sealed class OpeningStatusTests
{
    private static readonly OpeningHours Plain = Say.Hours("Ouvert du mercredi au lundi de 10h à 12h et de 14h à 18h", "jours fériés");

    // Summer time is UTC+2, winter time UTC+1.
    [Theory]
    [InlineData("2026-06-04T07:59:59Z", "OpensToday 10:00")]
    [InlineData("2026-06-04T08:00:00Z", "Open 12:00")]
    [InlineData("2026-06-04T10:00:00Z", "OpensToday 14:00")]
    [InlineData("2026-06-04T15:59:59Z", "Open 18:00")]
    [InlineData("2026-06-04T16:00:00Z", "Closed 2026-06-05 10:00")]
    [InlineData("2026-06-01T22:30:00Z", "Closed 2026-06-03 10:00")] // already Tuesday in Paris
    [InlineData("2026-01-15T09:00:00Z", "Open 12:00")]
    [InlineData("2026-03-28T09:00:00Z", "Open 12:00")]
    [InlineData("2026-03-29T08:00:00Z", "Open 12:00")] // the day the clocks go forward: an hour earlier in UTC
    [InlineData("2026-10-24T08:00:00Z", "Open 12:00")]
    [InlineData("2026-10-25T08:30:00Z", "OpensToday 10:00")]
    [InlineData("2026-10-25T09:00:00Z", "Open 12:00")]
    [InlineData("2026-07-14T09:00:00Z", "Closed 2026-07-15 10:00")]
    public void Tells_the_hour_on_the_wall_in_Paris(string utc, string expected) => Assert.Equal(expected, Say.At(Plain, utc));

    [Theory]
    [InlineData("2026-03-28T21:30:00Z", "Open 2026-03-29 02:30")]
    [InlineData("2026-03-28T23:30:00Z", "Open 02:30")]
    [InlineData("2026-03-29T00:59:59Z", "Open 02:30")] // 01:59:59; 02:30 does not exist and counts as the change itself
    [InlineData("2026-03-29T01:00:00Z", "OpensToday 18:00")]
    [InlineData("2026-10-24T22:30:00Z", "Open 02:30")] // 00:30
    [InlineData("2026-10-25T00:29:59Z", "Open 02:30")]
    [InlineData("2026-10-25T00:30:00Z", "OpensToday 18:00")] // 02:30 for the first time: nothing is claimed for the second
    [InlineData("2026-10-25T01:00:00Z", "OpensToday 18:00")]
    public void Carries_a_late_night_over_the_change_of_the_clocks(string utc, string expected)
    {
        var night = new OpeningHours { Weeks = [Week(new Slot(new TimeOnly(18, 0), new TimeOnly(20, 0)))], LateOpenings = [new LateOpening { Closes = new TimeOnly(2, 30) }] };
        Assert.Equal(expected, Say.At(night, utc));
    }

    [Fact]
    public void A_late_opening_without_dates_does_not_open_a_closed_season()
    {
        var hours = new OpeningHours
        {
            Weeks = [new Week { Seasons = [new SeasonSpan(new YearDay(4, 1), new YearDay(9, 30))], Days = [new OpenDays { On = [OpenDay.Thursday], Slots = [new Slot(new TimeOnly(10, 0), new TimeOnly(18, 0))] }] }],
            LateOpenings = [new LateOpening { When = new Occasion { On = [OpenDay.Thursday] }, Opens = new TimeOnly(18, 0), Closes = new TimeOnly(22, 0) }],
            PublicHolidays = HolidayRule.Open,
        };
        Assert.Equal((DayKind.Unknown, DayKind.Closed), (DayPlan.For(hours, new DateOnly(2026, 1, 15)).Kind, DayPlan.For(hours, new DateOnly(2026, 1, 16)).Kind));
        Assert.Equal(new TimeOnly(22, 0), Assert.Single(DayPlan.For(hours, new DateOnly(2026, 6, 4)).Slots).Closes);
    }

    [Fact]
    public void Uses_the_first_of_January_at_half_past_eleven_at_night_in_London_time_and_lets_the_exception_win()
    {
        var daily = new OpeningHours { Weeks = [Week(new Slot(new TimeOnly(0, 0), new TimeOnly(0, 0)))], PublicHolidays = HolidayRule.Open };
        Assert.Equal("Open 2027-01-02 00:00", Say.At(daily, "2026-12-31T23:30:00Z"));
        var first = new DateOnly(2027, 1, 1);
        Assert.Equal("Closed 2027-01-02 00:00", Say.At(daily with { Exceptions = [new DatedRule { From = first, To = first }] }, "2026-12-31T23:30:00Z"));
    }

    [Theory]
    [InlineData("2026-11-11T09:30:00Z")]
    [InlineData("2026-05-14T09:30:00Z")] // Ascension
    [InlineData("2026-04-06T09:30:00Z")] // Easter Monday
    public void Never_claims_to_be_open_on_a_holiday_of_which_nothing_is_told(string utc)
    {
        var unknown = Say.Hours("Ouvert tous les jours de 10h à 18h");
        Assert.Equal("HolidayToCheck", Say.At(unknown, utc));
        Assert.Equal("Open 18:00", Say.At(unknown with { PublicHolidays = HolidayRule.Open }, utc));
        Assert.StartsWith("Closed", Say.At(unknown with { PublicHolidays = HolidayRule.Closed }, utc), StringComparison.Ordinal);
        Assert.Equal("Open 16:00", Say.At(Say.Hours("Ouvert tous les jours de 10h à 18h, jours fériés de 10h à 16h".Replace("tous les jours", "du lundi au dimanche", StringComparison.Ordinal)), utc));
    }

    [Fact]
    public void Does_not_promise_the_next_opening_beyond_a_day_that_must_be_checked() =>
        Assert.Equal("Closed", Say.At(Say.Hours("Ouvert tous les jours de 10h à 18h"), "2026-11-10T18:00:00Z"));

    [Fact]
    public void Puts_exceptions_before_works_before_yearly_closures_before_seasons_before_the_week()
    {
        var day = new DateOnly(2026, 8, 12);
        var hours = Say.Hours("Ouvert tous les jours de 14h à 18h, en août tous les jours de 9h à 20h");
        Assert.Equal("09:00-20:00", Say.Plan(hours, 2026, 8, 12));
        hours = hours with { Yearly = [new YearlyRule { When = Occasion.Each(8, 12) }] };
        Assert.Equal(DayCause.Yearly, DayPlan.For(hours, day).Cause);
        hours = hours with { Works = [new Works { From = new DateOnly(2026, 8, 1), To = new DateOnly(2026, 8, 31), Reason = "toiture" }] };
        Assert.Equal((DayCause.Works, "toiture", new DateOnly(2026, 8, 31)), (DayPlan.For(hours, day).Cause, DayPlan.For(hours, day).Reason, DayPlan.For(hours, day).WorksUntil!.Value));
        DatedRule Rule(int opens) => new() { From = day, To = day, Effect = DayEffect.Open, Slots = [new Slot(new TimeOnly(opens, 0), new TimeOnly(13, 0))] };
        Assert.Equal("11:00-13:00", Say.Plan(hours with { Exceptions = [Rule(10), Rule(11)] }, 2026, 8, 12));
    }

    [Fact]
    public void Tells_works_appointments_and_the_unknown_apart()
    {
        var works = Plain with { Works = [new Works { To = new DateOnly(2026, 12, 31) }] };
        Assert.Equal((StatusKind.Works, new DateOnly(2026, 12, 31)), (Status(works).Kind, Status(works).Until!.Value));
        Assert.Equal(StatusKind.ByAppointment, Status(new OpeningHours { ByAppointment = true }).Kind);
        Assert.Equal(StatusKind.Unknown, Status(new OpeningHours()).Kind);
        Assert.Equal(StatusKind.ToCheck, Status(Say.Hours("Ouvert du mardi au dimanche de 10h à 18h", "", "1 jeudi/mois jusqu'à 20h")).Kind);
    }

    [Fact]
    public void Counts_29_February_in_the_years_that_have_it()
    {
        var hours = Say.Hours("Ouvert du 1er février au 29 février tous les jours de 10h à 18h");
        Assert.Equal(("10:00-18:00", "10:00-18:00", "Closed"), (Say.Plan(hours, 2028, 2, 29), Say.Plan(hours, 2026, 2, 28), Say.Plan(hours, 2026, 3, 1)));
        hours = Say.Hours("Ouvert du 29 février au 1er mars tous les jours de 10h à 18h");
        Assert.Equal(("Closed", "10:00-18:00", "10:00-18:00"), (Say.Plan(hours, 2026, 2, 28), Say.Plan(hours, 2026, 3, 1), Say.Plan(hours, 2028, 2, 29)));
    }

    [Fact]
    public void Lists_the_closures_of_the_coming_two_months()
    {
        var hours = Say.Hours("Ouvert du mardi au dimanche de 10h à 18h", "du 24 décembre au 2 janvier, 11 novembre, 1er mai");
        var closures = OpeningStatus.Closures(hours, new DateOnly(2026, 11, 10));
        Assert.Equal(["2026-11-11..2026-11-11", "2026-12-24..2027-01-02"], closures.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.From:yyyy-MM-dd}..{c.To:yyyy-MM-dd}")));
    }

    [Theory]
    [InlineData(2024, "03-31")]
    [InlineData(2025, "04-20")]
    [InlineData(2026, "04-05")]
    [InlineData(2027, "03-28")]
    [InlineData(2038, "04-25")]
    [InlineData(2285, "03-22")]
    public void Knows_the_date_of_Easter(int year, string day) => Assert.Equal(day, PublicHolidays.Easter(year).ToString("MM-dd", CultureInfo.InvariantCulture));

    [Fact]
    public void Knows_the_eleven_public_holidays() =>
        Assert.Equal("01-01 04-06 05-01 05-08 05-14 05-25 07-14 08-15 11-01 11-11 12-25", string.Join(' ', PublicHolidays.In(2026).Select(d => d.ToString("MM-dd", CultureInfo.InvariantCulture))));

    [Fact]
    public void Says_open_exactly_within_the_slots_of_the_day_whatever_the_instant() => Prop.ForAll(Gen.Choose(0, 2 * 366 * 24 * 12).ToArbitrary(), step =>
    {
        var instant = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(5 * step);
        var wall = TimeZoneInfo.ConvertTime(instant, Say.Paris);
        var slots = DayPlan.For(Plain, DateOnly.FromDateTime(wall.DateTime)).Slots;
        var within = slots.Any(s => s.Opens <= TimeOnly.FromTimeSpan(wall.TimeOfDay) && TimeOnly.FromTimeSpan(wall.TimeOfDay) < s.Closes);
        return within == (OpeningStatus.At(Plain, instant, Say.Paris).Kind == StatusKind.Open);
    }).QuickCheckThrowOnFailure();

    private static OpeningStatus Status(OpeningHours hours) => OpeningStatus.At(hours, new DateTimeOffset(2026, 6, 4, 9, 0, 0, TimeSpan.Zero), Say.Paris);

    private static Week Week(params Slot[] slots) => new() { Days = [new OpenDays { On = [.. Enum.GetValues<OpenDay>()], Slots = slots }] };
}
