using System.Data.Common;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using Dapper;
using Musenor.Storage;

namespace Musenor.Museums;

/// <summary>One row of the register. Two equal entries need no writing.</summary>
internal sealed record MuseumEntry
{
    public required string Id { get; init; }

    public string Slug { get; init; } = "";

    public string Name { get; init; } = "";

    public string City { get; init; } = "";

    public string Department { get; init; } = "";

    public string Region { get; init; } = "";

    public string? MuseofileCode { get; init; }

    public double? Latitude { get; init; }

    public double? Longitude { get; init; }

    public string State { get; init; } = "listed";

    public bool IsNetwork { get; init; }

    public string Domains { get; init; } = "";

    public string Fields { get; init; } = "{}";

    public string SearchKey { get; init; } = "";

    public string SortKey { get; init; } = "";
}

/// <summary>
/// The museums inside one writing transaction: what is there, free addresses, growing revisions. Every writer of the table goes
/// through it, so that keys and revisions are always right.
/// </summary>
internal sealed partial class MuseumRegister
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly DbConnection _connection;
    private readonly DbTransaction _transaction;
    private readonly string _now;
    private readonly Dictionary<string, MuseumEntry> _entries;
    private readonly HashSet<string> _slugs;
    private long _revision;

    private MuseumRegister(DbConnection connection, DbTransaction transaction, string now, IEnumerable<MuseumEntry> entries, long revision)
    {
        (_connection, _transaction, _now, _revision) = (connection, transaction, now, revision);
        _entries = entries.ToDictionary(e => e.Id, StringComparer.Ordinal);
        _slugs = _entries.Values.Select(e => e.Slug).ToHashSet(StringComparer.Ordinal);
    }

    public static async Task<MuseumRegister> Open(DbConnection connection, DbTransaction transaction, TimeProvider clock)
    {
        var entries = await connection.QueryAsync<MuseumEntry>("""
            select id, slug, name, city, department, region, museofile_code, latitude, longitude, state, is_network, domains, fields, search_key, sort_key
            from museum
            """, transaction: transaction);
        var revision = await connection.ExecuteScalarAsync<long>("select coalesce(max(revision), 0) from museum", transaction: transaction);
        return new MuseumRegister(connection, transaction, clock.GetUtcNow().Text(), entries, revision);
    }

    public MuseumEntry? Find(string id) => _entries.GetValueOrDefault(id);

    [GeneratedRegex("^M[0-9]{4}$")]
    private static partial Regex MuseofileCode();

    public static bool IsMuseofileCode(string code) => MuseofileCode().IsMatch(code);

    public static IReadOnlyDictionary<string, string> Read(string fields) => JsonSerializer.Deserialize<Dictionary<string, string>>(fields) ?? [];

    /// <summary>In the order of the codes, so that the same fields are the same text.</summary>
    public static string Write(IReadOnlyDictionary<string, string> fields) =>
        JsonSerializer.Serialize(new SortedDictionary<string, string>(fields.ToDictionary(), StringComparer.Ordinal), Plain);

    /// <summary>Completes the derived columns and writes the entry if anything differs. Answers what it found before.</summary>
    public async Task<Kept> Put(MuseumEntry wanted)
    {
        var before = Find(wanted.Id);
        var entry = Derive(wanted, before);
        if (entry == before)
        {
            return Kept.Unchanged;
        }

        var sql = before is null
            ? """
              insert into museum (id, slug, name, city, department, region, museofile_code, latitude, longitude, state, is_network, domains, fields, search_key, sort_key, updated_at, revision)
              values (@Id, @Slug, @Name, @City, @Department, @Region, @MuseofileCode, @Latitude, @Longitude, @State, @IsNetwork, @Domains, @Fields, @SearchKey, @SortKey, @now, @revision)
              """
            : """
              update museum set slug = @Slug, name = @Name, city = @City, department = @Department, region = @Region, museofile_code = @MuseofileCode,
                  latitude = @Latitude, longitude = @Longitude, state = @State, is_network = @IsNetwork, domains = @Domains, fields = @Fields,
                  search_key = @SearchKey, sort_key = @SortKey, updated_at = @now, revision = @revision
              where id = @Id
              """;
        var values = new DynamicParameters(entry);
        values.Add("now", _now);
        values.Add("revision", ++_revision);
        await _connection.ExecuteAsync(sql, values, _transaction);
        _entries[entry.Id] = entry;
        _slugs.Add(entry.Slug);
        return before is null ? Kept.New : Kept.Changed;
    }

    private MuseumEntry Derive(MuseumEntry wanted, MuseumEntry? before)
    {
        var fields = Read(wanted.Fields);
        // A museum that entered without a name has its code as address; it gets a real one with its name.
        var nameless = before is { State: "to_complete" } && before.Slug == NameWords.Slug(before.Id) && wanted.State == "listed";
        return wanted with
        {
            Slug = before is null || nameless ? MuseumSlug.Free(wanted.Name, wanted.City, _slugs.Contains) : before.Slug,
            MuseofileCode = IsMuseofileCode(wanted.Id) ? wanted.Id : null,
            Domains = fields.GetValueOrDefault("DOMPAL", ""),
            SearchKey = NameWords.SearchKey([wanted.Name, .. MuseumFields.Names.Select(n => fields.GetValueOrDefault(n, "")), wanted.City]),
            SortKey = NameWords.SortKey(wanted.City, wanted.Name),
        };
    }
}

internal enum Kept { New, Changed, Unchanged }
