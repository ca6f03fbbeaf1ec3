using System.Data.Common;
using Dapper;
using Musenor.Storage;

namespace Musenor.Accounts.PersonalRecords;

/// <summary>
/// Erases a person from every room, in one transaction: whoever writes at the same moment comes before and is erased with the rest, or
/// after and is refused (see <see cref="Journal.Write"/>).
/// </summary>
public sealed class ErasePerson(Database database, IEnumerable<IPersonalRecords> records, ErasedList list, TimeProvider clock)
{
    /// <param name="still">Asked in the transaction: is there still a reason? A person may have cancelled meanwhile.</param>
    /// <returns>False when there was nothing to do.</returns>
    public async Task<bool> Run(string account, Func<DbConnection, DbTransaction, Task<bool>>? still = null, CancellationToken stop = default)
    {
        var done = await database.Write(async (connection, transaction) =>
        {
            var state = await connection.QuerySingleOrDefaultAsync<string?>("select state from account where id = @account", new { account }, transaction);
            if (state is null or "erased" || (still is not null && !await still(connection, transaction)))
            {
                return false;
            }

            await connection.ExecuteAsync("insert into erased_account (account_id, erased_at) values (@account, @now) on conflict (account_id) do update set scrubbed_at = null",
                new { account, now = clock.GetUtcNow() }, transaction);
            var person = (await Subject.Find(connection, transaction, account))!;
            foreach (var room in records)
            {
                await room.Erase(connection, transaction, person);
            }

            return true;
        }, stop);
        if (done)
        {
            // After the fact alone: an erasure that was undone must not come again over somebody who has returned. Stopped in between, the
            // next start copies the line from the database.
            list.Add(account);
        }

        return done;
    }

    /// <summary>Overwrites the bytes that erased rows left in the files of the database. Done again at the next run when it could not be.</summary>
    public async Task Scrub(CancellationToken stop = default)
    {
        await using var connection = await database.Open(stop);
        if (await connection.ExecuteScalarAsync<long>("select count(*) from erased_account where scrubbed_at is null") > 0 && await database.Scrub(stop))
        {
            await connection.ExecuteAsync("update erased_account set scrubbed_at = @now where scrubbed_at is null", new { now = clock.GetUtcNow() });
        }
    }
}

/// <summary>
/// Identifiers of erased accounts, in a file beside the database: <c>erased.txt</c> in the data folder. An older database put back in place
/// does not know of them; the file does. It holds nothing else.
/// </summary>
public sealed class ErasedList(DataFolder folder)
{
    private string Path => folder.File("erased.txt");

    public IReadOnlyList<string> Read() => File.Exists(Path) ? [.. File.ReadAllLines(Path).Select(l => l.Trim()).Where(l => l.Length > 0).Distinct()] : [];

    public void Add(string account)
    {
        if (Read().Contains(account))
        {
            return;
        }

        using var file = new FileStream(Path, FileMode.Append, FileAccess.Write, FileShare.Read);
        file.Write(System.Text.Encoding.ASCII.GetBytes($"{account}\n"));
        file.Flush(flushToDisk: true);
    }
}

/// <summary>Erases again, before the portal answers, whoever an older backup brought back.</summary>
internal sealed partial class ReplayErasures(Database database, ErasePerson erase, ErasedList list, ILogger<ReplayErasures> log) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var back = new List<string>();
        await using (var connection = await database.Open(cancellationToken))
        {
            var known = await connection.QueryAsync<string>("select account_id from erased_account");
            foreach (var account in known.Except(list.Read()).ToList())
            {
                list.Add(account); // the file was lost, or left behind
            }

            foreach (var account in list.Read())
            {
                back.AddRange(await connection.QueryAsync<string>("select id from account where id = @account and state <> 'erased'", new { account }));
            }
        }

        var again = 0;
        foreach (var account in back)
        {
            try
            {
                again += await erase.Run(account, stop: cancellationToken) ? 1 : 0;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // The portal still starts: one archive that cannot be removed must not shut it for everybody. The next start tries again.
                NotErased(log, account, e.GetType().Name);
            }
        }

        if (again > 0)
        {
            await erase.Scrub(cancellationToken);
            ErasedAgain(log, again);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} erased accounts came back with a restored database and were erased again.")]
    private static partial void ErasedAgain(ILogger log, int count);

    [LoggerMessage(Level = LogLevel.Critical, Message = "Account {Account}, erased before, came back with a restored database and could not be erased again ({Kind}).")]
    private static partial void NotErased(ILogger log, string account, string kind);
}
