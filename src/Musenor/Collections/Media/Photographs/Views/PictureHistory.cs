using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Dapper;
using Musenor.Collections.Search;
using Musenor.Web;

namespace Musenor.Collections.Media.Photographs.Views;

/// <summary>One change of the pictures of a notice.</summary>
public sealed record PictureChange
{
    public int Number { get; init; }

    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>import, add, attach, change, remove, restore.</summary>
    public string Action { get; init; } = "";

    /// <summary>Empty for an operator, or somebody who left.</summary>
    public string Name { get; init; } = "";

    public string BeforeImages { get; init; } = "[]";

    public IReadOnlyList<NoticeImage> Before => JsonSerializer.Deserialize<List<NoticeImage>>(BeforeImages) ?? [];
}

internal static class PictureHistory
{
    private const int Most = 20;
    private const string Changes = """
        select c.number, c.changed_at, c.action, coalesce(a.name, '') as name, c.before_images
        from notice_image_change c left join account a on a.id = c.account_id where c.ref = @reference
        """;

    /// <summary>Latest first.</summary>
    public static async Task<IReadOnlyList<PictureChange>> Read(DbConnection connection, string reference) =>
        (await connection.QueryAsync<PictureChange>($"{Changes} order by c.number desc limit @Most", new { reference, Most })).AsList();

    public static Task<PictureChange?> Last(DbConnection connection, DbTransaction transaction, string reference) =>
        connection.QueryFirstOrDefaultAsync<PictureChange>($"{Changes} order by c.number desc limit 1", new { reference }, transaction);

    /// <summary>The pictures as they were before a change; null when there is none of that number.</summary>
    public static async Task<List<NoticeImage>?> Before(DbConnection connection, DbTransaction transaction, string reference, string number)
    {
        if (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var wanted))
        {
            return null;
        }

        var change = await connection.QueryFirstOrDefaultAsync<PictureChange>($"{Changes} and c.number = @wanted", new { reference, wanted }, transaction);
        return change is null ? null : [.. change.Before];
    }

    /// <summary>For the journal: one line a picture, as people read it.</summary>
    public static Dictionary<string, string> Lines(IReadOnlyList<NoticeImage> rows) => rows.Select((r, i) => (Key: Texts.Of("Collections")["Photo.Number", i + 1], Row: r))
        .ToDictionary(l => l.Key, l => string.Join(" · ", new[] { l.Row.FileName, l.Row.Caption, l.Row.Photographer, l.Row.Credit, l.Row.Licence, l.Row.Alt }.Where(t => t.Length > 0)));
}
