using Heritage.Standards.Lido;
using Musenor.Collections.Notices;
using Musenor.Interop.LinkedData;
using Musenor.Web;

namespace Musenor.Interop.OpenData;

/// <summary>/notices/{ref}.lido.xml and /notices/{ref}.jsonld.</summary>
internal static class ServeNotice
{
    public static Task<IResult> Lido(string reference, ReadNotice read, NoticeLido lido, HttpContext context, CancellationToken stop) =>
        Answer(reference, ".lido.xml", read, context, async view =>
        {
            using var xml = new MemoryStream();
            LidoWriter.Write(xml, await lido.Of(view, stop));
            return Results.Bytes(xml.ToArray(), "application/xml; charset=utf-8");
        }, stop);

    public static Task<IResult> JsonLd(string reference, ReadNotice read, SiteSettings site, HttpContext context, CancellationToken stop) =>
        Answer(reference, ".jsonld", read, context, view => Task.FromResult(ServeLinked.Answer(view, site, context)), stop);

    private static async Task<IResult> Answer(string reference, string form, ReadNotice read, HttpContext context, Func<NoticeView, Task<IResult>> write, CancellationToken stop)
    {
        switch (await read.Run(reference, stop))
        {
            case null:
                return Results.NotFound();
            case { IsWithdrawn: true } gone:
                context.Features.Set(ShowNotice.Withdrawn(gone));
                return Results.StatusCode(StatusCodes.Status410Gone);
            case var view when view.Ref != reference:
                return Results.Redirect(view.Address + form + context.Request.QueryString, permanent: true);
            case var view:
                return await write(view);
        }
    }
}
