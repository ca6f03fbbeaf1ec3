using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using Musenor.Files.Places;
using Musenor.Web;
using Musenor.Web.Errors;

namespace Musenor.Files.Uploads;

/// <summary>
/// Reads a form with files piece by piece: fields into memory, within narrow limits; files to the disk, in constant memory. The rest of
/// the pipeline (anti-forgery, binding) then finds the fields as if the framework had read them.
/// </summary>
internal sealed class ReadUploads(FileStore store)
{
    // What a page may overshoot and still be told beside its field, rather than cut off.
    private const long Overshoot = 100L * 1024 * 1024;
    private const int LongestField = 256 * 1024;
    private const int LongestFields = 1024 * 1024;
    private const int MostFields = 500;
    private const int LongestBoundary = 100;

    public static void Use(IApplicationBuilder app) => app.Use((context, next) =>
        context.GetEndpoint()?.Metadata.GetMetadata<ReceivesFilesAttribute>() is { } wanted && Boundary(context.Request) is { } boundary
            ? context.RequestServices.GetRequiredService<ReadUploads>().Run(context, wanted, boundary, next)
            : next(context));

    private async Task Run(HttpContext context, ReceivesFilesAttribute wanted, string boundary, RequestDelegate next)
    {
        var limit = (wanted.Largest * wanted.Most) + Overshoot;
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } server)
        {
            server.MaxRequestBodySize = null; // counted here, to answer in our words
        }

        using var uploads = new UploadedFiles();
        var body = new BoundedBody(context.Request.Body, limit);
        try
        {
            var fields = context.Request.ContentLength > limit ? throw new TooMuch() : await Read(new MultipartReader(boundary, body), wanted, uploads, context.RequestAborted);
            context.Features.Set<IFormFeature>(new FormFeature(new FormCollection(fields)));
        }
        catch (TooMuch)
        {
            context.Features.Set(new StatusReason(Texts.Of("Files")["SentTooMuch", FilePurpose.Size(wanted.Largest)]));
            // What is still on its way is not waited for.
            context.Response.Headers.Connection = "close";
            context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            return;
        }
        // The reader throws a plain IOException at a body that ends before its last boundary.
        catch (Exception e) when (e is InvalidDataException or DecoderFallbackException || (e is IOException and not BadHttpRequestException && body.HasEnded))
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        context.Features.Set(uploads);
        await next(context);
    }

    private async Task<Dictionary<string, StringValues>> Read(MultipartReader reader, ReceivesFilesAttribute wanted, UploadedFiles uploads, CancellationToken stop)
    {
        var fields = new KeyValueAccumulator();
        var room = LongestFields;
        while (await reader.ReadNextSectionAsync(stop) is { } section)
        {
            if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition) || !disposition.DispositionType.Equals("form-data"))
            {
                throw new InvalidDataException("A part of the form has no name.");
            }

            var field = HeaderUtilities.RemoveQuotes(disposition.Name).ToString();
            if (disposition.IsFileDisposition())
            {
                await Keep(field, disposition, section.Body, wanted, uploads, stop);
                continue;
            }

            var text = await Text(section.Body, Math.Min(room, LongestField), stop);
            room -= text.Length;
            fields.Append(field, text);
            if (fields.ValueCount > MostFields)
            {
                throw new TooMuch();
            }
        }

        return fields.GetResults();
    }

    private async Task Keep(string field, ContentDispositionHeaderValue disposition, Stream body, ReceivesFilesAttribute wanted, UploadedFiles uploads, CancellationToken stop)
    {
        var name = HeaderUtilities.RemoveQuotes(disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName).ToString();
        if (uploads.All.Count >= wanted.Most)
        {
            uploads.TooMany = true;
            await body.DrainAsync(stop);
            return;
        }

        var file = await store.Receive(field, name, body, wanted.Largest, stop);
        if (name.Length == 0 && file.Bytes == 0)
        {
            // A field left empty.
            file.Dispose();
            return;
        }

        uploads.Add(file);
    }

    private static async Task<string> Text(Stream body, int most, CancellationToken stop)
    {
        using var kept = new MemoryStream();
        var buffer = new byte[4096];
        for (int read; (read = await body.ReadAsync(buffer, stop)) > 0;)
        {
            if (kept.Length + read > most)
            {
                throw new TooMuch();
            }

            kept.Write(buffer, 0, read);
        }

        return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(kept.GetBuffer(), 0, (int)kept.Length);
    }

    private static string? Boundary(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            && HeaderUtilities.RemoveQuotes(type.Boundary) is { Length: > 0 and <= LongestBoundary } boundary
            ? boundary.ToString()
            : null;
}
