using System.Data.Common;
using Dapper;
using Musenor.Accounts.Access;
using Musenor.Web;

namespace Musenor.Accounts.Memberships;

/// <summary>A role of a person, as managers read it.</summary>
public sealed record Membership
{
    public const string Columns = """
        select m.id, m.account_id, a.name, a.email, m.role as role_key, m.museum_id, m.bound_to, m.state, m.starts_on, m.ends_on, m.position, m.reason,
               m.decided_by, coalesce(d.name, '') as decided_by_name, m.decided_at, m.created_at, m.version
        from membership m join account a on a.id = m.account_id left join account d on d.id = m.decided_by

        """;

    public string Id { get; init; } = "";
    public string AccountId { get; init; } = "";
    public string Name { get; init; } = "";
    public string Email { get; init; } = "";
    public string RoleKey { get; init; } = "";
    public string? MuseumId { get; init; }
    public string? BoundTo { get; init; }
    public string State { get; init; } = "";
    public DateOnly StartsOn { get; init; }
    public DateOnly? EndsOn { get; init; }
    public string Position { get; init; } = "";
    public string Reason { get; init; } = "";
    public string? DecidedBy { get; init; }
    public string DecidedByName { get; init; } = "";
    public DateTimeOffset? DecidedAt { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public int Version { get; init; }

    public Role Role => Roles.Read(RoleKey)!.Value;

    /// <summary>asked, refused, coming, active or ended: what the state and the dates make of it on a day.</summary>
    public string Stage(DateOnly today) => State != "active" ? State : EndsOn < today ? "ended" : StartsOn > today ? "coming" : "active";

    public static Task<Membership?> Find(DbConnection connection, DbTransaction? transaction, string id) =>
        connection.QuerySingleOrDefaultAsync<Membership?>(Columns + "where m.id = @id", new { id }, transaction);

    /// <summary>« Référent musée, Musée de X »: role and where, in one phrase.</summary>
    public string Title(MuseumNames.Known museums) => TitleOf(Role, MuseumId is null ? BoundTo : museums[MuseumId]);

    internal static string TitleOf(Role role, string? where) => string.IsNullOrEmpty(where) ? role.Label() : Texts.Of("Accounts")["RoleAt", role.Label(), where];
}

/// <summary>Who may give and take which role.</summary>
public static class MembershipRules
{
    /// <summary>A référent brings professionals to their museum; the network brings all but the association's roles, which administrators alone give.</summary>
    public static bool MayGive(this Person who, Role role, string? museum) =>
        Roles.OfTheAssociation.Contains(role) ? who.May(Rights.ManageAccounts, null)
        : role == Role.Professional ? who.May(Rights.ManageMembers, museum)
        : who.May(Rights.ManageMembers, null);

    /// <summary>Approve, refuse, end, change: the same people, for all roles of their museum.</summary>
    public static bool MayManage(this Person who, Role role, string? museum) =>
        Roles.OfTheAssociation.Contains(role) ? who.May(Rights.ManageAccounts, null) : who.May(Rights.ManageMembers, museum);

    /// <summary>Is there somebody else who administers on this day, and for good? An end already planned would leave nobody, later.</summary>
    public static async Task<bool> AnotherAdministrator(DbConnection connection, DbTransaction transaction, string account, DateOnly day) =>
        await connection.ExecuteScalarAsync<long>("""
            select count(*) from membership m join account a on a.id = m.account_id
            where m.role = 'administrator' and m.account_id <> @account and m.state = 'active' and a.state = 'active' and m.starts_on <= @day and m.ends_on is null
            """, new { account, day }, transaction) > 0;

    /// <summary>The roles this person may give somewhere.</summary>
    public static IReadOnlyList<Role> Givable(this Person who) =>
        [.. Enum.GetValues<Role>().Where(r => r > Role.Contributor && (who.MayGive(r, null) || (r == Role.Professional && who.MaySomewhere(Rights.ManageMembers))))];
}
