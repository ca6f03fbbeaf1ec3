using Dapper;
using Musenor.Accounts.Access;
using Musenor.Storage;
using Musenor.Web;

namespace Musenor.Accounts;

/// <summary>Accounts that are not erased, with the roles in force today, in the order of their addresses.</summary>
public sealed class ListAccounts(Database database, TimeProvider clock)
{
    public sealed record Line
    {
        public string Id { get; init; } = "";
        public string Email { get; init; } = "";
        public string Name { get; init; } = "";
        public string State { get; init; } = "";
        public bool IsDemo { get; init; }
        public bool TwoFactorEnabled { get; init; }
        public IReadOnlyList<HeldRole> Roles { get; init; } = [];
    }

    private sealed record Held
    {
        public string AccountId { get; init; } = "";
        public string Role { get; init; } = "";
        public string? MuseumId { get; init; }
        public string? BoundTo { get; init; }
    }

    public async Task<IReadOnlyList<Line>> Run(CancellationToken stop = default)
    {
        await using var connection = await database.Open(stop);
        var held = (await connection.QueryAsync<Held>("""
            select account_id, role, museum_id, bound_to from membership
            where state = 'active' and starts_on <= @today and (ends_on is null or ends_on >= @today) order by created_at, id
            """, new { today = ParisDay.Today(clock) })).ToLookup(h => h.AccountId);
        var lines = await connection.QueryAsync<Line>(
            "select id, email, name, state, is_demo, two_factor_enabled from account where state <> 'erased' order by normalized_email");
        return [.. lines.Select(a => a with { Roles = [.. held[a.Id].Select(h => new HeldRole(Access.Roles.Read(h.Role)!.Value, h.MuseumId, h.BoundTo))] })];
    }
}
