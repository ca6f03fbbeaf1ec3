using Heritage.Standards.Joconde;

namespace Heritage.Standards.Lido;

/// <summary>What a LIDO record tells of one notice, beyond its words.</summary>
/// <param name="Reference">The permanent reference of the notice in the portal.</param>
/// <param name="Notice">Its words.</param>
/// <param name="Page">Its public page.</param>
public sealed record LidoRecord(string Reference, JocondeNotice Notice, Uri Page)
{
    public required string MuseumName { get; init; }

    /// <summary>Muséofile code; null where there is none.</summary>
    public string? MuseumCode { get; init; }

    public string City { get; init; } = "";

    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Licence of the description, in words.</summary>
    public string DataLicence { get; init; } = "";

    public Uri? DataLicenceAddress { get; init; }

    /// <summary>Said before the description: an invented notice, for one. May be empty.</summary>
    public string Warning { get; init; } = "";

    public IReadOnlyList<LidoImage> Images { get; init; } = [];
}

/// <summary>A picture of the object.</summary>
/// <param name="MediaType">« image/webp ».</param>
/// <param name="Licence">In words; empty when unknown.</param>
public sealed record LidoImage(Uri Address, string MediaType, int Width, int Height, string Credit, string Licence, Uri? LicenceAddress, string Description);
