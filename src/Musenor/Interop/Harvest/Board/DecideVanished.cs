using System.Data.Common;
using Dapper;
using Musenor.Accounts;
using Musenor.Accounts.Access;
using Musenor.Interop.Harvest.Runs;
using Musenor.Interop.Harvest.Sources;
using Musenor.Interop.Mapping;
using Musenor.Web;
using Musenor.Web.Forms;

namespace Musenor.Interop.Harvest.Board;

/// <summary>Too many records vanished at once from the last complete list: a person says whether they are gone, or stay.</summary>
internal sealed class DecideVanished(Once once, Journal journal, MappingBell bell, TimeProvider clock)
{
    public const string AcceptAction = "harvest.vanished";
    public const string RefuseAction = "harvest.kept";

    private static readonly Texts Words = Texts.Of("Interop");

    // Seen by that list, or by a run since: it is there.
    private const string Missing = "source = @Code and status = 'live' and last_seen_at < @since";

    /// <param name="Count">What the person saw: another number is another question.</param>
    public sealed record Form(string Code, long Count, bool Accepts, string? Key = null);

    /// <summary>Done with how many are gone.</summary>
    public async Task<Outcome> Run(Person who, Form form, CancellationToken stop = default)
    {
        if (!who.May(Rights.AlignTerms, null))
        {
            return new Outcome.Refused(Words["Harvest.Refused"]);
        }

        var outcome = await once.Write(form.Key, $"DecideVanished:{who.Id}", async (connection, transaction) =>
        {
            if (await SourceStore.Find(connection, transaction, form.Code) is not { } source)
            {
                return new Outcome.Missing();
            }

            if (source.Vanished == 0 || await Whole(connection, transaction, source.Code) is not { } list)
            {
                return new Outcome.Invalid("", Words["Harvest.Vanished.none"]);
            }

            var values = new { form.Code, since = list.StartedAt ?? list.AskedAt };
            var missing = await connection.ExecuteScalarAsync<long>($"select count(*) from harvest_record where {Missing}", values, transaction);
            if (missing != form.Count)
            {
                return new Outcome.Invalid("", Words["Harvest.Vanished.other", missing]);
            }

            if (form.Accepts)
            {
                await Bury(connection, transaction, source, values.since, list.Mark);
            }

            await connection.ExecuteAsync("update harvest_source set vanished = 0 where code = @Code", form, transaction);
            await journal.Write(connection, transaction, new Journal.Entry(who, form.Accepts ? AcceptAction : RefuseAction, "source", form.Code) { After = $"{missing}" });
            return new Outcome.Done(form.Code);
        }, stop);
        bell.Ring();
        return outcome;
    }

    /// <summary>How many the last complete list did not name, and the first of them.</summary>
    public static async Task<(long Count, IReadOnlyList<string> First)> Read(DbConnection connection, string code)
    {
        if (await Whole(connection, null, code) is not { } list)
        {
            return (0, []);
        }

        var values = new { Code = code, since = list.StartedAt ?? list.AskedAt };
        return (await connection.ExecuteScalarAsync<long>($"select count(*) from harvest_record where {Missing}", values),
            (await connection.QueryAsync<string>($"select oai_id from harvest_record where {Missing} order by oai_id limit 20", values)).AsList());
    }

    private static Task<HarvestRun?> Whole(DbConnection connection, DbTransaction? transaction, string code) => connection.QueryFirstOrDefaultAsync<HarvestRun>("""
        select * from harvest_run where source = @code and state = 'done' and (kind in ('full', 'reconcile') or granularity = 'none' or (window_from = '' and final_until = ''))
        order by ended_at desc, id desc limit 1
        """, new { code }, transaction);

    /// <summary>As the end of a run does: each takes the next place, so that whoever takes records over hears of it.</summary>
    private async Task Bury(DbConnection connection, DbTransaction transaction, HarvestSource source, DateTimeOffset since, string mark)
    {
        var gone = (await connection.QueryAsync<string>($"select oai_id from harvest_record where {Missing} order by oai_id", new { source.Code, since }, transaction)).AsList();
        var sequence = await connection.ExecuteScalarAsync<long>("select last_seq from harvest_source where code = @Code", new { source.Code }, transaction);
        foreach (var id in gone)
        {
            await connection.ExecuteAsync("update harvest_record set status = 'deleted', datestamp = @mark, seq = @seq where source = @Code and oai_id = @id",
                new { mark = mark.Length > 0 ? mark : clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture), seq = ++sequence, source.Code, id }, transaction);
        }

        await connection.ExecuteAsync("update harvest_source set last_seq = @sequence where code = @Code", new { sequence, source.Code }, transaction);
    }
}
