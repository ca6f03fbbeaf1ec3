using Dapper;
using Musenor.Storage;
using Npgsql;
using Xunit;

namespace Musenor.Tests.Storage;

public sealed class MigratorTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("migrator-").FullName;
    private readonly string _name = $"migrator_{Guid.NewGuid():N}";
    private readonly string? _postgres = Environment.GetEnvironmentVariable("MUSENOR_TEST_POSTGRES");
    private Database _database = null!;

    public async Task InitializeAsync()
    {
        ValueTypes.Register();
        if (_postgres is null)
        {
            _database = new Database(Engine.Sqlite, $"Data Source={Path.Combine(_folder, "new.db")}");
            return;
        }

        await using var server = new NpgsqlConnection(_postgres);
        await server.ExecuteAsync($"create database {_name}");
        _database = new Database(Engine.Postgres, new NpgsqlConnectionStringBuilder(_postgres) { Database = _name }.ToString());
    }

    [Fact]
    public async Task Several_portals_may_start_at_once_on_an_empty_database()
    {
        using var barrier = new Barrier(6);
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(async () =>
        {
            barrier.SignalAndWait();
            await new Migrator(_database).Run();
        })));
        await using var connection = await _database.Open();
        Assert.Equal(Migrator.Scripts(_database.Engine).Count(), await connection.ExecuteScalarAsync<int>("select count(*) from migration"));
    }

    [Fact]
    public async Task An_edited_migration_stops_the_start_with_its_name()
    {
        await new Migrator(_database).Run();
        await using (var connection = await _database.Open())
        {
            await connection.ExecuteAsync("update migration set hash = 'other' where name = '0002_notice.sql'");
        }

        var fault = await Assert.ThrowsAsync<EditedMigration>(() => new Migrator(_database).Run());
        Assert.Contains("0002_notice.sql", fault.Message);
    }

    [Fact]
    public async Task A_failing_migration_leaves_nothing_behind()
    {
        await using (var connection = await _database.Open())
        {
            // The last table of the house is already there, made by someone else: the run must fail whole.
            await connection.ExecuteAsync("create table import_remark (x text)");
        }

        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => new Migrator(_database).Run());
        await using var again = await _database.Open();
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => again.ExecuteScalarAsync<int>("select count(*) from notice"));
    }

    [Fact]
    public async Task Instants_and_days_come_back_as_they_went()
    {
        await using var connection = await _database.Open();
        await connection.ExecuteAsync("create table line (asked_at text not null, starts_on text not null, is_open boolean not null)");
        var at = new DateTimeOffset(2026, 5, 4, 12, 30, 0, TimeSpan.FromHours(2));
        await connection.ExecuteAsync("insert into line values (@at, @day, @open)", new { at, day = new DateOnly(2026, 5, 4), open = true });
        Assert.Equal(
            new Line { AskedAt = at.ToUniversalTime(), StartsOn = new(2026, 5, 4), IsOpen = true },
            await connection.QuerySingleAsync<Line>("select asked_at, starts_on, is_open from line"));
    }

    private sealed record Line
    {
        public DateTimeOffset AskedAt { get; init; }
        public DateOnly StartsOn { get; init; }
        public bool IsOpen { get; init; }
    }

    public async Task DisposeAsync()
    {
        if (_postgres is not null)
        {
            NpgsqlConnection.ClearAllPools();
            await using var server = new NpgsqlConnection(_postgres);
            await server.ExecuteAsync($"drop database if exists {_name} with (force)");
        }

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }
}
