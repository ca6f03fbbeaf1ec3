using Dapper;
using Musenor.Accounts.Access;
using Musenor.Accounts.History;
using Musenor.Accounts.Memberships;
using Musenor.Storage;
using Musenor.Web;

namespace Musenor.Accounts.Administration;

/// <summary>An account, as administrators see it.</summary>
public sealed record AccountLine
{
    public string Id { get; init; } = "";
    public string Name { get; init; } = "";
    public string Email { get; init; } = "";
    public bool EmailConfirmed { get; init; }
    public bool TwoFactorEnabled { get; init; }
    public string State { get; init; } = "";
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? LastSeenAt { get; init; }
    public long Sessions { get; init; }
    /// <summary>Roles in force, as « role museum » parted by line ends.</summary>
    public string? Held { get; init; }

    public IEnumerable<string> Roles(MuseumNames.Known names) => (Held ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(h => h.Split(' ', 2))
        .Select(h => Membership.TitleOf(Access.Roles.Read(h[0])!.Value, h[1].Length > 0 ? names[h[1]] : null)).Distinct();
}

/// <summary>Accounts of the portal, with their roles and live sessions.</summary>
public sealed class FindAccounts(Database database, TimeProvider clock)
{
    public const int PageSize = 50;

    /// <param name="Role">Key of a role held today; empty: whatever they hold.</param>
    public sealed record Query(string Words, string Role, int Page);

    public sealed record Found(IReadOnlyList<AccountLine> Lines, long Total)
    {
        public int Pages => (int)Math.Max(1, (Total + PageSize - 1) / PageSize);
    }

    private const string Held = """
        m.account_id = a.id and m.state = 'active' and m.starts_on <= @today and (m.ends_on is null or m.ends_on >= @today)
        """;

    private const string Where = $"""
        from account a
        where a.state <> 'erased' and (@id = '' or a.id = @id)
          and (@words = '' or lower(a.name) like @words escape '\' or a.normalized_email like @wordsUpper escape '\')
          and (@role = '' or exists (select 1 from membership m where {Held} and m.role = @role))

        """;

    private const string Columns = $"""
        select a.id, a.name, a.email, a.email_confirmed, a.two_factor_enabled, a.state, a.created_at, a.last_seen_at,
               (select count(*) from session s where s.account_id = a.id and s.ended_at is null) as sessions,
               (select string_agg(m.role || ' ' || coalesce(m.museum_id, ''), @separator) from membership m where {Held}) as held

        """;

    public async Task<Found> Run(Query query, CancellationToken stop = default)
    {
        await using var connection = await database.Open(stop);
        var values = Values(query);
        var total = await connection.ExecuteScalarAsync<long>(new CommandDefinition("select count(*)\n" + Where, values, cancellationToken: stop));
        values.Add("most", PageSize);
        values.Add("skip", (Math.Min(query.Page, new Found([], total).Pages) - 1) * PageSize);
        var lines = await connection.QueryAsync<AccountLine>(new CommandDefinition(Columns + Where + "order by lower(a.name), a.id limit @most offset @skip", values, cancellationToken: stop));
        return new Found([.. lines], total);
    }

    public async Task<AccountLine?> One(string id, CancellationToken stop = default)
    {
        await using var connection = await database.Open(stop);
        return await connection.QuerySingleOrDefaultAsync<AccountLine?>(new CommandDefinition(Columns + Where, Values(new Query("", "", 1), id), cancellationToken: stop));
    }

    public async IAsyncEnumerable<AccountLine> All(Query query, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop = default)
    {
        await using var connection = await database.Open(stop);
        await foreach (var line in connection.QueryUnbufferedAsync<AccountLine>(Columns + Where + "order by lower(a.name), a.id", Values(query)).WithCancellation(stop))
        {
            yield return line;
        }
    }

    private DynamicParameters Values(Query query, string id = "")
    {
        var words = query.Words.Trim();
        var values = new DynamicParameters(new { id, role = query.Role, today = ParisDay.Today(clock), separator = "\n" });
        values.Add("words", words.Length == 0 ? "" : $"%{ReadJournal.Escaped(words.ToLowerInvariant())}%");
        values.Add("wordsUpper", $"%{ReadJournal.Escaped(words.ToUpperInvariant())}%");
        return values;
    }
}

/// <summary>Signs an account out everywhere, for an administrator: a lost computer, a doubt.</summary>
public sealed class EndSessions(Database database, Journal journal, TimeProvider clock)
{
    public async Task<Outcome> Run(Person who, string account, CancellationToken stop = default) => !who.May(Rights.ManageAccounts, null)
        ? new Outcome.Refused(Texts.Of("Accounts")["RefusedText"])
        : await database.Write<Outcome>(async (connection, transaction) =>
        {
            if (await connection.ExecuteScalarAsync<long>("select count(*) from account where id = @account and state <> 'erased'", new { account }, transaction) == 0)
            {
                return new Outcome.Missing();
            }

            var ended = await connection.ExecuteAsync("update session set ended_at = @now where account_id = @account and ended_at is null", new { now = clock.GetUtcNow(), account }, transaction);
            await journal.Write(connection, transaction, new(who, "session.end_all", "account", account) { After = ended.ToString(System.Globalization.CultureInfo.InvariantCulture) });
            return new Outcome.Done(account);
        }, stop);
}
