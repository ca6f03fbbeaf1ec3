using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Musenor.CommandLine;
using Musenor.Museums;
using Musenor.Storage;
using Xunit;

namespace Musenor.Tests.Accounts;

/// <summary>« users » as an operator types it, against the services of a portal.</summary>
[Collection("console")]
public sealed class UsersVerbTests(AccountsFixture fixture) : IClassFixture<AccountsFixture>
{
    private readonly MusenorFixture _portal = fixture.Portal;

    [Fact]
    public async Task Makes_an_account_that_signs_in_and_lists_it()
    {
        var email = MailIntents.Fresh("agent");
        var (status, said) = await Run(AccountIntents.Password, "add", email, "--role", "network_team", "--password-stdin", "--name", "Agent du réseau", "--json");
        Assert.Equal(ExitStatus.Done, status);
        using var made = JsonDocument.Parse(said);
        Assert.True(made.RootElement.GetProperty("created").GetBoolean());
        using var browser = await _portal.SignIn(email);

        var (_, list) = await Run("", "--json");
        using var accounts = JsonDocument.Parse(list);
        var line = accounts.RootElement.GetProperty("accounts").EnumerateArray().Single(a => a.GetProperty("email").GetString() == email);
        Assert.Equal("Agent du réseau", line.GetProperty("name").GetString());
        Assert.Equal("network_team", line.GetProperty("roles")[0].GetProperty("role").GetString());
    }

    [Fact]
    public async Task Gives_one_more_role_to_an_account_that_keeps_its_password_and_not_twice()
    {
        var email = MailIntents.Fresh("agent");
        await Run(AccountIntents.Password, "add", email, "--role", "moderator", "--password-stdin");
        var announce = _portal.Services.GetRequiredService<AnnounceMuseum>();
        await _portal.Services.GetRequiredService<Database>().Write((connection, transaction) => announce.Run(connection, transaction, "M0001", "Musée d’essai", "Lille"));
        for (var i = 0; i < 2; i++)
        {
            var (status, _) = await Run("", "add", email, "--role", "professional", "--museum", "M0001");
            Assert.Equal(ExitStatus.Done, status);
        }

        Assert.Equal(2, await _portal.Stored<int>("select count(*) from membership m join account a on a.id = m.account_id where a.email = @email", new { email }));
        using var browser = await _portal.SignIn(email);
    }

    [Theory]
    [InlineData("trois petits pots de grès", "add", "agent@example.org", "--role", "king", "--password-stdin")]
    [InlineData("trois petits pots de grès", "add", "agent@example.org", "--role", "professional", "--password-stdin")]
    [InlineData("trois petits pots de grès", "add", "agent@example.org", "--role", "moderator", "--museum", "M0001", "--password-stdin")]
    [InlineData("trois petits pots de grès", "add", "agent", "--role", "moderator", "--password-stdin")]
    [InlineData("trois petits pots de grès", "add", "agent@example.org", "--role", "professional", "--museum", "M9999", "--password-stdin")]
    [InlineData("motdepasse12", "add", "agent@example.org", "--role", "moderator", "--password-stdin")]
    [InlineData("", "add", "agent@example.org", "--role", "moderator")]
    public async Task Refuses_in_a_sentence_what_cannot_be(string password, params string[] words)
    {
        var (status, _) = await Run(password, words);
        Assert.Equal(ExitStatus.Refused, status);
        Assert.Null(await _portal.Stored<string>("select id from account where email = 'agent@example.org'"));
    }

    /// <summary>Status, and what went to standard output.</summary>
    private async Task<(int Status, string Said)> Run(string input, params string[] words)
    {
        var (was, from) = (Console.Out, Console.In);
        using var said = new StringWriter();
        using var typed = new StringReader(input.Length > 0 ? input + "\n" : "");
        Console.SetOut(said);
        Console.SetIn(typed);
        try
        {
            var root = new System.CommandLine.RootCommand();
            root.Options.Add(new System.CommandLine.Option<bool>("--json") { Recursive = true });
            root.Subcommands.Add(Musenor.Accounts.UsersVerb.Verb(_portal.Services));
            var status = await root.Parse(["users", .. words]).InvokeAsync();
            return (status, said.ToString());
        }
        finally
        {
            Console.SetOut(was);
            Console.SetIn(from);
        }
    }
}
