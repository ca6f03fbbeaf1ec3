using System.Data.Common;
using System.Globalization;
using Dapper;
using Musenor.Accounts.Access;
using Musenor.Accounts.Messages;
using Musenor.Web;
using Musenor.Web.Forms;

namespace Musenor.Accounts.Memberships;

/// <summary>
/// Ends a role from a day on, by those who manage it or by the person. From today: it opens nothing more at the next request, since
/// each reads the roles anew. What the person did for the museum stays with the museum.
/// </summary>
public sealed class EndMembership(Once once, EndMembership.Tell tell, Journal journal, TimeProvider clock)
{
    /// <param name="From">First day without the role, as ISO text; empty: today.</param>
    public sealed record Form(string Id, string From, string Reason, int Version);

    /// <summary>Whom an end is told to, and how museums are called.</summary>
    public sealed record Tell(INotify People, TellRoles Roles, MuseumNames Museums);

    public async Task<Outcome> Run(Person who, Form form, string? key = null, CancellationToken stop = default)
    {
        var names = await tell.Museums.Read(stop);
        return await once.Write(key, $"EndMembership:{who.Id}", (connection, transaction) => Write(connection, transaction, who, form, names), stop);
    }

    private async Task<Outcome> Write(DbConnection connection, DbTransaction transaction, Person who, Form form, MuseumNames.Known names)
    {
        var words = Texts.Of("Accounts");
        if (await Membership.Find(connection, transaction, form.Id) is not { } held)
        {
            return new Outcome.Missing();
        }

        if (held.AccountId != who.Id && !who.MayManage(held.Role, held.MuseumId))
        {
            return new Outcome.Refused(words["RefusedText"]);
        }

        var today = ParisDay.Today(clock);
        var first = FirstDay(form, today) ?? DateOnly.MinValue;
        if (await Problem(connection, transaction, who, form, held, first) is { } problem)
        {
            return problem;
        }

        var lastDay = first.AddDays(-1);
        var changed = await connection.ExecuteAsync("""
            update membership set ends_on = @lastDay, state = @state, reason = @reason, decided_by = @by, decided_at = @now, version = version + 1
            where id = @Id and version = @Version and state in ('active', 'asked')
            """, new { lastDay, state = first == today ? "ended" : held.State, reason = form.Reason.Trim(), by = who.AccountId, now = clock.GetUtcNow(), held.Id, form.Version }, transaction);
        if (changed == 0)
        {
            return new Outcome.Conflict(held.DecidedByName, held.DecidedAt ?? held.CreatedAt);
        }

        var action = held.AccountId == who.Id ? "membership.leave" : "membership.end";
        await journal.Write(connection, transaction, new(who, action, "membership", held.Id) { Museum = held.MuseumId, Before = held.EndsOn?.Iso(), After = lastDay.Iso(), Reason = form.Reason.Trim() });
        await Say(connection, transaction, who, held, first, names, form.Reason.Trim());
        return new Outcome.Done(held.Id);
    }

    private async Task<Outcome?> Problem(DbConnection connection, DbTransaction transaction, Person who, Form form, Membership held, DateOnly first)
    {
        var words = Texts.Of("Accounts");
        var today = ParisDay.Today(clock);
        if (form.Reason.Length > 1000)
        {
            return new Outcome.Invalid("reason", words["TooLong", 1000]);
        }

        if (first < today)
        {
            return new Outcome.Invalid("from", words["FromWrong"]);
        }

        // Whoever leaves, or manages without giving, can only make the end come sooner: a later one would give the role again.
        var mayGive = held.AccountId != who.Id && held.Stage(today) != "ended" && who.MayGive(held.Role, held.MuseumId);
        if (held.EndsOn < first.AddDays(-1) && !mayGive)
        {
            return new Outcome.Invalid("from", words["EndOnlySooner"]);
        }

        var isLast = held.Role == Role.Administrator && !await MembershipRules.AnotherAdministrator(connection, transaction, held.AccountId, first);
        return isLast ? new Outcome.Invalid("from", words["LastAdministrator"]) : null;
    }

    private static DateOnly? FirstDay(Form form, DateOnly today) => form.From.Trim().Length == 0 ? today
        : DateOnly.TryParseExact(form.From.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private async Task Say(DbConnection connection, DbTransaction transaction, Person who, Membership held, DateOnly first, MuseumNames.Known names, string reason)
    {
        var words = Texts.Of("Accounts");
        var day = first.ToString("d MMMM yyyy", WebSetup.French);
        if (held.AccountId != who.Id)
        {
            await tell.People.Tell(connection, transaction, new Message($"membership.end:{held.Id}:{held.Version}", Category.MyRequests, words["EndedSubject", held.Title(names)])
            {
                AccountId = held.AccountId,
                Paragraphs = [words["EndedText", held.Title(names), day], .. reason.Length > 0 ? [words["ReasonSaid", reason]] : Array.Empty<string>()],
                ActionLabel = words["MyMuseums"],
                ActionPath = "/compte/musees",
            });
        }

        // A museum never loses its last référent in silence.
        if (held is { Role: Role.MuseumReferent, MuseumId: { } museum } && held.Stage(ParisDay.Today(clock)) == "active" && await TellRoles.IsOnlyReferent(connection, transaction, museum, held.AccountId, first))
        {
            await tell.Roles.Network(connection, transaction, new Message($"museum.without_referent:{held.Id}:{held.Version}", Category.ToDo, words["NoReferentSubject", names[museum]])
            {
                Paragraphs = [words["NoReferentText", names[museum], day]],
                ActionLabel = words["MembersTitle"],
                ActionPath = $"/gestion/membres?musee={Uri.EscapeDataString(museum)}",
            });
        }
    }
}
