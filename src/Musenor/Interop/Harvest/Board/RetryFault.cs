using System.Data.Common;
using System.Text.Json;
using Dapper;
using Heritage.Standards.OaiPmh.Reading;
using Musenor.Accounts;
using Musenor.Accounts.Access;
using Musenor.Interop.Harvest.Fetching;
using Musenor.Interop.Harvest.Sources;
using Musenor.Interop.Mapping;
using Musenor.Storage;
using Musenor.Web;
using Musenor.Web.Forms;

namespace Musenor.Interop.Harvest.Board;

/// <summary>A connection of the retry, and what rings when a record is back.</summary>
internal sealed record RetryTools(OpenSource Open, SourceStore Sources, MappingBell Bell, TimeProvider Clock);

/// <summary>A record in quarantine is tried again: asked from its source when it could not be read, mapped again when no notice could be made of it.</summary>
internal sealed class RetryFault(Once once, Journal journal, RetryTools tools)
{
    public const string Action = "harvest.retry";
    private const int LongestAnswer = 15;
    private static readonly Texts Words = Texts.Of("Interop");

    public sealed record Form(string Code, string Kind, string OaiId, string? Key = null);

    /// <summary>What the source gave for a record.</summary>
    private sealed record Asked(ReadRecord? Record, BrokenRecord? Broken, string Problem);

    /// <summary>Done with « settled », « again » (still faulty) or « queued » (the mapping takes it behind the page).</summary>
    public async Task<Outcome> Run(Person who, Form form, CancellationToken stop = default)
    {
        if (!who.May(Rights.AlignTerms, null))
        {
            return new Outcome.Refused(Words["Harvest.Refused"]);
        }

        if (form.Kind is not (FoundFault.Harvest or FoundFault.Mapping) || await tools.Sources.Find(form.Code, stop) is not { } source)
        {
            return new Outcome.Missing();
        }

        if (form.Kind == FoundFault.Harvest && new FoundFault { Kind = form.Kind, OaiId = form.OaiId }.IsNameless)
        {
            return new Outcome.Invalid("", Words["Harvest.Retry.nameless"]);
        }

        var asked = form.Kind == FoundFault.Harvest ? await Ask(source, form.OaiId, stop) : null;
        if (asked is { Problem.Length: > 0 })
        {
            return new Outcome.Invalid("", Words["Harvest.Retry.failed", BoardWords.Problem(asked.Problem)]);
        }

        var outcome = await once.Write(form.Key, $"RetryFault:{who.Id}", async (connection, transaction) =>
        {
            var said = asked is null ? await Map(connection, transaction, form) : await Take(connection, transaction, source, form, asked);
            if (said is null)
            {
                return new Outcome.Missing();
            }

            await journal.Write(connection, transaction, new Journal.Entry(who, Action, "source", form.Code) { After = form.OaiId });
            return new Outcome.Done(said);
        }, stop);
        tools.Bell.Ring();
        return outcome;
    }

    private async Task<Asked> Ask(HarvestSource source, string id, CancellationToken stop)
    {
        using var client = tools.Open.Run(source with { TimeoutS = Math.Min(source.TimeoutS, LongestAnswer) });
        var prefix = source.MarkPrefix.Length > 0 ? source.MarkPrefix : source.PrefixList.FirstOrDefault() ?? "oai_dc";
        var fetched = await client.Get(Listing.Record(source.Given(id), prefix), stop);
        if (fetched.Problem.Length > 0)
        {
            return new Asked(null, null, fetched.Problem);
        }

        var answer = AnswerReader.Read(fetched.Bytes, new ReadingOptions(fetched.Charset, source.Encoding.Length > 0 ? source.Encoding : null, source.IsSanitised) { MostCharacters = 40_000_000 });
        var record = answer.Records.Find(r => source.Identifier(r.Id) == id);
        return answer.Refusal is { } refusal ? new Asked(null, null, refusal == "DTD" ? "dtd" : "xml")
            : record is not null ? new Asked(record with { Id = id }, null, "")
            : answer.Broken.Count > 0 ? new Asked(null, answer.Broken[0], "")
            : new Asked(null, null, answer.Errors.Count > 0 ? $"oai-error {answer.Errors[0].Code}" : fetched.Status is >= 200 and < 300 ? "not-oai" : $"status {fetched.Status}");
    }

    /// <summary>Null when it is in quarantine no more.</summary>
    private static async Task<string?> Map(DbConnection connection, DbTransaction transaction, Form form)
    {
        if (await connection.ExecuteScalarAsync<long>("select count(*) from mapping_fault where source = @Code and oai_id = @OaiId", form, transaction) == 0)
        {
            return null;
        }

        // The next place in the line: whoever takes records over meets it again.
        await connection.ExecuteAsync("update harvest_record set seq = @seq where source = @Code and oai_id = @OaiId", new { seq = await Next(connection, transaction, form.Code), form.Code, form.OaiId }, transaction);
        return "queued";
    }

    private async Task<string?> Take(DbConnection connection, DbTransaction transaction, HarvestSource source, Form form, Asked asked)
    {
        var now = tools.Clock.GetUtcNow().Text();
        var run = await connection.QueryFirstOrDefaultAsync<string>("select run from harvest_fault where source = @Code and oai_id = @OaiId and settled_at is null", form, transaction);
        if (run is null)
        {
            return null;
        }

        if (asked.Record is not { } record)
        {
            await connection.ExecuteAsync("""
                update harvest_fault set tries = tries + 1, last_seen_at = @now, code = @why, message = @message, raw = @raw where source = @Code and oai_id = @OaiId and settled_at is null
                """, new { now, why = asked.Broken!.Code, message = asked.Broken.Message.Replace("\0", "", StringComparison.Ordinal), raw = asked.Broken.Raw.Replace("\0", "", StringComparison.Ordinal), form.Code, form.OaiId }, transaction);
            return "again";
        }

        await connection.ExecuteAsync("update harvest_fault set settled_at = @now where source = @Code and oai_id = @OaiId and settled_at is null", new { now, form.Code, form.OaiId }, transaction);
        await Store(connection, transaction, source, record, run, now);
        return "settled";
    }

    private static async Task Store(DbConnection connection, DbTransaction transaction, HarvestSource source, ReadRecord record, string run, string now)
    {
        var values = new
        {
            source = source.Code,
            record.Id,
            prefix = source.MarkPrefix.Length > 0 ? source.MarkPrefix : source.PrefixList.FirstOrDefault() ?? "oai_dc",
            record.Datestamp,
            status = record.IsDeleted ? "deleted" : "live",
            sets = record.Sets.Count == 0 ? "[]" : JsonSerializer.Serialize(record.Sets),
            record.Hash,
            record.Xml,
            repaired = record.IsRepaired ? 1 : 0,
            now,
            run,
            seq = await Next(connection, transaction, source.Code),
        };
        var isKnown = await connection.ExecuteAsync("""
            update harvest_record set prefix = @prefix, datestamp = @Datestamp, status = @status, sets = @sets, hash = @Hash, xml = case when @status = 'deleted' then xml else @Xml end,
                repaired = @repaired, last_seen_at = @now, seq = @seq, missed = 0 where source = @source and oai_id = @Id
            """, values, transaction) == 1;
        if (!isKnown && !record.IsDeleted)
        {
            await connection.ExecuteAsync("""
                insert into harvest_record (source, oai_id, prefix, datestamp, status, sets, hash, xml, repaired, first_seen_at, last_seen_at, run, seq)
                values (@source, @Id, @prefix, @Datestamp, @status, @sets, @Hash, @Xml, @repaired, @now, @now, @run, @seq)
                """, values, transaction);
        }
    }

    private static Task<long> Next(DbConnection connection, DbTransaction transaction, string code) =>
        connection.ExecuteScalarAsync<long>("update harvest_source set last_seq = last_seq + 1 where code = @code returning last_seq", new { code }, transaction);
}
