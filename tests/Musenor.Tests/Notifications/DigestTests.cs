using Microsoft.Extensions.DependencyInjection;
using Musenor.Accounts.Access;
using Musenor.Accounts.Messages;
using Musenor.Notifications.Preferences;
using Musenor.Notifications.Site;
using Musenor.Web;
using Xunit;

namespace Musenor.Tests.Notifications;

/// <summary>Digests: at 08:00 in Paris, of what is new and unread, each thing once whatever the person chooses meanwhile.</summary>
public sealed class DigestTests(MailPortal portal) : IClassFixture<MailPortal>
{
    [Theory]
    [InlineData("2030-03-30T06:59:59Z", "daily", "2030-03-30T07:00:00Z")]
    [InlineData("2030-03-30T07:00:00Z", "daily", "2030-03-31T06:00:00Z")] // clocks go forward that night
    [InlineData("2030-10-26T12:00:00Z", "daily", "2030-10-27T07:00:00Z")] // and back
    [InlineData("2030-07-03T12:00:00Z", "weekly", "2030-07-08T06:00:00Z")]
    [InlineData("2030-07-08T05:59:00Z", "weekly", "2030-07-08T06:00:00Z")]
    [InlineData("2030-07-08T06:00:00Z", "weekly", "2030-07-15T06:00:00Z")]
    public void A_digest_leaves_at_eight_in_Paris(string now, string frequency, string next) =>
        Assert.Equal(DateTimeOffset.Parse(next, null), Frequencies.NextDigest(Frequencies.Read(frequency)!.Value, DateTimeOffset.Parse(now, null)));

    [Fact]
    public async Task News_are_not_sent_to_somebody_who_did_not_ask()
    {
        var (address, happened) = (MailPortal.Address(), MailPortal.Event());
        await portal.Tell(News(await portal.Account(address), happened));
        await portal.Send();
        Assert.Equal(("dropped", "off"), await portal.State(happened));
        Assert.Empty(portal.Server.To(address));
    }

    [Fact]
    public async Task A_digest_holds_what_is_new_once_without_what_was_read_at_one_minute_to_eight()
    {
        var (address, read) = (MailPortal.Address(), MailPortal.Event());
        var who = await Person(address, "daily");
        ToTomorrow(hour: 9);
        await portal.Tell(News(who.Id, MailPortal.Event(), "Une première fiche"));
        await portal.Tell(News(who.Id, MailPortal.Event(), "Une deuxième fiche"));
        await portal.Tell(News(who.Id, read, "Une fiche déjà lue"));
        await portal.Send();
        ToTomorrow(hour: 7, minute: 59);
        await Read(who, "Une fiche déjà lue");
        await portal.Send();
        Assert.Empty(portal.Server.To(address));
        portal.Clock.Forward(TimeSpan.FromMinutes(1));
        await portal.Send();
        await portal.Send();
        var mail = Assert.Single(portal.Server.To(address)).Mail;
        Assert.StartsWith("Veille : 2 nouveautés".Replace(" :", "\u00A0:", StringComparison.Ordinal), mail.Subject, StringComparison.Ordinal);
        Assert.Contains("Une première fiche", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("Une deuxième fiche", mail.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain("déjà lue", mail.TextBody, StringComparison.Ordinal);
        Assert.Equal(("dropped", "read"), await portal.State(read));
    }

    [Fact]
    public async Task Without_anything_new_no_digest_leaves()
    {
        var address = MailPortal.Address();
        await Person(address, "daily");
        ToTomorrow(hour: 8, minute: 1);
        await portal.Send();
        Assert.Empty(portal.Server.To(address));
    }

    [Fact]
    public async Task A_change_of_frequency_loses_nothing_and_repeats_nothing()
    {
        var address = MailPortal.Address();
        var who = await Person(address, "weekly");
        ToTomorrow(hour: 9);
        await portal.Tell(News(who.Id, MailPortal.Event(), "Pour la semaine"));
        await portal.Send();
        await Choose(who, "daily");
        await portal.Tell(News(who.Id, MailPortal.Event(), "Pour le jour"));
        await portal.Send();
        ToTomorrow(hour: 8, minute: 1);
        await portal.Send();
        var first = Assert.Single(portal.Server.To(address)).Mail.TextBody;
        Assert.Contains("Pour la semaine", first, StringComparison.Ordinal);
        Assert.Contains("Pour le jour", first, StringComparison.Ordinal);
        await Choose(who, "weekly");
        portal.Clock.Forward(TimeSpan.FromDays(8));
        await portal.Send();
        Assert.Single(portal.Server.To(address));
    }

    [Fact]
    public async Task Turned_off_what_waited_for_the_digest_is_not_sent_and_turned_to_at_once_it_leaves()
    {
        var (address, off) = (MailPortal.Address(), MailPortal.Event());
        var who = await Person(address, "weekly");
        await portal.Tell(News(who.Id, off));
        await portal.Send();
        await Choose(who, "off");
        Assert.Equal(("dropped", "off"), await portal.State(off));
        await Choose(who, "weekly");
        await portal.Tell(News(who.Id, MailPortal.Event(), "Finalement aussitôt"));
        await portal.Send();
        await Choose(who, "now");
        await portal.Send();
        Assert.Contains("Finalement aussitôt", Assert.Single(portal.Server.To(address)).Mail.TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_portal_that_slept_at_eight_sends_the_digest_when_it_wakes()
    {
        var address = MailPortal.Address();
        var who = await Person(address, "daily");
        await portal.Tell(News(who.Id, MailPortal.Event()));
        await portal.Send();
        ToTomorrow(hour: 22);
        await portal.Send();
        Assert.Single(portal.Server.To(address));
    }

    private async Task<Person> Person(string address, string watch)
    {
        var who = new Person(await portal.Account(address), "Claire", address) { EmailConfirmed = true };
        await Choose(who, watch);
        return who;
    }

    private async Task Choose(Person who, string watch) =>
        Assert.IsType<Outcome.Done>(await portal.Ask((ChoosePreferences choose) => choose.Run(who, new("now", "now", watch, ["loan"]))));

    private async Task Read(Person who, string subject)
    {
        var messages = portal.Services.GetRequiredService<ReadMessages>();
        var found = (await messages.Run(who, 1)).Messages.Single(m => m.Subject == subject);
        Assert.NotNull(await messages.Open(who, found.Id));
    }

    /// <summary>To that hour in Paris, of the day after.</summary>
    private void ToTomorrow(int hour, int minute = 0)
    {
        var day = ParisDay.Today(portal.Clock).AddDays(1);
        portal.Clock.To(new DateTimeOffset(TimeZoneInfo.ConvertTimeToUtc(day.ToDateTime(new TimeOnly(hour, minute)), ParisDay.Zone), TimeSpan.Zero));
    }

    private static Message News(string account, string happened, string subject = "Une nouvelle fiche") =>
        new(happened, Category.Watch, subject) { AccountId = account, Paragraphs = ["À lire."], ActionPath = "/pro/fiches/1" };
}
