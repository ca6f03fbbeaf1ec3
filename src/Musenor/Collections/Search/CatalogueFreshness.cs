using System.Globalization;
using Dapper;
using Musenor.Storage;
using Musenor.Web;

namespace Musenor.Collections.Search;

/// <summary>Public pages are stale when any notice changed.</summary>
internal sealed class CatalogueFreshness(Database database) : IFreshness
{
    public async ValueTask<string> Stamp(CancellationToken stop)
    {
        await using var connection = await database.Open(stop);
        return (await connection.ExecuteScalarAsync<long>("select coalesce(max(revision), 0) from notice_column")).ToString(CultureInfo.InvariantCulture);
    }
}
