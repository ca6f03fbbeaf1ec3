using Musenor.Accounts.Access;
using Musenor.Museums.Practical;
using Musenor.Museums.Practical.Editing;
using Musenor.Web;
using Xunit;

namespace Musenor.Tests.Museums.Practical;

public sealed class ImportHoursTests
{
    [Fact]
    public async Task Structures_what_it_understands_keeps_the_rest_as_words_and_changes_nothing_the_second_time()
    {
        await using var musenor = new MusenorFixture();
        await musenor.AddMuseums("Musée du Lin", "Musée de la Dentelle", "Musée muet", "Musée inconnu du fichier");
        const string Rows = """
            MUSEE DU LIN;LILLE Cedex;1er mai;Ouvert du mardi au dimanche de 10h à 18h;le jeudi jusqu'à 20h
            musée de la dentelle;Lille;;Ouvert tous les jours de 10h à 18h sauf exposition;
            Musée muet;Lille;;;
            Musée d'ailleurs;Lille;;Ouvert le lundi de 10h à 12h;

            """;
        var done = await musenor.ImportHours(Rows);
        Assert.Equal([HoursFate.Structured, HoursFate.Text, HoursFate.Nothing, HoursFate.NotMatched], done.Rows.Select(r => r.Fate));
        Assert.Equal("sauf exposition", done.Rows[1].Stretch);

        var (lin, dentelle) = (await musenor.PracticalOf("M0001"), await musenor.PracticalOf("M0002"));
        Assert.Equal(("structured", "ministry", 1, null), (lin.HoursState, lin.HoursSource, lin.Opening()!.LateOpenings.Count, lin.ConfirmedOn));
        Assert.Equal(("text", null, "sauf exposition", "Ouvert tous les jours de 10h à 18h sauf exposition"), (dentelle.HoursState, dentelle.Hours, dentelle.UnreadText, dentelle.HoursText));

        var again = await musenor.ImportHours(Rows);
        Assert.Equal((2, 0), (done.Rows.Count(r => r.Changed), again.Rows.Count(r => r.Changed)));
        Assert.Equal(done.Rows.Select(r => r.Fate), again.Rows.Select(r => r.Fate));
    }

    [Fact]
    public async Task Never_replaces_hours_that_a_person_entered()
    {
        await using var musenor = new MusenorFixture();
        await musenor.AddMuseums("Musée du Lin");
        await musenor.Keep("M0001", 0, PracticalIntents.Hours("14:00-18:00"));
        var done = await musenor.ImportHours("Musée du Lin;Lille;;Ouvert tous les jours de 9h à 20h;\n");
        Assert.Equal(HoursFate.KeptFromPerson, done.Rows.Single().Fate);
        Assert.Contains("14:00", (await musenor.PracticalOf("M0001")).Hours, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Never_replaces_hours_that_a_person_said_are_right()
    {
        await using var musenor = new MusenorFixture();
        await musenor.AddMuseums("Musée du Lin");
        await musenor.ImportHours("Musée du Lin;Lille;;Ouvert tous les jours de 9h à 20h;\n");
        var version = (await musenor.PracticalOf("M0001")).HoursVersion;
        Assert.IsType<Outcome.Done>(await musenor.Ask<ConfirmHours, Outcome>(confirm => confirm.Run(Person.Operator, new ConfirmHours.Form("M0001", version))));
        var done = await musenor.ImportHours("Musée du Lin;Lille;;Ouvert tous les jours de 10h à 12h;\n");
        Assert.Equal(HoursFate.KeptFromPerson, done.Rows.Single().Fate);
        Assert.Contains("20:00", (await musenor.PracticalOf("M0001")).Hours, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Matches_nobody_where_two_museums_or_two_rows_have_the_same_name()
    {
        await using var musenor = new MusenorFixture();
        await musenor.AddMuseums("Musée du Lin", "Musée du lin", "Musée seul");
        var done = await musenor.ImportHours("Musée du Lin;Lille;;Ouvert tous les jours de 9h à 20h;\nMusée seul;Lille;;Ouvert le lundi de 9h à 20h;\nMusée seul;Lille;;Ouvert le mardi de 9h à 20h;\n");
        Assert.All(done.Rows, r => Assert.Equal(HoursFate.NotMatched, r.Fate));
    }

    [Fact]
    public async Task Refuses_a_file_of_another_kind_and_rejects_a_broken_row()
    {
        await using var musenor = new MusenorFixture();
        var other = await musenor.Ask<ImportHours, HoursImport>(import => import.Run(new MemoryStream("ref;titre\n1;2\n"u8.ToArray())));
        Assert.Contains("nom_du_musee", other.Refusal, StringComparison.Ordinal);
        var done = await musenor.ImportHours("Musée du Lin;Lille;;\nMusée du Lin;Lille;;Ouvert tous les jours de 9h à 20h;\n");
        Assert.Equal([HoursFate.Rejected, HoursFate.NotMatched], done.Rows.Select(r => r.Fate));
    }

    [RealMuseumsFact]
    public async Task Reads_the_ministrys_file_beside_the_ministrys_museums()
    {
        await using var musenor = new MusenorFixture();
        await musenor.ImportMuseofile();
        await using var file = File.OpenRead(Path.Combine(Path.GetDirectoryName(RealMuseums.Museofile)!, "horaires-2021.csv"));
        var done = await musenor.Ask<ImportHours, HoursImport>(import => import.Run(file));
        Assert.Equal((1253, 0), (done.Read, done.Count(HoursFate.Rejected)));
        Assert.True(done.Count(HoursFate.Structured) > 200, $"{done.Count(HoursFate.Structured)} structured, {done.Count(HoursFate.NotMatched)} not matched");
        Assert.All(done.Rows.Where(r => r.Fate == HoursFate.Text), r => Assert.NotEqual("", r.Stretch));
    }
}
