using System.Collections.Frozen;
using Dapper;
using Musenor.Storage;

namespace Musenor.Museums;

/// <summary>
/// All museums in memory, in the order of the directory. Read again only when some museum changed: one cheap query a call.
/// </summary>
public sealed class MuseumDirectory(Database database)
{
    private Snapshot? _last;

    public sealed class Snapshot(long revision, IReadOnlyList<Museum> all)
    {
        public long Revision { get; } = revision;

        /// <summary>By town, then by name.</summary>
        public IReadOnlyList<Museum> All { get; } = all;

        public IReadOnlyDictionary<string, Museum> ById { get; } = all.ToFrozenDictionary(m => m.Id, StringComparer.OrdinalIgnoreCase);

        public IReadOnlyDictionary<string, Museum> BySlug { get; } = all.ToFrozenDictionary(m => m.Slug, StringComparer.Ordinal);

        public bool HasNetwork { get; } = all.Any(m => m.IsNetwork);
    }

    public async Task<Snapshot> Read(CancellationToken stop = default)
    {
        await using var connection = await database.Open(stop);
        var revision = await connection.ExecuteScalarAsync<long>(new CommandDefinition("select coalesce(max(revision), 0) from museum", cancellationToken: stop));
        var last = _last;
        if (last is not null && last.Revision == revision)
        {
            return last;
        }

        var museums = (await connection.QueryAsync<Museum>(new CommandDefinition("""
            select id, slug, name, city, department, region, museofile_code, latitude, longitude, state, is_network, domains, search_key, sort_key, updated_at
            from museum
            """, cancellationToken: stop))).AsList();
        museums.Sort((a, b) => string.CompareOrdinal(a.SortKey, b.SortKey) is var order and not 0 ? order : string.CompareOrdinal(a.Id, b.Id));
        return _last = new Snapshot(revision, museums);
    }
}
