using System.Xml;
using System.Xml.Linq;
using Dapper;
using Musenor.Interop.Mapping;
using Musenor.Storage;

namespace Musenor.Interop.Harvest.Board;

/// <summary>A record as it was received, and where it went.</summary>
internal sealed record ReceivedRecord
{
    public string OaiId { get; init; } = "";
    public string Prefix { get; init; } = "";
    public string Datestamp { get; init; } = "";
    public string Status { get; init; } = "";
    public string Xml { get; init; } = "";
    public bool IsRepaired => Repaired > 0;
    public int Repaired { get; init; }
    public string FirstSeenAt { get; init; } = "";
    public string LastSeenAt { get; init; } = "";
    public int Missed { get; init; }
    public string? Ref { get; init; }
}

/// <summary>A record beside what its mapping makes of it.</summary>
/// <param name="Mapped">Null for a deleted record.</param>
internal sealed record ShownRecord(string Id, string Raw, MappedRecord? Mapped)
{
    private const int Longest = 200_000;

    public string Title => Mapped?.Fields.GetValueOrDefault("TITR") ?? Mapped?.Fields.GetValueOrDefault("DENO") ?? Id;

    public static ShownRecord Of(string id, string xml, MappedRecord? mapped) => new(id, Indented(xml), mapped);

    /// <summary>Line by line, for who reads; left as it is when it is not XML.</summary>
    public static string Indented(string xml)
    {
        if (xml.Length > Longest)
        {
            return xml[..Longest] + " […]";
        }

        try
        {
            using var reader = XmlReader.Create(new StringReader(xml), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreWhitespace = true });
            return XElement.Load(reader).ToString();
        }
        catch (XmlException)
        {
            return xml;
        }
    }
}

/// <summary>One record of a source by its identifier: received, in quarantine, or both.</summary>
internal sealed class OpenRecord(Database database, TimeProvider clock)
{
    public sealed record Result(ReceivedRecord? Received, ShownRecord Shown, IReadOnlyList<FoundFault> Faults);

    public async Task<Result?> Run(string source, string id, CancellationToken stop = default)
    {
        await using var connection = await database.Open(stop);
        var received = await connection.QuerySingleOrDefaultAsync<ReceivedRecord>("""
            select r.oai_id, r.prefix, r.datestamp, r.status, r.xml, r.repaired, r.first_seen_at, r.last_seen_at, r.missed, o.ref
            from harvest_record r left join harvest_origin o on o.source = r.source and o.oai_id = r.oai_id where r.source = @source and r.oai_id = @id
            """, new { source, id });
        var faults = (await connection.QueryAsync<FoundFault>($"select * from ({ReadFaults.Both}) f where f.oai_id = @id order by f.kind", new { source, id })).AsList();
        if (received is null)
        {
            return faults.Count == 0 ? null : new Result(null, ShownRecord.Of(id, faults[0].Raw, null), faults);
        }

        var asked = await connection.QuerySingleAsync<RawSource>("select mapping, base_url from harvest_source where code = @source", new { source });
        var mapped = received.Status == "deleted" ? null : MapRecord.Run(RecordMapping.Find(asked.Mapping, received.Prefix), received.Xml, clock.GetUtcNow().Year, asked.BaseUrl);
        return new Result(received, ShownRecord.Of(id, received.Xml, mapped), faults);
    }
}
