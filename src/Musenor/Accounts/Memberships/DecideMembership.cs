using System.Data.Common;
using Dapper;
using Musenor.Accounts.Access;
using Musenor.Accounts.Messages;
using Musenor.Web;
using Musenor.Web.Forms;

namespace Musenor.Accounts.Memberships;

/// <summary>Approves or refuses a request to join a museum, and tells the person why.</summary>
public sealed class DecideMembership(Once once, MuseumNames museums, INotify notify, Journal journal, TimeProvider clock)
{
    /// <param name="Decision">approve or refuse.</param>
    public sealed record Form(string Id, string Decision, string Reason);

    public async Task<Outcome> Run(Person who, Form form, string? key = null, CancellationToken stop = default)
    {
        var names = await museums.Read(stop);
        return await once.Write(key, $"DecideMembership:{who.Id}", (connection, transaction) => Write(connection, transaction, who, form, names), stop);
    }

    private async Task<Outcome> Write(DbConnection connection, DbTransaction transaction, Person who, Form form, MuseumNames.Known names)
    {
        var words = Texts.Of("Accounts");
        if (await Membership.Find(connection, transaction, form.Id) is not { } asked)
        {
            return new Outcome.Missing();
        }

        if (!who.MayManage(asked.Role, asked.MuseumId) || asked.AccountId == who.Id)
        {
            return new Outcome.Refused(words[asked.AccountId == who.Id ? "NotYourself" : "RefusedText"]);
        }

        if (Problems(form) is { Count: > 0 } problems)
        {
            return new Outcome.Invalid(problems);
        }

        var approve = form.Decision == "approve";
        var reason = form.Reason.Trim();
        var changed = await connection.ExecuteAsync("""
            update membership set state = @state, reason = @reason, starts_on = @today, decided_by = @by, decided_at = @now, version = version + 1
            where id = @Id and state = 'asked'
            """, new { state = approve ? "active" : "refused", reason, today = ParisDay.Today(clock), by = who.AccountId, now = clock.GetUtcNow(), asked.Id }, transaction);
        if (changed == 0)
        {
            return new Outcome.Conflict(asked.DecidedByName, asked.DecidedAt ?? asked.CreatedAt);
        }

        await journal.Write(connection, transaction, new(who, approve ? "membership.approve" : "membership.refuse", "membership", asked.Id) { Museum = asked.MuseumId, Reason = reason });
        var museum = names[asked.MuseumId];
        await notify.Tell(connection, transaction, new Message($"membership.decide:{asked.Id}", Category.MyRequests, words[approve ? "ApprovedSubject" : "RefusedSubject", museum])
        {
            AccountId = asked.AccountId,
            Paragraphs = [words[approve ? "ApprovedText" : "RefusedMailText", museum], .. reason.Length > 0 ? [words["ReasonSaid", reason]] : Array.Empty<string>()],
            ActionLabel = words[approve ? "ProLink" : "MyMuseums"],
            ActionPath = approve ? "/pro" : "/compte/musees",
        });
        return new Outcome.Done(asked.Id);
    }

    private static List<FieldProblem> Problems(Form form)
    {
        var words = Texts.Of("Accounts");
        var problems = new List<FieldProblem>();
        if (form.Decision is not ("approve" or "refuse"))
        {
            problems.Add(new("decision", words["DecisionMissing"]));
        }

        if (form.Decision == "refuse" && form.Reason.Trim().Length == 0)
        {
            problems.Add(new("reason", words["ReasonMissing"]));
        }

        if (form.Reason.Length > 1000)
        {
            problems.Add(new("reason", words["TooLong", 1000]));
        }

        return problems;
    }
}
