using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Microsoft.Net.Http.Headers;
using Musenor.Collections.Notices;
using Musenor.Collections.Search;
using Musenor.Storage;
using Musenor.Web;
using Musenor.Web.Errors;

namespace Musenor.Collections.Media.Photographs.Download;

/// <summary>/images/{id}/telecharger/{taille}: a picture to take away, its credit written in it as it is today.</summary>
internal sealed class DownloadPicture(Database database, ReadNotice notices, MakeDerivatives derivatives, Masters masters, SiteSettings site)
{
    private const int Buffer = 256 * 1024;
    private const int LongestName = 80;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/images/{id}/telecharger/{size}", (string id, string size, DownloadPicture download, HttpContext context) => download.Run(id, size, context)).WithMetadata(new OpenAttribute());

    private async Task<IResult> Run(string id, string size, HttpContext context)
    {
        if (await Find(id, context.RequestAborted) is not { } notice || notice.Images.FirstOrDefault(i => i.Id == id) is not { } image)
        {
            return Results.NotFound();
        }

        if (notice.IsWithdrawn)
        {
            context.Features.Set(ShowNotice.Withdrawn(notice));
            return Results.StatusCode(StatusCodes.Status410Gone);
        }

        if (Downloads.Of(image).FirstOrDefault(d => d.Size == size) is null)
        {
            return IsSize(size) && image.MasterHash is not null ? Refused(context, image) : Results.NotFound();
        }

        return PathOf(image, size) is { } path ? Answer(context, notice, image, size, path) : Results.NotFound();
    }

    private static bool IsSize(string size) => size == Downloads.Original || MakeDerivatives.Sides.Any(s => size == s.ToString(CultureInfo.InvariantCulture));

    private static IResult Refused(HttpContext context, NoticeImage image)
    {
        // A size that the picture does not have is no refusal.
        if (Licence.IsOpen(image.Licence) || (image.Licence != Licence.Reserved && image.Width <= MakeDerivatives.Sides[0] && image.Height <= MakeDerivatives.Sides[0]))
        {
            return Results.NotFound();
        }

        context.Features.Set(new StatusReason(Texts.Of("Collections")["Download.Refused", image.Licence.Length > 0 ? image.Licence : Texts.Of("Collections")["Photo.NoLicence"]]));
        return Results.StatusCode(StatusCodes.Status403Forbidden);
    }

    private async Task<NoticeView?> Find(string id, CancellationToken stop)
    {
        if (!Pictures.IsId(id))
        {
            return null;
        }

        await using var connection = await database.Open(stop);
        return await connection.ExecuteScalarAsync<string?>("select ref from notice_image where id = @id", new { id }) is { } reference ? await notices.Run(reference, stop) : null;
    }

    private string? PathOf(NoticeImage image, string size) => size != Downloads.Original
        ? derivatives.Find(image.Id, int.Parse(size, CultureInfo.InvariantCulture))
        : derivatives.Find(image.Id, 0) ?? masters.Find(image.MasterHash!);

    private IResult Answer(HttpContext context, NoticeView notice, NoticeImage image, string size, string path)
    {
        var page = new Uri(site.BaseUrl, notice.Address);
        var rights = image.Licence.Length > 0 ? image.Licence : Texts.Of("Collections")["Photo.NoLicence"];
        var xmp = new XmpPacket(notice.Notice.Title, image.Photographer, Credit(notice, image), rights, page, Licence.Address(image.Licence), Licence.IsOpen(image.Licence)).Bytes();
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData([.. xmp, .. Encoding.ASCII.GetBytes(image.Id + size)]).AsSpan(0, 10))}\"");
        var headers = context.Response.Headers;
        headers.CacheControl = "public, no-cache";
        headers.ETag = tag.ToString();
        if (context.Request.GetTypedHeaders().IfNoneMatch.Any(t => t.Compare(tag, useStrongComparison: false)))
        {
            return Results.StatusCode(StatusCodes.Status304NotModified);
        }

        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(Name(notice.Ref, image.Position, size));
        headers.ContentDisposition = disposition.ToString();
        if (Licence.IsOpen(image.Licence))
        {
            headers.AccessControlAllowOrigin = "*";
            headers.Link = Licence.Address(image.Licence) is { } address ? $"<{address.AbsoluteUri}>; rel=\"license\"" : default;
        }

        return Results.Stream(body => Copy(path, body, xmp, context.RequestAborted), "image/jpeg");
    }

    private static async Task Copy(string path, Stream body, byte[] xmp, CancellationToken stop)
    {
        int orientation;
        using (var first = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 4096))
        {
            orientation = JpegFile.Orientation(first);
        }

        // Written by a thread of its own, a piece at a time: the answer is asynchronous, the copy is not.
        var pipe = new System.IO.Pipelines.Pipe(new(pauseWriterThreshold: 4 * Buffer, resumeWriterThreshold: 2 * Buffer));
        var writing = Task.Run(async () =>
        {
            Exception? fault = null;
            try
            {
                await using var jpeg = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, Buffer);
                await using var output = new BufferedStream(pipe.Writer.AsStream(leaveOpen: true), Buffer);
                JpegFile.Write(jpeg, output, xmp, orientation);
            }
            catch (Exception e) when (e is InvalidDataException or IOException or InvalidOperationException)
            {
                fault = e;
            }

            await pipe.Writer.CompleteAsync(fault);
        }, CancellationToken.None);
        try
        {
            await pipe.Reader.CopyToAsync(body, stop);
        }
        finally
        {
            await pipe.Reader.CompleteAsync();
            await writing;
        }
    }

    /// <summary>« Photo Jeanne Martin / Musée de Flandre, Cassel »: what the museum asks, else who and where.</summary>
    public static string Credit(NoticeView notice, NoticeImage image) => image.Credit.Length > 0
        ? image.Credit
        : string.Join(" / ", new[] { image.Photographer, string.Join(", ", new[] { notice.Museum.Name, notice.Museum.City }.Where(t => t.Length > 0)) }.Where(t => t.Length > 0));

    private static string Name(string reference, int position, string size)
    {
        var safe = string.Concat(reference.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '-'));
        return string.Create(CultureInfo.InvariantCulture, $"{(safe.Length > LongestName ? safe[..LongestName] : safe)}-{position}-{size}.jpg");
    }
}
