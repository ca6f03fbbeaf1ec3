using System.Data.Common;
using Dapper;
using Musenor.Collections.Media;
using Musenor.Collections.Search;
using Musenor.Storage;

namespace Musenor.Collections.Harvested;

/// <summary>The small copy of a harvested work's picture, or why there is none.</summary>
public sealed record Thumbnail
{
    public string Ref { get; init; } = "";

    /// <summary>Of its files; empty while there are none.</summary>
    public string Id { get; init; } = "";

    /// <summary>The picture at its source.</summary>
    public string Url { get; init; } = "";

    public int Width { get; init; }

    public int Height { get; init; }

    public string Bytes { get; init; } = "";

    public string Problem { get; init; } = "";

    public DateTimeOffset TriedAt { get; init; }

    public int Tries { get; init; }
}

/// <summary>Small copies of the pictures of harvested works: visitors see them without asking anything of another site.</summary>
public sealed class Thumbnails(Database database, Pictures pictures, TimeProvider clock)
{
    private const string Columns = "ref, id, url, width, height, bytes, problem, tried_at, tries";

    /// <summary>What is shown of these notices, by reference.</summary>
    public async Task<Dictionary<string, NoticeImage>> Shown(DbConnection connection, IReadOnlyCollection<string> refs) =>
        (await Of(connection, refs)).Values.Where(t => t.Id.Length > 0).ToDictionary(t => t.Ref, t => new NoticeImage { Id = t.Id, Ref = t.Ref, Position = 1, Width = t.Width, Height = t.Height, Bytes = t.Bytes, Kind = "thumbnail" }, StringComparer.Ordinal);

    public async Task<NoticeImage?> Shown(string reference, CancellationToken stop = default)
    {
        await using var connection = await database.Open(stop);
        return (await Shown(connection, [reference])).GetValueOrDefault(reference);
    }

    public async Task<Dictionary<string, Thumbnail>> Of(DbConnection connection, IReadOnlyCollection<string> refs)
    {
        if (refs.Count == 0)
        {
            return [];
        }

        var rows = database.Engine == Engine.Sqlite
            ? await connection.QueryAsync<Thumbnail>($"select {Columns} from notice_thumbnail where ref in (select value from json_each(@list))", new { list = System.Text.Json.JsonSerializer.Serialize(refs) })
            : await connection.QueryAsync<Thumbnail>($"select {Columns} from notice_thumbnail where ref = any(@list)", new { list = refs.ToArray() });
        return rows.ToDictionary(t => t.Ref, StringComparer.Ordinal);
    }

    /// <summary>The copies are made and stand for the work from now on; those of another picture go.</summary>
    /// <returns>False when the bytes are no picture that we show, or one too large to open.</returns>
    public async Task<bool> Keep(string reference, string url, byte[] file, CancellationToken stop)
    {
        var id = Pictures.Id(reference, 0, file);
        if (pictures.Thumbnail(id, file) is not var (width, height, bytes))
        {
            return false;
        }

        await Settle(new Thumbnail { Ref = reference, Id = id, Url = url, Width = width, Height = height, Bytes = string.Join(' ', bytes) }, stop);
        return true;
    }

    /// <summary>Nothing came of it; what was shown of this picture until now stays, for a source may be away for a while.</summary>
    public Task Fail(string reference, string url, string problem, CancellationToken stop) => Settle(new Thumbnail { Ref = reference, Url = url, Problem = problem }, stop);

    /// <summary>No copy of this work's picture is wanted any more.</summary>
    public async Task Remove(string reference, CancellationToken stop)
    {
        var gone = await database.Write(async (connection, transaction) =>
        {
            var id = await connection.ExecuteScalarAsync<string?>("select id from notice_thumbnail where ref = @reference", new { reference }, transaction);
            await connection.ExecuteAsync("delete from notice_thumbnail where ref = @reference", new { reference }, transaction);
            return id;
        }, stop);
        pictures.Delete(gone ?? "");
    }

    /// <summary>Pages that show works of this source are another from now on. Once for many copies: pages that nobody can keep cost.</summary>
    public Task Tell(string source, CancellationToken stop) => database.Write((connection, transaction) => connection.ExecuteAsync(
        "update notice_source set revision = (select max(revision) + 1 from notice_source) where code = @source", new { source }, transaction), stop);

    private async Task Settle(Thumbnail now, CancellationToken stop)
    {
        var old = await database.Write(async (connection, transaction) =>
        {
            var before = await connection.QuerySingleOrDefaultAsync<Thumbnail>($"select {Columns} from notice_thumbnail where ref = @Ref", now, transaction);
            var isSame = before is not null && before.Url == now.Url;
            var after = now with
            {
                Tries = isSame && now.Problem.Length > 0 ? before!.Tries + 1 : 1,
                TriedAt = clock.GetUtcNow(),
                Id = now.Problem.Length > 0 && isSame ? before!.Id : now.Id,
                Width = now.Problem.Length > 0 && isSame ? before!.Width : now.Width,
                Height = now.Problem.Length > 0 && isSame ? before!.Height : now.Height,
                Bytes = now.Problem.Length > 0 && isSame ? before!.Bytes : now.Bytes,
            };
            await connection.ExecuteAsync("""
                insert into notice_thumbnail (ref, id, url, width, height, bytes, problem, tried_at, tries) values (@Ref, @Id, @Url, @Width, @Height, @Bytes, @Problem, @TriedAt, @Tries)
                on conflict (ref) do update set id = excluded.id, url = excluded.url, width = excluded.width, height = excluded.height, bytes = excluded.bytes,
                    problem = excluded.problem, tried_at = excluded.tried_at, tries = excluded.tries
                """, after, transaction);
            return before is not null && before.Id != after.Id ? before.Id : "";
        }, stop);
        pictures.Delete(old);
    }
}
