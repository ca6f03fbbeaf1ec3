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

        if (this != Crafts)
        {
            return;
        }

        Execute(connection, "update harvest_source set schedule = 'daily', hours = '22-6', last_seq = 3, mark = '2026-11-27T12:00:00Z', mark_prefix = 'oai_dc', proposed_url = 'https://metiers.example.org/entrepot/oai' where code = 'METIERS'");
        Runs(connection);
        Trial(connection);
    }

    /// <summary>Twelve nights: one failed, the last with a record that could not be read.</summary>
    private static void Runs(SqliteConnection connection)
    {
        for (var night = 1; night <= 12; night++)
        {
            (string, object)[] values = [("id", $"0198c0de-0000-7000-8000-{night:000000000000}"), ("at", $"2026-11-{night + 10:00}T23:00:00Z"), ("end", $"2026-11-{night + 10:00}T23:{night:00}:10Z"), ("state", night == 5 ? "failed" : "done"), ("problem", night == 5 ? "status 403" : ""), ("seen", 100 + (night * 7))];
            Execute(connection, """
                insert into harvest_run (id, source, kind, state, problem, asked_at, started_at, ended_at, prefix, page, seen, added, unchanged, requests, bytes, list_size, list_seen, waits, retries)
                values (@id, 'METIERS', 'full', @state, @problem, @at, @at, @end, 'oai_dc', 2, @seen, 7, @seen - 7, 4, 182000, @seen, @seen, 1, 1)
                """, values);
            Execute(connection, "insert into harvest_page (run, number, request, fetched_at, ms, bytes, hash, records, fresh) values (@id, 1, 'verb=ListRecords', @at, 400 + @seen, 91000, 'x', 100, 100), (@id, 2, 'verb=ListRecords', @at, 120 + @seen, 91000, 'x', @seen - 100, @seen - 100)", values);
            Execute(connection, "insert into harvest_incident (run, number, at, code, detail) values (@id, 1, @at, 'wait', '30'), (@id, 2, @at, 'timeout', '')", values);
        }

        foreach (var (night, described) in new[] { (11, 250), (12, 184) })
        {
            Execute(connection, "update harvest_run set coverage = @coverage where id = @id", ("id", $"0198c0de-0000-7000-8000-{night:000000000000}"),
                ("coverage", $$$$"""{"sample":300,"fields":{"TITR":300,"DENO":300,"DESC":{{{{described}}}},"PERI":298},"terms":{"DENO":{"uses":1840,"aligned":1702},"DOMN":{"uses":600,"aligned":600}}}"""));
        }

        Execute(connection, """
            insert into harvest_fault (source, oai_id, stage, code, message, raw, run, first_seen_at, last_seen_at)
            values ('METIERS', 'oai:metiers.example.org:9', 'raw', 'XML', 'The end tag does not match.', '<record><metadata><dc:title>Coupé</dc:titre></metadata></record>', 'x', '2026-11-22T23:00:00Z', '2026-11-22T23:00:00Z')
            """);
    }

    private static void Trial(SqliteConnection connection)
    {
        foreach (var (verb, body) in new[]
        {
            ("Identify", "<Identify><repositoryName>Entrepôt des métiers (essai)</repositoryName><baseURL>https://metiers.example.org/oai</baseURL><earliestDatestamp>2020-01-01</earliestDatestamp><deletedRecord>no</deletedRecord><granularity>YYYY-MM-DD</granularity></Identify>"),
            ("ListMetadataFormats", "<ListMetadataFormats><metadataFormat><metadataPrefix>oai_dc</metadataPrefix><metadataNamespace>http://www.openarchives.org/OAI/2.0/oai_dc/</metadataNamespace></metadataFormat></ListMetadataFormats>"),
            ("ListSets", "<ListSets><set><setSpec>outils</setSpec><setName>Outils</setName></set></ListSets>"),
        })
        {
            Execute(connection, "insert into harvest_evidence (source, verb, fetched_at, url, status, answer, ms) values ('METIERS', @verb, '2026-11-20T10:00:00Z', 'https://metiers.example.org/oai?verb=' || @verb, 200, @answer, 140)",
                ("verb", verb), ("answer", $"<OAI-PMH xmlns=\"http://www.openarchives.org/OAI/2.0/\"><responseDate>2026-11-20T09:48:00Z</responseDate>{body}</OAI-PMH>"));
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
