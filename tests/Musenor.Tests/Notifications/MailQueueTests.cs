using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Musenor.Accounts.Access;
using Musenor.Accounts.Messages;
using Musenor.Accounts.PersonalRecords;
using Musenor.CommandLine;
using Musenor.Notifications.Queue;
using Musenor.Tests.Accounts;
using Xunit;

namespace Musenor.Tests.Notifications;

/// <summary>The queue for those who watch the mails, and the verbs for those without a server.</summary>
public sealed class MailQueueTests(MailPortal portal) : IClassFixture<MailPortal>
{
    [Fact]
    public async Task A_failed_mail_is_counted_shown_and_sent_again()
    {
        var (address, happened) = (MailPortal.Address("spam"), MailPortal.Event());
        await portal.Tell(new Message(happened, Category.ToDo, "Convention à signer") { Address = address });
        await portal.Send();
        using var browser = await Team();
        Assert.Contains("/gestion/courriels?etat=echec", await browser.GetStringAsync("/gestion"), StringComparison.Ordinal);
        var page = await browser.GetStringAsync("/gestion/courriels?etat=echec&categorie=ToDo");
        Assert.Contains("Convention à signer", page, StringComparison.Ordinal);
        Assert.DoesNotContain(address, page, StringComparison.Ordinal);
        Assert.Contains("554 5.7.1", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Convention à signer", await browser.GetStringAsync("/gestion/courriels?etat=echec&categorie=Watch"), StringComparison.Ordinal);
        using var sent = await browser.Send("/gestion/courriels?etat=echec", new() { ["id"] = await Id(happened), ["decision"] = "envoyer" });
        Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
        Assert.Equal("waiting", (await portal.State(happened)).State);
    }

    [Fact]
    public async Task A_waiting_mail_is_given_up_and_the_journal_says_who_did()
    {
        var happened = MailPortal.Event();
        await portal.Tell(new Message(happened, Category.ToDo, "À abandonner") { Address = MailPortal.Address() });
        using var browser = await Team();
        using var dropped = await browser.Send("/gestion/courriels", new() { ["id"] = await Id(happened), ["decision"] = "abandonner" });
        Assert.Equal("dropped", (await portal.State(happened)).State);
        await using var connection = await portal.Services.GetRequiredService<Musenor.Storage.Database>().Open();
        var line = Assert.Single(await Musenor.Accounts.Journal.Of(connection, "mail", await Id(happened)));
        Assert.Equal("mail.drop", line.Action);
        Assert.Equal("Claire Démo", line.Name);
    }

    [Fact]
    public async Task A_mail_that_has_left_is_nobodys_to_decide()
    {
        var happened = MailPortal.Event();
        await portal.Tell(new Message(happened, Category.ToDo, "Parti") { Address = MailPortal.Address() });
        await portal.Send();
        var team = new Person("", "", "") { EmailConfirmed = true, SecondFactor = true, Roles = [new(Role.NetworkTeam, null, null)] };
        foreach (var resend in new[] { true, false })
        {
            Assert.IsType<Musenor.Web.Outcome.Missing>(await portal.Ask((DecideMail decide) => decide.Run(team, new(Id(happened).Result, resend))));
        }
    }

    [Fact]
    public async Task A_double_click_decides_once_and_answers_twice()
    {
        var happened = MailPortal.Event();
        await portal.Tell(new Message(happened, Category.ToDo, "Deux clics") { Address = MailPortal.Address() });
        var id = await Id(happened);
        for (var click = 0; click < 2; click++)
        {
            Assert.IsType<Musenor.Web.Outcome.Done>(await portal.Ask((DecideMail decide) => decide.Run(Person.Operator, new(id, Resend: false, Key: "one-click"))));
        }

        await using var connection = await portal.Services.GetRequiredService<Musenor.Storage.Database>().Open();
        Assert.Single(await Musenor.Accounts.Journal.Of(connection, "mail", id));
    }

    [Fact]
    public async Task Only_those_who_watch_mails_see_them()
    {
        var address = MailPortal.Address();
        await portal.Account(address, Role.Moderator);
        using var browser = await portal.SignIn(address);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync("/gestion/courriels")).StatusCode);
        var moderator = new Person("m", "", "") { EmailConfirmed = true, SecondFactor = true, Roles = [new(Role.Moderator, null, null)] };
        Assert.IsType<Musenor.Web.Outcome.Refused>(await portal.Ask((DecideMail decide) => decide.Run(moderator, new("x", true))));
    }

    [Theory]
    [InlineData("etat=inconnu")]
    [InlineData("categorie=Inconnue")]
    [InlineData("page=9999")]
    public async Task An_address_that_asks_for_nothing_is_not_found(string query)
    {
        using var browser = await Team();
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync($"/gestion/courriels?{query}")).StatusCode);
    }

    [Fact]
    public async Task An_operator_reads_a_waiting_mail_with_its_link_and_sends_it()
    {
        var (address, happened) = (MailPortal.Address(), MailPortal.Event());
        await portal.Tell(new Message(happened, Category.Security, "Confirmer votre adresse") { Address = address, ActionLabel = "Confirmer", ActionPath = "/compte/confirmation/abc" });
        var id = await Id(happened);
        var (listed, list) = await Say("mail");
        Assert.Equal(ExitStatus.Done, listed);
        Assert.Contains($"{id}", list, StringComparison.Ordinal);
        var (shown, mail) = await Say("mail", "show", id);
        Assert.Equal(ExitStatus.Done, shown);
        Assert.Contains("https://musees.example.org/compte/confirmation/abc", mail, StringComparison.Ordinal);
        Assert.Equal(ExitStatus.Refused, (await Say("mail", "show", "nothing")).Status);
        Assert.Equal(ExitStatus.Refused, (await Say("mail", "bounce", "/nowhere")).Status);
        Assert.Contains(address, (await Say("mail", "--json")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_somebody_erased_nothing_stays()
    {
        var address = MailPortal.Address("unknown");
        var account = await portal.Account(address);
        await portal.Tell(new Message(MailPortal.Event(), Category.ToDo, "À signer") { AccountId = account });
        await portal.Tell(new Message(MailPortal.Event(), Category.Security, "Ancienne adresse") { Address = address });
        await portal.Send();
        await portal.Run("insert into mail_preference (recipient, category, frequency, changed_at) values (@account, 'Watch', 'daily', '2026-01-01T00:00:00Z')", new { account });
        await portal.Services.GetRequiredService<Musenor.Storage.Database>().Write(async (connection, transaction) =>
        {
            await ForgetPerson.Run(connection, transaction, account, [address]);
            return true;
        });
        await using var connection = await portal.Services.GetRequiredService<Musenor.Storage.Database>().Open();
        Assert.Equal(0, await Dapper.SqlMapper.ExecuteScalarAsync<int>(connection, """
            select (select count(*) from outbox where account_id = @account or address = @address or sent_to = @address)
                 + (select count(*) from mail_preference where recipient = @account) + (select count(*) from mail_bounce where address_key = @address)
                 + (select count(*) from live_event where account_id = @account)
            """, new { account, address }));
    }

    [Fact]
    public async Task What_has_served_is_forgotten_when_its_time_has_passed()
    {
        var (sent, unread) = (MailPortal.Event(), MailPortal.Event());
        var account = await portal.Account(MailPortal.Address());
        await portal.Tell(new Message(sent, Category.ToDo, "Parti") { Address = MailPortal.Address() });
        await portal.Tell(new Message(unread, Category.ToDo, "Sur le site") { AccountId = account });
        await portal.Send();
        portal.Clock.Forward(TimeSpan.FromDays(91));
        await portal.Ask((RunRetention retention) => retention.Run(trial: false));
        await using var connection = await portal.Services.GetRequiredService<Musenor.Storage.Database>().Open();
        // Of the mail, that it left; of the message on the site, all; of announcements, nothing.
        Assert.Equal("sent", await Dapper.SqlMapper.ExecuteScalarAsync<string>(connection, "select state from outbox where event = @sent and subject = '' and address is null and sent_to is null", new { sent }));
        Assert.Equal("Sur le site", await Dapper.SqlMapper.ExecuteScalarAsync<string>(connection, "select subject from outbox where event = @unread and channel = 'site'", new { unread }));
        Assert.Equal(0, await Dapper.SqlMapper.ExecuteScalarAsync<int>(connection, "select count(*) from live_event where account_id = @account", new { account }));
    }

    private async Task<(int Status, string Text)> Say(params string[] words)
    {
        var (text, before) = (new StringWriter(), Console.Out);
        Console.SetOut(text);
        try
        {
            var verb = MailVerb.Verb(portal.Services);
            var root = new System.CommandLine.RootCommand { verb };
            root.Options.Add(new System.CommandLine.Option<bool>("--json") { Recursive = true });
            return (await root.Parse(words).InvokeAsync(), text.ToString());
        }
        finally
        {
            Console.SetOut(before);
        }
    }

    private async Task<HttpClient> Team()
    {
        var address = MailPortal.Address("team");
        await portal.Account(address, Role.NetworkTeam);
        return await portal.SignIn(address);
    }

    private async Task<string> Id(string happened)
    {
        await using var connection = await portal.Services.GetRequiredService<Musenor.Storage.Database>().Open();
        return await Dapper.SqlMapper.QuerySingleAsync<string>(connection, "select id from outbox where event = @happened and channel = 'mail'", new { happened });
    }
}
