using System.Data.Common;
using Dapper;
using Musenor.Accounts.Access;
using Musenor.Accounts.Messages;
using Musenor.Storage;
using Musenor.Web;
using Musenor.Web.Forms;

namespace Musenor.Accounts.PersonalRecords;

/// <summary>An archive asked by a person.</summary>
public sealed record DataExport
{
    public static readonly TimeSpan Life = TimeSpan.FromDays(7);

    public string Id { get; init; } = "";
    public string AccountId { get; init; } = "";
    public string State { get; init; } = "";
    public DateTimeOffset AskedAt { get; init; }
    public DateTimeOffset? ReadyAt { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }
    public long Size { get; init; }

    public bool IsOpen(DateTimeOffset now) => State == "ready" && ExpiresAt > now;
}

/// <summary>A person asks for all that the portal knows of them.</summary>
public sealed class AskExport(Once once, ExportSignal signal, Journal journal, TimeProvider clock)
{
    private static readonly TimeSpan Between = TimeSpan.FromHours(24);

    public async Task<Outcome> Run(Person who, string? key = null, CancellationToken stop = default)
    {
        if (!who.May(Rights.OwnAccount, null) || who.IsOperator)
        {
            return new Outcome.Refused(Texts.Of("Accounts")["RefusedText"]);
        }

        var outcome = await once.Write(key, $"AskExport:{who.Id}", async (connection, transaction) =>
        {
            var now = clock.GetUtcNow();
            // One at a time, and one a day: making one reads much.
            var recent = await connection.QueryFirstOrDefaultAsync<string?>("""
                select id from data_export where account_id = @Id and (state in ('asked', 'building') or (state = 'ready' and asked_at > @since)) order by asked_at desc limit 1
                """, new { who.Id, since = now - Between }, transaction);
            if (recent is not null)
            {
                return new Outcome.Done(recent);
            }

            var id = Guid.CreateVersion7().ToString();
            await connection.ExecuteAsync("insert into data_export (id, account_id, state, asked_at) values (@id, @account, 'asked', @now)", new { id, account = who.Id, now }, transaction);
            await journal.Write(connection, transaction, new(who, "export.ask", "account", who.Id));
            return new Outcome.Done(id);
        }, stop);
        signal.Wake();
        return outcome;
    }
}

/// <summary>Wakes the maker of archives of this machine; those of the others look every half minute.</summary>
public sealed class ExportSignal : IDisposable
{
    private readonly SemaphoreSlim _asked = new(0);

    public void Wake() => _asked.Release();

    public void Dispose() => _asked.Dispose();

    public Task<bool> Wait(TimeSpan most, CancellationToken stop) => _asked.WaitAsync(most, stop);
}

/// <summary>Makes the archives that were asked, one at a time; of several machines, whoever claims one makes it.</summary>
public sealed class BuildExports(Database database, IEnumerable<IPersonalRecords> records, ExportFiles files, INotify notify, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    /// <summary>Answers how many were made.</summary>
    public async Task<int> Run(CancellationToken stop = default)
    {
        var made = 0;
        while (await Claim(stop) is { } export)
        {
            await Build(export, stop);
            made++;
        }

        return made;
    }

    private static Task<DataExport?> Next(DbConnection connection, DbTransaction? transaction, DateTimeOffset now) => connection.QueryFirstOrDefaultAsync<DataExport?>("""
        select id, account_id, state, asked_at from data_export where state = 'asked' or (state = 'building' and claimed_at < @lost) order by asked_at limit 1
        """, new { lost = now - Patience }, transaction);

    private async Task<DataExport?> Claim(CancellationToken stop)
    {
        await using (var connection = await database.Open(stop))
        {
            if (await Next(connection, null, clock.GetUtcNow()) is null)
            {
                return null; // nothing to lock the database for
            }
        }

        return await Claimed(stop);
    }

    private Task<DataExport?> Claimed(CancellationToken stop) => database.Write(async (connection, transaction) =>
    {
        var now = clock.GetUtcNow();
        var next = await Next(connection, transaction, now);
        if (next is not null)
        {
            await connection.ExecuteAsync("update data_export set state = 'building', holder = @holder, claimed_at = @now where id = @Id", new { holder = Environment.MachineName, now, next.Id }, transaction);
        }

        return next;
    }, stop);

    private async Task Build(DataExport export, CancellationToken stop)
    {
        var path = files.Of(export.AccountId, export.Id);
        var making = $"{path}.part";
        await using (var connection = await database.Open(stop))
        {
            if (await Subject.Find(connection, null, export.AccountId) is not { } person)
            {
                return;
            }

            await using var file = new FileStream(making, FileMode.Create, FileAccess.Write, FileShare.None);
            await using var archive = new PersonalArchive(file);
            foreach (var room in records)
            {
                await room.Export(connection, person, archive, stop);
            }

            await archive.Finish(person.Name, clock.GetUtcNow(), stop);
        }

        await Ready(export, making, path, stop);
    }

    private Task<bool> Ready(DataExport export, string making, string path, CancellationToken stop) => database.Write(async (connection, transaction) =>
    {
        var now = clock.GetUtcNow();
        var words = Texts.Of("Accounts");
        var ready = await connection.ExecuteAsync("update data_export set state = 'ready', ready_at = @now, expires_at = @until, size = @size where id = @Id and state = 'building'",
            new { now, until = now + DataExport.Life, size = new FileInfo(making).Length, export.Id }, transaction);
        if (ready == 0)
        {
            files.Delete(export.AccountId); // erased while it was made
            return false;
        }

        File.Move(making, path, overwrite: true);
        await notify.Tell(connection, transaction, new Message($"export:{export.Id}", Category.Security, words["ExportSubject"])
        {
            AccountId = export.AccountId,
            Paragraphs = [words["ExportText", ParisDay.Wall(now + DataExport.Life)], words["ExportNotYou"]],
            ActionLabel = words["ExportDownload"],
            ActionPath = $"/compte/donnees/export/{export.Id}",
        });
        return true;
    }, stop);
}

/// <summary>Runs <see cref="BuildExports"/> while the portal serves.</summary>
internal sealed partial class KeepExports(BuildExports build, ExportSignal signal, ILogger<KeepExports> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await signal.Wait(TimeSpan.FromMinutes(5), stoppingToken);
                await build.Run(stoppingToken);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception e)
            {
                Failed(log, e.GetType().Name);
            }
        }
    }

    // The message of a failure may hold a name or an address: only its kind is told.
    [LoggerMessage(Level = LogLevel.Error, Message = "An archive of personal data could not be made ({Kind}); it will be tried again.")]
    private static partial void Failed(ILogger log, string kind);
}
