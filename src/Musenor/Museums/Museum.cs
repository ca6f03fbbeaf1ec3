namespace Musenor.Museums;

/// <summary>A museum as the directory, the map and the catalogue need it; its page reads the other fields.</summary>
public sealed record Museum
{
    /// <summary>Muséofile code where there is one, else a code of our own.</summary>
    public required string Id { get; init; }

    public required string Slug { get; init; }

    public required string Name { get; init; }

    public string City { get; init; } = "";

    /// <summary>In full letters, as Muséofile writes it: « Pas-de-Calais ».</summary>
    public string Department { get; init; } = "";

    public string Region { get; init; } = "";

    public string? MuseofileCode { get; init; }

    public double? Latitude { get; init; }

    public double? Longitude { get; init; }

    public string State { get; init; } = "listed";

    public bool IsNetwork { get; init; }

    /// <summary>Main domains in the source's words, parted by « ; ».</summary>
    public string Domains { get; init; } = "";

    public string SearchKey { get; init; } = "";

    /// <summary>Folded town, then folded name: sorts alike on both engines because C# compares it.</summary>
    public string SortKey { get; init; } = "";

    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Named by notices but unknown to the directory.</summary>
    public bool ToComplete => State == "to_complete";

    public string Url => $"/musees/{Slug}";

    /// <summary>Its place in the list, where its dot on the map leads: « m0638 ».</summary>
    public string Anchor => $"m{NameWords.Slug(Id.TrimStart('M', 'm'))}";
}
