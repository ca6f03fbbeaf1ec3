using System.Collections.Frozen;
using Dapper;
using Heritage.Standards.Opening;
using Musenor.Storage;

namespace Musenor.Museums.Practical;

/// <summary>The practical pages of all museums in memory: a few hundred rows, read again when one of them changed.</summary>
public sealed class PracticalShelf(Database database)
{
    private Snapshot? _last;

    public sealed record Snapshot(long Revision, IReadOnlyDictionary<string, PracticalFacts> ById, IReadOnlyDictionary<string, OpeningHours> Opening);

    public async Task<Snapshot> Read(CancellationToken stop = default)
    {
        await using var connection = await database.Open(stop);
        var revision = await connection.ExecuteScalarAsync<long>(new CommandDefinition("select coalesce(max(revision), 0) from museum_practical", cancellationToken: stop));
        var last = _last;
        if (last is not null && last.Revision == revision)
        {
            return last;
        }

        var rows = await connection.QueryAsync<PracticalFacts>(new CommandDefinition($"select {PracticalFacts.Columns} from museum_practical", cancellationToken: stop));
        var byId = rows.ToFrozenDictionary(p => p.MuseumId, StringComparer.Ordinal);
        var opening = byId.Values.Select(p => (p.MuseumId, Hours: p.Opening())).Where(p => p.Hours is not null);
        return _last = new Snapshot(revision, byId, opening.ToFrozenDictionary(p => p.MuseumId, p => p.Hours!, StringComparer.Ordinal));
    }
}
