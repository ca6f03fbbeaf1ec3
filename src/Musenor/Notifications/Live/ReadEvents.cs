using Dapper;
using Musenor.Accounts.Access;
using Musenor.Storage;

namespace Musenor.Notifications.Live;

/// <summary>What was announced to a person since the event that they know.</summary>
internal sealed class ReadEvents(Database database)
{
    public const int AtATime = 200;

    /// <param name="Last">The last event looked at, seen or not by this person: to ask from there on.</param>
    /// <param name="Missed">Some of what was asked for is no longer kept: the page must read everything again.</param>
    /// <param name="More">There is more to ask for.</param>
    public sealed record Since(long Last, IReadOnlyList<LiveEvent> Events, bool Missed, bool More);

    private sealed record Bounds
    {
        public long Last { get; init; }
        public long First { get; init; }
    }

    public async Task<Since> Run(Person who, long? since, CancellationToken stop)
    {
        await using var connection = await database.Open(stop);
        var bounds = await connection.QuerySingleAsync<Bounds>("""
            select c.last, coalesce((select min(e.id) from live_event e), c.last + 1) as first from live_counter c where c.name = 'live_event'
            """);
        // Unknown, or of a database that was restored: from now on.
        if (since is not { } known || known > bounds.Last || known < 0)
        {
            return new Since(bounds.Last, [], since is not null, false);
        }

        var events = (await connection.QueryAsync<LiveEvent>("""
            select id, account_id, right_key, museum_id, type, about from live_event
            where id > @known and id <= @Last and (account_id = @Id or right_key is not null)
            order by id limit @AtATime
            """, new { known, bounds.Last, who.Id, AtATime })).ToList();
        var full = events.Count == AtATime;
        return new Since(full ? events[^1].Id : bounds.Last, [.. events.Where(e => e.IsFor(who))], known + 1 < bounds.First, full);
    }
}
