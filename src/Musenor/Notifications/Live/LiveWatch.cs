using System.Data.Common;
using Dapper;
using Musenor.Storage;
using Npgsql;

namespace Musenor.Notifications.Live;

/// <summary>
/// Wakes the open streams of this process when an event was committed, by whichever process. PostgreSQL tells by LISTEN/NOTIFY; SQLite
/// has nothing of the kind, so the counter is looked at each second, and at once after an event of our own. Nothing runs while
/// no stream is open.
/// </summary>
public sealed class LiveWatch(Database database, ILogger<LiveWatch> log) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LookWhenTold = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan StillWanted = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LookForOurs = TimeSpan.FromMilliseconds(20);

    // How long a transaction of ours that announced something may take before we stop looking for it so closely.
    private static readonly TimeSpan Commit = TimeSpan.FromSeconds(5);

    private volatile TaskCompletionSource _wanted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _told = new(0);
    private volatile TaskCompletionSource _bell = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _listening;
    private long _wantedAt = long.MinValue / 2;
    private long _expected;
    private long _expectedUntil;

    /// <summary>Between two signs of life on a stream; the person is read anew then.</summary>
    internal TimeSpan Heartbeat { get; set; } = TimeSpan.FromSeconds(25);

    internal int? ListenerPid { get; private set; }

    /// <summary>Ends at the next event. To be taken before reading: what comes between the two is not missed.</summary>
    public Task Bell
    {
        get
        {
            Interlocked.Exchange(ref _wantedAt, Environment.TickCount64);
            _wanted.TrySetResult();
            return _bell.Task;
        }
    }

    internal void Expect(long id)
    {
        Interlocked.Exchange(ref _expected, id);
        Interlocked.Exchange(ref _expectedUntil, Environment.TickCount64 + (long)Commit.TotalMilliseconds);
        _told.Release();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var known = -1L;
        while (!stoppingToken.IsCancellationRequested)
        {
            await UntilWanted(stoppingToken);
            using var open = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            var listening = database.Engine == Engine.Postgres ? Listen(open.Token) : Task.CompletedTask;
            while (IsWanted && !stoppingToken.IsCancellationRequested)
            {
                var last = await Last(known, stoppingToken);
                if (last != known)
                {
                    known = last;
                    Ring();
                }

                var ours = known < Interlocked.Read(ref _expected) && Environment.TickCount64 < Interlocked.Read(ref _expectedUntil);
                await Wait(ours ? LookForOurs : _listening ? LookWhenTold : Look, ours, stoppingToken);
            }

            await open.CancelAsync();
            await listening;
        }

        Ring();
    }

    /// <summary>An open stream asks for the bell at each heartbeat; nobody for a while, and nothing is looked at any more.</summary>
    private bool IsWanted => Environment.TickCount64 - Interlocked.Read(ref _wantedAt) < Math.Max(StillWanted.TotalMilliseconds, 3 * Heartbeat.TotalMilliseconds);

    private async Task UntilWanted(CancellationToken stop)
    {
        while (!IsWanted && !stop.IsCancellationRequested)
        {
            var wanted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _wanted = wanted;
            if (!IsWanted) // asked for in between
            {
                await wanted.Task.WaitAsync(stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task Wait(TimeSpan time, bool ours, CancellationToken stop)
    {
        try
        {
            if (ours)
            {
                await Task.Delay(time, stop);
            }
            else
            {
                await _told.WaitAsync(time, stop);
                while (_told.Wait(0, CancellationToken.None))
                {
                    // Told many times meanwhile: one look answers them all.
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The portal stops.
        }
    }

    private void Ring() => Interlocked.Exchange(ref _bell, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();

    private async Task<long> Last(long known, CancellationToken stop)
    {
        try
        {
            await using var connection = await database.Open(stop);
            return await connection.ExecuteScalarAsync<long>("select last from live_counter where name = 'live_event'");
        }
        catch (Exception e) when (e is DbException or OperationCanceledException or IOException or System.Net.Sockets.SocketException or TimeoutException)
        {
            return known; // looked at again in a moment
        }
    }

    /// <summary>A connection of its own. Lost, it is opened again, and what was missed meanwhile is looked up.</summary>
    private async Task Listen(CancellationToken stop)
    {
        var pause = Look;
        var settings = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Pooling = false, KeepAlive = 30 }.ToString();
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await using var connection = new NpgsqlConnection(settings);
                connection.Notification += (_, _) => _told.Release();
                await connection.OpenAsync(stop);
                await connection.ExecuteAsync($"listen {LiveEvents.Channel}");
                ListenerPid = connection.ProcessID;
                (_listening, pause) = (true, Look);
                _told.Release(); // what was told before we listened
                while (true)
                {
                    await connection.WaitAsync(stop);
                }
            }
            catch (Exception e) when (e is DbException or IOException or System.Net.Sockets.SocketException or TimeoutException or OperationCanceledException)
            {
                _listening = false;
                _told.Release();
                if (!stop.IsCancellationRequested)
                {
                    // Told once; then longer and longer pauses, and no line for each.
                    if (pause == Look)
                    {
                        log.LogWarning("L’écoute des événements de PostgreSQL s’est interrompue ({Fault}) : elle reprend", e.GetType().Name);
                    }

                    await Task.Delay(pause, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                    pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
                }
            }
        }
    }
}
