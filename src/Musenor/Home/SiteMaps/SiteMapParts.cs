using System.Data.Common;
using System.Globalization;
using Dapper;
using Musenor.Museums;
using Musenor.Storage;

namespace Musenor.Home.SiteMaps;

/// <summary>One file of the site map, and when something in it last changed.</summary>
/// <param name="Name">« pages », « musees », « notices-1 », « images-1 ».</param>
/// <param name="Revision">The file is as it was while this is.</param>
internal sealed record SiteMapPart(string Name, string LastChange, long Revision);

/// <summary>
/// How the site is cut: notices by their number, which never changes, so that a new work touches the last file only. Withdrawn notices and invented
/// ones are in none.
/// </summary>
internal sealed class SiteMapParts(Database database, MuseumDirectory museums)
{
    /// <summary>Below the 50,000 of the protocol, so that a file stays under its 50 MB with pictures.</summary>
    public const int PartSize = 40_000;

    // As the notices and the museums stood at revisions of theirs.
    private volatile Kept? _last;

    private sealed record Kept(long Notices, long Museums, IReadOnlyList<SiteMapPart> Parts);

    private sealed record Range
    {
        public long Part { get; init; }
        public string LastChange { get; init; } = "";
        public long Revision { get; init; }
    }

    public async Task<IReadOnlyList<SiteMapPart>> Read(CancellationToken stop = default)
    {
        var directory = await museums.Read(stop);
        await using var connection = await database.Open(stop);
        var revision = await connection.ExecuteScalarAsync<long>(new CommandDefinition("select coalesce(max(revision), 0) from notice_column", cancellationToken: stop));
        if (_last is { } known && known.Notices == revision && known.Museums == directory.Revision)
        {
            return known.Parts;
        }

        var parts = await Parts(connection, directory, stop);
        _last = new Kept(revision, directory.Revision, parts);
        return parts;
    }

    private static async Task<IReadOnlyList<SiteMapPart>> Parts(DbConnection connection, MuseumDirectory.Snapshot directory, CancellationToken stop)
    {
        // Withdrawn ones count for the revision: the file they leave is another.
        var ranges = (await connection.QueryAsync<Range>(new CommandDefinition("""
            select (number - 1) / @PartSize + 1 as part, max(changed_at) as last_change, max(revision) as revision
            from notice_column group by 1 having sum(case when is_public and not is_demo then 1 else 0 end) > 0 order by 1
            """, new { PartSize }, cancellationToken: stop))).AsList();
        var pictured = (await connection.QueryAsync<long>(new CommandDefinition("""
            select distinct (c.number - 1) / @PartSize + 1 from notice_image i join notice_column c on c.ref = i.ref where c.is_public and not c.is_demo
            """, new { PartSize }, cancellationToken: stop))).ToHashSet();
        string Number(Range range) => range.Part.ToString(CultureInfo.InvariantCulture);
        return
        [
            new("pages", "", 0),
            .. directory.All.Count > 0 ? (SiteMapPart[])[new("musees", directory.All.Max(m => m.UpdatedAt).Text(), directory.Revision)] : [],
            .. ranges.Select(r => new SiteMapPart($"notices-{Number(r)}", r.LastChange, r.Revision)),
            .. ranges.Where(r => pictured.Contains(r.Part)).Select(r => new SiteMapPart($"images-{Number(r)}", r.LastChange, r.Revision)),
        ];
    }
}
