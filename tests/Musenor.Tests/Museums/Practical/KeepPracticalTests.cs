using Heritage.Standards.Opening;
using Microsoft.Extensions.DependencyInjection;
using Musenor.Accounts;
using Musenor.Accounts.Access;
using Musenor.Museums.Practical;
using Musenor.Storage;
using Musenor.Web;
using Xunit;

namespace Musenor.Tests.Museums.Practical;

public sealed class KeepPracticalTests
{
    private static readonly PracticalBlock.Family Untold = new("unknown", "");

    [Fact]
    public async Task A_remark_alone_is_kept()
    {
        await using var musenor = new MusenorFixture();
        await musenor.AddMuseums("Musée du Lin");
        Assert.IsType<Outcome.Done>(await musenor.Keep("M0001", 0, new PracticalBlock.Hours(new EnteredHours { Notes = "Horaires variables, téléphoner" })));
        Assert.Equal(["Horaires variables, téléphoner"], (await musenor.PracticalOf("M0001")).Opening()!.Notes);
    }

    [Fact]
    public async Task Keeps_each_block_and_confirms_the_hours()
    {
        await using var musenor = new MusenorFixture();
        await musenor.AddMuseums("Musée du Lin");
        Assert.IsType<Outcome.Done>(await musenor.Keep("M0001", 0, PracticalIntents.Hours("10h-12h, 14h-18h")));
        await musenor.Keep("M0001", 0, new PracticalBlock.Prices(" 5 €\0 ", "Premier dimanche du mois"));
        await musenor.Keep("M0001", 0, new PracticalBlock.Access("Gare à 300 m", "Ligne 2", "Arceaux devant l’entrée", ""));
        await musenor.Keep("M0001", 0, new PracticalBlock.Accessibility(new("yes", "Ascenseur"), new("partial", ""), Untold, new("no", "")));
        await musenor.Keep("M0001", 0, new PracticalBlock.Contact("03 20 00 00 00", "accueil@musee.example", "Sur réservation", "", "Boutique"));
        var kept = await musenor.PracticalOf("M0001");
        Assert.Equal(("structured", "person", "5 €", "Gare à 300 m", "yes", "partial", "accueil@musee.example"), (kept.HoursState, kept.HoursSource, kept.Prices, kept.ByTrain, kept.Motor, kept.Visual, kept.Mail));
        Assert.Equal((1, 1, 1, 1, 1), (kept.HoursVersion, kept.PricesVersion, kept.AccessVersion, kept.AccessibilityVersion, kept.ContactVersion));
        Assert.Equal(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(DateTimeOffset.UtcNow, TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris")).DateTime), kept.ConfirmedOn!.Value, new NextDay());
    }

    [Fact]
    public async Task Tells_every_problem_beside_its_field_and_keeps_nothing()
    {
        await using var musenor = new MusenorFixture();
        await musenor.AddMuseums("Musée du Lin");
        var hours = Assert.IsType<Outcome.Invalid>(await musenor.Keep("M0001", 0, new PracticalBlock.Hours(new EnteredHours { Weeks = [new("", "", [new(OpenDay.Monday, "18:00-10:00")])], Exceptions = [new("30/02/2027", "", "", "")] })));
        Assert.Equal(["weeks[0].days[0].slots", "exceptions[0].from"], hours.Problems.Select(p => p.Field));
        Assert.Equal("L’heure de fermeture doit venir après l’heure d’ouverture.", hours.Problem);
        var contact = Assert.IsType<Outcome.Invalid>(await musenor.Keep("M0001", 0, new PracticalBlock.Contact("02 31", "accueil", new string('a', 5000), "", "")));
        Assert.Equal(["groups", "phone", "mail"], contact.Problems.Select(p => p.Field));
        var level = Assert.IsType<Outcome.Invalid>(await musenor.Keep("M0001", 0, new PracticalBlock.Accessibility(new("peut-être", ""), Untold, Untold, Untold)));
        Assert.Equal("motor", Assert.Single(level.Problems).Field);
        Assert.Empty((await musenor.Ask<PracticalShelf, PracticalShelf.Snapshot>(s => s.Read())).ById);
    }

    [Fact]
    public async Task Says_every_fault_of_hours_in_French()
    {
        foreach (var fault in Enum.GetValues<HoursFault>())
        {
            Assert.NotEqual("", Texts.Of("Museums")[$"HoursFault.{fault}"]);
        }

        await Task.CompletedTask;
    }

    [Fact]
    public async Task Knows_no_museum_of_that_code()
    {
        await using var musenor = new MusenorFixture();
        Assert.IsType<Outcome.Missing>(await musenor.Keep("M9999", 0, new PracticalBlock.Prices("5 €", "")));
    }

    [Fact]
    public async Task Lets_two_editors_of_two_blocks_succeed_and_shows_the_stored_text_to_the_second_of_one_block()
    {
        await using var musenor = new MusenorFixture();
        await musenor.AddMuseums("Musée du Lin");
        using var barrier = new Barrier(2);
        Task<Outcome> At(PracticalBlock block) => Task.Run(async () =>
        {
            barrier.SignalAndWait();
            return await musenor.Keep("M0001", 0, block);
        });
        var apart = await Task.WhenAll(At(PracticalIntents.Hours("10:00-18:00")), At(new PracticalBlock.Prices("5 €", "")));
        Assert.All(apart, k => Assert.IsType<Outcome.Done>(k));

        using var many = new Barrier(8);
        var same = await Task.WhenAll(Enumerable.Range(1, 8).Select(i => Task.Run(async () =>
        {
            many.SignalAndWait();
            return await musenor.Keep("M0001", 1, new PracticalBlock.Prices($"{i} €", ""));
        })));
        Assert.Single(same, k => k is Outcome.Done);
        Assert.All(same.Where(k => k is not Outcome.Done), k => Assert.IsType<Outcome.Conflict>(k));
        Assert.Equal(2, (await musenor.PracticalOf("M0001")).PricesVersion);
    }

    [Fact]
    public async Task Writes_once_what_is_sent_twice_and_tells_the_journal_before_and_after()
    {
        await using var musenor = new MusenorFixture();
        await musenor.AddMuseums("Musée du Lin");
        await musenor.Keep("M0001", 0, new PracticalBlock.Prices("5 €", ""), key: "a");
        Assert.IsType<Outcome.Done>(await musenor.Keep("M0001", 0, new PracticalBlock.Prices("5 €", ""), key: "a"));
        Assert.Equal(1, (await musenor.PracticalOf("M0001")).PricesVersion);
        await musenor.Keep("M0001", 1, new PracticalBlock.Prices("6 €", ""));
        await using var connection = await musenor.Services.GetRequiredService<Database>().Open();
        var lines = (await Journal.Of(connection, "museum", "M0001")).Where(l => l.Action == KeepPractical.Action).ToList();
        Assert.Equal(2, lines.Count);
        Assert.Equal("M0001", lines[0].MuseumId);
        Assert.Contains("5 €", lines[0].Before, StringComparison.Ordinal);
        Assert.Contains("6 €", lines[0].After, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_whoever_has_no_right_on_the_museum()
    {
        await using var musenor = new MusenorFixture();
        await musenor.AddMuseums("Musée du Lin", "Musée de la Dentelle");
        var neighbour = new Person("", "", "") { EmailConfirmed = true, Roles = [new(Role.MuseumReferent, "M0002", null)] };
        Assert.IsType<Outcome.Refused>(await musenor.Keep("M0001", 0, new PracticalBlock.Prices("5 €", ""), neighbour));
    }

    /// <summary>The test may run over midnight.</summary>
    private sealed class NextDay : IEqualityComparer<DateOnly>
    {
        public bool Equals(DateOnly x, DateOnly y) => Math.Abs(x.DayNumber - y.DayNumber) <= 1;

        public int GetHashCode(DateOnly obj) => 0;
    }
}
