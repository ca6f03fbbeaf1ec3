using System.Globalization;
using System.Security;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Musenor.Interop.Mapping;
using Musenor.Storage;

namespace Musenor.Tests.Interop.Mapping;

/// <summary>What a harvester would have left in the database, and what is done with it.</summary>
internal static class HarvestedIntents
{
    public static Task Source(this MusenorFixture portal, string code, string name, string prefix = "oai_dc", string mapping = "") => portal.Write(async (connection, transaction) =>
        await connection.ExecuteAsync("""
            insert into harvest_source (code, name, base_url, prefix, mapping, created_at) values (@code, @name, @url, @prefix, @mapping, '2026-01-01T00:00:00Z')
            """, new { code, name, url = $"https://{code.ToLowerInvariant()}.example/oai", prefix, mapping }, transaction));

    /// <summary>The record as it is now at its source: it takes the next place.</summary>
    public static Task Record(this MusenorFixture portal, string source, string id, string metadata, string prefix = "oai_dc", string status = "live", string about = "") =>
        portal.Records(source, prefix, [(id, metadata, status, about)]);

    public static Task Records(this MusenorFixture portal, string source, string prefix, IEnumerable<(string Id, string Metadata, string Status, string About)> records) => portal.Write(async (connection, transaction) =>
    {
        var seq = await connection.ExecuteScalarAsync<long>("select coalesce(max(seq), 0) from harvest_record where source = @source", new { source }, transaction);
        using var insert = connection.Prepared(transaction, """
            insert into harvest_record (source, oai_id, prefix, datestamp, status, hash, xml, first_seen_at, last_seen_at, run, seq)
            values (@source, @id, @prefix, '2026-11-01T00:00:00Z', @status, @hash, @xml, '2026-11-27T12:00:00Z', '2026-11-27T12:00:00Z', 'run', @seq)
            on conflict (source, oai_id) do update set status = excluded.status, xml = excluded.xml, hash = excluded.hash, seq = excluded.seq, prefix = excluded.prefix
            """, "source", "id", "prefix", "status", "hash", "xml", "seq");
        foreach (var (id, metadata, status, about) in records)
        {
            seq++;
            insert.Run(source, id, prefix, status, seq.ToString(CultureInfo.InvariantCulture), Xml(id, metadata, status, about), seq);
        }

        return await connection.ExecuteAsync("update harvest_source set last_seq = @seq where code = @source", new { seq, source }, transaction);
    });

    public static Task Delete(this MusenorFixture portal, string source, string id) => portal.Record(source, id, "", status: "deleted");

    public static Task Map(this MusenorFixture portal, string source) => portal.Services.GetRequiredService<MapRecords>().Run(source, CancellationToken.None);

    public static Task Replay(this MusenorFixture portal, string source) => portal.Services.GetRequiredService<MapRecords>().Replay(source, CancellationToken.None);

    public static async Task<string?> Address(this MusenorFixture portal, string source, string id)
    {
        await using var connection = await portal.Services.GetRequiredService<Database>().Open();
        return await connection.ExecuteScalarAsync<string?>("select ref from harvest_origin where source = @source and oai_id = @id", new { source, id });
    }

    /// <summary>Code of the quarantine where the record is; null when it is not.</summary>
    public static async Task<string?> Fault(this MusenorFixture portal, string source, string id)
    {
        await using var connection = await portal.Services.GetRequiredService<Database>().Open();
        return await connection.ExecuteScalarAsync<string?>("select code from mapping_fault where source = @source and oai_id = @id", new { source, id });
    }

    public static async Task<T> Value<T>(this MusenorFixture portal, string sql, object? values = null)
    {
        await using var connection = await portal.Services.GetRequiredService<Database>().Open();
        return (await connection.ExecuteScalarAsync<T>(sql, values))!;
    }

    /// <summary>Elements of Dublin Core: pairs of name and words.</summary>
    public static string Dc(params (string Name, string Words)[] elements) =>
        $"""<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/">{string.Concat(elements.Select(e => $"<dc:{e.Name}>{SecurityElement.Escape(e.Words)}</dc:{e.Name}>"))}</oai_dc:dc>""";

    /// <summary>A work as most sources describe one.</summary>
    public static string Work(string title, string inventory, string museum = "Musée de la Batellerie (Douai)", string page = "") => Dc(
        ("title", title), ("identifier", $"Inv. {inventory}"), ("identifier", page.Length > 0 ? page : $"https://site.example/{Uri.EscapeDataString(inventory)}"), ("type", "peinture"), ("publisher", museum));

    private static string Xml(string id, string metadata, string status, string about) => status == "deleted"
        ? $"""<record xmlns="http://www.openarchives.org/OAI/2.0/"><header status="deleted"><identifier>{SecurityElement.Escape(id)}</identifier><datestamp>2026-11-01T00:00:00Z</datestamp></header></record>"""
        : $"""<record xmlns="http://www.openarchives.org/OAI/2.0/"><header><identifier>{SecurityElement.Escape(id)}</identifier><datestamp>2026-11-01T00:00:00Z</datestamp></header><metadata>{metadata}</metadata>{about}</record>""";

    private static Task<int> Write(this MusenorFixture portal, Func<System.Data.Common.DbConnection, System.Data.Common.DbTransaction, Task<int>> work) =>
        portal.Services.GetRequiredService<Database>().Write(work);
}
