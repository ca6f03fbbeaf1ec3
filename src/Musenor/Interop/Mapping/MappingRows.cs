using System.Data.Common;
using Musenor.Storage;

namespace Musenor.Interop.Mapping;

/// <summary>The statements of one batch on the tables of the mapping, prepared once.</summary>
internal sealed class MappingRows : IDisposable
{
    private readonly RawSource _source;
    private readonly string _now;
    private readonly DbCommand _address, _claimed, _former, _taken, _moved, _origin, _deleted, _fault, _settled, _next, _again;
    private readonly HashSet<string> _references = new(StringComparer.Ordinal);

    public MappingRows(DbConnection connection, DbTransaction transaction, RawSource source, string now)
    {
        (_source, _now) = (source, now);
        _address = connection.Prepared(transaction, "select ref from harvest_origin where source = @source and oai_id = @id", "source", "id");
        _claimed = connection.Prepared(transaction, "select oai_id from harvest_origin where ref = @ref and source = @source and oai_id <> @id and is_deleted = @no", "ref", "source", "id", "no");
        _former = connection.Prepared(transaction, "select ref from harvest_origin where ref = @ref and source = @source and is_deleted = @yes", "ref", "source", "yes");
        _taken = connection.Prepared(transaction, "update harvest_origin set oai_id = @id where ref = @ref", "id", "ref");
        _moved = connection.Prepared(transaction, """
            insert into oai_due (number) select i.number from harvest_origin o join oai_item i on i.ref = o.ref
            where o.source = @source and o.oai_id = @id and (o.base_url <> @url or o.datestamp <> @stamp or o.namespace <> @namespace or o.nested <> @nested)
            on conflict do nothing
            """, "source", "id", "url", "stamp", "namespace", "nested");
        _origin = connection.Prepared(transaction, """
            insert into harvest_origin (source, oai_id, ref, base_url, datestamp, namespace, harvested_at, nested, mapping, is_deleted)
            values (@source, @id, @ref, @url, @stamp, @namespace, @harvested, @nested, @mapping, @no)
            on conflict (source, oai_id) do update set base_url = excluded.base_url, datestamp = excluded.datestamp, namespace = excluded.namespace,
                harvested_at = excluded.harvested_at, nested = excluded.nested, mapping = excluded.mapping, is_deleted = excluded.is_deleted
            """, "source", "id", "ref", "url", "stamp", "namespace", "harvested", "nested", "mapping", "no");
        _deleted = connection.Prepared(transaction, """
            update harvest_origin set is_deleted = @yes, datestamp = @stamp, harvested_at = @harvested where source = @source and oai_id = @id
            """, "yes", "stamp", "harvested", "source", "id");
        _fault = connection.Prepared(transaction, """
            insert into mapping_fault (source, oai_id, code, message, reference, mapping, datestamp, first_seen_at, last_seen_at)
            values (@source, @id, @code, @message, @reference, @mapping, @stamp, @first, @last)
            on conflict (source, oai_id) do update set code = excluded.code, message = excluded.message, reference = excluded.reference, mapping = excluded.mapping,
                datestamp = excluded.datestamp, last_seen_at = excluded.last_seen_at, tries = mapping_fault.tries + 1
            """, "source", "id", "code", "message", "reference", "mapping", "stamp", "first", "last");
        _settled = connection.Prepared(transaction, "delete from mapping_fault where source = @source and oai_id = @id", "source", "id");
        _next = connection.Prepared(transaction, """
            update harvest_source set last_seq = last_seq + 1 where code = @source and exists (select 1 from mapping_fault f where f.source = harvest_source.code and f.reference = @ref)
            """, "source", "ref");
        _again = connection.Prepared(transaction, """
            update harvest_record set seq = (select last_seq from harvest_source where code = harvest_record.source)
            where source = @source and oai_id = (
                select min(f.oai_id) from mapping_fault f join harvest_record r on r.source = f.source and r.oai_id = f.oai_id
                where f.source = @source and f.reference = @ref and r.status = 'live')
            """, "source", "ref");
    }

    /// <summary>Where the record already is; null for one never taken.</summary>
    public string? Address(string oaiId)
    {
        using var rows = _address.Read(_source.Code, oaiId);
        return rows.Read() ? rows.GetString(0) : null;
    }

    /// <summary>Another record of the source has this reference, here or earlier in the batch.</summary>
    public bool IsClaimed(string oaiId, string reference)
    {
        using var rows = _claimed.Read(reference, _source.Code, oaiId, false);
        return rows.Read() || !_references.Add(reference);
    }

    /// <summary>
    /// The address of a record that was deleted with this reference: its source calls the work otherwise now, and this record takes the place.
    /// </summary>
    public string? Former(string oaiId, string reference)
    {
        using (var rows = _former.Read(reference, _source.Code, true))
        {
            if (!rows.Read())
            {
                return null;
            }
        }

        _taken.Run(oaiId, reference);
        return reference;
    }

    public void Origin(RawRecord raw, string reference, string nested)
    {
        var mapping = RecordMapping.Find(_source.Mapping, raw.Prefix);
        // Records tell where they come from: one that its source dated anew is told again, though its notice is as it was.
        _moved.Run(_source.Code, raw.OaiId, _source.BaseUrl, raw.Datestamp, mapping?.Namespace ?? "", nested);
        _origin.Run(_source.Code, raw.OaiId, reference, _source.BaseUrl, raw.Datestamp, mapping?.Namespace ?? "", raw.LastSeenAt, nested, mapping?.Mark ?? "", false);
    }

    /// <summary>What waits in quarantine for its reference gets the next place in the line, and is met again.</summary>
    public void Deleted(RawRecord raw, string address)
    {
        _deleted.Run(true, raw.Datestamp, raw.LastSeenAt, _source.Code, raw.OaiId);
        if (_next.Run(_source.Code, address) > 0)
        {
            _again.Run(_source.Code, address);
        }
    }

    public void Quarantine(RawRecord raw, MappingFault fault) => _fault.Run(
        _source.Code, raw.OaiId, fault.Code, fault.Message, fault.Reference, RecordMapping.Find(_source.Mapping, raw.Prefix)?.Mark ?? "", raw.Datestamp, _now, _now);

    public void Settled(string oaiId) => _settled.Run(_source.Code, oaiId);

    public void Dispose()
    {
        foreach (var command in new[] { _address, _claimed, _former, _taken, _moved, _origin, _deleted, _fault, _settled, _next, _again })
        {
            command.Dispose();
        }
    }
}
