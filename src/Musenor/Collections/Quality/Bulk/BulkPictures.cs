using System.Data.Common;
using System.Text.Json;
using Musenor.Collections.Media.Photographs;
using Musenor.Collections.Notices;
using Musenor.Collections.Search;

namespace Musenor.Collections.Quality.Bulk;

/// <summary>
/// The licences of the pictures of a batch, written as a person would: with what they replace, so that the history of each notice shows them.
/// The search learns of them at the end of the batch.
/// </summary>
internal sealed class BulkPictures(DbConnection connection, DbTransaction transaction, RefreshColumns refresh, DateTimeOffset now)
{
    private const string Changed = "modifiee";
    private readonly List<string> _touched = [];

    /// <summary>What the pictures of a notice say when a change is planned, as its line keeps it.</summary>
    public static async Task<string> Seen(DbConnection connection, DbTransaction transaction, string reference) =>
        JsonSerializer.Serialize((await PictureRows.Read(connection, transaction, reference)).ToDictionary(p => p.Id, p => p.Licence));

    public async Task<BulkLine> Write(BulkEdit bulk, BulkLine line)
    {
        if (await Pictures(line) is not { } pictures)
        {
            return line with { State = BulkLine.Skipped, Reason = Changed, BeforeText = "" };
        }

        // A line of before this was kept saw nothing: its pictures are taken as they are.
        var seen = line.BeforeText.Length == 0 ? null : Read(line.BeforeText);
        var change = bulk.Change;
        var changing = pictures.Where(p => p.Licence != change.Replacement && (p.Licence.Length == 0 || change.IsOver) && (seen is null || seen.GetValueOrDefault(p.Id) == p.Licence))
            .ToDictionary(p => p.Id, p => p.Licence);
        if (changing.Count == 0)
        {
            return line with { State = BulkLine.Skipped, Reason = Changed, BeforeText = "" };
        }

        await Set(line.Ref, pictures, p => changing.ContainsKey(p.Id) ? change.Replacement : p.Licence, new PictureDeed("change", null, now) { AccountId = bulk.AccountId });
        return line with { State = BulkLine.Done, BeforeText = JsonSerializer.Serialize(changing), AfterText = change.Replacement };
    }

    /// <summary>Each picture that still says what was written; a picture given another licence since, or taken away, is left.</summary>
    public async Task<BulkLine> PutBack(BulkEdit bulk, BulkLine line)
    {
        if (await Pictures(line) is not { } pictures)
        {
            return line with { State = BulkLine.Kept, Reason = Changed };
        }

        var before = Read(line.BeforeText);
        var mine = pictures.Where(p => p.Licence == line.AfterText && before.ContainsKey(p.Id)).Select(p => p.Id).ToHashSet(StringComparer.Ordinal);
        if (mine.Count > 0)
        {
            await Set(line.Ref, pictures, p => mine.Contains(p.Id) ? before[p.Id] : p.Licence, new PictureDeed("restore", null, now) { AccountId = bulk.UndoneBy });
        }

        return mine.Count == before.Count ? line with { State = BulkLine.Undone } : line with { State = BulkLine.Kept, Reason = Changed };
    }

    public void Refresh()
    {
        if (_touched.Count > 0)
        {
            refresh.Run(connection, transaction, [.. _touched.Distinct()]);
        }
    }

    /// <summary>Null when the notice is gone, or became another museum's since the change was asked.</summary>
    private async Task<List<NoticeImage>?> Pictures(BulkLine line) =>
        await ChangeNotice.Read(connection, transaction, line.Ref) is { } stored && stored.MuseumId == line.MuseumId ? await PictureRows.Read(connection, transaction, line.Ref) : null;

    private async Task Set(string reference, List<NoticeImage> pictures, Func<NoticeImage, string> licence, PictureDeed deed)
    {
        await PictureRows.Write(connection, transaction, reference, (pictures, pictures.ConvertAll(p => p with { Licence = licence(p) })), deed);
        _touched.Add(reference);
    }

    private static Dictionary<string, string> Read(string text) => JsonSerializer.Deserialize<Dictionary<string, string>>(text) ?? [];
}
