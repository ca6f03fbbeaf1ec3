using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Musenor.Storage;
using Xunit;

namespace Musenor.Tests.Storage;

public sealed class WriteTurnsTests
{
    [Fact]
    public async Task Whoever_asks_to_write_comes_before_the_next_turn_of_a_busy_writer()
    {
        await using var portal = new MusenorFixture();
        var database = portal.Services.GetRequiredService<Database>();
        await database.Write((connection, transaction) => connection.ExecuteAsync("create table turn (number integer)", transaction: transaction));
        var (turns, isOver) = (0, false);
        var busy = Task.Run(async () =>
        {
            while (!Volatile.Read(ref isOver))
            {
                await database.Write(async (connection, transaction) =>
                {
                    await connection.ExecuteAsync("insert into turn (number) values (1)", transaction: transaction);
                    await Task.Delay(20);
                    return Interlocked.Increment(ref turns);
                });
            }
        });
        while (Volatile.Read(ref turns) < 3)
        {
            await Task.Delay(5);
        }

        for (var i = 0; i < 5; i++)
        {
            var asked = Volatile.Read(ref turns);
            var served = await database.Write((_, _) => Task.FromResult(Volatile.Read(ref turns)));
            Assert.InRange(served - asked, 0, 2);
        }

        Volatile.Write(ref isOver, true);
        await busy;
    }

    [Fact]
    public async Task The_memory_of_a_batch_is_that_of_writers_alone()
    {
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.db");
        var database = new Database(Engine.Sqlite, $"Data Source={file}");
        await database.Write((connection, _) => connection.ExecuteAsync("create table batch (number integer)"));
        await using (var writer = await database.OpenToWrite())
        {
            Assert.Equal(-24000, await writer.ExecuteScalarAsync<long>("pragma cache_size")); // the one that wrote, kept
        }

        await using (var reader = await database.Open())
        {
            Assert.NotEqual(-24000, await reader.ExecuteScalarAsync<long>("pragma cache_size"));
        }

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        File.Delete(file);
    }

    [Fact]
    public async Task Connections_that_a_person_wants_closed_are_not_kept_for_writers_either()
    {
        var database = new Database(Engine.Sqlite, "Data Source=:memory:;Pooling=False");
        await using var writer = await database.OpenToWrite();
        Assert.False(new Microsoft.Data.Sqlite.SqliteConnectionStringBuilder(writer.ConnectionString).Pooling);
    }
}
