using System.Data.Common;
using Dapper;
using Musenor.Storage;

namespace Musenor.Interop.JocondeExport;

/// <summary>The rows of packages, and the folder where their files lie: &lt;data&gt;/exports/joconde/&lt;id&gt;.</summary>
public sealed class PackageStore(Database database, DataFolder folder, TimeProvider clock)
{
    /// <summary>A process silent for longer than this is dead.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private const string Columns =
        "id, museum_id, name, filter, scope, format, state, asked_at, ready_at, sent_at, problem, total, done, notices, left_out, images, is_outside, holder";

    public DateTimeOffset Now => clock.GetUtcNow();

    public string FolderOf(string id) => Path.GetDirectoryName(folder.File("exports", "joconde", id, "x"))!;

    public static Task<int> Add(DbConnection connection, DbTransaction transaction, Package package) => connection.ExecuteAsync("""
        insert into joconde_package (id, museum_id, name, filter, scope, format, state, asked_at, beat_at, is_outside, holder)
        values (@Id, @MuseumId, @Name, @Filter, @Scope, @Format, @State, @AskedAt, @AskedAt, @IsOutside, @Holder)
        """, package, transaction);

    public Task Add(Package package, CancellationToken stop) => database.Write((connection, transaction) => Add(connection, transaction, package), stop);

    public async Task<Package?> Find(string id, CancellationToken stop = default)
    {
        await using var connection = await database.Open(stop);
        var package = await Find(connection, null, id);
        return package is null ? null : package with
        {
            Files = [.. await connection.QueryAsync<PackageFile>("select package_id, position, name, bytes, notices, images from joconde_package_file where package_id = @id order by position", new { id })],
        };
    }

    public static Task<Package?> Find(DbConnection connection, DbTransaction? transaction, string id) =>
        connection.QuerySingleOrDefaultAsync<Package>($"select {Columns} from joconde_package where id = @id", new { id }, transaction);

    /// <summary>Latest first.</summary>
    /// <param name="museums">Null for all.</param>
    public async Task<IReadOnlyList<Package>> Latest(IReadOnlyList<string>? museums, int most, CancellationToken stop = default)
    {
        await using var connection = await database.Open(stop);
        if (museums is null)
        {
            return [.. await connection.QueryAsync<Package>($"select {Columns} from joconde_package order by asked_at desc, id desc limit @most", new { most })];
        }

        var all = new List<Package>();
        foreach (var museum in museums)
        {
            all.AddRange(await connection.QueryAsync<Package>($"select {Columns} from joconde_package where museum_id = @museum order by asked_at desc, id desc limit @most", new { museum, most }));
        }

        return [.. all.OrderByDescending(p => p.Id, StringComparer.Ordinal).Take(most)];
    }

    /// <summary>Takes the next one that waits, or that its process left unfinished; null when there is none.</summary>
    public async Task<Package?> Claim(CancellationToken stop = default)
    {
        const string Next = "select id from joconde_package where is_outside = @no and (state = 'waiting' or (state = 'building' and beat_at < @lost)) order by asked_at, id limit 1";
        var values = new { no = false, lost = Now - Patience };
        await using (var connection = await database.Open(stop))
        {
            if (await connection.ExecuteScalarAsync<string?>(Next, values) is null)
            {
                return null; // nothing to lock the database for
            }
        }

        return await database.Write(async (connection, transaction) =>
        {
            if (await connection.ExecuteScalarAsync<string?>(Next, values, transaction) is not { } id)
            {
                return null;
            }

            await connection.ExecuteAsync("update joconde_package set state = 'building', holder = @holder, beat_at = @Now, done = 0 where id = @id", new { holder = Package.NewHolder(), Now, id }, transaction);
            return await Find(connection, transaction, id);
        }, stop);
    }

    /// <summary>Says how far it is; false when it was cancelled, or taken over, meanwhile.</summary>
    public Task<bool> Beat(Package package, int done, int total, CancellationToken stop) => database.Write(async (connection, transaction) =>
        await connection.ExecuteAsync(
            "update joconde_package set beat_at = @Now, done = @done, total = @total where id = @Id and state = 'building' and holder = @Holder",
            new { Now, package.Id, package.Holder, done, total }, transaction) == 1, stop);

    /// <summary>« J_M0160-0001_2026-11-27 »: a number is used once, also when what it was taken for failed.</summary>
    public async Task<string> NextName(string museum, string code, CancellationToken stop)
    {
        var number = await database.Write((connection, transaction) => connection.QuerySingleAsync<int>("""
            insert into joconde_counter (museum_id, last) values (@museum, 1)
            on conflict (museum_id) do update set last = joconde_counter.last + 1
            returning last
            """, new { museum }, transaction), stop);
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"J_{code}-{number:0000}_{Web.ParisDay.Today(clock):yyyy-MM-dd}");
    }

    /// <summary>Whole at last: files in their place, rows that say so. False when it was cancelled, or taken over, meanwhile.</summary>
    public Task<bool> Finish(Package package, SendingReport report, IReadOnlyList<PackageFile> files, IEnumerable<SpooledNotice> notices, CancellationToken stop) => database.Write(async (connection, transaction) =>
    {
        var (id, state) = (package.Id, files.Count > 0 ? Package.Ready : Package.Empty);
        var whole = await connection.ExecuteAsync("""
            update joconde_package set state = @state, ready_at = @Now, notices = @Written, left_out = @LeftOut, images = @Images
            where id = @id and state = 'building' and holder = @Holder
            """, new { state, Now, report.Written, LeftOut = report.NoticesLeftOut, report.Images, id, package.Holder }, transaction) == 1;
        if (!whole)
        {
            return false;
        }

        await connection.ExecuteAsync("delete from joconde_package_notice where package_id = @id", new { id }, transaction);
        await connection.ExecuteAsync("""
            insert into joconde_package_file (package_id, position, name, bytes, notices, images) values (@PackageId, @Position, @Name, @Bytes, @Notices, @Images)
            """, files, transaction);
        await using var insert = connection.Prepared(transaction, """
            insert into joconde_package_notice (package_id, ref, joconde_ref, revision, content_hash, images_hash, codes)
            values (@package, @ref, @joconde, @revision, @content, @images, @codes)
            """, "package", "ref", "joconde", "revision", "content", "images", "codes");
        foreach (var notice in notices)
        {
            insert.Run(id, notice.Ref, notice.JocondeRef, notice.Revision, notice.ContentHash, notice.ImagesHash, notice.Codes);
        }

        return true;
    }, stop);

    /// <summary>Nothing when it was cancelled, or taken over, meanwhile.</summary>
    public Task Fail(Package package, string problem, CancellationToken stop) => database.Write((connection, transaction) =>
        connection.ExecuteAsync("update joconde_package set state = 'failed', problem = @problem where id = @Id and state = 'building' and holder = @Holder", new { package.Id, package.Holder, problem }, transaction), stop);
}
