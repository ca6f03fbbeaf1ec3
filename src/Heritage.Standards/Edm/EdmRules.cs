using System.Text.RegularExpressions;
using Heritage.Standards.Publication;

namespace Heritage.Standards.Edm;

/// <summary>What EDM external requires beyond its XSD (schematron of Europeana): a work that lacks one of these has no EDM.</summary>
public static partial class EdmRules
{
    /// <summary>The first thing that lacks: « image », « rights », « subject »; null when the work can be told in EDM.</summary>
    public static string? Lacks(PublishedWork work)
    {
        ArgumentNullException.ThrowIfNull(work);
        return work.Images.Count == 0 ? "image"
            : !work.Images.Any(i => i.Rights is { } rights && IsRights(rights)) ? "rights"
            : !Tells(work) ? "subject"
            : null;
    }

    /// <summary>Addresses of edm:rights: http, the statements and versions that Europeana knows, a slash at the end.</summary>
    public static bool IsRights(string address) => Rights().IsMatch(address);

    // One of dc:subject, dc:type, dcterms:spatial, dcterms:temporal.
    private static bool Tells(PublishedWork work) =>
        work.Notice.Terms("DENO").Count + work.Notice.Terms("DOMN").Count + work.Notice.Subjects.Count + work.Notice.Places.Count > 0;

    [GeneratedRegex(@"^http://(?:creativecommons\.org/(?:publicdomain/(?:mark|zero)/1\.0/|licenses/(?:by|by-sa|by-nd|by-nc|by-nc-sa|by-nc-nd)/(?:[1-3]\.0/(?:[a-z]+/)?|2\.[15]/(?:[a-z]+/)?|4\.0/))|rightsstatements\.org/vocab/(?:NoC-NC|NoC-OKLR|InC|InC-EDU|InC-OW-EU|CNE)/1\.0/)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Rights();
}
