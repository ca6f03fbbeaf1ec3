using System.CommandLine;
using Dapper;
using Musenor.CommandLine;
using Musenor.Storage;
using Musenor.Web;

namespace Musenor.Accounts.PersonalRecords;

/// <summary>Removes what has been kept long enough, erases whoever is due, warns accounts left unused. Once a day.</summary>
public sealed class RunRetention(Database database, IEnumerable<IPersonalRecords> records, ErasePerson erase, WatchInactivity inactivity, TimeProvider clock)
{
    /// <param name="trial">Only counts: nothing is changed, nobody is told.</param>
    public async Task<IReadOnlyList<Removed>> Run(bool trial, CancellationToken stop = default)
    {
        var words = Texts.Of("Accounts");
        var run = new Retention(clock.GetUtcNow(), trial);
        var (removed, failed) = (new List<Removed>(), new List<Exception>());
        removed.Add(new(words["RetainedErasures"], await EraseDue(run, failed, stop)));
        await Apart(failed, async () => removed.AddRange(await inactivity.Run(run, stop)));
        foreach (var room in records)
        {
            await Apart(failed, async () => removed.AddRange(await Room(room, run, stop)));
        }

        if (!trial)
        {
            await Apart(failed, () => erase.Scrub(stop));
        }

        return failed.Count == 0 ? removed : throw new AggregateException(failed);
    }

    /// <summary>One account or room that fails keeps nobody else waiting; the run is failed at its end, and tried again.</summary>
    private static async Task Apart(List<Exception> failed, Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            failed.Add(e);
        }
    }

    private async Task<int> EraseDue(Retention run, List<Exception> failed, CancellationToken stop)
    {
        List<string> due;
        await using (var connection = await database.Open(stop))
        {
            due = (await connection.QueryAsync<string>("select account_id from erasure where due_at <= @Now order by due_at", run)).AsList();
        }

        foreach (var account in run.IsTrial ? [] : due)
        {
            // Asked again in the transaction: the person may cancel until then.
            await Apart(failed, () => erase.Run(account, async (connection, transaction) =>
                await connection.ExecuteScalarAsync<long>("select count(*) from erasure where account_id = @account and due_at <= @Now", new { account, run.Now }, transaction) > 0, stop));
        }

        return due.Count;
    }

    private async Task<IReadOnlyList<Removed>> Room(IPersonalRecords room, Retention run, CancellationToken stop)
    {
        using var turn = await database.Turn(stop);
        await using var connection = await database.OpenToWrite(stop);
        await using var transaction = await database.Begin(connection, stop);
        var removed = await room.Retain(connection, transaction, run);
        if (run.IsTrial)
        {
            await transaction.RollbackAsync(stop);
        }
        else
        {
            await transaction.CommitAsync(stop);
        }

        return removed;
    }

    /// <summary>« retention [--dry-run] »</summary>
    internal static Command Verb(IServiceProvider services)
    {
        var trial = new Option<bool>("--dry-run") { Description = "Compte seulement ; rien n’est retiré, personne n’est prévenu" };
        var verb = new Command("retention", "Retire les données personnelles arrivées au terme de leur conservation") { trial };
        verb.SetAction(async (parsed, stop) =>
        {
            await services.GetRequiredService<Migrator>().Run(stop);
            var removed = await services.GetRequiredService<RunRetention>().Run(parsed.GetValue(trial), stop);
            await Console.Out.WriteLineAsync(parsed.GetValue<bool>("--json")
                ? System.Text.Json.JsonSerializer.Serialize(removed.Select(r => new { what = r.What, count = r.Count }))
                : string.Join('\n', removed.Select(r => $"{r.Count,8} {r.What}")));
            return ExitStatus.Done;
        });
        return verb;
    }
}

/// <summary>
/// Accounts left unused: warned after 22 and 23 months, erased after 24. Nobody is erased without both warnings, four weeks apart, and
/// the network is told first of a museum that would have nobody left.
/// </summary>
public sealed class WatchInactivity(Database database, ErasePerson erase, Memberships.EndMembership.Tell tell, TimeProvider clock)
{
    private const int Weeks4 = 28;

    private sealed record Idle
    {
        public string Id { get; init; } = "";
        public DateTimeOffset SeenAt { get; init; }
        public DateTimeOffset? First { get; init; }
        public DateTimeOffset? Second { get; init; }
    }

    // A warning given before the person came back counts no more.
    private const string Unused = """
        select * from (
            select a.id, coalesce(a.last_seen_at, a.created_at) as seen_at,
                   (select w.sent_at from inactivity_warning w where w.account_id = a.id and w.months = 22 and w.sent_at > coalesce(a.last_seen_at, a.created_at)) as first,
                   (select w.sent_at from inactivity_warning w where w.account_id = a.id and w.months = 23 and w.sent_at > coalesce(a.last_seen_at, a.created_at)) as second
            from account a where a.state = 'active' and not a.is_demo) idle
        where idle.seen_at <= @before order by idle.seen_at, idle.id
        """;

    public async Task<IReadOnlyList<Removed>> Run(Retention run, CancellationToken stop)
    {
        var words = Texts.Of("Accounts");
        List<Idle> idle;
        await using (var connection = await database.Open(stop))
        {
            idle = (await connection.QueryAsync<Idle>(Unused, new { before = run.MonthsAgo(22) })).AsList();
        }

        var (warned, erased) = (0, 0);
        foreach (var account in idle)
        {
            if (account.SeenAt <= run.MonthsAgo(24) && account.Second is { } second && second <= run.Before(Weeks4))
            {
                erased += run.IsTrial || await Erase(account, stop) ? 1 : 0;
            }
            else if (account.SeenAt <= run.MonthsAgo(23) && account.First is { } first && first <= run.Before(Weeks4) && account.Second is null)
            {
                warned += await Warn(account, 23, run, stop);
            }
            else if (account.First is null)
            {
                warned += await Warn(account, 22, run, stop);
            }
        }

        return [new(words["RetainedWarnings"], warned), new(words["RetainedUnused"], erased)];
    }

    private async Task<int> Warn(Idle account, int months, Retention run, CancellationToken stop) => run.IsTrial ? 1 : await database.Write(async (connection, transaction) =>
    {
        var words = Texts.Of("Accounts");
        var values = new { account = account.Id, months, now = run.Now };
        await connection.ExecuteAsync("""
            insert into inactivity_warning (account_id, months, sent_at) values (@account, @months, @now)
            on conflict (account_id, months) do update set sent_at = excluded.sent_at
            """, values, transaction);
        var goes = account.SeenAt.AddMonths(24) is var due && due < run.Now.AddDays(Weeks4) ? run.Now.AddDays(Weeks4) : due;
        await tell.People.Tell(connection, transaction, new($"inactivity:{account.Id}:{months}:{run.Now.ToUnixTimeSeconds()}", Messages.Category.Security, words["InactiveSubject"])
        {
            AccountId = account.Id,
            Paragraphs = [words["InactiveText", ParisDay.Wall(account.SeenAt), ParisDay.Wall(goes)], words["InactiveKeep"]],
            ActionLabel = words["SignIn"],
            ActionPath = "/compte/connexion",
        });
        foreach (var museum in await Memberships.TellRoles.HeldAlone(connection, transaction, account.Id, ParisDay.Today(clock)))
        {
            await tell.Roles.Network(connection, transaction, AskErasure.LeftAlone(museum, await tell.Museums.Read(), $"inactivity:{account.Id}:{months}:{museum}"), account.Id);
        }

        return 1;
    }, stop);

    /// <summary>Unless they came back meanwhile.</summary>
    private Task<bool> Erase(Idle account, CancellationToken stop) => erase.Run(account.Id, async (connection, transaction) =>
    {
        if (await connection.ExecuteScalarAsync<long>("select count(*) from account where id = @Id and state = 'active' and coalesce(last_seen_at, created_at) = @SeenAt", account, transaction) == 0)
        {
            return false;
        }

        foreach (var museum in await Memberships.TellRoles.HeldAlone(connection, transaction, account.Id, ParisDay.Today(clock)))
        {
            await tell.Roles.Network(connection, transaction, AskErasure.LeftAlone(museum, await tell.Museums.Read(), $"inactivity:{account.Id}:24:{museum}"), account.Id);
        }

        return true;
    }, stop);
}

/// <summary>Runs the retention once a day, in the night of Paris; of several machines, one does it.</summary>
internal sealed partial class KeepRetention(RunRetention retention, DailyRun daily, ILogger<KeepRetention> log, TimeProvider clock) : BackgroundService
{
    private const string Name = "retention";
    private const int Hour = 3;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                // Not at the start: a portal that starts has other things to do.
                await Task.Delay(TimeSpan.FromMinutes(10), clock, stoppingToken);
                if (ParisDay.Wall(clock.GetUtcNow()).Hour >= Hour && await daily.Take(Name, stoppingToken))
                {
                    await retention.Run(trial: false, stoppingToken);
                    await daily.Finish(Name, stoppingToken);
                }
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception e)
            {
                Failed(log, string.Join(", ", (e as AggregateException)?.InnerExceptions.Select(i => i.GetType().Name).Distinct() ?? [e.GetType().Name]));
            }
        }
    }

    // The message of a failure may hold a name or an address: only its kind is told.
    [LoggerMessage(Level = LogLevel.Error, Message = "The daily retention failed ({Kind}); it will be tried again.")]
    private static partial void Failed(ILogger log, string kind);
}
