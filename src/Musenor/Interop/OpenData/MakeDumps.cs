using System.Security.Cryptography;
using Dapper;
using Musenor.Storage;

namespace Musenor.Interop.OpenData;

/// <summary>A file of /donnees.</summary>
public sealed record Dump
{
    public string Kind { get; init; } = "";
    public string File { get; init; } = "";
    public long Bytes { get; init; }
    public string Hash { get; init; } = "";
    public long Notices { get; init; }
    public DateTimeOffset MadeAt { get; init; }
}

/// <summary>
/// Makes the public files anew: each is written beside, then takes its place whole with the row that tells it. The one before stays until then, and
/// a day more for those who are fetching it.
/// </summary>
public sealed class MakeDumps(Database database, DataFolder folder, StreamNotices notices, WriteDump write, TimeProvider clock)
{
    public static readonly IReadOnlyList<(string Kind, string Extension)> Kinds = [(WriteDump.Csv, "csv.gz"), (WriteDump.JsonLines, "jsonl.gz"), (WriteDump.Lido, "lido.zip")];

    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    public async Task<IReadOnlyList<Dump>> Read(CancellationToken stop = default)
    {
        await using var connection = await database.Open(stop);
        return [.. await connection.QueryAsync<Dump>("select kind, file, bytes, hash, notices, made_at from open_dump order by kind")];
    }

    /// <summary>A file that the page tells, or told until a day ago; null for any other.</summary>
    public async Task<Dump?> Find(string file, CancellationToken stop = default)
    {
        await using var connection = await database.Open(stop);
        return await connection.QueryFirstOrDefaultAsync<Dump?>("""
            select file, hash, made_at from open_dump where file = @file
            union all select file, hash, made_at from open_dump_former where file = @file and replaced_at >= @limit
            """, new { file, limit = clock.GetUtcNow() - Kept });
    }

    public string PathOf(string file) => folder.File("exports", "donnees", file);

    public async Task Run(CancellationToken stop = default)
    {
        foreach (var (kind, extension) in Kinds)
        {
            await One(kind, extension, stop);
        }

        await Tidy(stop);
    }

    private async Task One(string kind, string extension, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var file = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"notices-{Web.ParisDay.Of(now):yyyy-MM-dd}-{now.ToUnixTimeSeconds()}.{extension}");
        var writing = PathOf($"{file}.{Guid.NewGuid():N}.tmp");
        try
        {
            long count;
            await using (var to = new FileStream(writing, FileMode.CreateNew, FileAccess.Write, FileShare.None, 128 * 1024))
            {
                count = await write.Compressed(kind, to, notices.All(stop), stop);
                to.Flush(flushToDisk: true);
            }

            var hash = await Hash(writing, stop);
            var bytes = new FileInfo(writing).Length;
            File.Move(writing, PathOf(file), overwrite: true);
            await database.Write((connection, transaction) => connection.ExecuteAsync("""
                insert into open_dump_former (file, hash, made_at, replaced_at) select file, hash, made_at, @now from open_dump where kind = @kind and file <> @file
                on conflict (file) do update set hash = excluded.hash, made_at = excluded.made_at, replaced_at = excluded.replaced_at;
                insert into open_dump (kind, file, bytes, hash, notices, made_at) values (@kind, @file, @bytes, @hash, @count, @now)
                on conflict (kind) do update set file = excluded.file, bytes = excluded.bytes, hash = excluded.hash, notices = excluded.notices, made_at = excluded.made_at
                """, new { kind, file, bytes, hash, count, now }, transaction), stop);
        }
        finally
        {
            File.Delete(writing);
        }
    }

    /// <summary>What was replaced a day ago goes; what a killed run left, too.</summary>
    private async Task Tidy(CancellationToken stop)
    {
        var limit = clock.GetUtcNow() - Kept;
        var told = await database.Write(async (connection, transaction) =>
        {
            await connection.ExecuteAsync("delete from open_dump_former where replaced_at < @limit", new { limit }, transaction);
            return (await connection.QueryAsync<string>("select file from open_dump union select file from open_dump_former", transaction: transaction)).ToHashSet(StringComparer.Ordinal);
        }, stop);
        foreach (var path in Directory.EnumerateFiles(Path.GetDirectoryName(PathOf("x"))!))
        {
            if (!told.Contains(Path.GetFileName(path)) && File.GetLastWriteTimeUtc(path) < limit.UtcDateTime)
            {
                File.Delete(path);
            }
        }
    }

    private static async Task<string> Hash(string path, CancellationToken stop)
    {
        await using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, stop));
    }
}
