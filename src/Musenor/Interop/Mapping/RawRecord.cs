namespace Musenor.Interop.Mapping;

/// <summary>A harvested record as the mapping reads it.</summary>
internal sealed record RawRecord
{
    public string OaiId { get; init; } = "";
    public string Prefix { get; init; } = "";
    public string Datestamp { get; init; } = "";
    public string Status { get; init; } = "";
    public string Xml { get; init; } = "";
    public string LastSeenAt { get; init; } = "";
    public long Seq { get; init; }

    public bool IsDeleted => Status == "deleted";
}

/// <summary>The source of the records.</summary>
internal sealed record RawSource
{
    public string Code { get; init; } = "";
    public string Name { get; init; } = "";
    public string BaseUrl { get; init; } = "";
    public string Prefix { get; init; } = "";
    public string Mapping { get; init; } = "";
    public string Rights { get; init; } = "";

    /// <summary>Names and versions of what its records go through, and the rights that they are given: when they change, all of them go again.</summary>
    public string Mark => Rights.Length > 0 ? $"{Mappings} ; {Rights}" : Mappings;

    private string Mappings => string.Join(", ", Prefix.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(p => RecordMapping.Find(Mapping, p)?.Mark).OfType<string>().Distinct());
}

/// <summary>How far the records of a source were taken over.</summary>
internal sealed record MappingProgress
{
    public string Mapping { get; init; } = "";
    public long Seq { get; init; }
    public long Pass { get; init; }
}
