using System.Data.Common;
using System.Text.Json;
using Dapper;
using Heritage.Standards.Text;
using Musenor.Accounts;
using Musenor.Accounts.Access;
using Musenor.Storage;
using Musenor.Web;
using Musenor.Web.Forms;

namespace Musenor.Interop.JocondeExport;

/// <summary>Which notices POP took: ticked one by one, or told by the CSV report that POP offers after an import.</summary>
public sealed class MarkOnline(Database database, Once once, Journal journal, TimeProvider clock)
{
    public const string Action = "sending.report";
    private const int MostRows = 200_000;
    private const int LongestDetails = 500;

    // Rows in one transaction: nobody waits for the whole report.
    private const int Batch = 500;

    // joconde.md §2.9. « Erreur » tells nothing sure: POP also says it of notices that it had already created.
    private static readonly string[] Taken = ["creation", "modification", "changement", "avertissement"];
    private const string Rejected = "rejet";

    private static readonly Texts Words = Texts.Of("Interop");

    private sealed record SentOnce
    {
        public string Ref { get; init; } = "";
        public string JocondeRef { get; init; } = "";
        public string MuseumId { get; init; } = "";
    }

    /// <summary>A row of a report that says something sure.</summary>
    private sealed record Told(string Id, bool IsRejected, string Why);

    /// <summary>Done with how many are online from now on. A notice that was never sent, or of another museum, refuses them all.</summary>
    public Task<Outcome> Run(Person who, IReadOnlyList<string> refs, string? key = null, CancellationToken stop = default) => once.Write(key, $"MarkOnline:{who.Id}", async (connection, transaction) =>
    {
        if (refs.Count == 0)
        {
            return new Outcome.Invalid("ref", Words["No.ticked"]);
        }

        foreach (var reference in refs.Distinct(StringComparer.Ordinal))
        {
            var sent = await connection.QuerySingleOrDefaultAsync<SentOnce>("select ref, museum_id from joconde_sent where ref = @reference", new { reference }, transaction);
            if (sent is null)
            {
                return new Outcome.Invalid("ref", Words["No.neverSent"]);
            }

            if (!who.May(Rights.EditNotices, sent.MuseumId))
            {
                return new Outcome.Refused(Words["Refused"]);
            }

            await connection.ExecuteAsync("update joconde_sent set online_at = @now, refused_at = null, details = '' where ref = @reference", new { now = clock.GetUtcNow(), reference }, transaction);
            await journal.Write(connection, transaction, new Journal.Entry(who, DecidePackage.OnlineAction, "sending", reference) { Museum = sent.MuseumId });
        }

        await SendingFreshness.Move(connection, transaction);
        return new Outcome.Done($"{refs.Distinct(StringComparer.Ordinal).Count()}");
    }, stop);

    /// <summary>Done with « taken rejected unknown »: rows of other museums, or of notices never sent from here, are unknown.</summary>
    /// <param name="report">CSV in UTF-8, columns Identifiant and Etat at least.</param>
    public async Task<Outcome> Read(Person who, TextReader report, string? key = null, CancellationToken stop = default)
    {
        var rows = new CsvReader(report).Read().Where(r => r.Problem is null).Take(MostRows + 1).ToList();
        var (identity, state, details) = rows.Count == 0 ? (-1, -1, -1) : (Column(rows[0], "identifiant"), Column(rows[0], "etat"), Column(rows[0], "details"));
        if (identity < 0 || state < 0 || rows.Count > MostRows)
        {
            return new Outcome.Invalid("rapport", Words["No.report"]);
        }

        var told = rows.Skip(1).Select(r => (Id: Cell(r, identity), Said: Folding.Fold(Cell(r, state)), Why: Cell(r, details)))
            .Where(r => r.Said == Rejected || Taken.Contains(r.Said))
            .Select(r => new Told(r.Id, r.Said == Rejected, r.Why.Length > LongestDetails ? r.Why[..LongestDetails] : r.Why)).ToList();
        return await Apply(who, told, rows.Count - 1, key, stop);
    }

    /// <summary>Batch by batch: a report that was cut half-way is read again, and says the same.</summary>
    private async Task<Outcome> Apply(Person who, List<Told> told, int rows, string? key, CancellationToken stop)
    {
        var form = $"ReadPopReport:{who.Id}";
        // The same form again: what was sent since must not be taken for online.
        if (key is not null && await once.Write(key, form, (_, _) => Task.FromResult<Outcome>(new Outcome.Missing()), stop) is Outcome.Done before)
        {
            return before;
        }

        var (taken, rejected) = (0, 0);
        var museums = new HashSet<string>(StringComparer.Ordinal);
        foreach (var some in told.Chunk(Batch))
        {
            var sent = await Sent(some, who, stop);
            var ours = some.Where(t => sent.ContainsKey(t.Id)).Select(t => (Told: t, Sent: sent[t.Id])).ToList();
            if (ours.Count == 0)
            {
                continue;
            }

            await Mark(ours, stop);
            museums.UnionWith(ours.Select(o => o.Sent.MuseumId));
            (taken, rejected) = (taken + ours.Count(o => !o.Told.IsRejected), rejected + ours.Count(o => o.Told.IsRejected));
        }

        return await once.Write(key, form, async (connection, transaction) =>
        {
            foreach (var museum in museums)
            {
                await journal.Write(connection, transaction, new Journal.Entry(who, Action, "sending", museum) { Museum = museum, After = $"{taken} / {rejected}" });
            }

            return new Outcome.Done($"{taken} {rejected} {rows - taken - rejected}");
        }, stop);
    }

    private Task<int> Mark(List<(Told Told, SentOnce Sent)> ours, CancellationToken stop) => database.Write(async (connection, transaction) =>
    {
        var now = clock.GetUtcNow();
        foreach (var (told, sent) in ours)
        {
            await connection.ExecuteAsync(told.IsRejected
                ? "update joconde_sent set refused_at = @now, details = @Why where ref = @Ref"
                : "update joconde_sent set online_at = @now, refused_at = null, details = @Why where ref = @Ref", new { now, told.Why, sent.Ref }, transaction);
        }

        return await SendingFreshness.Move(connection, transaction);
    }, stop);

    /// <summary>Those of the rows that were sent from here, by their reference in POP, of the museums of a person.</summary>
    private async Task<Dictionary<string, SentOnce>> Sent(Told[] some, Person who, CancellationToken stop)
    {
        await using var connection = await database.Open(stop);
        var sent = await Sent(connection, [.. some.Select(t => t.Id).Distinct(StringComparer.Ordinal)]);
        return sent.GroupBy(s => s.JocondeRef, StringComparer.Ordinal).Select(g => g.First())
            .Where(s => who.May(Rights.EditNotices, s.MuseumId)).ToDictionary(s => s.JocondeRef, StringComparer.Ordinal);
    }

    // The engines need two texts for a list of keys: neither form runs on the other.
    private Task<IEnumerable<SentOnce>> Sent(DbConnection connection, string[] ids) => database.Engine == Engine.Sqlite
        ? connection.QueryAsync<SentOnce>("""
            select ref, joconde_ref, museum_id from joconde_sent where joconde_ref in (select value from json_each(@list)) order by ref
            """, new { list = JsonSerializer.Serialize(ids) })
        : connection.QueryAsync<SentOnce>("select ref, joconde_ref, museum_id from joconde_sent where joconde_ref = any(@ids) order by ref", new { ids });

    private static int Column(CsvRecord header, string name)
    {
        for (var i = 0; i < header.Cells.Count; i++)
        {
            if (Folding.Fold(header.Cells[i]).Trim() == name)
            {
                return i;
            }
        }

        return -1;
    }

    private static string Cell(CsvRecord row, int column) => column >= 0 && column < row.Cells.Count ? row.Cells[column].Trim() : "";
}
