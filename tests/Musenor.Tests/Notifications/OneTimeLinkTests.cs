using System.Security.Cryptography;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Musenor.Accounts.Access;
using Musenor.Accounts.Messages;
using Musenor.Notifications.Queue;
using Musenor.Storage;
using Musenor.Web;
using Xunit;

namespace Musenor.Tests.Notifications;

/// <summary>A link that opens an account is in the mail, and nowhere else once the mail has left or never will.</summary>
public sealed class OneTimeLinkTests(MailPortal portal) : IClassFixture<MailPortal>
{
    private sealed record Row
    {
        public string State { get; init; } = "";
        public string? ActionPath { get; init; }
        public string Paragraphs { get; init; } = "";
    }

    [Theory]
    [InlineData("claire", null, "sent")]
    [InlineData("unknown", null, "failed")]
    [InlineData("spam", null, "failed")]
    [InlineData("claire", "false", "dropped")]
    public async Task A_link_that_serves_once_leaves_with_its_mail(string word, string? about, string state)
    {
        var (address, happened) = (MailPortal.Address(word), MailPortal.Event());
        var (token, other) = Tokens();
        await portal.Tell(new Message(happened, Category.MyRequests, "Votre lien")
        {
            Address = address,
            Paragraphs = [$"Ou copier /invitation/{other} dans votre navigateur."],
            ActionLabel = "Ouvrir",
            ActionPath = $"/compte/nouveau-mot-de-passe?jeton={token}",
            Check = about is null ? null : "said",
            About = about,
        });
        Assert.Contains(token, (await Of(happened)).ActionPath, StringComparison.Ordinal);
        await portal.Send();
        var row = await Of(happened);
        Assert.Equal((state, null), (row.State, row.ActionPath));
        Assert.DoesNotContain(other, row.Paragraphs, StringComparison.Ordinal);
        Assert.Contains("dans votre navigateur", row.Paragraphs, StringComparison.Ordinal);
        // Without its link it has nothing to say any more.
        Assert.IsType<Outcome.Missing>(await portal.Ask((DecideMail decide) => decide.Run(Person.Operator, new(Id(happened).Result, Resend: true))));
    }

    [Fact]
    public async Task Given_up_by_hand_it_loses_its_link_too()
    {
        var happened = MailPortal.Event();
        await portal.Tell(new Message(happened, Category.Security, "Votre lien") { Address = MailPortal.Address(), ActionLabel = "Ouvrir", ActionPath = $"/invitation/{Tokens().Hex}" });
        Assert.IsType<Outcome.Done>(await portal.Ask((DecideMail decide) => decide.Run(Person.Operator, new(Id(happened).Result, Resend: false))));
        Assert.Null((await Of(happened)).ActionPath);
    }

    [Theory]
    [InlineData("/musees/musee-de-la-dentelle-et-de-la-mode-de-calais-cite")]
    [InlineData("/gestion/membres/01a210a8-8c2c-74f2-8c69-e9cac95f5dc0")]
    public async Task An_address_of_the_site_stays(string path)
    {
        var happened = MailPortal.Event();
        await portal.Tell(new Message(happened, Category.ToDo, "À lire") { Address = MailPortal.Address(), ActionLabel = "Ouvrir", ActionPath = path });
        await portal.Send();
        Assert.Equal(("sent", path), ((await Of(happened)).State, (await Of(happened)).ActionPath));
    }

    [Fact]
    public async Task Mails_about_the_account_are_not_messages_on_the_site()
    {
        var address = MailPortal.Address();
        var account = await portal.Account(address);
        var other = MailPortal.Address("former");
        await portal.Tell(new Message(MailPortal.Event(), Category.Security, "Secret du compte") { AccountId = account, ActionPath = $"/x/{Tokens().Hex}" });
        await portal.Tell(new Message(MailPortal.Event(), Category.Security, "Secret ailleurs") { AccountId = account, Address = other, ActionPath = $"/x/{Tokens().Hex}" });
        await portal.Tell(new Message(MailPortal.Event(), Category.MyRequests, "Pour une autre adresse") { AccountId = account, Address = other });
        await portal.Tell(new Message(MailPortal.Event(), Category.MyRequests, "Sur le site") { AccountId = account });
        using var browser = await portal.SignIn(address);
        var page = await browser.GetStringAsync("/compte/messages");
        Assert.Contains("Sur le site", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Secret", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Pour une autre adresse", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_leaves_for_an_erased_account()
    {
        var (address, happened) = (MailPortal.Address(), MailPortal.Event());
        var account = await portal.Account(address);
        await portal.Tell(new Message(happened, Category.Security, "Trop tard") { AccountId = account, Address = address });
        await portal.Run("update account set state = 'erased' where id = @account", new { account });
        await portal.Send();
        Assert.Equal(("dropped", "erased"), await portal.State(happened));
        Assert.Empty(portal.Server.To(address));
    }

    private static (string Base64Url, string Hex) Tokens() =>
        (System.Buffers.Text.Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)), Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)));

    private async Task<Row> Of(string happened)
    {
        await using var connection = await portal.Services.GetRequiredService<Database>().Open();
        return await connection.QuerySingleAsync<Row>("select state, action_path, paragraphs from outbox where event = @happened and channel = 'mail'", new { happened });
    }

    private async Task<string> Id(string happened)
    {
        await using var connection = await portal.Services.GetRequiredService<Database>().Open();
        return await connection.QuerySingleAsync<string>("select id from outbox where event = @happened and channel = 'mail'", new { happened });
    }
}
