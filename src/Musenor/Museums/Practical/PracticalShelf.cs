using System.Collections.Frozen;
using System.Text.Json;
using Dapper;
using Heritage.Standards.Opening;
using Musenor.Storage;

namespace Musenor.Museums.Practical;

/// <summary>The practical pages of all museums in memory: a few hundred rows, read again when one of them changed.</summary>
public sealed partial class PracticalShelf(Database database, ILogger<PracticalShelf> log)
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
        var opening = byId.Values.Select(p => (p.MuseumId, Hours: Opening(p))).Where(p => p.Hours is not null);
        return _last = new Snapshot(revision, byId, opening.ToFrozenDictionary(p => p.MuseumId, p => p.Hours!, StringComparer.Ordinal));
    }

    /// <summary>Hours that this version cannot read are shown as not told: one row must not shut every page of the catalogue.</summary>
    private OpeningHours? Opening(PracticalFacts facts)
    {
        try
        {
            return facts.Opening();
        }
        catch (JsonException)
        {
            Unreadable(log, facts.MuseumId);
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The opening hours of museum {Museum} cannot be read: they were written by another version.")]
    private static partial void Unreadable(ILogger log, string museum);
}
