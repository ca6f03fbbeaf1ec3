using System.Data.Common;
using Dapper;
using Heritage.Standards.Joconde;
using Musenor.Collections.Notices;
using Musenor.Storage;

namespace Musenor.Collections.Editing;

/// <summary>A field corrected by hand: who and when. Imports leave it.</summary>
public sealed record EditedField
{
    public string Code { get; init; } = "";

    /// <summary>Empty for an operator, or somebody who left.</summary>
    public string Name { get; init; } = "";

    public DateTimeOffset EditedAt { get; init; }
}

/// <summary>A notice opened by somebody who edits: withdrawn ones open too.</summary>
public sealed record OpenedNotice
{
    public required NoticeView View { get; init; }

    public required long Revision { get; init; }

    public required IReadOnlyDictionary<string, EditedField> Edited { get; init; }

    /// <summary>References of the other notices of the museum under the same inventory number.</summary>
    public required IReadOnlyList<string> SameNumber { get; init; }

    /// <summary>Where it stands elsewhere, in words: « à envoyer à POP ».</summary>
    public IReadOnlyList<string> Standing { get; init; } = [];

    public string Ref => View.Ref;

    public JocondeNotice Notice => View.Notice;

    public string Title => Notice.Title.Length > 0 ? Notice.Title : Ref;
}

/// <summary>What somebody else changed since the form was opened, beside what was typed in it.</summary>
public sealed record FormComparison(NoticeMerge Merge, IReadOnlyList<NoticeChange> Since);

/// <summary>Reads what the pages of the editor show.</summary>
public sealed class OpenNotice(Database database, ReadNotice read, IEnumerable<INoticeStanding> standings)
{
    private sealed record Row
    {
        public long Revision { get; init; }
        public string MuseumId { get; init; } = "";
        public string InventoryKey { get; init; } = "";
    }

    public async Task<OpenedNotice?> Run(string reference, CancellationToken stop = default)
    {
        await using var connection = await database.Open(stop);
        // The revision first: if the words move between the two, the form is older than its words, and saving merges.
        if (await Find(connection, reference) is not { } row || await read.Run(reference, stop) is not { } view)
        {
            return null;
        }

        var edited = await connection.QueryAsync<EditedField>("""
            select e.code, coalesce(a.name, '') as name, e.edited_at from notice_edit e left join account a on a.id = e.account_id where e.ref = @Ref
            """, new { view.Ref });
        var same = row.InventoryKey.Length == 0 ? [] : await connection.QueryAsync<string>("""
            select ref from notice where museum_id = @MuseumId and inventory_key = @InventoryKey and ref <> @Ref order by number limit 5
            """, new { row.MuseumId, row.InventoryKey, view.Ref });
        return new OpenedNotice { View = view, Revision = row.Revision, Edited = edited.ToDictionary(e => e.Code), SameNumber = [.. same], Standing = await standings.Of(view.Ref, stop) };
    }

    /// <summary>Three texts of each field: of the form when it was opened, of now, and as typed.</summary>
    public async Task<FormComparison> Compare(OpenedNotice notice, long shown, IReadOnlyDictionary<string, string> typed, CancellationToken stop = default)
    {
        await using var connection = await database.Open(stop);
        var before = await NoticeVersions.At(connection, null, notice.Ref, shown, notice.Notice.Fields);
        return new FormComparison(NoticeMerge.Of(before, notice.Notice.Fields, typed), await NoticeVersions.Since(connection, null, notice.Ref, shown));
    }

    /// <summary>Changes above a revision, latest first.</summary>
    public async Task<IReadOnlyList<NoticeChange>> Since(OpenedNotice notice, long revision, CancellationToken stop = default)
    {
        await using var connection = await database.Open(stop);
        return await NoticeVersions.Since(connection, null, notice.Ref, revision);
    }

    /// <summary>A page of the history, latest first, and one change more where there are older ones.</summary>
    public async Task<IReadOnlyList<NoticeChange>> History(OpenedNotice notice, int skip, int take, CancellationToken stop = default)
    {
        await using var connection = await database.Open(stop);
        return await NoticeVersions.Page(connection, notice.Ref, skip, take);
    }

    private static Task<Row?> Find(DbConnection connection, string reference) => connection.QueryFirstOrDefaultAsync<Row>("""
        select revision, museum_id, inventory_key from notice where ref = @reference or joconde_ref = @reference
        order by case when ref = @reference then 0 else 1 end
        """, new { reference });
}
