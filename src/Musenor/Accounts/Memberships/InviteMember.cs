using System.Data.Common;
using Dapper;
using Musenor.Accounts.Access;
using Musenor.Accounts.Identity;
using Musenor.Accounts.Messages;
using Musenor.Web;
using Musenor.Web.Abuse;
using Musenor.Web.Forms;

namespace Musenor.Accounts.Memberships;

/// <summary>Offers a role to a mail address. Whoever receives it accepts, with the account they have or make.</summary>
public sealed class InviteMember(Once once, InviteMember.Sending sending, MuseumNames museums, Journal journal, TimeProvider clock)
{
    /// <param name="Museum">Empty for a role that is held in none.</param>
    /// <param name="BoundTo">Structure of an external borrower, group of a leader.</param>
    public sealed record Form(string Email, string Role, string Museum, string BoundTo, string Position);

    /// <summary>How an invitation leaves, and how many may.</summary>
    public sealed record Sending(INotify Notify, Quota Quota)
    {
        // Somebody who wants no invitation must not be sent one after the other.
        private static readonly QuotaRule ByAddress = new("invitation-address", 5, TimeSpan.FromHours(24));

        private const int MostAgain = 3;

        internal async Task<Outcome?> TooMany(string email, CancellationToken stop) =>
            await Quota.Take(ByAddress, Invitation.KeyOf(email), stop) is { } wait ? new Outcome.TooMany(wait, Texts.Of("Accounts")["InvitationTooMany"]) : null;

        /// <summary>Sent again three times in all: whoever wanted it has it.</summary>
        internal static async Task<bool> IsSentEnough(DbConnection connection, DbTransaction transaction, string invitation) => await connection.ExecuteScalarAsync<long>(
            "select count(*) from journal where object_kind = 'invitation' and object_id = @invitation and action = 'invitation.resend'", new { invitation }, transaction) >= MostAgain;
    }

    public async Task<Outcome> Run(Person who, Form form, string? key = null, CancellationToken stop = default)
    {
        var words = Texts.Of("Accounts");
        if (!who.MaySomewhere(Rights.ManageMembers))
        {
            return new Outcome.Refused(words["RefusedText"]);
        }

        var names = await museums.Read(stop);
        var problems = Problems(form, names);
        if (problems.Count > 0)
        {
            return new Outcome.Invalid(problems);
        }

        var role = Roles.Read(form.Role)!.Value;
        var museum = Roles.OfAMuseum.Contains(role) ? form.Museum : null;
        if (!who.MayGive(role, museum))
        {
            return new Outcome.Refused(words["MayNotGive", role.Label()]);
        }

        // Nobody gives themselves a role.
        return !who.IsOperator && Invitation.KeyOf(form.Email) == Invitation.KeyOf(who.Email) ? new Outcome.Invalid("email", words["NotYourself"])
            : await sending.TooMany(form.Email, stop) ?? await once.Write(key, $"InviteMember:{who.Id}", (connection, transaction) => Write(connection, transaction, who, form with { Museum = museum ?? "" }, names), stop);
    }

    private static List<FieldProblem> Problems(Form form, MuseumNames.Known names)
    {
        var words = Texts.Of("Accounts");
        var problems = new List<FieldProblem>();
        if (EmailAddress.Read(form.Email) is null)
        {
            problems.Add(new("email", words["EmailWrong"]));
        }

        if (Roles.Read(form.Role) is not { } role || role <= Role.Contributor)
        {
            problems.Add(new("role", words["RoleMissing"]));
        }
        else if (Roles.OfAMuseum.Contains(role) && !names.Has(form.Museum))
        {
            problems.Add(new("museum", words["MuseumMissing"]));
        }

        if (form.Position.Length > 200)
        {
            problems.Add(new("position", words["TooLong", 200]));
        }

        if (form.BoundTo.Length > 200)
        {
            problems.Add(new("boundTo", words["TooLong", 200]));
        }

        return problems;
    }

    private async Task<Outcome> Write(DbConnection connection, DbTransaction transaction, Person who, Form form, MuseumNames.Known names)
    {
        var words = Texts.Of("Accounts");
        var (id, link) = (Guid.CreateVersion7().ToString(), SecretLink.New());
        var row = Row(who, form, id, link);
        if (await connection.ExecuteScalarAsync<long>("""
            select count(*) from membership m join account a on a.id = m.account_id
            where a.normalized_email = @key and m.role = @role and coalesce(m.museum_id, '') = @inMuseum and m.state = 'active' and (m.ends_on is null or m.ends_on >= @today)
            """, row, transaction) > 0)
        {
            return new Outcome.Invalid("email", words["AlreadyMember"]);
        }

        if (await connection.ExecuteScalarAsync<long>("""
            select count(*) from invitation where email_key = @key and role = @role and coalesce(museum_id, '') = @inMuseum and state = 'waiting' and expires_at > @now
            """, row, transaction) > 0)
        {
            return new Outcome.Invalid("email", words["AlreadyInvited"]);
        }

        await connection.ExecuteAsync("""
            insert into invitation (id, token_hash, email, email_key, role, museum_id, bound_to, position, state, invited_by, created_at, expires_at)
            values (@id, @Hash, @email, @key, @role, @museum, @boundTo, @position, 'waiting', @by, @now, @until)
            """, row, transaction);
        var museum = Said(form.Museum);
        var title = Membership.TitleOf(Roles.Read(form.Role)!.Value, museum is null ? Said(form.BoundTo) : names[museum]);
        await journal.Write(connection, transaction, new(who, "invitation.send", "invitation", id) { Museum = museum, After = title });
        await sending.Notify.Tell(connection, transaction, Invitation.Mail(EmailAddress.Read(form.Email)!, link, title, who.Name));
        return new Outcome.Done(id);
    }

    private object Row(Person who, Form form, string id, SecretLink link)
    {
        var now = clock.GetUtcNow();
        return new
        {
            id,
            link.Hash,
            email = EmailAddress.Read(form.Email),
            key = Invitation.KeyOf(form.Email),
            role = form.Role,
            museum = Said(form.Museum),
            inMuseum = form.Museum,
            boundTo = Said(form.BoundTo),
            position = form.Position.Trim(),
            by = who.AccountId,
            now,
            until = now + Invitation.Life,
            today = ParisDay.Today(clock),
        };
    }

    private static string? Said(string text) => text.Trim() is { Length: > 0 } said ? said : null;
}

internal static class Parameters
{
    public static DynamicParameters With(this DynamicParameters parameters, string name, object value)
    {
        parameters.Add(name, value);
        return parameters;
    }
}
