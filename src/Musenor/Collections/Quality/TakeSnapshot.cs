using Dapper;
using Musenor.Accounts.Access;
using Musenor.Storage;
using Musenor.Web;

namespace Musenor.Collections.Quality;

/// <summary>Keeps what each museum's notices lack today (day of Paris). Run again the same day, it writes the same rows again.</summary>
public sealed class TakeSnapshot(Database database, ReadQuality read, TimeProvider clock)
{
    /// <summary>Older days are thinned: the first of each month stays.</summary>
    public static readonly TimeSpan KeptWhole = TimeSpan.FromDays(400);

    /// <summary>Reads the notices for the first page that will ask: a region takes some seconds.</summary>
    internal Task Warm(CancellationToken stop) => read.Run(Person.Operator, stop);

    /// <summary>Answers how many museums were counted.</summary>
    public async Task<int> Run(CancellationToken stop = default)
    {
        var museums = await read.Run(Person.Operator, stop);
        var day = ParisDay.Today(clock);
        return await database.Write(async (connection, transaction) =>
        {
            // What was counted this morning and is no more (a museum emptied) would stay.
            await connection.ExecuteAsync("delete from quality_day where day = @day", new { day }, transaction);
            using var insert = connection.Prepared(transaction,
                "insert into quality_day (museum_id, day, indicator, count, total) values (@museum, @day, @indicator, @count, @total)", "museum", "day", "indicator", "count", "total");
            foreach (var museum in museums)
            {
                foreach (var indicator in Indicator.All)
                {
                    insert.Run(museum.Museum.Id, day.Iso(), indicator.Key, museum.Count(indicator), museum.Total(indicator));
                }
            }

            await connection.ExecuteAsync("delete from quality_day where day < @old and day not like '%-01'", new { old = day.AddDays(-KeptWhole.Days) }, transaction);
            return museums.Count;
        }, stop);
    }
}
