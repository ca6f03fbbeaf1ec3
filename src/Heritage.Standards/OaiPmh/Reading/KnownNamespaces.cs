namespace Heritage.Standards.OaiPmh.Reading;

/// <summary>Namespaces of the formats of heritage, and the misspellings that sources send for them.</summary>
internal static class KnownNamespaces
{
    public const string Oai = "http://www.openarchives.org/OAI/2.0/";

    /// <summary>For records that use a prefix and forget to declare it.</summary>
    public static readonly (string Prefix, string Uri)[] ByPrefix =
    [
        ("xsi", "http://www.w3.org/2001/XMLSchema-instance"),
        ("oai_dc", "http://www.openarchives.org/OAI/2.0/oai_dc/"),
        ("dc", "http://purl.org/dc/elements/1.1/"),
        ("dcterms", "http://purl.org/dc/terms/"),
        ("dcmitype", "http://purl.org/dc/dcmitype/"),
        ("lido", "http://www.lido-schema.org"),
        ("edm", "http://www.europeana.eu/schemas/edm/"),
        ("ore", "http://www.openarchives.org/ore/terms/"),
        ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
        ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
        ("skos", "http://www.w3.org/2004/02/skos/core#"),
        ("foaf", "http://xmlns.com/foaf/0.1/"),
        ("wgs84_pos", "http://www.w3.org/2003/01/geo/wgs84_pos#"),
        ("gml", "http://www.opengis.net/gml"),
        ("xlink", "http://www.w3.org/1999/xlink"),
        ("mods", "http://www.loc.gov/mods/v3"),
        ("marc", "http://www.loc.gov/MARC21/slim"),
    ];

    private static readonly HashSet<string> Meant = [.. ByPrefix.Select(n => n.Uri), Oai];

    private static readonly Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> Canonical =
        Meant.ToDictionary(u => Bare(u).ToString(), StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The namespace meant: https, another case or a lost final slash make no other vocabulary.</summary>
    public static string Of(string uri) => !Meant.Contains(uri) && Canonical.TryGetValue(Bare(uri), out var meant) ? meant : uri;

    private static ReadOnlySpan<char> Bare(string uri)
    {
        var start = uri.IndexOf("://", StringComparison.Ordinal);
        return (start < 0 ? uri : uri.AsSpan(start + 3)).TrimEnd('/');
    }
}
