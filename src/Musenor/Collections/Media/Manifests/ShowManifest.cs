using Musenor.Collections.Media.Iiif;
using Musenor.Collections.Notices;
using Musenor.Collections.Search;
using Musenor.Web;

namespace Musenor.Collections.Media.Manifests;

/// <summary>/iiif/presentation/3/{ref}/manifest: the IIIF Presentation API 3.0 (docs/standards/iiif.md).</summary>
public sealed class ShowManifest(ReadNotice read, FindImage find, SiteSettings site)
{
    internal const string JsonLd = $"application/ld+json;profile=\"{NoticeManifest.Context}\"";

    internal async Task<IResult> Answer(string reference, HttpContext context, CancellationToken stop)
    {
        if (await read.Run(reference, stop) is not { } view)
        {
            return Results.NotFound();
        }

        if (view.IsWithdrawn)
        {
            context.Features.Set(ShowNotice.Withdrawn(view));
            return Results.StatusCode(StatusCodes.Status410Gone);
        }

        return view.Ref != reference ? Results.Redirect(NoticeManifest.Address(site, view.Ref), permanent: true)
            : await Run(view, stop) is { } manifest ? Results.Json(manifest, SearchJson.Plain, JsonLd)
            : Results.NotFound();
    }

    /// <summary>Null when the notice has no picture to show: a manifest has at least one canvas (§5.2).</summary>
    internal async Task<Dictionary<string, object>?> Run(NoticeView view, CancellationToken stop)
    {
        var images = new List<ManifestImage>();
        foreach (var image in view.Images)
        {
            if (await find.Run(image.Id, stop) is { } facts && find.Source(facts) is { } source)
            {
                images.Add(new ManifestImage(image, source.Width, source.Height));
            }
        }

        return images.Count == 0 ? null : new NoticeManifest(view, images, site).Document();
    }
}
