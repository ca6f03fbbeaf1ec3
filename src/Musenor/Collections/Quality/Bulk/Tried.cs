using System.Data.Common;
using Dapper;

namespace Musenor.Collections.Quality.Bulk;

/// <summary>What a change would make of one notice: the same words for the preview and for the plan, so that they cannot differ.</summary>
internal static class Tried
{
    public static async Task<(string Before, string After, string? Skip)> Of(DbConnection connection, DbTransaction? transaction, BulkChange change, BulkNotice notice)
    {
        if (change.Kind == BulkChange.SetLicence)
        {
            return await Licences(connection, transaction, change, notice);
        }

        var before = notice.Text(change.Code);
        var (after, skip) = change.Apply(before, notice.HasPicture);
        return (before, after, skip ?? (after.Length > EditNoticeLimit ? "trop-long" : null));
    }

    private const int EditNoticeLimit = Editing.EditNotice.LongestValue;

    private static async Task<(string Before, string After, string? Skip)> Licences(DbConnection connection, DbTransaction? transaction, BulkChange change, BulkNotice notice)
    {
        if (!notice.HasPicture)
        {
            return ("", "", "sans-image");
        }

        var licences = (await connection.QueryAsync<string>("select licence from notice_image where ref = @Ref order by position", new { notice.Ref }, transaction)).AsList();
        var after = licences.ConvertAll(l => l.Length == 0 || change.IsOver ? change.Replacement : l);
        var skip = licences.SequenceEqual(after) ? licences.All(l => l == change.Replacement) ? "deja" : "autre-licence" : null;
        return (string.Join(" ; ", licences), string.Join(" ; ", after), skip);
    }
}
