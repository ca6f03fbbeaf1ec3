using Microsoft.AspNetCore.Http.Extensions;
using Musenor.Accounts.Access;
using Musenor.Collections.Editing;
using Musenor.Collections.Notices;
using Musenor.Web;

namespace Musenor.Interop.OpenData;

/// <summary>/gestion/notices/fichier/{kind}: a list of the back office as a file, written as it is read. Published notices only, as everywhere outside.</summary>
internal sealed class DownloadList : INoticeListLinks
{
    public const string Path = "/gestion/notices/fichier";

    private static readonly Texts Words = Texts.Of("Interop");

    public IEnumerable<NoticeLink> Of(NoticeFilter filter) =>
        new[] { WriteDump.Csv, WriteDump.JsonLines, WriteDump.Lido }.Select(kind => new NoticeLink(Words[$"Download.{kind}"], Address(kind, filter)));

    public static string Address(string kind, NoticeFilter filter)
    {
        var query = new QueryBuilder();
        foreach (var (key, value) in filter.Pairs())
        {
            query.Add(key, value);
        }

        return $"{Path}/{kind}{query}";
    }

    public static async Task<IResult> Answer(string kind, ListNoticesToEdit list, StreamNotices stream, WriteDump write, TimeProvider clock, HttpContext context, CancellationToken stop)
    {
        var (extension, type) = kind switch
        {
            WriteDump.Csv => ("csv", "text/csv; charset=utf-8"),
            WriteDump.JsonLines => ("jsonl", "application/x-ndjson"),
            WriteDump.Lido => ("lido.xml", "application/xml; charset=utf-8"),
            _ => ("", ""),
        };
        if (extension.Length == 0)
        {
            return Results.NotFound();
        }

        var filter = NoticeFilter.Read(context.Request.Query) with { State = NoticeFilter.Published, Sort = "titre" };
        var refs = await list.Refs(context.Known(), filter, stop);
        return Results.Stream(to => write.Run(kind, to, stream.Of(refs, stop), stop), type, $"notices-{ParisDay.Today(clock).Iso()}.{extension}");
    }
}
