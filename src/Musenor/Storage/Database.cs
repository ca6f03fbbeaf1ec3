using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Musenor.Storage;

public enum Engine { Sqlite, Postgres }

/// <summary>Opens connections to whichever engine the installation uses. The one place where an engine is set up.</summary>
#pragma warning disable CA1001 // the turn is as old as the process, and holds no handle
public sealed class Database
#pragma warning restore CA1001
{
    // One number for the whole house: whoever assigns revisions or starts a migration waits here.
    private const int HouseLock = 1;

    // As long as SQLite itself would wait: a turn that never ends must not stop the house.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _turn = new(1);

    // Connections are kept by their string: those of writers, with the memory that a batch needs, are kept apart from those of readers.
    private readonly string _toWrite;

    static Database() => OwnSqlite.Hold();

    public Database(Engine engine, string connectionString)
    {
        Engine = engine;
        ConnectionString = engine == Engine.Sqlite
            ? new SqliteConnectionStringBuilder(connectionString) { ForeignKeys = true, DefaultTimeout = 30 }.ToString()
            : connectionString;
        _toWrite = engine == Engine.Sqlite ? Apart(ConnectionString) : connectionString;
    }

    public Engine Engine { get; }

    /// <summary>For the one library that opens connections itself (Accounts/Identity).</summary>
    public string ConnectionString { get; }

    /// <summary>False when the SQLite file was taken away: connections that hold it open would not notice.</summary>
    public bool IsThere => Engine != Engine.Sqlite || File.Exists(new SqliteConnectionStringBuilder(ConnectionString).DataSource);

    public Task<DbConnection> Open(CancellationToken stop = default) => Open(ConnectionString, stop);

    /// <summary>For <see cref="Begin"/>, with the <see cref="Turn"/> in hand.</summary>
    public Task<DbConnection> OpenToWrite(CancellationToken stop = default) => Open(_toWrite, stop);

    /// <summary>The same settings in other words: what is usual is said, and what a person set stays.</summary>
    private static string Apart(string settings) =>
        new SqliteConnectionStringBuilder(settings) { Pooling = new SqliteConnectionStringBuilder(settings).Pooling }.ToString();

    private async Task<DbConnection> Open(string connectionString, CancellationToken stop)
    {
        DbConnection connection = Engine == Engine.Sqlite
            ? new SqliteConnection(connectionString)
            : new NpgsqlConnection(connectionString);
        try
        {
            await connection.OpenAsync(stop);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Runs <paramref name="work"/> in one transaction that no other writer can overtake: SQLite takes its write lock at the
    /// start (a deferred one would answer "database is locked" half-way), PostgreSQL takes the house lock.
    /// </summary>
    public async Task<T> Write<T>(Func<DbConnection, DbTransaction, Task<T>> work, CancellationToken stop = default)
    {
        // The turn first: writers that wait hold no connection, and those of one process share one, with its memory.
        using var turn = await Turn(stop);
        await using var connection = await OpenToWrite(stop);
        await using var transaction = await Begin(connection, stop);
        var result = await work(connection, transaction);
        // Done is done: who asked may have lost patience, which would throw the work away.
        await transaction.CommitAsync(CancellationToken.None);
        return result;
    }

    /// <summary>
    /// The writers of one process come one after the other in the order in which they asked. SQLite keeps no queue: who waits looks again
    /// now and then, and an import that takes the lock again at once would leave it to nobody. Taken before <see cref="Begin"/>, given back after
    /// the transaction. PostgreSQL keeps its own queue.
    /// </summary>
    public async Task<IDisposable?> Turn(CancellationToken stop = default) =>
        Engine == Engine.Sqlite && await _turn.WaitAsync(Patience, stop) ? new Taken(_turn) : null;

    private sealed class Taken(SemaphoreSlim turn) : IDisposable
    {
        private int _isGiven;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isGiven, 1) == 0)
            {
                turn.Release();
            }
        }
    }

    /// <summary>A transaction that holds the write lock of the house until it ends.</summary>
    public async Task<DbTransaction> Begin(DbConnection connection, CancellationToken stop = default)
    {
        if (connection is SqliteConnection sqlite)
        {
            // A batch touches thousands of pages: with the usual 2 MB of memory most would be read from the file again and again.
            await sqlite.ExecuteAsync("pragma cache_size = -24000; pragma wal_autocheckpoint = 4000");
            return sqlite.BeginTransaction(deferred: false);
        }

        var transaction = await connection.BeginTransactionAsync(stop);
        try
        {
            await connection.ExecuteAsync(new CommandDefinition($"select pg_advisory_xact_lock({HouseLock})", transaction: transaction, cancellationToken: stop));
            return transaction;
        }
        catch
        {
            await transaction.DisposeAsync();
            throw;
        }
    }

    /// <summary>True when somebody else held the lock for too long; nothing was done.</summary>
    public static bool IsBusy(DbException fault) => fault is SqliteException { SqliteErrorCode: 5 } or { InnerException: TimeoutException };

    /// <summary>
    /// Overwrites what erased rows left behind. SQLite keeps deleted bytes in free pages and in its log: the file is written anew, without
    /// them, and the log emptied. PostgreSQL frees its dead rows. False when a reader held the log: to be done again.
    /// </summary>
    public async Task<bool> Scrub(CancellationToken stop = default)
    {
        await using var connection = await Open(stop);
        await connection.ExecuteAsync(new CommandDefinition("vacuum", commandTimeout: 3600, cancellationToken: stop));
        return Engine != Engine.Sqlite || await connection.ExecuteScalarAsync<long>("pragma wal_checkpoint(truncate)") == 0;
    }

    /// <summary>What is set once in the file itself and not on each connection.</summary>
    public async Task Prepare(CancellationToken stop = default)
    {
        if (Engine == Engine.Sqlite)
        {
            await using var connection = await Open(stop);
            await connection.ExecuteAsync("pragma journal_mode = wal");
        }
    }
}
