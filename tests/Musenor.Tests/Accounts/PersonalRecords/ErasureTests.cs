using System.Net;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Musenor.Accounts;
using Musenor.Accounts.Access;
using Musenor.Accounts.Memberships;
using Musenor.Accounts.Messages;
using Musenor.Accounts.PersonalRecords;
using Musenor.Storage;
using Musenor.Web;
using Xunit;

namespace Musenor.Tests.Accounts.PersonalRecords;

/// <summary>RGP-1, RGP-2, RGP-3: nothing is left of somebody erased.</summary>
public sealed class ErasureTests : IAsyncLifetime
{
    private const string Name = "Aliénor Zébulon";
    private const string Email = "alienor.zebulon@example.org";
    // As texts hold them, and as JSON hides them.
    private static readonly string[] Traces = [Name, "Ali\\u00E9nor", Email, "zebulon"];

    private readonly People _people = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _people.DisposeAsync();

    [Fact]
    public async Task RGP_1_a_person_erased_is_in_no_table_no_file_and_no_mail()
    {
        var person = await Busy();
        using var browser = await _people.SignIn(Email);
        var preview = await browser.GetStringAsync("/compte/donnees/effacement");
        Assert.Contains("Membre parti", preview, StringComparison.Ordinal);
        using var wrong = await browser.Send("/compte/donnees/effacement", new() { ["current"] = "not my password" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        using var asked = await browser.Send("/compte/donnees/effacement", new() { ["current"] = AccountIntents.Password });
        Assert.Equal("/compte/donnees", asked.Headers.Location?.OriginalString);

        // The search bites: it finds the person everywhere they were.
        var before = await Found();
        foreach (var place in new[]
        {
            "account_link.about", "account_passkey.data", "address_change.new_address", "mail_preference.recipient", "mail_digest.recipient", "mail_bounce.address_key", "stored_file.original_name",
            "notice.withdrawn_note", "notice_change.reason", "outbox.sent_to", "account.name", "account.normalized_email", "invitation.email", "journal.after", "journal.reason", "outbox.subject", "outbox.paragraphs", "outbox.address", "data_request.person",
        })
        {
            Assert.Contains(place, before);
        }

        Assert.Contains(before, place => place.StartsWith("files/", StringComparison.Ordinal));
        Assert.Contains(before, place => place.StartsWith("exports/", StringComparison.Ordinal));

        _people.Clock.Move(now => now.AddDays(29));
        await Retain();
        Assert.Contains("account.name", await Found());
        _people.Clock.Move(now => now.AddDays(2));
        await Retain();
        Assert.Equal([], await Found());
        Assert.Equal([], await Footprints.LeftOf(_people, person.Id));
        Assert.Equal([person.Id], File.ReadAllLines(Path.Combine(_people.Portal.Folder, "erased.txt")));
        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync("/compte/donnees")).StatusCode);
        Assert.DoesNotContain(_people.Logs.Lines, line => Traces.Any(t => line.Contains(t, StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public async Task What_was_done_stays_under_the_name_of_a_member_who_left()
    {
        var person = await Busy();
        var museum = Assert.Single(await _people.Query<string>("select museum_id from journal where account_id = @Id and action = 'membership.ask'", new { person.Id }));
        await Erase(person.Id);
        using var office = await _people.SignedIn(Role.NetworkTeam);
        var page = await office.GetStringAsync($"/gestion/journal?musee={museum}");
        Assert.Contains("Membre parti", page, StringComparison.Ordinal);
        Assert.Contains("Demande d’adhésion", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_author_of_the_same_name_stays_in_the_history_of_a_notice()
    {
        var person = await _people.Person(email: Email, name: Name);
        await Write(new(Person.Operator, "notice.correct", "notice", "M0001") { Before = "Zébulon", After = $"{Name} ; vu par {Email}", Reason = $"signalé par {Name}" });
        await Erase(person.Id);
        var line = Assert.Single(await _people.Query<JournalLine>("select before, after, reason from journal where object_id = 'M0001'"));
        Assert.Equal(($"{Name} ; vu par Membre parti", "signalé par Membre parti"), (line.After, line.Reason));
    }

    [Fact]
    public async Task A_name_that_is_a_word_stays_in_texts_about_other_things()
    {
        var person = await _people.Person(email: "un-mot@example.org", name: "Restauration");
        await Write(new(Person.Operator, "notice.withdraw", "notice", "M0002") { Reason = "départ en restauration, dit un-mot@example.org" });
        await Write(new(person, "membership.ask", "membership", "X1") { Reason = "atelier Restauration" });
        await Erase(person.Id);
        var lines = await _people.Query<string>("select reason from journal where object_id in ('M0002', 'X1') order by object_id");
        Assert.Equal(["départ en restauration, dit Membre parti", "atelier Membre parti"], lines);
    }

    [Fact]
    public async Task An_address_that_was_only_typed_stays_its_owner_s()
    {
        var person = await _people.Person(email: Email, name: Name);
        await _people.Query<int>("""
            insert into address_change (id, account_id, new_address, expires_at) values ('c1', @Id, 'victim@example.org', '2099-01-01T00:00:00.0000000+00:00') returning 1
            """, new { person.Id });
        var museum = await _people.Museum();
        var referent = await _people.Person(Role.MuseumReferent, museum);
        Assert.IsType<Outcome.Done>(await _people.Ask((InviteMember invite) => invite.Run(referent, new("victim@example.org", "professional", museum, "", ""))));
        await Erase(person.Id);
        Assert.Single(await _people.Query<string>("select id from invitation where email = 'victim@example.org'"));
        Assert.Single(await _people.Query<string>("select id from outbox where address = 'victim@example.org'"));
    }

    [Fact]
    public async Task RGP_2_whoever_acts_while_being_erased_comes_before_or_is_refused()
    {
        var museum = await _people.Museum();
        await _people.Person(Role.MuseumReferent, museum);
        var person = await _people.Person(email: Email, name: Name);
        using var gate = new Barrier(5);
        var acting = Enumerable.Range(0, 4).Select(_ => Task.Factory.StartNew(async () =>
        {
            gate.SignalAndWait();
            var (done, refused) = (0, 0);
            for (var i = 0; refused == 0 && i < 5000; i++)
            {
                try
                {
                    if (await _people.Ask((AskMembership ask) => ask.Run(person, new(museum, $"fonction de {Name}"))) is Outcome.Done(var id))
                    {
                        done++;
                        await _people.Ask((EndMembership end) => end.Run(person, new(id, "", "", 1)));
                    }
                }
                catch (ErasedMeanwhile)
                {
                    refused++;
                }
            }

            return (done, refused);
        }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap()).ToArray();
        gate.SignalAndWait();
        while ((await _people.Query<long>("select count(*) from membership")).Single() < 3)
        {
            await Task.Delay(1);
        }

        await Erase(person.Id);
        var told = await Task.WhenAll(acting);
        Assert.All(told, t => Assert.Equal(1, t.refused));
        Assert.True(told.Sum(t => t.done) > 0, "nobody acted before the erasure: the test proves nothing");
        Assert.Equal([], await Found());
    }

    [Fact]
    public async Task RGP_3_an_older_database_put_back_does_not_bring_the_person_back()
    {
        var person = await Busy();
        var backup = await Copy();
        await Erase(person.Id);
        Assert.Equal([], await Found());
        await PutBack(backup, person);
        Assert.Contains("account.name", await Found());

        await using var again = _people.Portal.SecondPortal();
        using var visitor = again.Visitor();
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/health/ready")).StatusCode);
        Assert.Equal([], await Found());
    }

    [Fact]
    public async Task The_mail_cancels_within_thirty_days_and_the_roles_come_back()
    {
        var museum = await _people.Museum();
        var person = await _people.Person(Role.MuseumReferent, museum, isDemo: true);
        var team = await _people.Person(Role.NetworkTeam);
        using var browser = await _people.SignIn(person.Email);
        using var asked = await browser.Send("/compte/donnees/effacement", new() { ["current"] = AccountIntents.Password });
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync("/gestion")).StatusCode);
        Assert.Contains(await _people.MailsTo(team.Id), m => m.Text.Contains(museum, StringComparison.Ordinal));

        var link = (await _people.MailsTo(person.Id)).Single(m => m.ActionPath!.Contains("/annuler/", StringComparison.Ordinal)).ActionPath!;
        using var scanner = _people.Visitor();
        Assert.Contains("sera effacé le", await scanner.GetStringAsync(link), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync("/gestion")).StatusCode);
        using var kept = await scanner.Send(link, []);
        Assert.Equal(HttpStatusCode.OK, kept.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/gestion")).StatusCode);
        Assert.Equal(HttpStatusCode.Gone, (await scanner.GetAsync(link)).StatusCode);
        _people.Clock.Move(now => now.AddDays(40));
        await Retain();
        Assert.Equal("active", Assert.Single(await _people.Query<string>("select state from account where id = @Id", new { person.Id })));
    }

    [Fact]
    public async Task A_stranger_at_an_open_session_does_not_guess_the_password_that_erases()
    {
        var person = await _people.Person();
        for (var i = 0; i < 5; i++)
        {
            Assert.IsType<Outcome.Invalid>(await _people.Ask((AskErasure ask) => ask.Run(person, $"not the password {i}")));
        }

        Assert.IsType<Outcome.TooMany>(await _people.Ask((AskErasure ask) => ask.Run(person, AccountIntents.Password)));
        Assert.Equal("active", Assert.Single(await _people.Query<string>("select state from account where id = @Id", new { person.Id })));
    }

    [Fact]
    public async Task The_last_administrator_is_not_erased()
    {
        var who = await _people.Person(Role.Administrator);
        Assert.IsType<Outcome.Invalid>(await _people.Ask((AskErasure ask) => ask.Run(who, AccountIntents.Password)));
    }

    private Task<IReadOnlyList<string>> Found() => EveryPlace.With(_people.Database, _people.Portal.Folder, Traces);

    private Task Retain() => _people.Ask((RunRetention retention) => retention.Run(trial: false));

    private async Task Erase(string account)
    {
        var erase = _people.Services.GetRequiredService<ErasePerson>();
        Assert.True(await erase.Run(account));
        await erase.Scrub();
    }

    private Task Write(Journal.Entry entry) => _people.Database.Write(async (connection, transaction) =>
    {
        await _people.Services.GetRequiredService<Journal>().Write(connection, transaction, entry);
        return true;
    });

    /// <summary>Somebody who has been everywhere: sign-in, invitation, membership, requests, mails of others, lines of the journal, an archive.</summary>
    private async Task<Person> Busy()
    {
        var (museum, other) = (await _people.Museum(), await _people.Museum());
        var referent = await _people.Person(Role.MuseumReferent, museum, name: "Camille Prompt");
        await _people.Person(Role.MuseumReferent, other, name: "Dominique Lent");
        var person = await _people.Person(email: Email, name: Name);
        await _people.Ask((InviteMember invite) => invite.Run(referent, new(Email, "professional", museum, "", "régisseuse")));
        var token = Assert.Single(await _people.MailsTo(Email)).ActionPath!.Split('/')[^1];
        Assert.IsType<Outcome.Done>(await _people.Ask((AcceptInvitation accept) => accept.Run(person, token)));
        await _people.Ask((InviteMember invite) => invite.Run(referent, new(Email, "professional", museum, "", "")));
        Assert.IsType<Outcome.Done>(await _people.Ask((AskMembership ask) => ask.Run(person, new(other, $"remplace {Name}"))));
        await Write(new(referent, "membership.note", "membership", "x") { After = "{\"by\":\"Ali\\u00E9nor Z\\u00E9bulon\"}", Reason = $"vu avec {Name} ({Email})" });
        await Write(new(referent, "account.email", "account", person.Id) { Before = "ali.zebulon@example.com", After = Email });
        await Write(new(referent, "membership.note", "membership", "y") { After = "écrire à ALI.ZEBULON@example.com" });
        var administrator = await _people.Person(Role.Administrator);
        await _people.Ask((RecordRequest record) => record.Run(administrator, new(ParisDay.Today(_people.Clock).Iso(), "access", Name, Email, "par lettre")));
        await _people.Database.Write(async (connection, transaction) =>
        {
            await _people.Services.GetRequiredService<INotify>().Tell(connection, transaction, new("note:1", Category.Conversations, $"{Name} vous a répondu") { AccountId = referent.Id, Paragraphs = [$"Bonjour de {Name}."] });
            return true;
        });
        await Footprints.Leave(_people, person, museum);
        await _people.Ask((AskExport ask) => ask.Run(person));
        await _people.Ask((BuildExports build) => build.Run());
        return person;
    }

    private async Task<string> Copy()
    {
        if (_people.Database.Engine == Engine.Postgres)
        {
            return "";
        }

        var file = Path.Combine(Path.GetTempPath(), $"musenor-{Guid.NewGuid():N}.db");
        await using var connection = await _people.Database.Open();
        await connection.ExecuteAsync("vacuum into @file", new { file });
        return file;
    }

    /// <summary>On SQLite the file of before, whole; on PostgreSQL the rows of before that name the person.</summary>
    private async Task PutBack(string backup, Person person)
    {
        await using var connection = await _people.Database.Open();
        if (backup.Length == 0)
        {
            await connection.ExecuteAsync("delete from erased_account");
            await connection.ExecuteAsync("update account set name = @Name, email = @Email, user_name = @Email, normalized_email = upper(@Email), normalized_user_name = upper(@Email), state = 'active' where id = @Id", new { Name, Email, person.Id });
            await connection.ExecuteAsync("update journal set reason = @Name where object_id = 'x'", new { Name });
            return;
        }

        await using (var old = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={backup};Pooling=False"))
        {
            await old.OpenAsync();
            old.BackupDatabase((Microsoft.Data.Sqlite.SqliteConnection)connection);
        }

        File.Delete(backup);
    }
}
