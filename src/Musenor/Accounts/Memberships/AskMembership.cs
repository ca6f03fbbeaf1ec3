using System.Data.Common;
using Dapper;
using Musenor.Accounts.Access;
using Musenor.Accounts.Messages;
using Musenor.Web;
using Musenor.Web.Forms;

namespace Musenor.Accounts.Memberships;

/// <summary>Somebody with a confirmed account asks to join a museum; its référents and the team of the network decide.</summary>
public sealed class AskMembership(Once once, MuseumNames museums, TellRoles tell, Journal journal, TimeProvider clock)
{
    public sealed record Form(string Museum, string Position);

    public async Task<Outcome> Run(Person who, Form form, string? key = null, CancellationToken stop = default)
    {
        var words = Texts.Of("Accounts");
        if (!who.May(Rights.OwnAccount, null) || who.IsOperator)
        {
            return new Outcome.Refused(words["RefusedText"]);
        }

        var names = await museums.Read(stop);
        var problems = new List<FieldProblem>();
        if (!names.Has(form.Museum))
        {
            problems.Add(new("museum", words["MuseumMissing"]));
        }

        if (form.Position.Trim().Length is 0 or > 200)
        {
            problems.Add(new("position", words[form.Position.Trim().Length == 0 ? "PositionMissing" : "TooLong", 200]));
        }

        return problems.Count > 0 ? new Outcome.Invalid(problems)
            : await once.Write(key, $"AskMembership:{who.Id}", (connection, transaction) => Write(connection, transaction, who, form, names[form.Museum]), stop);
    }

    private async Task<Outcome> Write(DbConnection connection, DbTransaction transaction, Person who, Form form, string museum)
    {
        var words = Texts.Of("Accounts");
        var today = ParisDay.Today(clock);
        var there = await connection.QueryFirstOrDefaultAsync<string?>("""
            select state from membership where account_id = @Id and museum_id = @Museum and (state = 'asked' or (state = 'active' and (ends_on is null or ends_on >= @today)))
            """, new { who.Id, form.Museum, today }, transaction);
        if (there is not null)
        {
            return new Outcome.Invalid("museum", words[there == "asked" ? "AlreadyAsked" : "AlreadyIn"]);
        }

        var id = Guid.CreateVersion7().ToString();
        var position = form.Position.Trim();
        await connection.ExecuteAsync("""
            insert into membership (id, account_id, role, museum_id, state, starts_on, position, created_at)
            values (@id, @account, 'professional', @Museum, 'asked', @today, @position, @now)
            """, new { id, account = who.Id, form.Museum, today, position, now = clock.GetUtcNow() }, transaction);
        await journal.Write(connection, transaction, new(who, "membership.ask", "membership", id) { Museum = form.Museum, After = position });
        var message = new Message($"membership.ask:{id}", Category.ToDo, words["AskedSubject", who.Name, museum])
        {
            Paragraphs = [words["AskedText", who.Name, museum, position]],
            ActionLabel = words["AskedOpen"],
            ActionPath = $"/gestion/membres/{id}",
            Check = StillAsked.Key,
            About = id,
        };
        await tell.Referents(connection, transaction, form.Museum, message, who.Id);
        await tell.Network(connection, transaction, message, who.Id);
        return new Outcome.Done(id);
    }
}

/// <summary>A request that somebody decided meanwhile is no longer work for the others.</summary>
public sealed class StillAsked : IStillTrue
{
    public const string Key = "membership.asked";

    public string Name => Key;

    public async Task<bool> Ask(DbConnection connection, string about, string? account) =>
        await connection.ExecuteScalarAsync<long>("select count(*) from membership where id = @about and state = 'asked'", new { about }) > 0;
}
