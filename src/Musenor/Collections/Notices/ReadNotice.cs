using Dapper;
using Heritage.Standards.Joconde;
using Musenor.Collections.Search;
using Musenor.Museums;
using Musenor.Storage;

namespace Musenor.Collections.Notices;

/// <summary>A notice whole, as its page and its machine-readable forms need it.</summary>
public sealed record NoticeView(
    string Ref, JocondeNotice Notice, Museum Museum, IReadOnlyList<NoticeImage> Images, bool IsDemo, bool IsWithdrawn, DateTimeOffset UpdatedAt)
{
    /// <summary>Bytes of the masters of its pictures, by their hash: what downloading the whole one costs.</summary>
    public IReadOnlyDictionary<string, long> MasterBytes { get; init; } = new Dictionary<string, long>();

    /// <summary>Code of the network that it was harvested from; null for a notice of this portal.</summary>
    public string? Source { get; init; }

    /// <summary>Name of that network; null for a notice of this portal.</summary>
    public string? SourceName { get; init; }

    /// <summary>What its source shows of it.</summary>
    public Elsewhere Elsewhere { get; init; } = Elsewhere.None;

    /// <summary>Field → terms of the vocabulary that stand for those of the source in the search.</summary>
    public IReadOnlyDictionary<string, string> Harmonised { get; init; } = new Dictionary<string, string>();

    /// <summary>The notice as the search finds it: terms of the vocabulary in place of those of the source.</summary>
    public JocondeNotice Searched => Harmonised.Count == 0 ? Notice : new JocondeNotice(new Dictionary<string, string>([.. Notice.Fields.Where(f => !Harmonised.ContainsKey(f.Key)), .. Harmonised]));

    /// <summary>The notice that lists show for the same object; null: itself.</summary>
    public string? Lead { get; init; }

    /// <summary>Networks of the other notices of the object that lists show by this one.</summary>
    public string Also { get; init; } = "";

    public string Address => $"/notices/{Uri.EscapeDataString(Ref)}";

    /// <summary>Of a withdrawn notice: since when and why, as its address tells everyone.</summary>
    public Tombstone? Withdrawn { get; init; }
}

/// <param name="Reason">Key of Editing/Withdrawal.cs; empty when unknown.</param>
/// <param name="Note">What the museum added.</param>
public sealed record Tombstone(DateTimeOffset At, string Reason, string Note);

/// <summary>Finds one notice by its address or its Joconde reference; null when there is none.</summary>
public sealed class ReadNotice(Database database, MuseumDirectory museums)
{
    private sealed record Row
    {
        public string Ref { get; init; } = "";
        public string MuseumId { get; init; } = "";
        public string Fields { get; init; } = "";
        public bool IsDemo { get; init; }
        public string State { get; init; } = "";
        public DateTimeOffset UpdatedAt { get; init; }
        public DateTimeOffset? WithdrawnAt { get; init; }
        public string WithdrawnReason { get; init; } = "";
        public string WithdrawnNote { get; init; } = "";
        public string? Source { get; init; }
        public string? SourceName { get; init; }
        public string Origin { get; init; } = "";
        public string Harmonised { get; init; } = "";
        public string? Lead { get; init; }
        public string Also { get; init; } = "";
    }

    public async Task<NoticeView?> Run(string reference, CancellationToken stop = default)
    {
        var directory = await museums.Read(stop);
        await using var connection = await database.Open(stop);
        var row = await connection.QueryFirstOrDefaultAsync<Row>("""
            select ref, museum_id, fields, is_demo, state, updated_at, withdrawn_at, withdrawn_reason, withdrawn_note, source, origin, harmonised, lead, also,
                (select s.name from notice_source s where s.code = notice.source) as source_name
            from notice where ref = @reference or joconde_ref = @reference
            order by case when ref = @reference then 0 else 1 end
            """, new { reference });
        if (row is null || !directory.ById.TryGetValue(row.MuseumId, out var museum))
        {
            return null;
        }

        var images = await connection.QueryAsync<NoticeImage>(
            $"select {Media.Photographs.PictureRows.Columns} from notice_image where ref = @Ref order by position", new { row.Ref });
        var masters = await connection.QueryAsync<(string Hash, long Bytes)>(
            "select hash, bytes from picture_master where hash in (select master_hash from notice_image where ref = @Ref)", new { row.Ref });
        return new NoticeView(row.Ref, new JocondeNotice(FieldsJson.Read(row.Fields)), museum, images.AsList(), row.IsDemo, row.State == "withdrawn", row.UpdatedAt)
        {
            MasterBytes = masters.ToDictionary(m => m.Hash, m => m.Bytes, StringComparer.Ordinal),
            Withdrawn = row.State == "withdrawn" ? new Tombstone(row.WithdrawnAt ?? row.UpdatedAt, row.WithdrawnReason, row.WithdrawnNote) : null,
            Source = row.Source,
            SourceName = row.SourceName,
            Elsewhere = Elsewhere.Read(row.Origin),
            Harmonised = row.Harmonised.Length == 0 ? new Dictionary<string, string>() : FieldsJson.Read(row.Harmonised),
            Lead = row.Lead,
            Also = row.Also,
        };
    }
}
