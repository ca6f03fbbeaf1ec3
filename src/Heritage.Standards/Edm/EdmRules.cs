using System.Text.RegularExpressions;
using Heritage.Standards.Publication;

namespace Heritage.Standards.Edm;

/// <summary>What EDM external requires beyond its XSD (schematron of Europeana): a work that lacks one of these has no EDM.</summary>
public static partial class EdmRules
{
    private static readonly string[] Telling = ["DENO", "DOMN", "GENE", "PREP", "ECOL", "PERI", "EPOQ", "PERU", "MILU", "DREP"];

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

    /// <summary>Whether a statement lets everybody use the picture again, for whatever purpose.</summary>
    public static bool IsOpen(string address) =>
        IsRights(address) && (address.Contains("/publicdomain/", StringComparison.Ordinal) || address.Contains("/licenses/by/", StringComparison.Ordinal) || address.Contains("/licenses/by-sa/", StringComparison.Ordinal));

    /// <summary>
    /// The address that EDM takes for one that says the same: https, « deed.fr », « legalcode », « page » in place of « vocab », a slash missing. Null for any
    /// other: « droits réservés » in words is no statement.
    /// </summary>
    public static string? Statement(string said)
    {
        ArgumentNullException.ThrowIfNull(said);
        if (!Uri.TryCreate(said.Trim(), UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            return null;
        }

        var host = address.Host.StartsWith("www.", StringComparison.Ordinal) ? address.Host[4..] : address.Host;
        var path = Ending().Replace(address.AbsolutePath, "/");
        path = host == "rightsstatements.org" ? path.Replace("/page/", "/vocab/", StringComparison.Ordinal) : path;
        var statement = $"http://{host}{(path.EndsWith('/') ? path : path + "/")}";
        return IsRights(statement) ? statement : null;
    }

    // One of dc:subject, dc:type, dcterms:spatial, dcterms:temporal: whatever EdmObject writes there.
    private static bool Tells(PublishedWork work)
    {
        var notice = work.Told();
        return Telling.SelectMany(notice.Terms).Concat(WorkWords.Subjects(notice)).Concat(WorkWords.Places(notice))
            .Append(notice.Line("PLIEUX")).Append(notice.Line("DECV")).Append(notice.Creation is null ? "" : notice.DateWords).Any(t => EdmElements.Clean(t).Length > 0);
    }

    [GeneratedRegex(@"/(?:deed|legalcode)(?:\.[a-zA-Z_-]+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Ending();

    // Versions of Creative Commons with the countries that each was carried over to.
    private const string Ports =
        @"1\.0/(?:(?:fi|il|nl)/)?|2\.0/(?:(?:au|at|be|br|ca|cl|hr|uk|fr|de|it|jp|nl|pl|kr|es|tw)/)?|2\.1/(?:au|es|jp)/"
        + @"|2\.5/(?:(?:ar|au|br|bg|ca|cn|co|hr|dk|hu|in|il|it|mk|my|mt|mx|nl|pe|pl|pt|scotland|si|za|es|se|ch|tw)/)?"
        + @"|3\.0/(?:(?:au|at|br|cl|cn|cr|hr|cz|ec|eg|ee|fr|de|gr|gt|hk|igo|ie|it|lu|nl|nz|no|ph|pl|pt|pr|ro|rs|sg|za|es|ch|tw|th|ug|us|ve|vn)/)?|4\.0/";

    [GeneratedRegex(@"^http://(?:creativecommons\.org/(?:publicdomain/(?:mark|zero)/1\.0/|licenses/(?:by-nd-nc/1\.0/(?:(?:fi|il|nl)/)?|(?:by|by-sa|by-nd|by-nc|by-nc-sa|by-nc-nd)/(?:" + Ports + @")))|rightsstatements\.org/vocab/(?:NoC-NC|NoC-OKLR|InC|InC-EDU|InC-OW-EU|CNE)/1\.0/)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Rights();
}
