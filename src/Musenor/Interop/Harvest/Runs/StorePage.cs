using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Dapper;
using Heritage.Standards.OaiPmh.Reading;
using Musenor.Interop.Harvest.Sources;
using Musenor.Storage;

namespace Musenor.Interop.Harvest.Runs;

/// <summary>What a page brought, ready to be stored with the checkpoint.</summary>
internal sealed record PageContent(string Request, int Milliseconds, long Bytes, string Hash, string Flags, string TokenHash)
{
    public List<ReadRecord> Records { get; } = [];

    public List<BrokenRecord> Broken { get; } = [];

    /// <summary>Identifiers that are known, and as they were: nothing to fetch.</summary>
    public List<string> Untouched { get; } = [];

    public List<(string Code, string Detail)> Incidents { get; } = [];

    public int Fresh { get; set; }
}

/// <summary>One transaction a page: its records, its faults, the checkpoint after it. All of it, or as if it had never come.</summary>
internal sealed class StorePage(Database database, RunStore runs, TimeProvider clock)
{
    /// <summary>« sans-identifiant/0123456789abcdef » stands for the identifier of a record that has none.</summary>
    public const string UnnamedStart = "sans-identifiant/";

    private readonly record struct Known(string Hash, bool IsDeleted, string Datestamp, string Prefix);

    /// <exception cref="OperationCanceledException">The run is another's: nothing was written.</exception>
    public Task Run(HarvestSource source, HarvestRun run, PageContent page, CancellationToken stop) => database.Write(async (connection, transaction) =>
    {
        var writing = new Writing(connection, transaction, source, run, clock.GetUtcNow().Text());
        writing.Sequence = await connection.ExecuteScalarAsync<long>("select last_seq from harvest_source where code = @Code", new { source.Code }, transaction);
        var before = writing.Sequence;
        writing.HasFaults = await connection.ExecuteScalarAsync<long>("select count(*) from harvest_fault where source = @Code and settled_at is null", new { source.Code }, transaction) > 0;
        using (writing)
        {
            foreach (var record in page.Records)
            {
                writing.Record(record);
            }

            foreach (var id in page.Untouched)
            {
                writing.Touch(id);
                run.Seen++;
                run.Unchanged++;
            }

            foreach (var broken in page.Broken)
            {
                writing.Fault(broken);
            }
        }

        if (writing.Sequence != before)
        {
            await connection.ExecuteAsync("update harvest_source set last_seq = @Sequence where code = @Code", new { writing.Sequence, source.Code }, transaction);
        }

        await Remember(connection, transaction, run, page);
        if (!await runs.Save(connection, transaction, run))
        {
            throw new OperationCanceledException("The run is another's.");
        }

        return 0;
    }, stop);

    private async Task Remember(DbConnection connection, DbTransaction transaction, HarvestRun run, PageContent page)
    {
        await connection.ExecuteAsync("""
            insert into harvest_page (run, number, request, fetched_at, ms, bytes, hash, records, fresh, token_hash, flags)
            values (@Id, @Page, @Request, @now, @Milliseconds, @Bytes, @Hash, @records, @Fresh, @TokenHash, @Flags)
            on conflict (run, number) do update set request = excluded.request, fetched_at = excluded.fetched_at, ms = excluded.ms, bytes = excluded.bytes, hash = excluded.hash,
                records = excluded.records, fresh = excluded.fresh, token_hash = excluded.token_hash, flags = excluded.flags
            """, new
        {
            run.Id,
            run.Page,
            Request = page.Request.Length > 2000 ? page.Request[..2000] : page.Request,
            now = clock.GetUtcNow(),
            page.Milliseconds,
            page.Bytes,
            page.Hash,
            records = page.Records.Count + page.Broken.Count + page.Untouched.Count,
            page.Fresh,
            page.TokenHash,
            page.Flags,
        }, transaction);
        foreach (var (code, detail) in page.Incidents)
        {
            await RunStore.Incident(connection, transaction, run.Id, clock.GetUtcNow(), code, detail);
        }
    }

    /// <summary>The statements of one page, prepared once.</summary>
    private sealed class Writing(DbConnection connection, DbTransaction transaction, HarvestSource source, HarvestRun run, string now) : IDisposable
    {
        private readonly DbCommand _find = connection.Prepared(transaction, "select hash, status, datestamp, prefix from harvest_record where source = @source and oai_id = @id", "source", "id");
        private readonly DbCommand _insert = connection.Prepared(transaction, """
            insert into harvest_record (source, oai_id, prefix, datestamp, status, sets, hash, xml, repaired, first_seen_at, last_seen_at, run, seq)
            values (@source, @id, @prefix, @datestamp, @status, @sets, @hash, @xml, @repaired, @now, @now, @run, @seq)
            """, "source", "id", "prefix", "datestamp", "status", "sets", "hash", "xml", "repaired", "now", "run", "seq");
        private readonly DbCommand _update = connection.Prepared(transaction, """
            update harvest_record set prefix = @prefix, datestamp = @datestamp, status = @status, sets = @sets, hash = @hash, xml = @xml, repaired = @repaired, last_seen_at = @now,
                run = @run, seq = @seq, missed = 0 where source = @source and oai_id = @id
            """, "prefix", "datestamp", "status", "sets", "hash", "xml", "repaired", "now", "run", "seq", "source", "id");
        private readonly DbCommand _bury = connection.Prepared(transaction, """
            update harvest_record set datestamp = @datestamp, status = 'deleted', last_seen_at = @now, run = @run, seq = @seq, missed = 0 where source = @source and oai_id = @id
            """, "datestamp", "now", "run", "seq", "source", "id");
        private readonly DbCommand _touch = connection.Prepared(transaction, "update harvest_record set last_seen_at = @now, run = @run, missed = 0 where source = @source and oai_id = @id", "now", "run", "source", "id");
        private readonly DbCommand _stamp = connection.Prepared(transaction, """
            update harvest_record set last_seen_at = @now, run = @run, missed = 0, datestamp = @datestamp, xml = @xml where source = @source and oai_id = @id
            """, "now", "run", "datestamp", "xml", "source", "id");
        // Its words are as they were, so that it keeps its place in the line; one in quarantine is tried again, since its source touched it.
        private readonly DbCommand _retry = connection.Prepared(transaction, """
            update harvest_record set seq = @seq where source = @source and oai_id = @id
                and exists (select 1 from mapping_fault f where f.source = harvest_record.source and f.oai_id = harvest_record.oai_id)
            """, "seq", "source", "id");
        private readonly DbCommand _redated = connection.Prepared(transaction, """
            update harvest_origin set datestamp = @datestamp, harvested_at = @now where source = @source and oai_id = @id and is_deleted = @no
            """, "datestamp", "now", "source", "id", "no");
        private readonly DbCommand _settle = connection.Prepared(transaction, "update harvest_fault set settled_at = @now where source = @source and oai_id = @id and settled_at is null", "now", "source", "id");
        private readonly DbCommand _fault = connection.Prepared(transaction, """
            insert into harvest_fault (source, oai_id, stage, code, message, raw, run, first_seen_at, last_seen_at) values (@source, @id, @stage, @code, @message, @raw, @run, @now, @now)
            on conflict (source, oai_id, stage) do update set code = excluded.code, message = excluded.message, raw = excluded.raw, run = excluded.run,
                last_seen_at = excluded.last_seen_at, tries = harvest_fault.tries + 1, settled_at = null
            """, "source", "id", "stage", "code", "message", "raw", "run", "now");

        public long Sequence { get; set; }

        public bool HasFaults { get; set; }

        public void Dispose()
        {
            foreach (var command in new[] { _find, _insert, _update, _bury, _touch, _stamp, _retry, _redated, _settle, _fault })
            {
                command.Dispose();
            }
        }

        public void Record(ReadRecord record)
        {
            run.Seen++;
            run.Repaired += record.IsRepaired ? 1 : 0;
            var known = Find(record.Id);
            if (record.IsDeleted)
            {
                Bury(record, known);
            }
            else if (known is null)
            {
                run.Added++;
                _insert.Run(source.Code, record.Id, run.Prefix, record.Datestamp, "live", Sets(record), record.Hash, record.Xml, record.IsRepaired ? 1 : 0, now, run.Id, ++Sequence);
            }
            else if (known is { IsDeleted: false } same && same.Hash == record.Hash && same.Prefix == run.Prefix)
            {
                run.Unchanged++;
                if (same.Datestamp == record.Datestamp)
                {
                    Touch(record.Id);
                }
                else
                {
                    Stamp(record);
                }
            }
            else
            {
                run.Changed++;
                _update.Run(run.Prefix, record.Datestamp, "live", Sets(record), record.Hash, record.Xml, record.IsRepaired ? 1 : 0, now, run.Id, ++Sequence, source.Code, record.Id);
            }

            Settle(record.Id);
        }

        /// <summary>
        /// Dated anew, and nothing else: what is told of its provenance follows. It gets no datestamp of ours for that: a source that dates everything
        /// anew each night would have all that harvest us take everything again.
        /// </summary>
        private void Stamp(ReadRecord record)
        {
            _stamp.Run(now, run.Id, record.Datestamp, record.Xml, source.Code, record.Id);
            Sequence += _retry.Run(Sequence + 1, source.Code, record.Id);
            _redated.Run(record.Datestamp, now, source.Code, record.Id, false);
        }

        public void Touch(string id) => _touch.Run(now, run.Id, source.Code, id);

        public void Fault(BrokenRecord broken)
        {
            run.Quarantined++;
            var id = broken.Id is { } told ? source.Identifier(told) : Unnamed(broken);
            var stage = broken.Code is "XML" or "TOO-DEEP" or "NOT-FOUND" or "STATUS" ? "raw" : "validated";
            _fault.Run(source.Code, id, stage, broken.Code, broken.Message.Replace("\0", "", StringComparison.Ordinal), broken.Raw.Replace("\0", "", StringComparison.Ordinal), run.Id, now);
            if (broken.Id is not null)
            {
                Touch(id); // it is still there: what was good before stays
            }
        }

        /// <summary>What names nothing is known by what it says: the same one, seen again, is no second fault.</summary>
        private static string Unnamed(BrokenRecord broken) => UnnamedStart + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(broken.Raw)))[..16];

        /// <summary>A deletion of what was never here is nothing to us.</summary>
        private void Bury(ReadRecord record, Known? known)
        {
            if (known is null || source.Deletions == "never")
            {
                run.Unchanged++;
                return;
            }

            if (known.Value.IsDeleted)
            {
                run.Unchanged++;
                Touch(record.Id);
                return;
            }

            run.Deleted++;
            _bury.Run(record.Datestamp.Length > 0 ? record.Datestamp : now, now, run.Id, ++Sequence, source.Code, record.Id);
        }

        private void Settle(string id)
        {
            if (HasFaults)
            {
                _settle.Run(now, source.Code, id);
            }
        }

        private Known? Find(string id)
        {
            using var found = _find.Read(source.Code, id);
            return found.Read() ? new Known(found.GetString(0), found.GetString(1) == "deleted", found.GetString(2), found.GetString(3)) : null;
        }

        private static string Sets(ReadRecord record) => record.Sets.Count == 0 ? "[]" : JsonSerializer.Serialize(record.Sets);
    }
}
