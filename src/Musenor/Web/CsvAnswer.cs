using System.Text;
using Heritage.Standards.Text;

namespace Musenor.Web;

/// <summary>
/// A table as a CSV file that spreadsheets open: UTF-8 with BOM, « ; », one line of headings, formulas neutralised. Sent as it is read: an
/// export of any length takes no memory, and is never cut off.
/// </summary>
public static class CsvAnswer
{
    private const int Piece = 32 * 1024;

    public static async Task Write(HttpContext context, string file, IReadOnlyList<string> headings, IAsyncEnumerable<IReadOnlyList<string>> rows, CancellationToken stop)
    {
        context.Response.ContentType = "text/csv; charset=utf-8";
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"{file}\"";
        context.Response.Headers.CacheControl = "no-store";
        var piece = new StringWriter(new StringBuilder("\uFEFF"));
        var csv = new CsvWriter(piece, ';', guard: true);
        csv.Write(headings);
        await foreach (var row in rows.WithCancellation(stop))
        {
            csv.Write(row);
            if (piece.GetStringBuilder().Length > Piece)
            {
                await context.Response.WriteAsync(piece.ToString(), stop);
                piece.GetStringBuilder().Clear();
            }
        }

        await context.Response.WriteAsync(piece.ToString(), stop);
    }
}
