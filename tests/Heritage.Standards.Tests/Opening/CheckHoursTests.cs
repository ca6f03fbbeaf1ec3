using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Heritage.Standards.Opening;
using Xunit;

namespace Heritage.Standards.Tests.Opening;

public sealed class CheckHoursTests
{
    [Fact]
    public void Reads_what_a_person_types()
    {
        var (hours, problems) = CheckHours.Read(new EnteredHours
        {
            Weeks = [new("", "", [new(OpenDay.Tuesday, "14:00-18:00"), new(OpenDay.Sunday, "10h-12h30 et de 14h à 18h")]), new("01/04", "30/09", [new(OpenDay.Tuesday, "10:00 – 24:00")])],
            Exceptions = [new("24/12/2026", "", "", "Noël"), new("2026-06-21", "", "18:00-23:00", "Fête de la musique")],
            Yearly = [new("01/05", "", "Fête du travail"), new("16/12", "14/03", "")],
            Works = [new("", "", "", "toiture")],
            LateOpenings = [new([OpenDay.Thursday], 1, "", "", "20:00"), new([OpenDay.Saturday], null, "01/06", "31/08", "21h-0h30")],
            Notes = "Dernière entrée à 17 h 30\n",
        });
        Assert.Empty(problems);
        Assert.Equal("tu 14:00-18:00 ; su 10:00-12:30+14:00-18:00 / [04-01..09-30] tu 10:00-00:00", Say.Weeks(hours!));
        Assert.Equal((DayEffect.Closed, DayEffect.Open, new DateOnly(2026, 12, 24)), (hours!.Exceptions[0].Effect, hours.Exceptions[1].Effect, hours.Exceptions[0].To));
        Assert.True(hours.Yearly[1].When.Holds(new DateOnly(2027, 1, 1)));
        Assert.Equal("21:00-00:30", Say.Slots([new Slot(hours.LateOpenings[1].Opens!.Value, hours.LateOpenings[1].Closes)]));
    }

    [Theory]
    [InlineData("18:00-10:00", HoursFault.ClosesBeforeOpening)]
    [InlineData("10:00-10:00", HoursFault.ClosesBeforeOpening)]
    [InlineData("18:00-00:30", HoursFault.PastMidnight)]
    [InlineData("10:00-24:30", HoursFault.NoTime)]
    [InlineData("10:00-12:60", HoursFault.NoTime)]
    [InlineData("10", HoursFault.NoTime)]
    [InlineData("le matin", HoursFault.NoTime)]
    [InlineData("10:00-12:00, 11:00-13:00", HoursFault.Overlap)]
    public void Refuses_impossible_hours_beside_their_field(string slots, HoursFault fault)
    {
        var (hours, problems) = CheckHours.Read(new EnteredHours { Weeks = [new("", "", [new(OpenDay.Monday, "10:00-12:00"), new(OpenDay.Tuesday, slots)])] });
        Assert.Equal((null, new HoursProblem("weeks[0].days[1].slots", fault)), (hours, Assert.Single(problems)));
    }

    [Fact]
    public void Refuses_impossible_dates_each_beside_its_field()
    {
        var (_, problems) = CheckHours.Read(new EnteredHours
        {
            Weeks = [new("31/04", "30/09", [new(OpenDay.Monday, ""), new(OpenDay.Monday, "")]), new("01/04", "", [])],
            Exceptions = [new("24/12", "", "", ""), new("30/02/2027", "", "", ""), new("02/01/2027", "01/01/2027", "", "")],
            Yearly = [new("", "", "")],
            Works = [new("demain", "", "", "")],
            LateOpenings = [new([], null, "", "", "")],
        });
        Assert.Equal(
            [
                ("weeks[0].from", HoursFault.NoDay), ("weeks[0].days[1].slots", HoursFault.DayTwice), ("weeks[1].to", HoursFault.HalfSeason), ("exceptions[0].from", HoursFault.YearMissing),
                ("exceptions[1].from", HoursFault.NoDay), ("exceptions[2].to", HoursFault.EndBeforeStart), ("yearly[0].from", HoursFault.DayMissing), ("works[0].from", HoursFault.NoDay),
                ("late_openings[0].on", HoursFault.DayMissing), ("late_openings[0].slot", HoursFault.NoTime),
            ],
            problems.Select(p => (p.Field, p.Fault)));
    }

    [Fact]
    public void Writes_and_reads_back_the_same_hours() => Prop.ForAll(Gen.Choose(0, 1439).Two().ArrayOf(6).ToArbitrary(), times =>
    {
        Slot Slot(int at) => new(TimeOnly.FromTimeSpan(TimeSpan.FromMinutes(times[at].Item1)), TimeOnly.FromTimeSpan(TimeSpan.FromMinutes(times[at].Item2)));
        var hours = Say.Hours("Ouvert d'avril à mi-octobre du mardi au dimanche et jours fériés de 10h à 18h", "lundi de Pâques", "3ème jeudi du mois jusqu'à 20h") with
        {
            Exceptions = [new DatedRule { From = new DateOnly(2026, 1, 1).AddDays(times[0].Item1), To = new DateOnly(2028, 2, 29), Effect = DayEffect.Open, Slots = [Slot(0), Slot(1)], Reason = "« é »" }],
            Works = [new Works { From = new DateOnly(2028, 2, 29) }],
            LateOpenings = [new LateOpening { Opens = Slot(2).Opens, Closes = Slot(2).Closes, When = new Occasion { Feast = Feast.WhitMonday, Rank = -1, Plus = times[3].Item1 } }],
            Notes = ["sur rendez-vous"],
        };
        var text = OpeningJson.Write(hours);
        return OpeningJson.Write(OpeningJson.Read(text)) == text;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Names_are_stable() => Assert.Equal(
        """{"weeks":[{"seasons":[{"from":"04-01","to":"09-30"}],"days":[{"on":["sunday","public_holiday"],"slots":[{"opens":"10:00","closes":"12:30"}]}]}],"yearly":[{"when":{"feast":"whit_monday","on":[],"plus":0},"effect":"closed","slots":[],"reason":""}],"exceptions":[],"works":[],"late_openings":[{"when":{"on":["thursday"],"rank":1,"plus":0},"closes":"20:00"}],"public_holidays":"unknown","by_appointment":false,"notes":[]}""",
        OpeningJson.Write(Say.Hours("Ouvert d'avril à septembre dimanche et jours fériés de 10h à 12h30", "lundi de Pentecôte", "premier jeudi du mois jusqu'à 20h")));

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("""{"weeks":[{"seasons":[{"from":"13-01","to":"09-30"}]}]}""")]
    [InlineData("""{"weeks":[{"days":[{"on":["noday"]}]}]}""")]
    [InlineData("""{"what":1}""")]
    public void Refuses_a_text_that_is_no_opening_hours(string json) => Assert.Throws<JsonException>(() => OpeningJson.Read(json));
}
