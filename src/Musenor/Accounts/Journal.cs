using System.Data.Common;
using Dapper;
using Musenor.Accounts.Access;

namespace Musenor.Accounts;

/// <summary>One line of the journal, as it is read.</summary>
public sealed record JournalLine
{
    public string Id { get; init; } = "";
    public DateTimeOffset At { get; init; }
    public string? AccountId { get; init; }
    /// <summary>Of the person; empty for the portal and its operators.</summary>
    public string Name { get; init; } = "";
    public string? MuseumId { get; init; }
    public string Action { get; init; } = "";
    public string ObjectKind { get; init; } = "";
    public string ObjectId { get; init; } = "";
    public string? Before { get; init; }
    public string? After { get; init; }
    public string Reason { get; init; } = "";
}

/// <summary>Adds lines to the journal, in the transaction of what they tell.</summary>
public sealed class Journal(TimeProvider clock)
{
    /// <param name="Action">« notice.withdraw »: kind of object, a point, a verb.</param>
    public sealed record Entry(Person? Who, string Action, string Kind, string Id)
    {
        public string? Museum { get; init; }

        /// <summary>What was replaced, as JSON or text; null when nothing was.</summary>
        public string? Before { get; init; }

        public string? After { get; init; }

        public string Reason { get; init; } = "";
    }

    /// <exception cref="ErasedMeanwhile">Whoever acts was erased since their request began: what they do is undone with this transaction.</exception>
    public async Task Write(DbConnection connection, DbTransaction transaction, Entry entry)
    {
        var written = await connection.ExecuteAsync("""
            insert into journal (id, at, account_id, museum_id, action, object_kind, object_id, before, after, reason)
            select @id, @at, @AccountId, @Museum, @Action, @Kind, @Id2, @Before, @After, @Reason
            where not exists (select 1 from account where id = @AccountId and state = 'erased')
            """, Values(entry), transaction);
        if (written == 0)
        {
            throw new ErasedMeanwhile();
        }
    }

    private object Values(Entry entry) => new
    {
        id = Guid.CreateVersion7().ToString(),
        at = clock.GetUtcNow(),
        entry.Who?.AccountId,
        entry.Museum,
        entry.Action,
        entry.Kind,
        Id2 = entry.Id,
        entry.Before,
        entry.After,
        entry.Reason,
    };

    /// <summary>The history of one object, latest first.</summary>
    public static Task<IEnumerable<JournalLine>> Of(DbConnection connection, string kind, string id, int most = 200, DbTransaction? transaction = null) => connection.QueryAsync<JournalLine>("""
        select j.id, j.at, j.account_id, coalesce(a.name, '') as name, j.museum_id, j.action, j.object_kind, j.object_id, j.before, j.after, j.reason
        from journal j left join account a on a.id = j.account_id
        where j.object_kind = @kind and j.object_id = @id
        order by j.at desc, j.id desc limit @most
        """, new { kind, id, most }, transaction);
}
