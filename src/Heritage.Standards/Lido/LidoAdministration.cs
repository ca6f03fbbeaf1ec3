using System.Globalization;
using System.Text.RegularExpressions;
using Heritage.Standards.Joconde;
using Heritage.Standards.Publication;

namespace Heritage.Standards.Lido;

/// <summary>The administrative part of a LIDO record: status of the object, the record itself, its pictures.</summary>
internal static partial class LidoAdministration
{
    /// <summary>Before who wrote the notice, in a credit line of the record.</summary>
    public const string Writer = "Rédaction : ";

    public static void Write(LidoElements lido, PublishedWork work, JocondeNotice notice)
    {
        lido.Open("rightsWorkWrap", () => lido.Open("rightsWorkSet", () => lido.Text("creditLine", notice.Line("STAT"))));
        lido.Open("recordWrap", () => Record(lido, work, notice));
        lido.Open("resourceWrap", () =>
        {
            foreach (var image in work.Images)
            {
                lido.Open("resourceSet", () => Image(lido, image, work, notice));
            }

            if (work.Manifest is { } manifest)
            {
                lido.Open("resourceSet", () =>
                {
                    lido.Open("resourceRepresentation", () => lido.Text("linkResource", manifest.AbsoluteUri, ("formatResource", "application/ld+json")), "iiif_manifest");
                    lido.Concept("resourceType", "manifeste IIIF");
                });
            }
        });
    }

    private static void Record(LidoElements lido, PublishedWork work, JocondeNotice notice)
    {
        lido.Text("recordID", work.Reference, ("type", "local"), ("source", work.Page.Host));
        // Where the address of the notice is the portal's own.
        lido.Text("recordID", notice["REF"] == work.Reference ? "" : notice["REF"], ("type", "local"), ("source", "Joconde"));
        lido.Concept("recordType", "notice d’objet");
        lido.Open("recordSource", () => Body(lido, work));
        if (work.DataLicence.Length > 0)
        {
            lido.Open("recordRights", () => lido.Concept("rightsType", work.DataLicence, work.DataLicenceAddress?.AbsoluteUri));
        }

        lido.Open("recordRights", () => lido.Text("creditLine", notice.Line("COPY")));
        lido.Open("recordRights", () => lido.Text("creditLine", notice["REDA"].Length > 0 ? Writer + notice.Line("REDA") : ""));
        lido.Open("recordInfoSet", () =>
        {
            lido.Text("recordInfoLink", work.Page.AbsoluteUri, ("formatResource", "text/html"));
            lido.Text("recordInfoLink", work.SourcePage?.AbsoluteUri ?? "", ("formatResource", "text/html"));
            lido.Text("recordMetadataDate", Day(notice["DMIS"]), ("type", "created"));
            lido.Text("recordMetadataDate", work.UpdatedAt.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), ("type", "modified"));
        });
    }

    /// <summary>The museum, known by its Muséofile code.</summary>
    public static void Body(LidoElements lido, PublishedWork work)
    {
        lido.Text("legalBodyID", work.MuseumCode ?? "", ("type", "local"), ("source", "Muséofile"));
        lido.Open("legalBodyName", () => lido.Text("appellationValue", work.MuseumName));
        lido.Text("legalBodyWeblink", work.MuseumPage?.AbsoluteUri ?? "");
    }

    private static void Image(LidoElements lido, WorkImage image, PublishedWork work, JocondeNotice notice)
    {
        lido.Open("resourceRepresentation", () =>
        {
            if (image.MediaType.Length > 0)
            {
                lido.Text("linkResource", image.Address.AbsoluteUri, ("formatResource", image.MediaType));
            }
            else
            {
                lido.Text("linkResource", image.Address.AbsoluteUri);
            }

            Size(lido, "width", image.Width);
            Size(lido, "height", image.Height);
        }, "image_master");
        lido.Concept("resourceType", "image numérique");
        lido.Text("resourceDescription", image.Description);
        lido.Open("resourceSource", () => Body(lido, work));
        lido.Open("resourceSource", () => lido.Open("legalBodyName", () => lido.Text("appellationValue", image.Photographer.Length > 0 ? image.Photographer : notice.Line("PHOT"))), "photographe");
        lido.Open("rightsResource", () =>
        {
            if (image.Licence.Length > 0)
            {
                lido.Concept("rightsType", image.Licence, image.LicenceAddress?.AbsoluteUri ?? image.Rights);
            }

            lido.Text("creditLine", image.Credit.Length > 0 ? image.Credit : notice.Line("PHOT"));
        });
    }

    private static void Size(LidoElements lido, string kind, int value)
    {
        if (value > 0)
        {
            lido.Open("resourceMeasurementsSet", () =>
            {
                lido.Text("measurementType", kind);
                lido.Text("measurementUnit", "pixel");
                lido.Text("measurementValue", value.ToString(CultureInfo.InvariantCulture));
            });
        }
    }

    /// <summary>« 2012/05/03 » and « 2012-05-03 » as a day; nothing for other words.</summary>
    private static string Day(string words) => IsDay().Match(words.Trim()) is { Success: true } day ? $"{day.Groups[1].Value}-{day.Groups[2].Value}-{day.Groups[3].Value}" : "";

    [GeneratedRegex(@"^(\d{4})[-/](\d{2})[-/](\d{2})(?:T.*)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex IsDay();
}
