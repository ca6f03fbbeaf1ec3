using System.Data.Common;
using Dapper;
using Musenor.Collections.Notices;

namespace Musenor.Collections.Editing;

/// <summary>One change of a notice, as its history tells it.</summary>
public sealed record NoticeChange
{
    public long Revision { get; init; }

    public DateTimeOffset ChangedAt { get; init; }

    public string Action { get; init; } = "";

    public string Reason { get; init; } = "";

    public string? AccountId { get; init; }

    /// <summary>Of the person; empty for an import or an operator.</summary>
    public string Name { get; init; } = "";

    /// <summary>File of an import; empty otherwise.</summary>
    public string File { get; init; } = "";

    /// <summary>What it replaced, as JSON; null for a creation.</summary>
    public string? BeforeFields { get; init; }

    public IReadOnlyDictionary<string, string> Before => BeforeFields is null ? NoticeVersions.Nothing : FieldsJson.Read(BeforeFields);
}

/// <summary>Earlier texts of a notice, from what each change replaced.</summary>
internal static class NoticeVersions
{
    public static readonly IReadOnlyDictionary<string, string> Nothing = new Dictionary<string, string>();

    private const string Changes = """
        select c.revision, c.changed_at, c.action, c.reason, c.account_id, coalesce(a.name, '') as name, coalesce(i.file_name, '') as file, c.before_fields
        from notice_change c left join account a on a.id = c.account_id left join import i on i.id = c.import_id
        """;

    /// <summary>The fields as they were when the notice had this revision; <paramref name="now"/> when nothing changed since.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> At(
        DbConnection connection, DbTransaction? transaction, string reference, long revision, IReadOnlyDictionary<string, string> now)
    {
        var next = await connection.QueryFirstOrDefaultAsync<NoticeChange>("""
            select revision, before_fields from notice_change where ref = @reference and revision > @revision order by revision limit 1
            """, new { reference, revision }, transaction);
        return next is null ? now : next.Before;
    }

    /// <summary>Changes above a revision, latest first.</summary>
    public static async Task<IReadOnlyList<NoticeChange>> Since(DbConnection connection, DbTransaction? transaction, string reference, long revision) =>
        (await connection.QueryAsync<NoticeChange>($"{Changes} where c.ref = @reference and c.revision > @revision order by c.revision desc", new { reference, revision }, transaction)).AsList();

    /// <summary>A page of the history, latest first.</summary>
    public static async Task<IReadOnlyList<NoticeChange>> Page(DbConnection connection, string reference, int skip, int take) =>
        (await connection.QueryAsync<NoticeChange>($"{Changes} where c.ref = @reference order by c.revision desc limit @take offset @skip", new { reference, skip, take })).AsList();

    public static Task<NoticeChange?> One(DbConnection connection, DbTransaction? transaction, string reference, long revision) =>
        connection.QuerySingleOrDefaultAsync<NoticeChange>($"{Changes} where c.ref = @reference and c.revision = @revision", new { reference, revision }, transaction);

    /// <summary>Codes whose texts differ, in the order of the form, then the others.</summary>
    public static IReadOnlyList<string> Changed(IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> after) =>
    [
        .. EditedFields.Codes.Concat(before.Keys.Concat(after.Keys).Except(EditedFields.Codes).Order(StringComparer.Ordinal))
            .Where(code => before.GetValueOrDefault(code, "") != after.GetValueOrDefault(code, "")),
    ];

    /// <summary>
    /// What a person decides by going back to before a change: the codes decided by hand before it, and those that imports changed since.
    /// The others are the source's again.
    /// </summary>
    public static async Task<HashSet<string>> DecidedByGoingBack(DbConnection connection, DbTransaction transaction, string reference, long revision, IReadOnlyDictionary<string, string> now)
    {
        var changes = (await Since(connection, transaction, reference, 0)).Reverse().ToList();
        var edited = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < changes.Count; i++)
        {
            if (Deed.IsByHand(changes[i].Action) == changes[i].Revision < revision)
            {
                edited.UnionWith(Changed(changes[i].Before, i + 1 < changes.Count ? changes[i + 1].Before : now));
            }
        }

        return edited;
    }
}
