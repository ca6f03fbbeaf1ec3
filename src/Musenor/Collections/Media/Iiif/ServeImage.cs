using System.Globalization;
using System.Text.Json;
using Heritage.Standards.Iiif;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using Musenor.Files.Images;
using Musenor.Web;

namespace Musenor.Collections.Media.Iiif;

/// <summary>/iiif/3/…: the IIIF Image API 3.0 at level 2 (docs/standards/iiif.md).</summary>
public sealed class ServeImage(FindImage find, RenderImage render, SiteSettings site, ILogger<ServeImage> log)
{
    public const string Prefix = "/iiif/3/";

    private const string JsonLd = $"application/ld+json;profile=\"{ImageInformation.Context}\"";
    private const int WaitSeconds = 2;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/iiif/3/{**address}", (HttpContext context, ServeImage serve) => serve.Run(context)).WithMetadata(new OpenAttribute());

    /// <summary>Base URI of a picture.</summary>
    public static string Address(SiteSettings site, string id) => new Uri(site.BaseUrl, Prefix + id).AbsoluteUri;

    private async Task Run(HttpContext context)
    {
        var segments = Segments(context);
        if (segments is [var id, ..] && await find.Run(id, context.RequestAborted) is { } image)
        {
            await (image.IsWithdrawn ? Say(context, StatusCodes.Status410Gone, "The notice of this image was withdrawn.")
                : find.Source(image) is not { } source ? Say(context, StatusCodes.Status404NotFound, "The file of this image is missing.")
                : Answer(context, image, source, segments[1..]));
            return;
        }

        await Say(context, StatusCodes.Status404NotFound, "There is no such image.");
    }

    private Task Answer(HttpContext context, ImageFacts image, ImageSource source, string[] asked) => asked switch
    {
        [] or [""] => Redirect(context, image.Id),
        ["info.json"] => Info(context, image, source),
        [var region, var size, var rotation, var file] => Picture(context, image, source, ImageRequest.Parse(region, size, rotation, file)),
        _ => Say(context, StatusCodes.Status404NotFound, "The address is none of: {id}, {id}/info.json, {id}/{region}/{size}/{rotation}/{quality}.{format}."),
    };

    // §2.2: the base URI leads to the information.
    private Task Redirect(HttpContext context, string id)
    {
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = $"{Address(site, id)}/info.json";
        return context.Response.WriteAsync("");
    }

    private Task Info(HttpContext context, ImageFacts image, ImageSource source)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(ImageInformation.Of(
            Address(site, image.Id), source.Width, source.Height, IiifSettings.Limits, IiifSettings.Tile, IiifRights.Of(image.Licence)));
        var isPlain = context.Request.GetTypedHeaders().Accept.Any(a => a.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase));
        context.Response.Headers.Vary = "Accept, Accept-Encoding";
        var tag = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(body).AsSpan(0, 8));
        return IsKnown(context, $"{tag}{(isPlain ? "j" : "l")}", source.ModifiedAt, "public, max-age=3600")
            ? Task.CompletedTask
            : Send(context, isPlain ? "application/json" : JsonLd, body);
    }

    private async Task Picture(HttpContext context, ImageFacts image, ImageSource source, Judged<ImageRequest> asked)
    {
        var (request, wrong) = asked;
        var (plan, impossible) = request is null ? wrong! : request.On(source.Width, source.Height, IiifSettings.Limits);
        if (plan is null)
        {
            await Say(context, impossible!.Status, impossible.Problem);
            return;
        }

        var name = TileCache.Name(source, plan.Canonical);
        context.Response.Headers.Link = $"<{Address(site, image.Id)}/{plan.Canonical}>;rel=\"canonical\",<http://iiif.io/api/image/3/{ImageInformation.Level}.json>;rel=\"profile\"";
        if (IsKnown(context, name, source.ModifiedAt, "public, max-age=31536000"))
        {
            return;
        }

        try
        {
            await (await render.Run(source, plan, name, context.RequestAborted) is { } bytes
                ? Send(context, request!.Format switch { "png" => "image/png", "webp" => "image/webp", _ => "image/jpeg" }, bytes)
                : Busy(context, "Too many images are asked for at once."));
        }
        catch (TimeoutException)
        {
            await Busy(context, "This image is still being prepared.");
        }
        catch (UnreadablePicture e)
        {
            log.LogError(e, "The image {Image} could not be made from {File}.", image.Id, source.Path);
            await Say(context, StatusCodes.Status500InternalServerError, "The file of this image cannot be read.");
        }
    }

    /// <summary>Writes what caches live by; true when the caller holds this very answer, which is then told so.</summary>
    private static bool IsKnown(HttpContext context, string tag, DateTime modifiedAt, string caching)
    {
        var response = context.Response;
        var entity = $"\"{tag}\"";
        response.Headers.ETag = entity;
        response.Headers.LastModified = modifiedAt.ToString("R", CultureInfo.InvariantCulture);
        response.Headers.CacheControl = caching;
        var asked = context.Request.GetTypedHeaders();
        // RFC 9110 §13.2.2: a date counts only where no tag is given.
        var known = asked.IfNoneMatch.Count > 0
            ? asked.IfNoneMatch.Any(t => t == EntityTagHeaderValue.Any || t.Compare(new EntityTagHeaderValue(entity), useStrongComparison: false))
            : asked.IfModifiedSince is { } since && modifiedAt < since.UtcDateTime.AddSeconds(1);
        if (known)
        {
            response.StatusCode = StatusCodes.Status304NotModified;
        }

        return known;
    }

    private static Task Busy(HttpContext context, string problem)
    {
        context.Response.Headers.RetryAfter = WaitSeconds.ToString(CultureInfo.InvariantCulture);
        return Say(context, StatusCodes.Status503ServiceUnavailable, problem);
    }

    // §7.3: the body of an error is plain text.
    private static Task Say(HttpContext context, int status, string problem)
    {
        var headers = context.Response.Headers;
        (headers.ETag, headers.LastModified, headers.Link, headers.CacheControl) = (default, default, default, "no-cache");
        context.Response.StatusCode = status;
        return Send(context, "text/plain; charset=utf-8", System.Text.Encoding.UTF8.GetBytes(problem + "\n"));
    }

    private static Task Send(HttpContext context, string type, byte[] body)
    {
        context.Response.ContentType = type;
        context.Response.ContentLength = body.Length;
        return context.Response.Body.WriteAsync(body).AsTask();
    }

    // §3: percent-decoded once, after the cut at « / ». The path that the server decoded has lost where some of the slashes were.
    private static string[] Segments(HttpContext context)
    {
        var raw = context.Features.Get<IHttpRequestFeature>()?.RawTarget.Split('?')[0] ?? "";
        return After(Prefix, raw) is { } rest ? [.. rest.Split('/').Select(Uri.UnescapeDataString)]
            : After(Prefix, context.Request.Path.Value ?? "")?.Split('/') ?? [];
    }

    private static string? After(string prefix, string path) => path.IndexOf(prefix, StringComparison.OrdinalIgnoreCase) is >= 0 and var at ? path[(at + prefix.Length)..] : null;
}
