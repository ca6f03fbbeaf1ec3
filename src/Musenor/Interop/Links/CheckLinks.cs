using Dapper;
using Musenor.Collections.Notices;
using Musenor.Interop.Harvest.Fetching;
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

    /// <summary>
    /// Answers how many addresses were asked; the next call goes on after them, and begins again at the end. A server that asks for patience ends
    /// the turn: the next one goes on after that work.
    /// </summary>
    /// <param name="pause">Null: as long as politeness asks.</param>
    public async Task<int> Run(string source, TimeSpan? pause, CancellationToken stop)
    {
        var (asked, next) = (0, 0);
        var (door, cursor, works) = await Next(source, stop);
        using var client = ask.For(door);
        foreach (var work in works)
        {
            var (more, isTired) = await Walk(client, source, work, (asked > 0 ? pause ?? Pause : TimeSpan.Zero, pause ?? Pause), stop);
            (asked, next) = (asked + more, work.Number);
            if (isTired)
            {
                break;
            }
        }

        await database.Write(async (connection, transaction) =>
        {
            if (works.Count == 0)
            {
                await connection.ExecuteAsync("""
                    delete from link_check where source = @source and not exists (select 1 from notice n where n.ref = link_check.ref and n.source = @source and n.state = 'published')
                    """, new { source }, transaction);
            }

            return await connection.ExecuteAsync(
                "update mapping_progress set links_cursor = @next where source = @source and links_cursor = @cursor", new { next, source, cursor }, transaction);
        }, stop);
        return asked;
    }

    private async Task<(int Asked, bool IsTired)> Walk(AskLink client, string source, Work work, (TimeSpan Before, TimeSpan Between) pause, CancellationToken stop)
    {
        var asked = 0;
        var there = Elsewhere.Read(work.Origin);
        var named = new[] { ("page", there.Page), ("manifest", there.Manifest) }.Concat(there.Pictures.Take(3).Select(p => ("picture", p))).Where(a => a.Item2.Length > 0).ToArray();
        foreach (var (kind, text) in named)
        {
            if (!Uri.TryCreate(text, UriKind.Absolute, out var address))
            {
                continue;
            }

            await Task.Delay(asked++ > 0 ? pause.Between : pause.Before, clock, stop);
            var answer = await client.Run(address, kind == "picture", stop);
            if (answer.Problem == "later")
            {
                return (asked, true);
            }

            await Keep(source, work.Ref, kind, text, answer, stop);
        }

        await Forget(source, work.Ref, [.. named.Select(n => n.Item2)], stop);
        return (asked, false);
    }

    /// <summary>What the work named once and names no more is nobody's to mend.</summary>
    private async Task Forget(string source, string reference, HashSet<string> named, CancellationToken stop)
    {
        await using var connection = await database.Open(stop);
        var old = (await connection.QueryAsync<string>("select url from link_check where source = @source and ref = @reference", new { source, reference })).Where(u => !named.Contains(u)).ToArray();
        if (old.Length > 0)
        {
            await database.Write((writing, transaction) => writing.ExecuteAsync(
                "delete from link_check where url = @url and ref = @reference", old.Select(url => new { url, reference }), transaction), stop);
        }
    }

    private async Task<(Uri? Door, int Cursor, IReadOnlyList<Work> Works)> Next(string source, CancellationToken stop)
    {
        await using var connection = await database.Open(stop);
        var (url, host, cursor) = await connection.QueryFirstOrDefaultAsync<(string, string, int)>("""
            select s.base_url, s.private_host, p.links_cursor from harvest_source s join mapping_progress p on p.source = s.code where s.code = @source
            """, new { source });
        return (Door.Inside(url ?? "", host ?? ""), cursor, (await connection.QueryAsync<Work>("""
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
