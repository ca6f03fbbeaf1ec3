using Dapper;
using Musenor.Storage;

namespace Musenor.Collections.Import.Undo;

/// <summary>How many notices of an import somebody changed since: putting it back leaves those whose words are no longer the import's.</summary>
public sealed class CountSince(Database database)
{
    public async Task<long> Run(string import, CancellationToken stop = default)
    {
        await using var connection = await database.Open(stop);
        return await connection.ExecuteScalarAsync<long>("""
            select count(*) from notice_change c where c.import_id = @import and c.action = 'import' and exists (
                select 1 from notice_change l where l.ref = c.ref and l.revision > c.revision and l.action not in ('withdraw', 'publish') and coalesce(l.import_id, '') <> @import)
            """, new { import });
    }
}
