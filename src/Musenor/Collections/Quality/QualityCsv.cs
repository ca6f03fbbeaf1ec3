using System.Globalization;
using Musenor.Accounts.Access;
using Musenor.Web;

namespace Musenor.Collections.Quality;

/// <summary>/gestion/qualite.csv and /gestion/qualite/{museum}.csv: every count kept, a line a day, museum and indicator.</summary>
internal static class QualityCsv
{
    private static readonly string[] Headings = ["jour", "musee", "indicateur", "notices concernees", "notices"];

    public static Task All(HttpContext context, ReadTrend trend, CancellationToken stop) => Write(context, "qualite.csv", trend, context.Known().Museums(Rights.EditNotices), stop);

    public static async Task<IResult> One(string museum, HttpContext context, ReadTrend trend, CancellationToken stop)
    {
        if (!context.Known().May(Rights.EditNotices, museum))
        {
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        }

        await Write(context, "qualite-musee.csv", trend, [museum], stop);
        return Results.Empty;
    }

    private static Task Write(HttpContext context, string file, ReadTrend trend, IReadOnlyList<string>? museums, CancellationToken stop) =>
        CsvAnswer.Write(context, file, Headings, Rows(trend, museums, stop), stop);

    private static async IAsyncEnumerable<IReadOnlyList<string>> Rows(ReadTrend trend, IReadOnlyList<string>? museums, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        await foreach (var day in trend.All(museums, stop))
        {
            yield return [day.Day.Iso(), day.MuseumId, day.Indicator, day.Count.ToString(CultureInfo.InvariantCulture), day.Total.ToString(CultureInfo.InvariantCulture)];
        }
    }
}
