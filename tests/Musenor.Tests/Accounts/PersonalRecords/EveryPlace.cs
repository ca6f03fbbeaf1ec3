using System.Text;
using Dapper;
using Musenor.Storage;

namespace Musenor.Tests.Accounts.PersonalRecords;

/// <summary>Looks for words in every table, every column and every file of an installation, whatever they are called.</summary>
internal static class EveryPlace
{
    /// <summary>Where any of these words is found: « table.column » and names of files.</summary>
    public static async Task<IReadOnlyList<string>> With(Database database, string folder, params string[] words)
    {
        var places = new List<string>();
        await using (var connection = await database.Open())
        {
            var tables = await connection.QueryAsync<string>(database.Engine == Engine.Sqlite
                ? "select name from sqlite_master where type = 'table'"
                : "select table_name from information_schema.tables where table_schema = 'public'");
            foreach (var table in tables.ToList())
            {
                foreach (IDictionary<string, object?> row in await connection.QueryAsync($"select * from \"{table}\""))
                {
                    places.AddRange(row.Where(cell => Holds(cell.Value, words)).Select(cell => $"{table}.{cell.Key}"));
                }
            }
        }

        places.AddRange(Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(file => Holds(Bytes(file), words)).Select(file => Path.GetRelativePath(folder, file)));
        return [.. places.Distinct()];
    }

    private static byte[] Bytes(string path)
    {
        // The database is open while it is read: its bytes, its log and its free pages are looked through like any others. Its log comes and
        // goes with its connections: gone since it was listed, it holds nothing.
        if (!File.Exists(path) && path.Contains(".db-", StringComparison.Ordinal))
        {
            return [];
        }

        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }

    private static bool Holds(object? value, string[] words) => value switch
    {
        null or DBNull => false,
        byte[] bytes => Holds(Encoding.UTF8.GetString(bytes), words) || Holds(Encoding.Latin1.GetString(bytes), words),
        _ => words.Any(word => (value as string ?? value.ToString()!).Contains(word, StringComparison.OrdinalIgnoreCase)),
    };
}
