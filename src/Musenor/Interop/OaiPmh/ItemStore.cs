using System.Data.Common;
using Musenor.Storage;

namespace Musenor.Interop.OaiPmh;

/// <summary>The statements of a pass, prepared once. Lives inside the transaction of the pass.</summary>
internal sealed class ItemStore : IDisposable
{
    private readonly string _stamp;
    private readonly DbCommand _find, _put, _unlist, _list, _set, _settled;
    private readonly HashSet<string> _named = new(StringComparer.Ordinal);

    private sealed record Known(string Stamp, bool IsDeleted, int Edm, string Sets, string Digest, string EdmSets)
    {
        /// <summary>Null when it never was in EDM.</summary>
        public string? InEdm => Edm == 0 ? null : EdmSets.Length > 0 ? EdmSets : Sets;
    }

    public ItemStore(DbConnection connection, DbTransaction transaction, string stamp)
    {
        _stamp = stamp;
        _find = connection.Prepared(transaction, "select stamped_at, is_deleted, edm, sets, digest, edm_sets from oai_item where number = @number", "number");
        _put = connection.Prepared(transaction, """
            insert into oai_item (number, ref, museum_id, stamped_at, is_deleted, edm, sets, digest, edm_sets) values (@number, @ref, @museum, @stamp, @deleted, @edm, @sets, @digest, @edmsets)
            on conflict (number) do update set museum_id = excluded.museum_id, stamped_at = excluded.stamped_at, is_deleted = excluded.is_deleted,
                edm = excluded.edm, sets = excluded.sets, digest = excluded.digest, edm_sets = excluded.edm_sets
            """, "number", "ref", "museum", "stamp", "deleted", "edm", "sets", "digest", "edmsets");
        _unlist = connection.Prepared(transaction, "delete from oai_listed where list = @list and stamped_at = @stamp and number = @number", "list", "stamp", "number");
        _list = connection.Prepared(transaction, "insert into oai_listed (list, stamped_at, number) values (@list, @stamp, @number)", "list", "stamp", "number");
        _set = connection.Prepared(transaction, "insert into oai_set (spec, name) values (@spec, @name) on conflict (spec) do update set name = excluded.name", "spec", "name");
        _settled = connection.Prepared(transaction, "delete from oai_due where number = @number", "number");
    }

    /// <summary>Gives the item its datestamp when what is disseminated of it changed.</summary>
    public void Put(WorkRow row, ItemFacts facts)
    {
        _settled.Run((int)row.Number);
        var known = Find(row.Number);
        // Never told to anybody, or told just so.
        if (known is null ? !facts.IsLive : known.IsDeleted != facts.IsLive && (!facts.IsLive || known.Digest == facts.Digest))
        {
            return;
        }

        // What is deleted keeps its last sets, so that those who harvest one of them hear of it.
        var sets = facts.IsLive ? string.Join(' ', facts.Sets.Select(s => s.Spec)) : known!.Sets;
        // So does, in EDM, what has no longer what EDM requires.
        var inEdm = facts.InEdm ? sets : known?.InEdm;
        var edm = facts.InEdm ? 1 : !facts.IsLive ? known!.Edm : inEdm is null ? 0 : 2;
        if (known is not null)
        {
            foreach (var list in ItemSet.Lists(known.Sets, known.InEdm))
            {
                _unlist.Run(list, known.Stamp, (int)row.Number);
            }
        }

        foreach (var list in ItemSet.Lists(sets, inEdm))
        {
            _list.Run(list, _stamp, (int)row.Number);
        }

        foreach (var (spec, name) in facts.Sets.SelectMany(s => s.All).Where(s => _named.Add(s.Spec)))
        {
            _set.Run(spec, name);
        }

        _put.Run((int)row.Number, row.Ref, row.MuseumId, _stamp, !facts.IsLive, edm, sets, facts.Digest, inEdm ?? "");
    }

    private Known? Find(long number)
    {
        using var rows = _find.Read((int)number);
        return rows.Read() ? new Known(rows.GetString(0), rows.GetBoolean(1), rows.GetInt32(2), rows.GetString(3), rows.GetString(4), rows.GetString(5)) : null;
    }

    public void Dispose()
    {
        foreach (var command in new[] { _find, _put, _unlist, _list, _set, _settled })
        {
            command.Dispose();
        }
    }
}
