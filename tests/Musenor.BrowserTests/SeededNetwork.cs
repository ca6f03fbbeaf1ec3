using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Musenor.BrowserTests;

/// <summary>A network on the seeded portal: what a harvester would have left, before « sources replay ».</summary>
internal sealed class SeededNetwork(string code, string name, string museum, params (string Title, string Type, string Subject)[] works)
{
    /// <summary>Of the first work of <see cref="Crafts"/>.</summary>
    public const string Notice = "/notices/src-METIERS-1";

    public static readonly SeededNetwork Crafts = new("METIERS", "Réseau des métiers (essai)", "Musée des métiers (essai)",
        ("Métier à tisser Jacquard, avec ses cartons perforés", "métier à tisser", "textile"),
        ("Rabot de menuisier", "outil", "ethnologie"),
        ("", "outil", "ethnologie")); // without a title nor a number: stays in quarantine

    /// <summary>Has the loom of the other network too, under the same number of the same museum.</summary>
    public static readonly SeededNetwork Arts = new("BEAUXARTS", "Réseau des beaux-arts (essai)", "Musée des métiers (essai)",
        [("Métier à tisser", "métier à tisser", "textile"), .. Enumerable.Range(2, 39).Select(i => ($"Vue de rivière, carton {i}", "dessin", "dessin"))]);

    public string Code => code;

    public void Leave(string database)
    {
        using var connection = new SqliteConnection($"Data Source={database};Pooling=False");
        connection.Open();
        var site = $"https://{code.ToLowerInvariant()}.example.org";
        Execute(connection, "insert into harvest_source (code, name, base_url, prefix, created_at) values (@code, @name, @url, 'oai_dc', '2026-01-01T00:00:00Z')", ("code", code), ("name", name), ("url", $"{site}/oai"));
        for (var i = 1; i <= works.Length; i++)
        {
            Execute(connection, """
                insert into harvest_record (source, oai_id, prefix, datestamp, status, hash, xml, first_seen_at, last_seen_at, run, seq)
                values (@code, @id, 'oai_dc', '2026-11-01T00:00:00Z', 'live', @number, @xml, '2026-11-27T12:00:00Z', '2026-11-27T12:00:00Z', 'run', @number)
                """, ("code", code), ("id", $"oai:{new Uri(site).Host}:{i}"), ("number", i), ("xml", Xml(site, i, works[i - 1])));
        }
    }

    private string Xml(string site, int number, (string Title, string Type, string Subject) work) => string.Create(CultureInfo.InvariantCulture, $"""
        <record xmlns="http://www.openarchives.org/OAI/2.0/"><metadata><oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/">
        {(work.Title.Length > 0 ? $"<dc:title>{work.Title}</dc:title><dc:identifier>{site}/{number}</dc:identifier><dc:identifier>Inv. {(number == 1 ? 2001 : 1950 + code.Length)}.{number}</dc:identifier><dc:relation>{site}/{number}.jpg</dc:relation>" : "")}
        <dc:type>{work.Type}</dc:type><dc:subject>{work.Subject}</dc:subject><dc:date>19e siècle</dc:date><dc:publisher>{museum}</dc:publisher><dc:rights>https://creativecommons.org/licenses/by/4.0/</dc:rights>
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
