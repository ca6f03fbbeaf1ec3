using FsCheck;
using FsCheck.Fluent;
using Heritage.Standards.Opening;
using Xunit;

namespace Heritage.Standards.Tests.Opening;

public sealed class OpeningTextTests
{
    private const string Six = "mo-tu-we-th-fr-sa-su";

    [Theory]
    [InlineData("Ouvert du mercredi au lundi de 10h à 18h", "mo-we-th-fr-sa-su 10:00-18:00")]
    [InlineData("ouvert tlj sauf le mardi de 9h30-12h et 14 h à 17 h 30", "mo-we-th-fr-sa-su 09:30-12:00+14:00-17:30")]
    [InlineData("Ouvert lundi de 14h à 18h, mercredi au dimanche de 10h à 12h30 et de 14h à 18h", "mo 14:00-18:00 ; we-th-fr-sa-su 10:00-12:30+14:00-18:00")]
    [InlineData("Ouvert mardi, jeudi et vendredi de 14h à 17h, samedi, dimanche et jours fériés de 10h à 12h", "tu-th-fr 14:00-17:00 ; sa-su-holiday 10:00-12:00")]
    [InlineData("Ouvert de 14h à 17h du jeudi au samedi et de 15h à 18h le dimanche", "th-fr-sa 14:00-17:00 ; su 15:00-18:00")]
    [InlineData("Ouvert du mardi au dimanche de 14h à 18h et les mercredis et samedis de 10h à 12h", "tu-th-fr-su 14:00-18:00 ; we-sa 10:00-12:00+14:00-18:00")]
    [InlineData("Ouvert du mercredi au lundi de 14h à 17h, dimanche de 14h à 18h", "mo-we-th-fr-sa 14:00-17:00 ; su 14:00-18:00")]
    [InlineData("Ouvert du lundi midi au samedi midi de 9h à 12h et de 14h à 17h", "mo 14:00-17:00 ; tu-we-th-fr 09:00-12:00+14:00-17:00 ; sa 09:00-12:00")]
    [InlineData("Ouvert le week-end de 14h à minuit", "sa-su 14:00-00:00")]
    public void Reads_days_and_hours(string text, string expected) => Assert.Equal(expected, Say.Weeks(Say.Hours(text)));

    [Theory]
    [InlineData("Ouvert d'avril à septembre tous les jours de 10h à 19h ; le reste de l'année du mardi au vendredi de 14h à 17h",
        "[04-01..09-30] " + Six + " 10:00-19:00 / [10-01..03-31] tu-we-th-fr 14:00-17:00")]
    [InlineData("Ouvert du 1er octobre au 31 mars du mardi au samedi de 14h à 17h, le dimanche de 14h à 18h et du 1er avril au 30 septembre tous les jours de 10h à 18h",
        "[10-01..03-31] tu-we-th-fr-sa 14:00-17:00 ; su 14:00-18:00 / [04-01..09-30] " + Six + " 10:00-18:00")]
    [InlineData("Ouvert du mercredi au lundi de 10h à 18h de mai à octobre et de novembre à avril de 10h à 17h",
        "[05-01..10-31] mo-we-th-fr-sa-su 10:00-18:00 / [11-01..04-30] mo-we-th-fr-sa-su 10:00-17:00")]
    [InlineData("Ouvert tous les jours en mai, juin et septembre de 14h à 18h et en juillet-août de 10h à 19h",
        "[05-01..06-30] [09-01..09-30] " + Six + " 14:00-18:00 / [07-01..08-31] " + Six + " 10:00-19:00")]
    [InlineData("Ouvert du mardi au dimanche de 14h à 18h, en juillet-août tous les jours de 10h à 19h", "tu-we-th-fr-sa-su 14:00-18:00 / [07-01..08-31] " + Six + " 10:00-19:00")]
    [InlineData("Ouvert tous les jours de 10h à 12h et de 14h à 18h, 17h du 1er novembre au 31 mars", Six + " 10:00-12:00+14:00-18:00 / [11-01..03-31] " + Six + " 10:00-12:00+14:00-17:00")]
    [InlineData("Ouvert du 5 mai au 30 septembre. De juin à août tous les jours de 10h à 18h, en mai et septembre le week-end de 14h à 18h",
        "[06-01..08-31] " + Six + " 10:00-18:00 / [05-05..05-31] [09-01..09-30] sa-su 14:00-18:00")]
    [InlineData("Ouvert du mardi au dimanche de 14h à 18h et tous les jours en juillet-août", "tu-we-th-fr-sa-su 14:00-18:00 / [07-01..08-31] " + Six)]
    public void Reads_seasons_before_and_after_their_hours(string text, string expected) => Assert.Equal(expected, Say.Weeks(Say.Hours(text)));

    [Theory]
    [InlineData("1er janvier, 1er et 8 mai, 24, 25 et 31 décembre", "2026-01-01 2026-05-01 2026-05-08 2026-12-24 2026-12-25 2026-12-31")]
    [InlineData("Fermé lundi de Pâques, jeudi de l'Ascension, dimanche et lundi de Pentecôte", "2026-04-06 2026-05-14 2026-05-24 2026-05-25")]
    [InlineData("Noël, jour de l'An, Toussaint", "2026-01-01 2026-11-01 2026-12-25")]
    [InlineData("le lundi suivant le 2ème dimanche de septembre, dernier lundi de juillet (foire)", "2026-07-27 2026-09-14")]
    [InlineData("veille du Mardi Gras", "2026-02-16")]
    [InlineData("du 25 décembre au 2 janvier", "2026-01-01 2026-01-02 2026-12-25 2026-12-26 2026-12-27 2026-12-28 2026-12-29 2026-12-30 2026-12-31")]
    public void Reads_days_of_closing(string text, string expected)
    {
        var hours = Say.Hours("Ouvert tous les jours y compris les jours fériés de 10h à 18h", text);
        var closed = Enumerable.Range(0, 365).Select(i => new DateOnly(2026, 1, 1).AddDays(i)).Where(d => DayPlan.For(hours, d).Kind == DayKind.Closed);
        Assert.Equal(expected, string.Join(' ', closed.Select(d => d.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture))));
    }

    [Fact]
    public void Reads_whole_months_halves_of_months_and_public_holidays()
    {
        var hours = Say.Hours("Ouvert tous les jours de 10h à 18h", "Janvier, 1ère quinzaine de septembre, jours fériés sauf le 14 juillet");
        Assert.Equal(("Closed", "10:00-18:00", "Closed", "10:00-18:00"), (Say.Plan(hours, 2026, 1, 31), Say.Plan(hours, 2026, 2, 1), Say.Plan(hours, 2026, 9, 15), Say.Plan(hours, 2026, 9, 16)));
        Assert.Equal(("Closed", "10:00-18:00"), (Say.Plan(hours, 2026, 8, 15), Say.Plan(hours, 2026, 7, 14)));
    }

    [Theory]
    [InlineData("le premier jeudi du mois jusqu'à 20h", "10:00-20:00", "10:00-18:00")]
    [InlineData("Nocturne : jusqu'à 21h le jeudi", "10:00-21:00", "10:00-21:00")]
    [InlineData("Premier jeudi du mois de 20h à 22h", "10:00-18:00+20:00-22:00", "10:00-18:00")]
    [InlineData("Ouvert jusqu'à 22h le premier jeudi de chaque mois de septembre à juin", "10:00-22:00", "10:00-18:00")]
    public void Reads_late_evenings(string text, string first, string second)
    {
        var hours = Say.Hours("Ouvert du mardi au dimanche de 10h à 18h", "", text);
        Assert.Equal((first, second), (Say.Plan(hours, 2026, 6, 4), Say.Plan(hours, 2026, 6, 11)));
    }

    [Theory]
    [InlineData("Ouvert le samedi de 14h à 18h, les autres jours sur rendez-vous", "les autres jours sur rendez-vous")]
    [InlineData("Ouvert le samedi de 14h à 18h. Pour les groupes du lundi au vendredi de 9h à 12h sur réservation", "Pour les groupes du lundi au vendredi de 9h à 12h sur réservation")]
    [InlineData("Ouvert le samedi de 14h à 18h avec visites guidées à 15h et 16h", "avec visites guidées à 15h et 16h")]
    [InlineData("Ouvert le samedi de 14h à 18h et sur rendez-vous pour les groupes et les scolaires", "sur rendez-vous pour les groupes et les scolaires")]
    public void Keeps_what_does_not_alter_the_hours_as_a_note(string text, string note)
    {
        var hours = Say.Hours(text);
        Assert.Equal(("sa 14:00-18:00", note), (Say.Weeks(hours), Assert.Single(hours.Notes)));
    }

    [Fact]
    public void Knows_museums_that_open_by_appointment_only_or_not_at_all()
    {
        Assert.True(Say.Hours("Ouvert uniquement sur rendez-vous").ByAppointment);
        Assert.Equal("Closed", Say.Plan(Say.Hours("Musée fermé au public"), 2026, 6, 4));
    }

    [Fact]
    public void Leaves_open_to_doubt_what_the_text_leaves_open()
    {
        var hours = Say.Hours("Ouvert de février à mi-novembre du mardi au dimanche de 10h à 18h et le premier lundi du mois", "1er week-end de septembre, 24 décembre après-midi");
        Assert.Equal(("10:00-18:00", "Unknown", "Closed"), (Say.Plan(hours, 2026, 10, 31), Say.Plan(hours, 2026, 11, 20), Say.Plan(hours, 2026, 12, 2)));
        Assert.Equal(("Unknown", "Closed", "Unknown", "10:00-18:00"), (Say.Plan(hours, 2026, 9, 7), Say.Plan(hours, 2026, 9, 14), Say.Plan(hours, 2026, 9, 5), Say.Plan(hours, 2026, 9, 12)));
        Assert.Equal("Unknown", Say.Plan(hours, 2026, 12, 24));
    }

    [Fact]
    public void Lets_nobody_choose_between_two_statements_that_contradict_each_other()
    {
        var hours = Say.Hours("Ouvert d'avril à octobre tous les jours de 10h à 18h", "du 15 octobre au 31 mars");
        Assert.Equal(("10:00-18:00", "Unknown", "Closed"), (Say.Plan(hours, 2026, 10, 14), Say.Plan(hours, 2026, 10, 20), Say.Plan(hours, 2026, 12, 2)));
    }

    [Theory]
    [InlineData("Ouvert du mardi au dimanche de 10h à 18h sauf exposition", "sauf exposition")]
    [InlineData("Ouvert tous les jours de 10h à 18h pendant les vacances scolaires", "pendant les vacances scolaires")]
    [InlineData("Ouvert de 10h à 18h", "de 10h à 18h")]
    [InlineData("Ouvert le samedi de 18h à 14h", "de 18h à 14h")]
    [InlineData("Ouvert le samedi de 14h à 18", "de 14h à 18")]
    [InlineData("Ouvert du 30 février au 31 mars le samedi de 14h à 18h", "30 février au 31 mars")]
    [InlineData("Ouvert du 1er mai au 15 juin 2011 le samedi de 14h à 18h", "1er mai au 15 juin 2011")]
    [InlineData("Ouvert du mardi au vendredi de 9h à 12h sur réservation", "de 9h à 12h sur réservation")]
    [InlineData("Ouvert du mardi au vendredi de 9h à 12h (sur réservation) et de 14h à 18h", "(sur réservation) et de 14h à 18h")]
    [InlineData("Ouvert du mardi au dimanche et lundis fériés de 10h à 18h", "lundis fériés de 10h à 18h")]
    [InlineData("Ouvert du mardi au samedi de 10h à 18h, dimanche", "dimanche")]
    public void Names_the_stretch_that_it_does_not_understand(string text, string stretch)
    {
        var read = Say.Read(text);
        Assert.Equal((ReadingKind.Text, stretch, true), (read.Kind, read.Stretch, read.Reason.Length > 0));
    }

    [Theory]
    // Which hours does the season belong to? Which days does it concern? Do Mondays change in summer?
    [InlineData("Ouvert le lundi de 14h à 17h, le dimanche de 15h à 18h d'avril à octobre")]
    [InlineData("Ouvert le samedi de 14h à 17h en mai le dimanche de 15h à 18h")]
    [InlineData("Ouvert du mardi au dimanche de 14h à 18h, en juillet-août le samedi de 10h à 19h")]
    [InlineData("Ouvert d'avril à juin le samedi de 14h à 18h, de juin à août le dimanche de 14h à 18h")]
    [InlineData("Ouvert d'avril à juin le samedi de 14h à 18h. Le dimanche de 15h à 18h")]
    [InlineData("Ouvert de mai à juin le lundi de 14h à 18h, en juillet de 10h à 18h, en août de 10h à 12h du mercredi au lundi")]
    [InlineData("Ouvert en février-juin le samedi de 14h à 18h")]
    [InlineData("Ouvert le samedi de 14h à 18h, sur rendez-vous")]
    public void Refuses_a_text_that_can_be_read_in_two_ways(string text) => Assert.Equal(ReadingKind.Text, Say.Read(text).Kind);

    [Theory]
    [InlineData("vacances de Noël")]
    [InlineData("1er janvier, exposition")]
    [InlineData("1er janvier, Braderie de 10h à 12h")]
    [InlineData("Saint Louis et jours suivants")]
    [InlineData("du 21 décembre 2007 au 2 janvier 2008")]
    [InlineData("du 25 au 2 janvier")]
    [InlineData("31 avril")]
    public void Refuses_closures_that_no_calendar_tells(string closing) => Assert.Equal(ReadingKind.Text, Say.Read("Ouvert le samedi de 14h à 18h", closing).Kind);

    [Theory]
    [InlineData("1er janvier, Braderie, 25 décembre", "Braderie")]
    [InlineData("1er janvier, les 4 jours de carnaval, 25 décembre", "les 4 jours de carnaval")]
    [InlineData("1er janvier, Saint Louis (lundi braderie de Lille), 25 décembre", "Saint Louis (lundi braderie de Lille)")]
    [InlineData("1er janvier, 25 décembre et autres en fonction de la programmation", "autres en fonction de la programmation")]
    public void Tells_closures_that_have_no_date_in_the_museum_s_words_and_closes_no_day_for_them(string closing, string words)
    {
        var hours = Say.Hours("Ouvert tous les jours de 14h à 18h", closing);
        Assert.Equal($"Fermé aussi, à une date à demander au musée : {words}", Assert.Single(hours.Notes));
        Assert.Equal(("Closed", "Closed"), (Say.Plan(hours, 2026, 1, 1), Say.Plan(hours, 2026, 12, 25)));
        Assert.Equal(2, hours.Yearly.Count);
    }

    [Fact]
    public void Opens_on_the_exceptional_days_at_the_hours_of_their_day_where_it_has_some()
    {
        var hours = Say.Hours("Ouvert de 14h à 17h30 du mercredi au dimanche. Ouverture exceptionnelle lundi de Pâques, jeudi de l'Ascension, 15 août", "1er et 8 mai");
        Assert.Equal(("14:00-17:30", "14:00-17:30"), (Say.Plan(hours, 2026, 5, 14), Say.Plan(hours, 2026, 8, 15)));
        Assert.Equal(("Unknown", "Closed"), (Say.Plan(hours, 2026, 4, 6), Say.Plan(hours, 2026, 4, 13)));
    }

    [Fact]
    public void Says_what_hours_are_worth_while_the_museum_is_rebuilt()
    {
        var hours = Say.Hours("Musée en restructuration. Ouvert du mercredi au dimanche de 14h30 à 18h (exposition)");
        Assert.Equal(("we-th-fr-sa-su 14:30-18:00", 2), (Say.Weeks(hours), hours.Notes.Count));
    }

    [Fact]
    public void Refuses_a_text_that_was_cut_and_tells_empty_ones_apart()
    {
        var cut = "Ouvert du mardi au samedi de 10h à 18h" + string.Concat(Enumerable.Repeat(", le dimanche de 14h à 18h", 10));
        Assert.Equal(ReadingKind.Text, Say.Read(cut[..255]).Kind);
        Assert.Equal(ReadingKind.Nothing, Say.Read("  ", "1er mai").Kind);
    }

    [Fact]
    public void Answers_whatever_it_is_given() =>
        Prop.ForAll(Words(), words => OpeningText.Read(new OpeningWords(string.Join(' ', words), string.Join(' ', words.Reverse()), "")) is not null).QuickCheckThrowOnFailure();

    private static Arbitrary<string[]> Words()
    {
        string[] known = ["ouvert", "du", "mardi", "au", "dimanche", "de", "10h", "à", "12h30", "et", ",", ".", "1er", "mai", "en", "juillet", "-", "août", "sauf", "jours", "fériés", "(", ")", "sur", "rendez-vous", "31", "février", "premier", "week-end", "mi", "jusqu'à", "tous", "les", "le", "reste", "l'année", "fermé", "groupes", "pour", "☃", "2031", "ainsi", "que"];
        return Gen.Elements(known).ArrayOf().ToArbitrary();
    }
}
