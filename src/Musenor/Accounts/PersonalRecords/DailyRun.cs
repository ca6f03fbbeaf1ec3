using Dapper;
using Musenor.Storage;
using Musenor.Web;

namespace Musenor.Accounts.PersonalRecords;

/// <summary>Work done once a day of Paris for the whole installation: a row says who does it. Left unfinished for two hours, another takes it over.</summary>
public sealed class DailyRun(Database database, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromHours(2);

    public async Task<bool> Take(string name, CancellationToken stop = default)
    {
        await using (var connection = await database.Open(stop))
        {
            if (await connection.ExecuteScalarAsync<long>("select count(*) from daily_run where name = @name and day = @day and finished_at is not null", new { name, day = ParisDay.Today(clock) }) > 0)
            {
                return false; // nothing to lock the database for
            }
        }

        return await Taken(name, stop);
    }

    private Task<bool> Taken(string name, CancellationToken stop) => database.Write(async (connection, transaction) =>
    {
        var now = clock.GetUtcNow();
        return await connection.ExecuteAsync("""
            insert into daily_run (name, day, holder, started_at) values (@name, @day, @holder, @now)
            on conflict (name, day) do update set holder = excluded.holder, started_at = excluded.started_at
            where daily_run.finished_at is null and daily_run.started_at < @lost
            """, new { name, day = ParisDay.Today(clock), holder = Environment.MachineName, now, lost = now - Patience }, transaction) == 1;
    }, stop);

    public Task<bool> Finish(string name, CancellationToken stop = default) => database.Write(async (connection, transaction) =>
    {
        var values = new { name, day = ParisDay.Today(clock), old = ParisDay.Today(clock).AddDays(-60), now = clock.GetUtcNow() };
        await connection.ExecuteAsync("delete from daily_run where name = @name and day < @old", values, transaction);
        return await connection.ExecuteAsync("update daily_run set finished_at = @now where name = @name and day = @day", values, transaction) == 1;
    }, stop);
}
