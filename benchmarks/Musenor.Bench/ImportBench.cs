using System.Diagnostics;
using Dapper;
using Heritage.Standards.Text;
using Musenor.Collections.Notices;
using Musenor.Storage;

namespace Musenor.Bench;

/// <summary>« import » of a whole file by the real process, the same file again, and bare inserts of the same rows as the raw limit.</summary>
internal static class ImportBench
{
    // As the import commits them.
    private const int BatchSize = 500;

    public static async Task Run(Workshop workshop, Figures figures)
    {
        var file = await workshop.Csv();
        var folder = Workshop.EmptyFolder("import");
        var first = await Workshop.Run("import", file, "--data", folder, "--json");
        figures.Add("import", workshop.Notices / first.TotalSeconds, "notices/s");
        var again = await Workshop.Run("import", file, "--data", folder, "--json");
        figures.Add("import.unchanged", again.TotalSeconds, "s");
        var other = Changed(file);
        var trial = await Workshop.Run("import", other, "--data", folder, "--dry-run", "--json");
        figures.Add("import.dry_run", workshop.Notices / trial.TotalSeconds, "notices/s");
        figures.Add("import.dry_run.ratio", first.TotalSeconds / trial.TotalSeconds, "× import.new");
        var change = await Workshop.Run("import", other, "--data", folder, "--json");
        figures.Add("import.changed", workshop.Notices / change.TotalSeconds, "notices/s");
        figures.Add("import.undo.changed", (await Undo(folder)).TotalSeconds, "s");
        var undo = await Undo(folder);
        figures.Add("import.undo", undo.TotalSeconds, "s");
        figures.Add("import.undo.ratio", first.TotalSeconds / undo.TotalSeconds, "× import.new");
        var raw = await Raw(workshop, Rows(file));
        figures.Add("import.raw", workshop.Notices / raw.TotalSeconds, "notices/s");
        figures.Add("import.share", 100 * raw.TotalSeconds / first.TotalSeconds, "% of bare inserts");
    }

    /// <summary>The same notices, half of which say something else.</summary>
    private static string Changed(string file)
    {
        var path = Workshop.File("changed.csv");
        File.WriteAllLines(path, File.ReadLines(file).Select(line => line.Replace("19e siècle", "18e siècle", StringComparison.Ordinal)));
        return path;
    }

    /// <summary>Puts back the latest import that changed something and is not put back.</summary>
    private static async Task<TimeSpan> Undo(string folder)
    {
        var database = new Database(Engine.Sqlite, $"Data Source={Path.Combine(folder, "musenor.db")}");
        await using var connection = await database.Open();
        var import = await connection.QueryFirstAsync<string>("""
            select id from import i where created + changed > 0 and not exists (select 1 from import_undo u where u.import_id = i.id) order by started_at desc, id desc limit 1
            """);
        return await Workshop.Run("import", "undo", import, "--data", folder, "--json");
    }

    private static List<(string Ref, string Fields)> Rows(string file)
    {
        using var text = new StreamReader(file);
        var records = new CsvReader(text, ';').Read();
        string[]? header = null;
        var rows = new List<(string, string)>();
        foreach (var record in records)
        {
            if (header is null)
            {
                header = [.. record.Cells];
                continue;
            }

            var fields = header.Zip(record.Cells).Where(c => c.Second.Length > 0).ToDictionary(c => c.First, c => c.Second, StringComparer.Ordinal);
            rows.Add((record.Cells[0], FieldsJson.Write(fields)));
        }

        return rows;
    }

    private static async Task<TimeSpan> Raw(Workshop workshop, List<(string Ref, string Fields)> rows)
    {
        var folder = Workshop.EmptyFolder("raw");
        Directory.CreateDirectory(folder);
        var database = new Database(Engine.Sqlite, $"Data Source={Path.Combine(folder, "raw.db")}");
        await database.Prepare();
        await using var connection = await database.Open();
        await connection.ExecuteAsync("create table notice (ref text primary key, fields text not null)");
        var watch = Stopwatch.StartNew();
        foreach (var batch in rows.Chunk(BatchSize))
        {
            await using var transaction = await database.Begin(connection);
            using var insert = connection.Prepared(transaction, "insert into notice (ref, fields) values (@ref, @fields)", "ref", "fields");
            foreach (var (reference, fields) in batch)
            {
                insert.Run(reference, fields);
            }

            await transaction.CommitAsync();
        }

        return watch.Elapsed;
    }
}
