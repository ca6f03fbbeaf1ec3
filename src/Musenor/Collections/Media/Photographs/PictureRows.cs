using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Dapper;
using Musenor.Accounts.Access;
using Musenor.Collections.Search;

namespace Musenor.Collections.Media.Photographs;

/// <summary>The pictures of one notice, read and written as a whole: what a change replaced is kept with it.</summary>
internal static class PictureRows
{
    public const string Columns = "id, ref, position, width, height, bytes, credit, licence, alt, kind, caption, photographer, file_name, master_hash, colours, downloads, view_key, before_id";

    public static async Task<List<NoticeImage>> Read(DbConnection connection, DbTransaction? transaction, string reference) =>
        (await connection.QueryAsync<NoticeImage>($"select {Columns} from notice_image where ref = @reference order by position", new { reference }, transaction)).AsList();

    /// <summary>Stands for just these pictures, so described and in this order: a form says which it showed.</summary>
    public static string Version(IReadOnlyList<NoticeImage> rows) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(rows))))[..16];

    /// <summary>Replaces the pictures of a notice. Positions follow the order of the list.</summary>
    public static async Task Write(
        DbConnection connection, DbTransaction transaction, string reference, (IReadOnlyList<NoticeImage> Before, IReadOnlyList<NoticeImage> After) change, PictureDeed deed)
    {
        await connection.ExecuteAsync("""
            insert into notice_image_change (ref, number, changed_at, account_id, action, before_images)
            values (@reference, (select coalesce(max(number), 0) + 1 from notice_image_change where ref = @reference), @At, @AccountId, @Action, @before)
            """, new { reference, deed.At, deed.AccountId, deed.Action, before = JsonSerializer.Serialize(change.Before) }, transaction);
        await connection.ExecuteAsync("delete from notice_image where ref = @reference", new { reference }, transaction);
        var kept = change.After.Select(i => i.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var (row, at) in change.After.Select((row, at) => (row, at)))
        {
            await connection.ExecuteAsync($"""
                insert into notice_image ({Columns})
                values (@Id, @Ref, @Position, @Width, @Height, @Bytes, @Credit, @Licence, @Alt, @Kind, @Caption, @Photographer, @FileName, @MasterHash, @Colours, @Downloads, @ViewKey, @BeforeId)
                """, row with { Ref = reference, Position = at + 1, BeforeId = row.BeforeId is { } other && kept.Contains(other) && other != row.Id ? other : null }, transaction);
        }
    }

    /// <summary>Puts a new picture where its name tells, among those that names ordered; after what a person ordered.</summary>
    public static List<NoticeImage> Insert(IReadOnlyList<NoticeImage> rows, NoticeImage fresh)
    {
        // A drawing of the demonstration held the place of the photograph.
        var all = rows.Where(r => r.Kind != "drawn").ToList();
        var at = fresh.ViewKey.Length == 0 ? -1 : all.FindIndex(r => r.ViewKey.Length > 0 && string.CompareOrdinal(r.ViewKey, fresh.ViewKey) > 0);
        all.Insert(at < 0 ? all.Count : at, fresh);
        return Pair(all);
    }

    // One state before, one after: they are a pair. More of either: a person says which.
    private static List<NoticeImage> Pair(List<NoticeImage> rows)
    {
        var (before, after) = (rows.FindAll(r => IsOf(r, Matching.ViewName.BeforeRank)), rows.FindAll(r => IsOf(r, Matching.ViewName.AfterRank)));
        return before.Count == 1 && after.Count == 1 && after[0].BeforeId is null ? [.. rows.Select(r => r.Id == after[0].Id ? r with { BeforeId = before[0].Id } : r)] : rows;
    }

    private static bool IsOf(NoticeImage row, int rank) => row.ViewKey.Length > 5 && row.ViewKey[5] - '0' == rank;
}

/// <param name="Action">import, add, attach, change, remove, restore.</param>
/// <param name="Who">Null for an operator.</param>
internal sealed record PictureDeed(string Action, Person? Who, DateTimeOffset At)
{
    /// <summary>Of who did it, or asked for it.</summary>
    public string? AccountId { get; init; } = Who?.AccountId;
}
