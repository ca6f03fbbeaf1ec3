using System.Data.Common;
using Dapper;

namespace Musenor.Interop.Harvest.Sources;

/// <summary>
/// Identifiers are rewritten by another rule from now on: what is stored follows, so that the next harvest finds its records, and their works keep their address.
/// </summary>
internal static class RenameRecords
{
    // Of harvest_record last: what hangs on a record is renamed if the record will be.
    private static readonly string[] Tables = ["harvest_fault", "mapping_fault", "harvest_origin", "harvest_record"];

    public static async Task Run(DbConnection connection, DbTransaction transaction, HarvestSource before, HarvestSource after)
    {
        if ((before.IdFrom, before.IdTo) == (after.IdFrom, after.IdTo))
        {
            return;
        }

        // Who is mapping some of them under their old names stops.
        await connection.ExecuteAsync("update mapping_progress set pass = pass + 1 where source = @Code", new { before.Code }, transaction);

        // Back to what the source writes, then to what is kept.
        if (before.IdFrom.Length > 0)
        {
            await Move(connection, transaction, before.Code, before.IdTo, before.IdFrom);
        }

        if (after.IdFrom.Length > 0)
        {
            await Move(connection, transaction, before.Code, after.IdFrom, after.IdTo);
        }
    }

    /// <summary>Where the other name is taken nothing moves: the next whole harvest finds that one, and not this one.</summary>
    private static async Task Move(DbConnection connection, DbTransaction transaction, string code, string from, string to)
    {
        foreach (var table in Tables)
        {
            await connection.ExecuteAsync($"""
                update {table} set oai_id = @to || substr(oai_id, length(@from) + 1) where source = @code and substr(oai_id, 1, length(@from)) = @from and oai_id not like @unnamed
                    and not exists (select 1 from {table} o where o.source = @code and o.oai_id = @to || substr({table}.oai_id, length(@from) + 1))
                    and not exists (select 1 from harvest_record r where r.source = @code and r.oai_id = @to || substr({table}.oai_id, length(@from) + 1))
                """, new { code, from, to, unnamed = Runs.StorePage.UnnamedStart + "%" }, transaction);
        }
    }
}
