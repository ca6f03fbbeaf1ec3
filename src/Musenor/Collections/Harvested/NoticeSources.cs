using System.Data.Common;
using System.Globalization;
using Dapper;
using Musenor.Storage;
using Musenor.Web;

namespace Musenor.Collections.Harvested;

/// <summary>A network whose works are shown here.</summary>
public sealed record NoticeSource
{
    public string Code { get; init; } = "";

    public string Name { get; init; } = "";

    /// <summary>Its own site; may be empty.</summary>
    public string Url { get; init; } = "";
}

/// <summary>The networks in memory, read again when one changed: one cheap query a call.</summary>
public sealed class NoticeSources(Database database) : IFreshness
{
    private volatile Snapshot? _last;

    public sealed record Snapshot(long Revision, IReadOnlyDictionary<string, NoticeSource> ByCode)
    {
        /// <summary>Its name; its code while nobody told one.</summary>
        public string Name(string code) => ByCode.GetValueOrDefault(code)?.Name ?? code;
    }

    public async Task<Snapshot> Read(CancellationToken stop = default)
    {
        await using var connection = await database.Open(stop);
        var revision = await connection.ExecuteScalarAsync<long>(new CommandDefinition("select coalesce(max(revision), 0) from notice_source", cancellationToken: stop));
        if (_last is { } known && known.Revision == revision)
        {
            return known;
        }

        var sources = await connection.QueryAsync<NoticeSource>(new CommandDefinition("select code, name, url from notice_source order by code", cancellationToken: stop));
        return _last = new Snapshot(revision, sources.ToDictionary(s => s.Code, StringComparer.OrdinalIgnoreCase));
    }

    public async ValueTask<string> Stamp(CancellationToken stop) => (await Read(stop)).Revision.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A network is made known, or called otherwise, before its works enter. Runs inside the caller's transaction.</summary>
public sealed class KeepSource(TimeProvider clock)
{
    public Task Run(DbConnection connection, DbTransaction transaction, NoticeSource source) => connection.ExecuteAsync("""
        insert into notice_source (code, name, url, updated_at, revision)
        values (@Code, @Name, @Url, @now, (select coalesce(max(revision), 0) + 1 from notice_source))
        on conflict (code) do update set name = excluded.name, url = excluded.url, updated_at = excluded.updated_at, revision = excluded.revision
            where notice_source.name <> excluded.name or notice_source.url <> excluded.url
        """, new { source.Code, source.Name, source.Url, now = clock.GetUtcNow() }, transaction);
}
