using System.Data.Common;
using Dapper;
using Musenor.Accounts.Access;
using Musenor.Accounts.Messages;
using Musenor.Storage;
using Musenor.Web;
using Musenor.Web.Forms;

namespace Musenor.Accounts.Memberships;

/// <summary>Sends an invitation again, with a new link and fourteen new days: the former link is void.</summary>
public sealed class ResendInvitation(Once once, InviteMember.Sending sending, MuseumNames museums, Journal journal, TimeProvider clock)
{
    public async Task<Outcome> Run(Person who, string id, string? key = null, CancellationToken stop = default)
    {
        var names = await museums.Read(stop);
        return await once.Write(key, $"ResendInvitation:{who.Id}", async (connection, transaction) =>
        {
            if (await Invitation.Find(connection, transaction, id) is not { State: "waiting" } invitation)
            {
                return new Outcome.Missing();
            }

            if (!who.MayGive(invitation.Role, invitation.MuseumId))
            {
                return new Outcome.Refused(Texts.Of("Accounts")["RefusedText"]);
            }

            if (await InviteMember.Sending.IsSentEnough(connection, transaction, id))
            {
                return new Outcome.Invalid("", Texts.Of("Accounts")["InvitationTooMany"]);
            }

            var link = SecretLink.New();
            var title = invitation.Title(names);
            await connection.ExecuteAsync("update invitation set token_hash = @Hash, expires_at = @until where id = @id",
                new { link.Hash, until = clock.GetUtcNow() + Invitation.Life, id }, transaction);
            await journal.Write(connection, transaction, new(who, "invitation.resend", "invitation", id) { Museum = invitation.MuseumId, After = title });
            await sending.Notify.Tell(connection, transaction, Invitation.Mail(invitation.Email, link, title, who.Name));
            return new Outcome.Done(id);
        }, stop);
    }
}

/// <summary>Takes an invitation back before it is accepted.</summary>
public sealed class WithdrawInvitation(Once once, Journal journal, TimeProvider clock)
{
    public Task<Outcome> Run(Person who, string id, string? key = null, CancellationToken stop = default) =>
        once.Write(key, $"WithdrawInvitation:{who.Id}", async (connection, transaction) =>
        {
            if (await Invitation.Find(connection, transaction, id) is not { State: "waiting" } invitation)
            {
                return new Outcome.Missing();
            }

            if (!who.MayGive(invitation.Role, invitation.MuseumId))
            {
                return new Outcome.Refused(Texts.Of("Accounts")["RefusedText"]);
            }

            await connection.ExecuteAsync("update invitation set state = 'withdrawn', answered_at = @now where id = @id", new { now = clock.GetUtcNow(), id }, transaction);
            await journal.Write(connection, transaction, new(who, "invitation.withdraw", "invitation", id) { Museum = invitation.MuseumId });
            return new Outcome.Done(id);
        }, stop);
}

/// <summary>Accepts an invitation: the link proves that whoever holds it reads the mails of that address.</summary>
public sealed class AcceptInvitation(Database database, Once once, Journal journal, TellRoles tell, TimeProvider clock)
{
    /// <summary>The invitation behind a link that still opens something; null when there is none.</summary>
    public async Task<Invitation?> Read(string token, CancellationToken stop = default)
    {
        await using var connection = await database.Open(stop);
        return await Invitation.Opened(connection, null, token) is { State: "waiting" } open && open.ExpiresAt > clock.GetUtcNow() ? open : null;
    }

    public async Task<Outcome> Run(Person who, string token, string? key = null, CancellationToken stop = default)
    {
        var words = Texts.Of("Accounts");
        return await once.Write(key, $"AcceptInvitation:{who.Id}", async (connection, transaction) =>
        {
            var now = clock.GetUtcNow();
            if (await Invitation.Opened(connection, transaction, token) is not { State: "waiting" } invitation || invitation.ExpiresAt <= now)
            {
                return new Outcome.Missing();
            }

            if (Invitation.KeyOf(invitation.Email) != Invitation.KeyOf(who.Email))
            {
                return new Outcome.Refused(words["InvitationOther"]);
            }

            if (await Held(connection, transaction, who, invitation) is { } held)
            {
                await Close(connection, transaction, who, invitation, now);
                return new Outcome.Done(held);
            }

            var id = Guid.CreateVersion7().ToString();
            await connection.ExecuteAsync("""
                insert into membership (id, account_id, role, museum_id, bound_to, state, starts_on, position, decided_by, decided_at, created_at)
                values (@id, @account, @RoleKey, @MuseumId, @BoundTo, 'active', @today, @Position, @InvitedBy, @now, @now)
                """, new { id, account = who.Id, invitation.RoleKey, invitation.MuseumId, invitation.BoundTo, today = ParisDay.Today(clock), invitation.Position, invitation.InvitedBy, now }, transaction);
            await Close(connection, transaction, who, invitation, now);
            await journal.Write(connection, transaction, new(who, "membership.accept", "membership", id) { Museum = invitation.MuseumId, After = invitation.RoleKey });
            await Tell(connection, transaction, who, invitation, id);
            return new Outcome.Done(id);
        }, stop);
    }

    /// <summary>Asked for and approved meanwhile: one role is held once, and ended once.</summary>
    private Task<string?> Held(DbConnection connection, DbTransaction transaction, Person who, Invitation invitation) => connection.QueryFirstOrDefaultAsync<string?>("""
        select id from membership
        where account_id = @account and role = @RoleKey and coalesce(museum_id, '') = coalesce(@MuseumId, '') and state = 'active' and (ends_on is null or ends_on >= @today)
        """, new { account = who.Id, invitation.RoleKey, invitation.MuseumId, today = ParisDay.Today(clock) }, transaction);

    private async Task Tell(DbConnection connection, DbTransaction transaction, Person who, Invitation invitation, string id)
    {
        if (invitation.MuseumId is { } museum)
        {
            var words = Texts.Of("Accounts");
            await tell.Referents(connection, transaction, museum, new Message($"membership.accept:{id}", Category.MyRequests, words["AcceptedSubject", who.Name])
            {
                Paragraphs = [words["AcceptedText", who.Name, invitation.Role.Label()]],
                ActionLabel = words["SeeMember"],
                ActionPath = $"/gestion/membres/{id}",
            }, who.Id);
        }
    }

    private static Task Close(DbConnection connection, DbTransaction transaction, Person who, Invitation invitation, DateTimeOffset now) => connection.ExecuteAsync(
        "update invitation set state = 'accepted', answered_at = @now, accepted_by = @account where id = @Id and state = 'waiting'", new { now, account = who.Id, invitation.Id }, transaction);
}
