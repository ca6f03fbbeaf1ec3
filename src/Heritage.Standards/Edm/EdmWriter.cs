using System.Xml;
using Heritage.Standards.OaiPmh;
using Heritage.Standards.Publication;

namespace Heritage.Standards.Edm;

/// <summary>
/// EDM external (EDM.xsd and schematron of Europeana): one ProvidedCHO, its web resources, its makers, places, dates and concepts, one Aggregation,
/// the image services. The order of elements is that of the schema. Only works of which <see cref="EdmRules.Lacks"/> finds nothing lacking are
/// written. The table of fields is in docs/standards/edm.md.
/// </summary>
public static class EdmWriter
{
    public static readonly OaiFormat Format = new("edm", "http://www.europeana.eu/schemas/edm/EDM.xsd", EdmElements.Edm);

    public static void Write(XmlWriter xml, PublishedWork work)
    {
        ArgumentNullException.ThrowIfNull(xml);
        ArgumentNullException.ThrowIfNull(work);
        var to = new EdmElements(xml);
        var images = work.Images.Where(i => i.Rights is { } rights && EdmRules.IsRights(rights)).ToList();
        to.Root();
        var contexts = new EdmContexts(work);
        to.About("edm", "ProvidedCHO", $"{work.Page.AbsoluteUri}#oeuvre", () => EdmObject.Write(to, work, contexts));
        foreach (var image in images)
        {
            to.About("edm", "WebResource", image.Address.AbsoluteUri, () => Resource(to, image, work, contexts));
        }

        contexts.Write(to);
        to.About("ore", "Aggregation", $"{work.Page.AbsoluteUri}#agregation", () => Aggregation(to, work, images));
        foreach (var service in images.Select(i => i.Service).OfType<Uri>())
        {
            to.About("svcs", "Service", service.AbsoluteUri, () =>
            {
                to.Link("dcterms", "conformsTo", "http://iiif.io/api/image");
                to.Link("doap", "implements", "http://iiif.io/api/image/3/level2.json");
            });
        }

        to.End();
    }

    private static void Resource(EdmElements to, WorkImage image, PublishedWork work, EdmContexts contexts)
    {
        to.Text("dc", "creator", image.Photographer.Length > 0 ? image.Photographer : contexts.Notice.Line("PHOT"));
        to.Text("dc", "description", image.Description, fr: true);
        to.Text("dc", "format", image.MediaType);
        to.Text("dc", "rights", image.Credit);
        to.Link("edm", "rights", image.Rights!);
        if (work.Manifest is { } manifest)
        {
            to.Link("dcterms", "isReferencedBy", manifest.AbsoluteUri);
        }

        if (image.Service is { } service)
        {
            to.Link("svcs", "has_service", service.AbsoluteUri);
        }
    }

    /// <summary>The museum tells the work, the portal that was harvested stands between, this portal gives it to Europeana.</summary>
    private static void Aggregation(EdmElements to, PublishedWork work, List<WorkImage> images)
    {
        to.Link("edm", "aggregatedCHO", $"{work.Page.AbsoluteUri}#oeuvre");
        to.Text("edm", "dataProvider", work.City.Length > 0 ? $"{work.MuseumName}, {work.City}" : work.MuseumName);
        foreach (var more in images.Skip(1))
        {
            to.Link("edm", "hasView", more.Address.AbsoluteUri);
        }

        to.Link("edm", "isShownAt", (work.SourcePage ?? work.Page).AbsoluteUri);
        to.Link("edm", "isShownBy", images[0].Address.AbsoluteUri);
        to.Link("edm", "object", images[0].Address.AbsoluteUri);
        to.Text("edm", "provider", work.Provider);
        to.Link("edm", "rights", images[0].Rights!);
        to.Text("edm", "intermediateProvider", work.IntermediateProvider ?? "");
    }
}
