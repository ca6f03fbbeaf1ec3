using System.Diagnostics;
using System.Text;
using Dapper;
using Musenor.Storage;

namespace Musenor.Bench;

/// <summary>
/// What a harvester asks of a real server: every record in three formats, page after page, with the slowest pages and those of the beginning and of the
/// end; then single records; and how long the repository takes to tell a catalogue that it never saw.
/// </summary>
internal static class OaiBench
{
    private const int Singles = 500;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public static async Task Run(Workshop workshop, Figures figures)
    {
        var folder = await Folder(workshop, "oai");
        var database = new Database(Engine.Sqlite, $"Data Source={Path.Combine(folder, "musenor.db")}");
        await using var server = await Server.Portal(folder, settings: [("Oai__RequestsPerMinute", "0")]);
        using var client = server.Client();
        await using var connection = await database.Open();
        await Published(client, connection, workshop.Notices, figures);
        foreach (var (prefix, least) in new[] { ("oai_dc", workshop.Notices), ("lido", workshop.Notices), ("edm", 1) })
        {
            // The first walk of a format compiles it.
            await client.GetByteArrayAsync(new Uri($"/oai?verb=ListRecords&metadataPrefix={prefix}", UriKind.Relative));
            await Walk(client, prefix, least, figures);
        }

        var refs = (await connection.QueryAsync<string>("select ref from oai_item order by number")).ToArray();
        var times = new List<double>();
        var sample = (await client.GetStringAsync(new Uri("/oai?verb=Identify", UriKind.Relative))).Split("<sampleIdentifier>")[1].Split('<')[0];
        var start = sample[..(sample.LastIndexOf(':') + 1)];
        for (var i = 0; i < Singles; i++)
        {
            var started = Stopwatch.GetTimestamp();
            await client.GetByteArrayAsync(new Uri($"/oai?verb=GetRecord&metadataPrefix=oai_dc&identifier={start}{refs[(int)((long)i * refs.Length / Singles)]}", UriKind.Relative));
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        figures.Add("oai.get.p95", Percentile(times, 95), "ms");
    }

    /// <summary>A copy of the catalogue whose notices are real ones, for invented ones are told to nobody; a third has a photograph, without file, for EDM.</summary>
    public static async Task<string> Folder(Workshop workshop, string name)
    {
        var folder = Workshop.EmptyFolder(name);
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, "musenor.db");
        await using (var from = await workshop.Database().Open())
        {
            await from.ExecuteAsync("vacuum into @file", new { file });
        }

        await using var connection = await new Database(Engine.Sqlite, $"Data Source={file}").Open();
        await connection.ExecuteAsync("""
            update notice set is_demo = @no;
            delete from oai_item; delete from oai_listed; delete from oai_set; delete from oai_due; delete from oai_museum; delete from oai_state;
            insert into notice_image (id, ref, position, width, height, credit, licence)
            select 'bench-' || number, ref, 1000, 3000, 2000, 'Cliché du musée', 'Licence Ouverte 2.0' from notice where number % 3 = 0;
            """, new { no = false });
        return folder;
    }

    public static async Task Published(HttpClient client, System.Data.Common.DbConnection connection, int notices, Figures figures)
    {
        var watch = Stopwatch.StartNew();
        // The first request tells the background that there is something to do.
        await client.GetByteArrayAsync(new Uri("/oai?verb=Identify", UriKind.Relative));
        while (await connection.ExecuteScalarAsync<long>("select count(*) from oai_item where is_deleted = @no", new { no = false }) < notices)
        {
            if (watch.Elapsed > Patience)
            {
                throw new TimeoutException("The repository was not complete in time.");
            }

            await Task.Delay(200);
        }

        figures.Add("oai.publish", notices / watch.Elapsed.TotalSeconds, "records/s");
    }

    private static async Task Walk(HttpClient client, string prefix, int least, Figures figures)
    {
        var times = new List<double>();
        var (count, bytes, watch) = (0, 0L, Stopwatch.StartNew());
        for (var query = $"metadataPrefix={prefix}"; query is not null;)
        {
            var started = Stopwatch.GetTimestamp();
            var page = await client.GetByteArrayAsync(new Uri($"/oai?verb=ListRecords&{query}", UriKind.Relative));
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            count += page.AsSpan().Count("<record>"u8);
            bytes += page.Length;
            query = Token(page) is { } token ? $"resumptionToken={token}" : null;
        }

        if (count < least)
        {
            throw new InvalidOperationException($"{prefix}: {count} records of {least}");
        }

        figures.Add($"oai.{prefix}", count / watch.Elapsed.TotalSeconds, "records/s");
        figures.Add($"oai.{prefix}.size", bytes / 1024.0 / count, "KB a record");
        figures.Add($"oai.{prefix}.p95", Percentile(times, 95), "ms a page");
        var tenth = Math.Max(1, times.Count / 10);
        figures.Add($"oai.{prefix}.first", Percentile(times.Skip(1).Take(tenth), 50), "ms a page");
        figures.Add($"oai.{prefix}.last", Percentile(times.SkipLast(1).TakeLast(tenth), 50), "ms a page");
    }

    private static string? Token(ReadOnlySpan<byte> page)
    {
        var at = page.LastIndexOf("<resumptionToken"u8);
        if (at < 0)
        {
            return null;
        }

        var element = page[at..];
        var text = element[(element.IndexOf((byte)'>') + 1)..];
        return text.IndexOf((byte)'<') is > 0 and var end && text[end..].StartsWith("</resumptionToken>"u8) ? Encoding.ASCII.GetString(text[..end]) : null;
    }

    private static double Percentile(IEnumerable<double> times, int of) => times.Order().ToArray() is { Length: > 0 } some ? some[some.Length * of / 100] : 0;
}
