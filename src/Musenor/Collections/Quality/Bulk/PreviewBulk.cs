using Dapper;
using Heritage.Standards.Joconde;
using Musenor.Accounts.Access;
using Musenor.Collections.Editing;
using Musenor.Collections.Notices;
using Musenor.Storage;

namespace Musenor.Collections.Quality.Bulk;

/// <summary>One notice of the preview: the field before and after.</summary>
public sealed record BulkSample(string Ref, string Title, string Before, string After);

/// <summary>What a change by lot would do now. Nothing is written.</summary>
/// <param name="Skipped">Why, and how many.</param>
/// <param name="Seen">Revision of the database: what changes above it was not seen here.</param>
public sealed record BulkPreview(int Total, int Changing, IReadOnlyList<BulkSample> Samples, IReadOnlyList<KeyValuePair<string, int>> Skipped, long Seen);

/// <summary>Tries a change on every notice of a list.</summary>
public sealed class PreviewBulk(Database database, ListNoticesToEdit list)
{
    public const int Samples = 20;

    public async Task<int> Count(Person who, NoticeFilter filter, CancellationToken stop = default) => (await list.All(who, filter, stop)).Count;

    public async Task<BulkPreview> Run(Person who, NoticeFilter filter, BulkChange change, CancellationToken stop = default)
    {
        await using var connection = await database.Open(stop);
        // Before the list is read: what moves meanwhile is later than this.
        var seen = await connection.ExecuteScalarAsync<long>("select coalesce(max(revision), 0) from notice");
        var rows = await list.All(who, filter, stop);
        var (changing, samples, skipped) = (0, new List<BulkSample>(), new SortedDictionary<string, int>(StringComparer.Ordinal));
        await foreach (var notice in BulkNotices.Read(database, connection, null, [.. rows.Select(r => r.Number)]))
        {
            stop.ThrowIfCancellationRequested();
            var (before, after, skip) = await Tried.Of(connection, null, change, notice);
            if (skip is not null)
            {
                skipped[skip] = skipped.GetValueOrDefault(skip) + 1;
                continue;
            }

            changing++;
            if (samples.Count < Samples)
            {
                samples.Add(new BulkSample(notice.Ref, new JocondeNotice(FieldsJson.Read(notice.Fields)).Title, before, after));
            }
        }

        return new BulkPreview(rows.Count, changing, samples, [.. skipped], seen);
    }
}
