using System.Buffers;
using Heritage.Standards.Joconde;
using Heritage.Standards.Text;

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

    /// <summary>Where the museum is, in degrees; null when unknown.</summary>
    public (double Latitude, double Longitude)? MuseumPosition { get; init; }

    public string City { get; init; } = "";

    public string Department { get; init; } = "";

    public string Region { get; init; } = "";

    /// <summary>Name of the portal that publishes.</summary>
    public required string Provider { get; init; }

    /// <summary>Name of the portal that it was harvested from; null for the portal's own.</summary>
    public string? IntermediateProvider { get; init; }

    /// <summary>The page of the work at the portal that it was harvested from; null for the portal's own.</summary>
    public Uri? SourcePage { get; init; }

    /// <summary>Said before the description: an invented notice, for one. May be empty.</summary>
    public string Warning { get; init; } = "";

    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Licence of the description, in words.</summary>
    public string DataLicence { get; init; } = "";

    public Uri? DataLicenceAddress { get; init; }

    /// <summary>IIIF manifest; null without pictures.</summary>
    public Uri? Manifest { get; init; }

    /// <summary>Photographs, the first stands for the work.</summary>
    public IReadOnlyList<WorkImage> Images { get; init; } = [];

    /// <summary>Address of a term of a field in the vocabulary that was loaded for it; null where nobody knows one.</summary>
    public Func<string, string, string?> Concept { get; init; } = (_, _) => null;

    // « < », « & », and the control characters that are no blanks.
    private static readonly SearchValues<char> Suspect = SearchValues.Create(
        [.. "<&", .. Enumerable.Range(0, 0xa0).Where(c => c is < 0x20 and not ('\t' or '\n' or '\r') or >= 0x7f).Select(c => (char)c)]);

    /// <summary>
    /// The notice as formats of others tell it: without the HTML that words may carry, nor what XML forbids; a field of which nothing is left is absent.
    /// Done before anything is parted, since « &amp;eacute; » holds the sign that parts lists.
    /// </summary>
    public JocondeNotice Told()
    {
        if (!Notice.Fields.Values.Any(IsSuspect))
        {
            return Notice;
        }

        var told = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (code, words) in Notice.Fields)
        {
            var clean = IsSuspect(words) ? XmlCharacters.Clean(Markup.Strip(words)) : words;
            if (!string.IsNullOrWhiteSpace(clean))
            {
                told[code] = clean;
            }
        }

        return new JocondeNotice(told);
    }

    private static bool IsSuspect(string words) =>
        words.AsSpan() is var span && (span.ContainsAny(Suspect) || span.IndexOfAnyInRange('\ud800', '\udfff') >= 0 || span.IndexOfAnyInRange('\ufdd0', '\uffff') >= 0);
}

/// <summary>A photograph of a work.</summary>
/// <param name="Address">The picture itself.</param>
/// <param name="Service">Base of its IIIF image service (Image API 3.0, level 2); null where it has none: at another portal.</param>
public sealed record WorkImage(Uri Address, Uri? Service, int Width, int Height)
{
    /// <summary>Empty when unknown.</summary>
    public string MediaType { get; init; } = "image/jpeg";

    public string Credit { get; init; } = "";

    public string Photographer { get; init; } = "";

    /// <summary>In words; empty when unknown.</summary>
    public string Licence { get; init; } = "";

    public Uri? LicenceAddress { get; init; }

    /// <summary>Statement of Creative Commons or RightsStatements.org, as EDM wants it; null when the rights are unknown.</summary>
    public string? Rights { get; init; }

    public string Description { get; init; } = "";
}
