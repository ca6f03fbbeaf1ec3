using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Net.Http.Headers;
using Musenor.Storage;
using Musenor.Web;

namespace Musenor.Home.SiteMaps;

/// <summary>/sitemap.xml and /sitemaps/{part}.xml: each part is written once a revision, compressed, and kept beside the other files made of the data.</summary>
internal sealed class ServeSiteMap(SiteMapParts parts, WriteSiteMap write, SiteSettings site, DataFolder folder)
{
    private const string MediaType = "application/xml; charset=utf-8";

    // Addresses in the files are whole: another public address is other files.
    private readonly string _address = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(site.BaseUrl.AbsoluteUri)).AsSpan(0, 4));

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/sitemap.xml", (ServeSiteMap serve, CancellationToken stop) => serve.Index(stop)).WithMetadata(new PublicPageAttribute());
        routes.MapGet("/sitemaps/{part}.xml", (string part, ServeSiteMap serve, HttpContext context, CancellationToken stop) => serve.Part(part, context, stop)).WithMetadata(new PublicPageAttribute());
    }

    private async Task<IResult> Index(CancellationToken stop)
    {
        using var xml = new MemoryStream();
        write.Index(xml, await parts.Read(stop));
        return Results.Bytes(xml.ToArray(), MediaType);
    }

    private async Task<IResult> Part(string name, HttpContext context, CancellationToken stop)
    {
        if ((await parts.Read(stop)).FirstOrDefault(p => p.Name == name) is not { } part)
        {
            return Results.NotFound();
        }

        var path = part.Name == "pages" ? null : await Kept(part, stop);
        if (path is null)
        {
            using var xml = new MemoryStream();
            await write.Part(xml, name, stop);
            return Results.Bytes(xml.ToArray(), MediaType);
        }

        Stream file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        if (StringWithQualityHeaderValue.TryParseList(context.Request.Headers.AcceptEncoding, out var accepted) && accepted.Any(e => e.Value.Equals("gzip", StringComparison.OrdinalIgnoreCase) && e.Quality is null or > 0))
        {
            context.Response.Headers.ContentEncoding = "gzip";
        }
        else
        {
            file = new GZipStream(file, CompressionMode.Decompress);
        }

        return Results.Stream(file, MediaType);
    }

    /// <summary>Written beside, then put in its place: two processes may do so at once. Those of former revisions go.</summary>
    private async Task<string> Kept(SiteMapPart part, CancellationToken stop)
    {
        var path = folder.File("exports", "sitemaps", string.Create(CultureInfo.InvariantCulture, $"{part.Name}.{part.Revision}-{_address}.xml.gz"));
        if (File.Exists(path))
        {
            return path;
        }

        var writing = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            await using (var to = new FileStream(writing, FileMode.CreateNew, FileAccess.Write, FileShare.None, 64 * 1024))
            await using (var gzip = new GZipStream(to, CompressionLevel.Fastest))
            {
                await write.Part(gzip, part.Name, stop);
            }

            File.Move(writing, path, overwrite: true);
        }
        finally
        {
            File.Delete(writing);
        }

        foreach (var old in Directory.EnumerateFiles(Path.GetDirectoryName(path)!, $"{part.Name}.*.xml.gz").Where(f => f != path && !f.EndsWith(".tmp", StringComparison.Ordinal)))
        {
            File.Delete(old);
        }

        return path;
    }
}
