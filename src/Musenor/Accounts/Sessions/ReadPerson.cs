using Dapper;
using Musenor.Accounts.Access;
using Musenor.Storage;
using Musenor.Web;

namespace Musenor.Accounts.Sessions;

/// <summary>Who a session belongs to, with the roles in force today: a right taken away is gone at the next request.</summary>
public sealed class ReadPerson(Database database, TimeProvider clock)
{
    // « Seen » is for the person's list of sessions and for accounts left unused: an hour is fine enough, and spares a write a page.
    private static readonly TimeSpan SeenStep = TimeSpan.FromHours(1);

    // An account in its days of grace has no role any more.
    private const string PersonAndRoles = """
        select a.id as account_id, a.name, a.email, a.email_confirmed, a.is_demo, s.id as session_id, s.proof, s.last_seen_at as seen_at,
               m.role, m.museum_id, m.bound_to
        from session s
        join account a on a.id = s.account_id
        left join membership m on m.account_id = a.id and a.state = 'active' and m.state = 'active' and m.starts_on <= @today and (m.ends_on is null or m.ends_on >= @today)
        where s.id = @session and s.ended_at is null and a.state <> 'erased'
        """;

    private sealed record Row
    {
        public string AccountId { get; init; } = "";
        public string Name { get; init; } = "";
        public string Email { get; init; } = "";
        public bool EmailConfirmed { get; init; }
        public bool IsDemo { get; init; }
        public string SessionId { get; init; } = "";
        public string Proof { get; init; } = "";
        public DateTimeOffset SeenAt { get; init; }
        public string? Role { get; init; }
        public string? MuseumId { get; init; }
        public string? BoundTo { get; init; }
    }

    /// <summary>Null when the session does not exist, has ended, was left unused too long, or its account is erased.</summary>
    /// <param name="seen">False for what a forgotten tab asks by itself: it must not keep a session open for ever.</param>
    public async Task<Person?> Run(string session, bool seen = true, CancellationToken stop = default)
    {
        await using var connection = await database.Open(stop);
        var rows = (await connection.QueryAsync<Row>(PersonAndRoles, new { session, today = ParisDay.Today(clock) })).ToList();
        if (rows.Count == 0)
        {
            return null;
        }

        var now = clock.GetUtcNow();
        if (now - rows[0].SeenAt > SessionCookie.LifetimeOf(rows.Select(r => r.Role)))
        {
            return null; // whatever the cookie says: a copy of it, or a clock put back, would
        }

        if (seen && now - rows[0].SeenAt > SeenStep)
        {
            await Seen(rows[0], now, stop);
        }

        return Read(rows);
    }

    private static Person Read(List<Row> rows) => new(rows[0].AccountId, rows[0].Name, rows[0].Email)
    {
        EmailConfirmed = rows[0].EmailConfirmed,
        IsDemo = rows[0].IsDemo,
        SessionId = rows[0].SessionId,
        SecondFactor = rows[0].Proof is "totp" or "passkey" or "recovery",
        Roles = [.. rows.Where(r => r.Role is not null).Select(r => new HeldRole(Roles.Read(r.Role!)!.Value, r.MuseumId, r.BoundTo))],
    };

    private Task<int> Seen(Row row, DateTimeOffset now, CancellationToken stop) => database.Write(async (connection, transaction) =>
    {
        await connection.ExecuteAsync("update account set last_seen_at = @now where id = @AccountId", new { now, row.AccountId }, transaction);
        return await connection.ExecuteAsync("update session set last_seen_at = @now where id = @SessionId", new { now, row.SessionId }, transaction);
    }, stop);
}
