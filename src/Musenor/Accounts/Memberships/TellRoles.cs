using System.Data.Common;
using Dapper;
using Musenor.Accounts.Access;
using Musenor.Accounts.Messages;
using Musenor.Web;

namespace Musenor.Accounts.Memberships;

/// <summary>Tells those who hold a role today.</summary>
public sealed class TellRoles(INotify notify, TimeProvider clock)
{
    private const string Holders = """
        select distinct m.account_id from membership m join account a on a.id = m.account_id
        where a.state = 'active' and m.role = @role and m.state = 'active' and m.starts_on <= @today and (m.ends_on is null or m.ends_on >= @today)
          and (@museum = '' or m.museum_id = @museum) and m.account_id <> @except
        order by m.account_id
        """;

    /// <summary>The team of the network; its administrators where the team has nobody.</summary>
    public async Task Network(DbConnection connection, DbTransaction transaction, Message message, string except = "")
    {
        if (await Tell(connection, transaction, Role.NetworkTeam, "", message, except) == 0)
        {
            await Tell(connection, transaction, Role.Administrator, "", message, except);
        }
    }

    public Task Referents(DbConnection connection, DbTransaction transaction, string museum, Message message, string except = "") =>
        Tell(connection, transaction, Role.MuseumReferent, museum, message, except);

    /// <summary>True when nobody but this account holds the museum, from that day on.</summary>
    public static async Task<bool> IsOnlyReferent(DbConnection connection, DbTransaction? transaction, string museum, string account, DateOnly from) =>
        await connection.ExecuteScalarAsync<long>("""
            select count(*) from membership m join account a on a.id = m.account_id
            where a.state = 'active' and m.role = 'museum_referent' and m.museum_id = @museum and m.account_id <> @account and m.state = 'active'
              and m.starts_on <= @from and (m.ends_on is null or m.ends_on >= @from)
            """, new { museum, account, from }, transaction) == 0;

    /// <summary>Museums that would be left without anybody, were this account to go.</summary>
    public static async Task<IReadOnlyList<string>> HeldAlone(DbConnection connection, DbTransaction? transaction, string account, DateOnly today)
    {
        var held = await connection.QueryAsync<string>("""
            select museum_id from membership where account_id = @account and role = 'museum_referent' and state = 'active' and starts_on <= @today and (ends_on is null or ends_on >= @today)
            """, new { account, today }, transaction);
        var alone = new List<string>();
        foreach (var museum in held)
        {
            if (await IsOnlyReferent(connection, transaction, museum, account, today))
            {
                alone.Add(museum);
            }
        }

        return alone;
    }

    private async Task<int> Tell(DbConnection connection, DbTransaction transaction, Role role, string museum, Message message, string except)
    {
        var accounts = (await connection.QueryAsync<string>(Holders, new { role = role.Key(), museum, today = ParisDay.Today(clock), except }, transaction)).AsList();
        foreach (var account in accounts)
        {
            await notify.Tell(connection, transaction, message with { AccountId = account });
        }

        return accounts.Count;
    }
}
