using System.Data.Common;
using Dapper;
using Musenor.Collections.Notices;
using Musenor.Storage;

namespace Musenor.Collections.Import;

/// <summary>
/// The notices that a file of a whole collection names, refused rows included: a row with a fault in one field is no object that left.
/// Each call runs inside the transaction of its batch.
/// </summary>
internal static class ImportSeen
{
    /// <summary>Notices of the museum, published, that the file does not name.</summary>
    public const string Absent = """
        from notice n where n.museum_id = @museum and n.state = 'published' and n.is_demo = @no
          and not exists (select 1 from import_seen s where s.import_id = @import and s.ref = n.ref)
          and not exists (select 1 from import_seen s where s.import_id = @import and s.ref = n.joconde_ref)
          and not exists (select 1 from import_seen s where s.import_id = @import and s.inventory_key = n.inventory_key and s.ref = '')

        """;

    public static void Add(DbConnection connection, DbTransaction transaction, string import, IReadOnlyList<CheckedRow> rows, IReadOnlyList<WriteResult> results)
    {
        using var insert = connection.Prepared(transaction,
            "insert into import_seen (import_id, ref, inventory_key) values (@import, @ref, @inventory) on conflict (import_id, ref, inventory_key) do nothing", "import", "ref", "inventory");
        foreach (var result in results.Where(r => r.Ref.Length > 0))
        {
            insert.Run(import, result.Ref, "");
        }

        foreach (var row in rows.Where(r => r.Remarks.Exists(m => m.IsReject)))
        {
            var (reference, inventory) = (row.Row.Fields.GetValueOrDefault("REF", "").Trim(), NoticeIdentity.InventoryKey(row.Row.Fields.GetValueOrDefault("INV", "")));
            if (reference.Length > 0)
            {
                insert.Run(import, reference, "");
            }

            if (inventory.Length > 0)
            {
                insert.Run(import, "", inventory);
            }
        }
    }

    public static Task<long> CountAbsent(DbConnection connection, string import, string museum) =>
        connection.ExecuteScalarAsync<long>("select count(*) " + Absent, new { import, museum, no = false });

    public static async Task<IReadOnlyList<int>> ListAbsent(DbConnection connection, string import, string museum, int skip, int most) =>
        (await connection.QueryAsync<int>("select n.number " + Absent + "order by n.inventory_key, n.number limit @most offset @skip", new { import, museum, no = false, skip, most })).AsList();
}
