using System.Text;
using Musenor.Collections.Harvested;
using Musenor.Collections.Media;
using Musenor.Collections.Search;
using Musenor.Interop.Api;
using Musenor.Interop.Discovery;
using Musenor.Storage;
using Musenor.Web;

namespace Musenor.Interop.OpenData;

/// <summary>/donnees/index.json, the catalogue of the public files in DCAT 2 (as data.gouv.fr and its like harvest it), and /donnees/SHA256SUMS.</summary>
internal static class DescribeDumps
{
    public const string MediaType = "application/ld+json";
    private const string FileTypes = "http://publications.europa.eu/resource/authority/file-type/";

    private static readonly Dictionary<string, string> Context = new()
    {
        ["dcat"] = "http://www.w3.org/ns/dcat#",
        ["dct"] = "http://purl.org/dc/terms/",
        ["foaf"] = "http://xmlns.com/foaf/0.1/",
        ["spdx"] = "http://spdx.org/rdf/terms#",
        ["xsd"] = "http://www.w3.org/2001/XMLSchema#",
    };

    public static async Task<IResult> Catalogue(MakeDumps dumps, NoticeSources sources, SiteSettings site, CancellationToken stop)
    {
        var words = Texts.Of("Interop");
        var publisher = new Dictionary<string, object> { ["@type"] = "foaf:Organization", ["foaf:name"] = site.Publisher ?? site.Name };
        var api = new Dictionary<string, object>
        {
            ["@type"] = "dcat:DataService",
            ["dct:title"] = French(words["Api.Title"]),
            ["dcat:endpointURL"] = Link(Address(site, ApiSetup.Path)),
            ["dcat:endpointDescription"] = Link(Address(site, ApiSetup.Description)),
            ["dcat:servesDataset"] = Link(Address(site, $"{ListDumpsPage.Path}#notices")),
        };
        return Results.Json(new Dictionary<string, object>
        {
            ["@context"] = Context,
            ["@id"] = Address(site, ListDumpsPage.Path),
            ["@type"] = "dcat:Catalog",
            ["dct:title"] = French(words["Open.Catalogue", site.Name]),
            ["dct:publisher"] = publisher,
            ["dcat:dataset"] = new[] { Set(await dumps.Read(stop), publisher, (await sources.Read(stop)).ByCode.Count > 0, site) },
            ["dcat:service"] = new[] { api },
            ["dct:relation"] = Link(Address(site, ShowActivities.Path)),
        }, SearchJson.Plain, MediaType);
    }

    private static Dictionary<string, object> Set(IReadOnlyList<Dump> made, object publisher, bool hasSources, SiteSettings site)
    {
        var words = Texts.Of("Interop");
        // Files that hold notices of other portals have no licence as a whole: what applies to which is told in words.
        var licence = hasSources ? null : Link(Licence.Address(Licence.OpenLicence)!.AbsoluteUri);
        var rights = hasSources ? $"{words["Open.OwnLicence"]} {words["Dumps.Cite"]}" : words["Dumps.Cite"];
        var set = new Dictionary<string, object>
        {
            ["@id"] = Address(site, $"{ListDumpsPage.Path}#notices"),
            ["@type"] = "dcat:Dataset",
            ["dct:title"] = French(words["Open.Set", site.Name]),
            ["dct:description"] = French(words["Dumps.What"]),
            ["dct:language"] = Link("http://publications.europa.eu/resource/authority/language/FRA"),
            ["dct:accrualPeriodicity"] = Link("http://publications.europa.eu/resource/authority/frequency/DAILY"),
            ["dct:rights"] = new Dictionary<string, object> { ["@type"] = "dct:RightsStatement", ["dct:description"] = French(rights) },
            ["dct:publisher"] = publisher,
            ["dcat:landingPage"] = Link(Address(site, ListDumpsPage.Path)),
            ["dcat:distribution"] = made.Select(d => File(d, licence, site)).ToArray(),
        };
        if (licence is not null)
        {
            set["dct:license"] = licence;
        }

        if (made.Count > 0)
        {
            set["dct:modified"] = Typed(made.Max(d => d.MadeAt).Text(), "xsd:dateTime");
        }

        return set;
    }

    /// <summary>As « sha256sum -c » reads it.</summary>
    public static async Task<IResult> Sums(MakeDumps dumps, CancellationToken stop) =>
        Results.Text(string.Concat((await dumps.Read(stop)).Select(d => $"{d.Hash}  {d.File}\n")), "text/plain", Encoding.UTF8);

    private static Dictionary<string, object> File(Dump dump, object? licence, SiteSettings site)
    {
        var file = new Dictionary<string, object>
        {
            ["@type"] = "dcat:Distribution",
            ["dct:title"] = French(Texts.Of("Interop")[$"Dumps.{dump.Kind}"]),
            ["dcat:downloadURL"] = Link(Address(site, $"{ListDumpsPage.Path}/{dump.File}")),
            ["dcat:accessURL"] = Link(Address(site, ListDumpsPage.Path)),
            ["dcat:byteSize"] = dump.Bytes,
            ["dct:format"] = Link(FileTypes + (dump.Kind switch { WriteDump.Csv => "CSV", WriteDump.JsonLines => "JSON", _ => "XML" })),
            [dump.Kind == WriteDump.Lido ? "dcat:packageFormat" : "dcat:compressFormat"] =
                Link($"https://www.iana.org/assignments/media-types/application/{(dump.Kind == WriteDump.Lido ? "zip" : "gzip")}"),
            ["dct:modified"] = Typed(dump.MadeAt.Text(), "xsd:dateTime"),
            ["spdx:checksum"] = new Dictionary<string, object>
            {
                ["@type"] = "spdx:Checksum",
                ["spdx:algorithm"] = Link("http://spdx.org/rdf/terms#checksumAlgorithm_sha256"),
                ["spdx:checksumValue"] = Typed(dump.Hash, "xsd:hexBinary"),
            },
        };
        if (licence is not null)
        {
            file["dct:license"] = licence;
        }

        return file;
    }

    private static Dictionary<string, object> Link(string address) => new() { ["@id"] = address };

    private static Dictionary<string, object> French(string text) => new() { ["@value"] = text, ["@language"] = "fr" };

    private static Dictionary<string, object> Typed(string value, string type) => new() { ["@value"] = value, ["@type"] = type };

    private static string Address(SiteSettings site, string path) => new Uri(site.BaseUrl, path).AbsoluteUri;
}
