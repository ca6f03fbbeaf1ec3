using Dapper;
using Musenor.Collections.Notices;
using Musenor.Storage;

namespace Musenor.Interop.Links;

/// <summary>
/// Some addresses of a source at a time, one after the other with a pause, round and round over its works. A fault counts when it is met twice.
/// </summary>
internal sealed class CheckLinks(Database database, AskLink ask, TimeProvider clock)
{
    private const int Works = 40;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private sealed record Work
    {
        public string Ref { get; init; } = "";
        public int Number { get; init; }
        public string Origin { get; init; } = "";
    }

    /// <summary>Sources that have works to ask about.</summary>
    public async Task<IReadOnlyList<string>> Sources(CancellationToken stop)
    {
        await using var connection = await database.Open(stop);
        return (await connection.QueryAsync<string>("select s.code from harvest_source s join mapping_progress p on p.source = s.code where s.state = 'active' order by s.code")).AsList();
    }

    /// <summary>Answers how many addresses were asked; the next call goes on after them, and begins again at the end.</summary>
    /// <param name="pause">Null: as long as politeness asks.</param>
    public async Task<int> Run(string source, TimeSpan? pause, CancellationToken stop)
    {
        var asked = 0;
        var (cursor, works) = await Next(source, stop);
        foreach (var work in works)
        {
            var there = Elsewhere.Read(work.Origin);
            foreach (var (kind, address) in new[] { ("page", there.Page), ("manifest", there.Manifest) }.Concat(there.Pictures.Take(3).Select(p => ("picture", p))).Where(a => a.Item2.Length > 0))
            {
                if (asked++ > 0)
                {
                    await Task.Delay(pause ?? Pause, clock, stop);
                }

                var answer = await ask.Run(new Uri(address), kind == "picture", stop);
                if (answer.Problem != "later")
                {
                    await Keep(source, work.Ref, kind, address, answer, stop);
                }
            }
        }

        await database.Write((connection, transaction) => connection.ExecuteAsync(
            "update mapping_progress set links_cursor = @next where source = @source and links_cursor = @cursor", new { next = works.Count == 0 ? 0 : works[^1].Number, source, cursor }, transaction), stop);
        return asked;
    }

    private async Task<(int Cursor, IReadOnlyList<Work> Works)> Next(string source, CancellationToken stop)
    {
        await using var connection = await database.Open(stop);
        var cursor = await connection.ExecuteScalarAsync<int>("select links_cursor from mapping_progress where source = @source", new { source });
        return (cursor, (await connection.QueryAsync<Work>("""
            select ref, number, origin from notice where source = @source and number > @cursor and state = 'published' order by number limit @Works
            """, new { source, cursor, Works })).AsList());
    }

    private Task<int> Keep(string source, string reference, string kind, string address, LinkAnswer answer, CancellationToken stop) => database.Write((connection, transaction) => connection.ExecuteAsync("""
        insert into link_check (url, source, ref, kind, status, problem, checked_at) values (@address, @source, @reference, @kind, @Status, @Problem, @now)
        on conflict (url) do update set source = excluded.source, ref = excluded.ref, kind = excluded.kind, status = excluded.status, problem = excluded.problem, checked_at = excluded.checked_at,
            tries = case when excluded.problem = '' then 1 else link_check.tries + 1 end,
            broken_at = case when excluded.problem = '' then null when link_check.problem <> '' then coalesce(link_check.broken_at, excluded.checked_at) else null end
        """, new { address, source, reference, kind, answer.Status, answer.Problem, now = clock.GetUtcNow() }, transaction), stop);
}
