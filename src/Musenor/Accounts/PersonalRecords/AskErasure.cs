using System.Data.Common;
using Dapper;
using Musenor.Accounts.Access;
using Musenor.Accounts.Memberships;
using Musenor.Accounts.Messages;
using Musenor.Accounts.Security;
using Musenor.Storage;
using Musenor.Web;
using Musenor.Web.Forms;

namespace Musenor.Accounts.PersonalRecords;

/// <summary>A person asks to be erased: their roles end at once, and all that names them goes after thirty days, unless they change their mind.</summary>
public sealed class AskErasure(AskPassword ask, Once once, EndMembership.Tell tell, Journal journal, TimeProvider clock)
{
    public const int DaysOfGrace = 30;

    private static readonly Texts Words = Texts.Of("Accounts");

    public async Task<Outcome> Run(Person who, string password, string? key = null, CancellationToken stop = default)
    {
        if (!who.May(Rights.OwnAccount, null))
        {
            return new Outcome.Refused(Words["RefusedText"]);
        }

        return await ask.Run(who, password, stop)
            ?? await once.Write(key, $"AskErasure:{who.Id}", (connection, transaction) => Write(connection, transaction, who), stop);
    }

    private async Task<Outcome> Write(DbConnection connection, DbTransaction transaction, Person who)
    {
        var now = clock.GetUtcNow();
        var values = new { account = who.Id, who.SessionId, now, due = now.AddDays(DaysOfGrace), stamp = Credentials.NewStamp() };
        if (who.Has(Role.Administrator) && !await MembershipRules.AnotherAdministrator(connection, transaction, who.Id, ParisDay.Today(clock)))
        {
            return new Outcome.Invalid(AskPassword.Field, Words["LastAdministrator"]);
        }

        // Before the roles sleep: whose museum would be left alone?
        var alone = await TellRoles.HeldAlone(connection, transaction, who.Id, ParisDay.Today(clock));
        var link = SecretLink.New();
        await connection.ExecuteAsync("update account set state = 'closing', concurrency_stamp = @stamp where id = @account", values, transaction);
        await connection.ExecuteAsync("update session set ended_at = @now where account_id = @account and id <> @SessionId and ended_at is null", values, transaction);
        // Asked again, the day stays the first one.
        var due = await connection.QuerySingleAsync<DateTimeOffset>("""
            insert into erasure (account_id, asked_at, due_at, cancel_hash) values (@account, @now, @due, @hash)
            on conflict (account_id) do update set cancel_hash = excluded.cancel_hash
            returning due_at
            """, new DynamicParameters(values).With("hash", link.Hash), transaction);
        await journal.Write(connection, transaction, new(who, "account.erase_ask", "account", who.Id));
        await tell.People.Tell(connection, transaction, new Message($"erasure:{link.Hash}", Category.Security, Words["ErasureSubject"])
        {
            AccountId = who.Id,
            Paragraphs = [Words["ErasureText", ParisDay.Wall(due)], Words["ErasureCancelText"]],
            ActionLabel = Words["ErasureCancel"],
            ActionPath = $"/compte/donnees/annuler/{link.Token}",
        });
        foreach (var museum in alone)
        {
            await tell.Roles.Network(connection, transaction, LeftAlone(museum, await tell.Museums.Read(), $"erasure:{link.Hash}:{museum}"));
        }

        return new Outcome.Done(who.Id);
    }

    /// <summary>Names the museum, not the person: the mail may outlive the account.</summary>
    internal static Message LeftAlone(string museum, MuseumNames.Known names, string @event) => new(@event, Category.ToDo, Words["LeftAloneSubject", names[museum]])
    {
        Paragraphs = [Words["LeftAloneText", names[museum]]],
        ActionLabel = Words["MembersTitle"],
        ActionPath = $"/gestion/membres?musee={Uri.EscapeDataString(museum)}",
    };
}

/// <summary>Keeps the account after all: by the link of the mail, or from the page.</summary>
public sealed class CancelErasure(Database database, INotify notify, Journal journal, TimeProvider clock)
{
    /// <summary>The day when the account behind this link goes; null when the link opens nothing any more.</summary>
    public async Task<DateTimeOffset?> Due(string token, CancellationToken stop = default)
    {
        await using var connection = await database.Open(stop);
        return await connection.QuerySingleOrDefaultAsync<DateTimeOffset?>("select due_at from erasure where cancel_hash = @hash and due_at > @now",
            new { hash = SecretLink.HashOf(token), now = clock.GetUtcNow() });
    }

    public Task<Outcome> ByLink(string token, CancellationToken stop = default) => Run("", SecretLink.HashOf(token), stop);

    public Task<Outcome> ByPerson(Person who, CancellationToken stop = default) => Run(who.Id, "", stop);

    private Task<Outcome> Run(string account, string hash, CancellationToken stop) => database.Write<Outcome>(async (connection, transaction) =>
    {
        var id = await connection.QuerySingleOrDefaultAsync<string?>("select account_id from erasure where (account_id = @account or cancel_hash = @hash) and due_at > @now",
            new { account, hash, now = clock.GetUtcNow() }, transaction);
        if (id is null)
        {
            return new Outcome.Missing();
        }

        await connection.ExecuteAsync("delete from erasure where account_id = @id", new { id }, transaction);
        await connection.ExecuteAsync("update account set state = 'active', concurrency_stamp = @stamp where id = @id and state = 'closing'", new { id, stamp = Credentials.NewStamp() }, transaction);
        await journal.Write(connection, transaction, new(new Person(id, "", ""), "account.erase_cancel", "account", id));
        var words = Texts.Of("Accounts");
        await notify.Tell(connection, transaction, new Message($"erasure.cancel:{Guid.CreateVersion7()}", Category.Security, words["ErasureCancelled"])
        {
            AccountId = id,
            Paragraphs = [words["ErasureCancelledText"]],
            ActionLabel = words["MyAccount"],
            ActionPath = "/compte/donnees",
        });
        return new Outcome.Done(id);
    }, stop);
}
