using Dapper;
using Musenor.Accounts.Access;
using Musenor.Storage;

namespace Musenor.Accounts.Office;

/// <summary>One line of what happened lately: said, with its place.</summary>
public sealed record Activity(DateTimeOffset At, string Name, string Text, string Address);

/// <summary>The latest lines of the journal about the museums where a person works; all of them for the network's team.</summary>
public sealed class RecentActivity(Database database, IEnumerable<ActivityWords> words)
{
    private const int Most = 10;
    // Lines without words are passed over: some more are read than are shown.
    private const int Read = 40;

    private readonly Dictionary<string, ActivityWords> _words = words.ToDictionary(w => w.Action, StringComparer.Ordinal);

    public async Task<IReadOnlyList<Activity>> Run(Person who, CancellationToken stop = default)
    {
        await using var connection = await database.Open(stop);
        var lines = new List<JournalLine>();
        if (who.Museums(Rights.Office) is { } museums)
        {
            foreach (var museum in museums)
            {
                lines.AddRange(await connection.QueryAsync<JournalLine>("""
                    select j.id, j.at, coalesce(a.name, '') as name, j.museum_id, j.action, j.object_kind, j.object_id
                    from journal j left join account a on a.id = j.account_id where j.museum_id = @museum order by j.at desc, j.id desc limit @Read
                    """, new { museum, Read }));
            }
        }
        else
        {
            lines.AddRange(await connection.QueryAsync<JournalLine>("""
                select j.id, j.at, coalesce(a.name, '') as name, j.museum_id, j.action, j.object_kind, j.object_id
                from journal j left join account a on a.id = j.account_id where j.museum_id is not null order by j.at desc, j.id desc limit @Read
                """, new { Read }));
        }

        return
        [
            .. lines.Where(l => _words.ContainsKey(l.Action)).OrderByDescending(l => l.At).ThenByDescending(l => l.Id, StringComparer.Ordinal).Take(Most)
                .Select(l => new Activity(l.At, l.Name, _words[l.Action].Say(l.ObjectId), _words[l.Action].Address(l.ObjectId))),
        ];
    }
}
