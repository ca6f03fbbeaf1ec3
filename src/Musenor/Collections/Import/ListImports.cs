using Musenor.Storage;

namespace Musenor.Collections.Import;

/// <summary>The latest imports, newest first.</summary>
public sealed class ListImports(Database database)
{
    public async Task<IReadOnlyList<ImportRecord>> Run(int count = 50, CancellationToken stop = default)
    {
        await using var connection = await database.Open(stop);
        return await ImportJournal.Latest(connection, count);
    }
}
