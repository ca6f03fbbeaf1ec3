using Dapper;
using Heritage.Standards.Text;
using Musenor.Accounts;
using Musenor.Accounts.Access;
using Musenor.Web;
using Musenor.Web.Forms;

namespace Musenor.Interop.JocondeExport;

/// <summary>Which notices POP took: ticked one by one, or told by the CSV report that POP offers after an import.</summary>
public sealed class MarkOnline(Once once, Journal journal, TimeProvider clock)
{
    public const string Action = "sending.report";
    private const int MostRows = 200_000;
    private const int LongestDetails = 500;

    // joconde.md §2.9. « Erreur » tells nothing sure: POP also says it of notices that it had already created.
    private static readonly string[] Taken = ["creation", "modification", "changement", "avertissement"];
    private const string Rejected = "rejet";

    private static readonly Texts Words = Texts.Of("Interop");

    private sealed record Sent
    {
        public string Ref { get; init; } = "";
        public string MuseumId { get; init; } = "";
    }

    /// <summary>Done with how many are online from now on. A notice that was never sent, or of another museum, refuses them all.</summary>
    public Task<Outcome> Run(Person who, IReadOnlyList<string> refs, string? key = null, CancellationToken stop = default) => once.Write(key, $"MarkOnline:{who.Id}", async (connection, transaction) =>
    {
        if (refs.Count == 0)
        {
            return new Outcome.Invalid("ref", Words["No.ticked"]);
        }

        foreach (var reference in refs.Distinct(StringComparer.Ordinal))
        {
            var sent = await connection.QuerySingleOrDefaultAsync<Sent>("select ref, museum_id from joconde_sent where ref = @reference", new { reference }, transaction);
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

        return await once.Write(key, $"ReadPopReport:{who.Id}", async (connection, transaction) =>
        {
            var (taken, rejected, unknown) = (0, 0, 0);
            var museums = new HashSet<string>(StringComparer.Ordinal);
            foreach (var row in rows.Skip(1))
            {
                var (id, said) = (Cell(row, identity), Folding.Fold(Cell(row, state)));
                var sent = await connection.QueryFirstOrDefaultAsync<Sent>("select ref, museum_id from joconde_sent where joconde_ref = @id", new { id }, transaction);
                if (sent is null || !who.May(Rights.EditNotices, sent.MuseumId) || !(Taken.Contains(said) || said == Rejected))
                {
                    unknown++;
                    continue;
                }

                (taken, rejected) = said == Rejected ? (taken, rejected + 1) : (taken + 1, rejected);
                museums.Add(sent.MuseumId);
                var (now, why) = (clock.GetUtcNow(), Cell(row, details) is { Length: > LongestDetails } text ? text[..LongestDetails] : Cell(row, details));
                await connection.ExecuteAsync(said == Rejected
                    ? "update joconde_sent set refused_at = @now, details = @why where ref = @Ref"
                    : "update joconde_sent set online_at = @now, refused_at = null, details = @why where ref = @Ref", new { now, why, sent.Ref }, transaction);
            }

            foreach (var museum in museums)
            {
                await journal.Write(connection, transaction, new Journal.Entry(who, Action, "sending", museum) { Museum = museum, After = $"{taken} / {rejected}" });
            }

            await SendingFreshness.Move(connection, transaction);
            return new Outcome.Done($"{taken} {rejected} {unknown}");
        }, stop);
    }

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
