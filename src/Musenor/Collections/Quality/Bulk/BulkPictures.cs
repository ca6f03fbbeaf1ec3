using System.Data.Common;
using System.Text.Json;
using Dapper;
using Musenor.Collections.Notices;

namespace Musenor.Collections.Quality.Bulk;

/// <summary>The licences of the pictures of a batch; the search learns of them at its end.</summary>
internal sealed class BulkPictures(DbConnection connection, DbTransaction transaction, RefreshColumns refresh)
{
    private readonly List<string> _touched = [];

    /// <summary>A picture and what it said.</summary>
    private sealed record Said
    {
        public string Id { get; init; } = "";
        public string Licence { get; init; } = "";
    }

    public async Task<BulkLine> Write(BulkChange change, BulkLine line)
    {
        var pictures = await connection.QueryAsync<Said>("select id, licence from notice_image where ref = @Ref", line, transaction);
        var changing = pictures.Where(p => p.Licence != change.Replacement && (p.Licence.Length == 0 || change.IsOver)).ToList();
        if (changing.Count == 0)
        {
            return line with { State = BulkLine.Skipped, Reason = "modifiee" };
        }

        foreach (var picture in changing)
        {
            await Set(picture.Id, change.Replacement);
        }

        _touched.Add(line.Ref);
        return line with { State = BulkLine.Done, BeforeText = JsonSerializer.Serialize(changing.ToDictionary(p => p.Id, p => p.Licence)), AfterText = change.Replacement };
    }

    /// <summary>Each picture that still says what was written; a picture given another licence since, or taken away, is left.</summary>
    public async Task<BulkLine> PutBack(BulkLine line)
    {
        var now = (await connection.QueryAsync<Said>("select id, licence from notice_image where ref = @Ref", line, transaction)).ToDictionary(p => p.Id, p => p.Licence);
        var before = JsonSerializer.Deserialize<Dictionary<string, string>>(line.BeforeText) ?? [];
        var mine = before.Where(b => now.GetValueOrDefault(b.Key) == line.AfterText).ToList();
        foreach (var (id, licence) in mine)
        {
            await Set(id, licence);
        }

        if (mine.Count > 0)
        {
            _touched.Add(line.Ref);
        }

        return mine.Count == before.Count ? line with { State = BulkLine.Undone } : line with { State = BulkLine.Kept, Reason = "modifiee" };
    }

    public void Refresh()
    {
        if (_touched.Count > 0)
        {
            refresh.Run(connection, transaction, [.. _touched.Distinct()]);
        }
    }

    private Task<int> Set(string id, string licence) => connection.ExecuteAsync("update notice_image set licence = @licence where id = @id", new { id, licence }, transaction);
}
