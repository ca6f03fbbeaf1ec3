using System.Security.Cryptography;
using System.Text;
using Dapper;
using Musenor.Accounts.Access;
using Musenor.Storage;

namespace Musenor.Accounts.Sessions;

/// <summary>A browser where the person is signed in, in their own list.</summary>
public sealed record SeenSession
{
    public string Id { get; init; } = "";
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset LastSeenAt { get; init; }
    public string Browser { get; init; } = "";
    public string Address { get; init; } = "";

    /// <summary>Names it in a form: the identifier itself opens the session, and stays in its cookie.</summary>
    public string Handle => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"handle\n{Id}")).AsSpan(0, 12));
}

/// <summary>The sessions of a person that are open, latest seen first; ends one or all others.</summary>
public sealed class ListSessions(Database database, OpenSession sessions, TimeProvider clock)
{
    public async Task<IReadOnlyList<SeenSession>> Run(Person who, CancellationToken stop = default)
    {
        await using var connection = await database.Open(stop);
        // Older ones open nothing any more.
        return [.. await connection.QueryAsync<SeenSession>("""
            select id, created_at, last_seen_at, browser, address from session
            where account_id = @Id and ended_at is null and last_seen_at >= @since order by last_seen_at desc, created_at desc
            """, new { who.Id, since = clock.GetUtcNow() - SessionCookie.LifetimeOf(who.Roles.Select(r => r.Role.Key())) })];
    }

    /// <summary>False when the person has no such session.</summary>
    public async Task<bool> End(Person who, string? handle, CancellationToken stop = default) =>
        (await Run(who, stop)).FirstOrDefault(s => s.Handle == handle) is { } found && await sessions.End(found.Id, stop) == 1;
}
