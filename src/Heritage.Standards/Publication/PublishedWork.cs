using Heritage.Standards.Joconde;

namespace Heritage.Standards.Publication;

/// <summary>A notice with all that its forms for machines tell beside its words. Every address is public and absolute.</summary>
/// <param name="Reference">Permanent reference in the portal.</param>
/// <param name="Page">Its public page.</param>
public sealed record PublishedWork(string Reference, JocondeNotice Notice, Uri Page)
{
    public required string MuseumName { get; init; }

    /// <summary>Muséofile code; null where there is none.</summary>
    public string? MuseumCode { get; init; }

    public Uri? MuseumPage { get; init; }

    public string City { get; init; } = "";

    public string Department { get; init; } = "";

    public string Region { get; init; } = "";

    /// <summary>Name of the portal that publishes.</summary>
    public required string Provider { get; init; }

    /// <summary>Name of the portal that it was harvested from; null for the portal's own.</summary>
    public string? IntermediateProvider { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Licence of the description, in words.</summary>
    public string DataLicence { get; init; } = "";

    public Uri? DataLicenceAddress { get; init; }

    /// <summary>IIIF manifest; null without pictures.</summary>
    public Uri? Manifest { get; init; }

    /// <summary>Photographs, the first stands for the work.</summary>
    public IReadOnlyList<WorkImage> Images { get; init; } = [];
}

/// <summary>A photograph of a work.</summary>
/// <param name="Address">The picture itself, as JPEG.</param>
/// <param name="Service">Base of its IIIF image service (Image API 3.0, level 2).</param>
public sealed record WorkImage(Uri Address, Uri Service, int Width, int Height)
{
    public string Credit { get; init; } = "";

    public string Photographer { get; init; } = "";

    /// <summary>In words; empty when unknown.</summary>
    public string Licence { get; init; } = "";

    public Uri? LicenceAddress { get; init; }

    /// <summary>Statement of Creative Commons or RightsStatements.org, as EDM wants it; null when the rights are unknown.</summary>
    public string? Rights { get; init; }

    public string Description { get; init; } = "";
}
