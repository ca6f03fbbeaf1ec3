using Dapper;
using Musenor.Accounts.Access;
using Musenor.Storage;

namespace Musenor.Collections.Media.Photographs.Tray;

/// <summary>A file of a museum that waits for somebody to say which notice it shows.</summary>
public sealed record WaitingPhotograph
{
    public string Id { get; init; } = "";
    public string MuseumId { get; init; } = "";
    public string MasterHash { get; init; } = "";
    public string FileName { get; init; } = "";
    public string State { get; init; } = "";

    /// <summary>unknown, several, doubtful, list.</summary>
    public string Why { get; init; } = "";

    public string Candidates { get; init; } = "";
    public string Caption { get; init; } = "";
    public string Photographer { get; init; } = "";
    public string Licence { get; init; } = "";
    public string ViewKey { get; init; } = "";
    public DateTimeOffset ReceivedAt { get; init; }

    // Of the master.
    public int Width { get; init; }
    public int Height { get; init; }
    public long Bytes { get; init; }
    public string Kind { get; init; } = "";

    public IReadOnlyList<string> Proposed => Candidates.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Of its derivatives.</summary>
    public string Picture => PictureId.Of($"tray {MuseumId}", MasterHash);

    public string Address => $"{ListWaitingPage.Path}/{Id}";

    public string Preview(int width) => $"{Address}/apercu-{width}.webp";

    public int HeightAt(int width) => Math.Max(1, (int)Math.Round((double)Height * Math.Min(width, Width) / Math.Max(1, Width)));
}

/// <summary>What of a museum's pictures is described, licensed, and waits.</summary>
public sealed record Coverage
{
    public string MuseumId { get; init; } = "";
    public int Pictures { get; init; }
    public int WithAlt { get; init; }
    public int WithLicence { get; init; }
    public int Waiting { get; init; }
}

/// <summary>Reads the tray. Filtered by whoever asks: a museum never sees the files of another.</summary>
public sealed class ReadTray(Database database)
{
    private const string Rows = """
        select w.id, w.museum_id, w.master_hash, w.file_name, w.state, w.why, w.candidates, w.caption, w.photographer, w.licence, w.view_key, w.received_at,
            m.width, m.height, m.bytes, m.kind
        from photograph_waiting w join picture_master m on m.hash = w.master_hash
        """;

    /// <summary>Null when there is none, or when it is of a museum of others.</summary>
    public async Task<WaitingPhotograph?> One(Person who, string id, CancellationToken stop = default)
    {
        await using var connection = await database.Open(stop);
        var row = await connection.QueryFirstOrDefaultAsync<WaitingPhotograph>($"{Rows} where w.id = @id", new { id });
        return row is not null && who.May(Rights.EditNotices, row.MuseumId) ? row : null;
    }

    public async Task<IReadOnlyList<WaitingPhotograph>> Page(string museum, int skip, int take, CancellationToken stop = default)
    {
        await using var connection = await database.Open(stop);
        return (await connection.QueryAsync<WaitingPhotograph>(
            $"{Rows} where w.state = 'waiting' and w.museum_id = @museum order by w.file_name, w.id limit @take offset @skip", new { museum, skip, take })).AsList();
    }

    /// <summary>The next one of the same museum, for those who work through the tray.</summary>
    public async Task<string?> After(WaitingPhotograph row, CancellationToken stop = default)
    {
        await using var connection = await database.Open(stop);
        return await connection.ExecuteScalarAsync<string?>("""
            select id from photograph_waiting where state = 'waiting' and museum_id = @MuseumId and id <> @Id
            order by case when file_name >= @FileName then 0 else 1 end, file_name, id limit 1
            """, new { row.MuseumId, row.Id, row.FileName });
    }

    /// <summary>How many wait in the museums of the person: cheap, for the page of the day.</summary>
    public async Task<int> Count(Person who, CancellationToken stop = default)
    {
        await using var connection = await database.Open(stop);
        var counts = await connection.QueryAsync<(string Museum, long Count)>("select museum_id, count(*) from photograph_waiting where state = 'waiting' group by museum_id");
        return (int)counts.Where(c => who.May(Rights.EditNotices, c.Museum)).Sum(c => c.Count);
    }

    /// <summary>Museums of the person that have pictures or files that wait.</summary>
    public async Task<IReadOnlyList<Coverage>> Coverage(Person who, CancellationToken stop = default)
    {
        await using var connection = await database.Open(stop);
        // Most people have one museum: only its pictures are counted.
        var only = who.Museums(Rights.EditNotices) is [var one] ? one : null;
        var rows = await connection.QueryAsync<Coverage>("""
            select museum_id, cast(sum(pictures) as integer) as pictures, cast(sum(with_alt) as integer) as with_alt, cast(sum(with_licence) as integer) as with_licence, cast(sum(waiting) as integer) as waiting from (
                select n.museum_id, 1 as pictures, case when i.alt <> '' then 1 else 0 end as with_alt, case when i.licence <> '' then 1 else 0 end as with_licence, 0 as waiting
                from notice_image i join notice n on n.ref = i.ref where i.kind = 'photograph' and (@only is null or n.museum_id = @only)
                union all
                select museum_id, 0, 0, 0, 1 from photograph_waiting where state = 'waiting') as counted
            group by museum_id
            """, new { only });
        return [.. rows.Where(r => who.May(Rights.EditNotices, r.MuseumId))];
    }
}
