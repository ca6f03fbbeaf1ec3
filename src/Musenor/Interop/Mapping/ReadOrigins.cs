using System.Text.Json;
using Dapper;
using Musenor.Interop.Harvest.Sources;
using Musenor.Storage;

namespace Musenor.Interop.Mapping;

/// <summary>Where a work comes from, for whoever exposes it again (OAI-PMH, provenance container).</summary>
internal sealed record Origin
{
    public string Ref { get; init; } = "";
    public string Source { get; init; } = "";
    /// <summary>Empty where the source is on a private host.</summary>
    public string BaseUrl { get; init; } = "";
    public string OaiId { get; init; } = "";
    /// <summary>How the source's identifiers begin, and how they are read (settings of the source).</summary>
    public string IdFrom { get; init; } = "";
    public string IdTo { get; init; } = "";

    /// <summary>As the source knows the record, to ask for it there.</summary>
    public string Given => new HarvestSource { IdFrom = IdFrom, IdTo = IdTo }.Given(OaiId);

    public string Datestamp { get; init; } = "";
    public string Namespace { get; init; } = "";

    /// <summary>UTC, ISO 8601.</summary>
    public string HarvestedAt { get; init; } = "";

    /// <summary>XML of originDescription of the hop before; empty for most.</summary>
    public string Nested { get; init; } = "";
}

/// <summary>The origins of these notices; those of this portal have none.</summary>
internal sealed class ReadOrigins(Database database)
{
    // Of a source inside a network of the operator the address is nobody's to know.
    private const string Address = "case when s.private_host <> '' then '' else o.base_url end as base_url";

    public async Task<IReadOnlyDictionary<string, Origin>> Of(IReadOnlyCollection<string> refs, CancellationToken stop = default)
    {
        await using var connection = await database.Open(stop);
        var origins = database.Engine == Engine.Sqlite
            ? await connection.QueryAsync<Origin>(new CommandDefinition($"""
                select o.ref, o.source, {Address}, o.oai_id, o.datestamp, o.namespace, o.harvested_at, o.nested, s.id_from, s.id_to
                from harvest_origin o join harvest_source s on s.code = o.source where o.ref in (select value from json_each(@list))
                """, new { list = JsonSerializer.Serialize(refs) }, cancellationToken: stop))
            : await connection.QueryAsync<Origin>(new CommandDefinition($"""
                select o.ref, o.source, {Address}, o.oai_id, o.datestamp, o.namespace, o.harvested_at, o.nested, s.id_from, s.id_to
                from harvest_origin o join harvest_source s on s.code = o.source where o.ref = any(@refs)
                """, new { refs = refs.ToArray() }, cancellationToken: stop));
        return origins.ToDictionary(o => o.Ref, StringComparer.Ordinal);
    }
}
