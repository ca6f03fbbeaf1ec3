using Dapper;
using Musenor.Collections.Harvested;
using Musenor.Collections.Notices;
using Musenor.Interop.Harvest.Fetching;
using Musenor.Storage;
using Musenor.Web;
using Shown = Musenor.Collections.Harvested.Thumbnails;

namespace Musenor.Interop.Thumbnails;

/// <summary>
/// Goes round the works of a source, some at a time, and fetches the picture of those that have no small copy yet or show another picture now.
/// What the source's settings or the rights of a work do not allow is not copied, and goes when it was.
/// </summary>
internal sealed class FetchThumbnails(Database database, Shown thumbnails, SiteSettings site, IConfiguration configuration, TimeProvider clock)
{
    public const string Open = "open";
    public const string All = "all";
    public const string None = "none";

    private const int Works = 400;
    private const int MostFetched = 40;
    private const int MostTries = 6;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private readonly AddressGuard _guard = new(configuration);

    private sealed record Source
    {
        public string Code { get; init; } = "";
        public string Thumbnails { get; init; } = "";
        public string BaseUrl { get; init; } = "";
        public string PrivateHost { get; init; } = "";
        public int Cursor { get; init; }
    }

    private sealed record Work
    {
        public string Ref { get; init; } = "";
        public int Number { get; init; }
        public string Origin { get; init; } = "";
    }

    public async Task<IReadOnlyList<string>> Sources(CancellationToken stop)
    {
        await using var connection = await database.Open(stop);
        return (await connection.QueryAsync<string>("select s.code from harvest_source s join mapping_progress p on p.source = s.code where s.state = 'active' order by s.code")).AsList();
    }

    /// <summary>Answers how many pictures were asked for; the next call goes on after them, and begins again at the end.</summary>
    /// <param name="pause">Null: as long as politeness asks.</param>
    public async Task<int> Run(string code, TimeSpan? pause, CancellationToken stop)
    {
        if (await Read(code, stop) is not var (source, works, known))
        {
            return 0;
        }

        var (asked, changed, cursor) = await Walk(source, works, known, pause ?? Pause, stop);
        if (changed)
        {
            await thumbnails.Tell(code, stop);
        }

        await Remember(source, works.Count == 0 ? 0 : cursor, stop);
        return asked;
    }

    private async Task<(int Asked, bool IsChanged, int Cursor)> Walk(Source source, IReadOnlyList<Work> works, Dictionary<string, Thumbnail> known, TimeSpan pause, CancellationToken stop)
    {
        using var fetch = new FetchPicture(site, _guard, Door.Inside(source.BaseUrl, source.PrivateHost));
        var (asked, changed, cursor) = (0, false, source.Cursor);
        foreach (var work in works)
        {
            if (asked >= MostFetched)
            {
                break;
            }

            var (wanted, thumbnail) = (Wanted(source, Elsewhere.Read(work.Origin)), known.GetValueOrDefault(work.Ref));
            if (wanted is null ? thumbnail is not null : IsDue(thumbnail, wanted))
            {
                if (wanted is not null && asked++ > 0)
                {
                    await Task.Delay(pause, clock, stop);
                }

                if (await Settle(fetch, work.Ref, wanted, stop) is not { } isChange)
                {
                    break; // the server asks for patience: this work comes first next time
                }

                changed |= isChange;
            }

            cursor = work.Number;
        }

        return (asked, changed, cursor);
    }

    private async Task<(Source Source, IReadOnlyList<Work> Works, Dictionary<string, Thumbnail> Known)?> Read(string code, CancellationToken stop)
    {
        await using var connection = await database.Open(stop);
        var source = await connection.QuerySingleOrDefaultAsync<Source>("""
            select s.code, s.thumbnails, s.base_url, s.private_host, p.thumbnails_cursor cursor from harvest_source s join mapping_progress p on p.source = s.code where s.code = @code
            """, new { code });
        if (source is null)
        {
            return null;
        }

        var works = (await connection.QueryAsync<Work>("""
            select ref, number, origin from notice where source = @Code and number > @Cursor and state = 'published' order by number limit @Works
            """, new { source.Code, source.Cursor, Works })).AsList();
        return (source, works, await thumbnails.Of(connection, [.. works.Select(w => w.Ref)]));
    }

    private static string? Wanted(Source source, Elsewhere there) =>
        there.Pictures.Count > 0 && (source.Thumbnails == All || (source.Thumbnails == Open && OpenRights.Says(there.Rights))) ? there.Pictures[0] : null;

    // What failed is asked again later and later: a source may be away for a week.
    private bool IsDue(Thumbnail? known, string wanted) =>
        known is null || known.Url != wanted || (known.Problem.Length > 0 && known.TriedAt + TimeSpan.FromDays(1 << Math.Min(known.Tries, MostTries)) <= clock.GetUtcNow());

    /// <summary>Is another picture shown now? Null: ask later.</summary>
    private async Task<bool?> Settle(FetchPicture fetch, string reference, string? wanted, CancellationToken stop)
    {
        if (wanted is null)
        {
            await thumbnails.Remove(reference, stop);
            return true;
        }

        var (bytes, problem) = await fetch.Run(new Uri(wanted), stop);
        if (problem == "later")
        {
            return null;
        }

        if (problem.Length == 0 && await thumbnails.Keep(reference, wanted, bytes, stop))
        {
            return true;
        }

        await thumbnails.Fail(reference, wanted, problem.Length > 0 ? problem : "kind", stop);
        return false;
    }

    private Task<int> Remember(Source source, int next, CancellationToken stop) => database.Write((connection, transaction) => connection.ExecuteAsync(
        "update mapping_progress set thumbnails_cursor = @next where source = @Code and thumbnails_cursor = @Cursor", new { next, source.Code, source.Cursor }, transaction), stop);
}
