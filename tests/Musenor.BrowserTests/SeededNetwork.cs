using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Musenor.BrowserTests;

/// <summary>A second network on the seeded portal: what a harvester would have left, before « mapping replay ».</summary>
internal static class SeededNetwork
{
    public const string Code = "METIERS";

    /// <summary>Of its first work.</summary>
    public const string Notice = "/notices/src-METIERS-1";

    private static readonly (string Title, string Type, string Subject)[] Works =
    [
        ("Métier à tisser Jacquard, avec ses cartons perforés", "métier à tisser", "textile"),
        ("Rabot de menuisier", "outil", "ethnologie"),
        ("", "outil", "ethnologie"), // without a title nor a number: stays in quarantine
    ];

    public static void Leave(string database)
    {
        using var connection = new SqliteConnection($"Data Source={database};Pooling=False");
        connection.Open();
        Execute(connection, "insert into harvest_source (code, name, base_url, prefix, created_at) values ('METIERS', 'Réseau des métiers (essai)', 'https://metiers.example.org/oai', 'oai_dc', '2026-01-01T00:00:00Z')");
        for (var i = 1; i <= Works.Length; i++)
        {
            Execute(connection, """
                insert into harvest_record (source, oai_id, prefix, datestamp, status, hash, xml, first_seen_at, last_seen_at, run, seq)
                values ('METIERS', 'oai:metiers.example.org:' || @number, 'oai_dc', '2026-11-01T00:00:00Z', 'live', @number, @xml, '2026-11-27T12:00:00Z', '2026-11-27T12:00:00Z', 'run', @number)
                """, ("number", i), ("xml", Xml(i, Works[i - 1])));
        }
    }

    private static string Xml(int number, (string Title, string Type, string Subject) work) => string.Create(CultureInfo.InvariantCulture, $"""
        <record xmlns="http://www.openarchives.org/OAI/2.0/"><metadata><oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/">
        {(work.Title.Length > 0 ? $"<dc:title>{work.Title}</dc:title><dc:identifier>https://metiers.example.org/{number}</dc:identifier><dc:identifier>Inv. 2001.{number}</dc:identifier><dc:relation>https://metiers.example.org/{number}.jpg</dc:relation>" : "")}
        <dc:type>{work.Type}</dc:type><dc:subject>{work.Subject}</dc:subject><dc:date>19e siècle</dc:date><dc:publisher>Musée des métiers (essai)</dc:publisher><dc:rights>https://creativecommons.org/licenses/by/4.0/</dc:rights>
        </oai_dc:dc></metadata></record>
        """);

    private static void Execute(SqliteConnection connection, string sql, params (string Name, object Value)[] values)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in values)
        {
            command.Parameters.AddWithValue(name, value);
        }

        command.ExecuteNonQuery();
    }
}
