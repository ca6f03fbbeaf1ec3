using System.Globalization;
using Dapper;
using Musenor.Accounts.Access;
using Musenor.Accounts.Office;
using Musenor.Storage;
using Musenor.Web;
using Musenor.Web.Forms;

namespace Musenor.Accounts.PersonalRecords;

/// <summary>A request about personal data that came by another way than the page: letter, telephone, mail.</summary>
public sealed record DataRequest
{
    public string Id { get; init; } = "";
    public DateOnly ReceivedOn { get; init; }
    /// <summary>One month after it was received (GDPR art. 12.3).</summary>
    public DateOnly DueOn { get; init; }
    public string Kind { get; init; } = "";
    public string Person { get; init; } = "";
    public string Contact { get; init; } = "";
    public string Details { get; init; } = "";
    public string State { get; init; } = "";
    public string Answer { get; init; } = "";
    public DateOnly? AnsweredOn { get; init; }
    public int Version { get; init; }

    public static readonly string[] Kinds = ["access", "rectification", "erasure", "restriction", "objection", "portability"];

    public static async Task<IReadOnlyList<DataRequest>> All(Database database, CancellationToken stop)
    {
        await using var connection = await database.Open(stop);
        return [.. await connection.QueryAsync<DataRequest>(new CommandDefinition("""
            select id, received_on, due_on, kind, person, contact, details, state, answer, answered_on, version from data_request
            order by case state when 'open' then 0 else 1 end, due_on, id
            """, cancellationToken: stop))];
    }
}

/// <summary>Writes a request into the register.</summary>
public sealed class RecordRequest(Once once, Journal journal, TimeProvider clock)
{
    /// <param name="ReceivedOn">ISO day.</param>
    public sealed record Form(string ReceivedOn, string Kind, string Person, string Contact, string Details);

    public async Task<Outcome> Run(Person who, Form form, string? key = null, CancellationToken stop = default)
    {
        var words = Texts.Of("Accounts");
        if (!who.May(Rights.ManageAccounts, null))
        {
            return new Outcome.Refused(words["RefusedText"]);
        }

        var problems = new List<FieldProblem>();
        if (!DateOnly.TryParseExact(form.ReceivedOn.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var received) || received > ParisDay.Today(clock) || received.Year < 2018)
        {
            problems.Add(new("receivedOn", words["RequestDayWrong"]));
        }

        if (!DataRequest.Kinds.Contains(form.Kind))
        {
            problems.Add(new("kind", words["RequestKindMissing"]));
        }

        if (form.Person.Trim().Length is 0 or > 200)
        {
            problems.Add(new("person", words["RequestPersonMissing"]));
        }

        if (form.Contact.Length > 300 || form.Details.Length > 4000)
        {
            problems.Add(new(form.Contact.Length > 300 ? "contact" : "details", words["TooLong", form.Contact.Length > 300 ? 300 : 4000]));
        }

        return problems.Count > 0 ? new Outcome.Invalid(problems) : await once.Write(key, $"RecordRequest:{who.Id}", async (connection, transaction) =>
        {
            var id = Guid.CreateVersion7().ToString();
            await connection.ExecuteAsync("""
                insert into data_request (id, received_on, due_on, kind, person, contact, details, state, created_by, created_at)
                values (@id, @received, @due, @Kind, @person, @contact, @details, 'open', @by, @now)
                """, new { id, received, due = received.AddMonths(1), form.Kind, person = form.Person.Trim(), contact = form.Contact.Trim(), details = form.Details.Trim(), by = who.AccountId, now = clock.GetUtcNow() }, transaction);
            await journal.Write(connection, transaction, new(who, "request.record", "request", id) { After = form.Kind });
            return new Outcome.Done(id);
        }, stop);
    }
}

/// <summary>Closes a request with what was answered.</summary>
public sealed class CloseRequest(Once once, Journal journal, TimeProvider clock)
{
    public Task<Outcome> Run(Person who, string id, string answer, int version, string? key = null, CancellationToken stop = default) =>
        once.Write(key, $"CloseRequest:{who.Id}", async (connection, transaction) =>
        {
            var words = Texts.Of("Accounts");
            if (!who.May(Rights.ManageAccounts, null))
            {
                return new Outcome.Refused(words["RefusedText"]);
            }

            if (answer.Trim().Length is 0 or > 4000)
            {
                return new Outcome.Invalid("answer", words["RequestAnswerMissing"]);
            }

            var closed = await connection.ExecuteAsync("""
                update data_request set state = 'closed', answer = @answer, answered_on = @today, version = version + 1 where id = @id and state = 'open' and version = @version
                """, new { answer = answer.Trim(), today = ParisDay.Today(clock), id, version }, transaction);
            if (closed == 0)
            {
                var last = (await Journal.Of(connection, "request", id, 1, transaction)).FirstOrDefault();
                return last is null ? new Outcome.Missing() : new Outcome.Conflict(last.Name, last.At);
            }

            await journal.Write(connection, transaction, new(who, "request.close", "request", id));
            return new Outcome.Done(id);
        }, stop);
}

internal sealed class WaitingRequests(Database database) : IWaiting
{
    public Right Right => Rights.ManageAccounts;

    public async Task<IReadOnlyList<Waiting>> For(Person who, CancellationToken stop)
    {
        await using var connection = await database.Open(stop);
        var open = (int)await connection.ExecuteScalarAsync<long>(new CommandDefinition("select count(*) from data_request where state = 'open'", cancellationToken: stop));
        return [new Waiting(Texts.Of("Accounts")["WaitingRequests", open], open, "/gestion/demandes")];
    }
}
