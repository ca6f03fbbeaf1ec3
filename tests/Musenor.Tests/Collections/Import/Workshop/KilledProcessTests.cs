using System.Diagnostics;
using Dapper;
using Musenor.Storage;
using Npgsql;
using Xunit;

namespace Musenor.Tests.Collections.Import.Workshop;

/// <summary>The real program, killed (SIGKILL) again and again at moments of chance; then the store is compared with that of a quiet run.</summary>
public sealed class KilledProcessTests : IDisposable
{
    private const int Rows = 4000;
    private const int MostKills = 40;
    private readonly string _folder = Directory.CreateTempSubdirectory("killed-").FullName;
    private readonly Random _chance = new(20261127);
    private readonly string? _server = Environment.GetEnvironmentVariable("MUSENOR_TEST_POSTGRES");
    private readonly Dictionary<string, string> _bases = [];

    public void Dispose()
    {
        NpgsqlConnection.ClearAllPools();
        foreach (var name in _bases.Values)
        {
            using var server = new NpgsqlConnection(_server);
            server.Execute($"drop database if exists {name} with (force)");
        }

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Killed_again_and_again_an_import_and_its_undoing_leave_what_a_quiet_run_leaves()
    {
        var (first, second) = (Given("first.csv", WorkshopPortal.Rows(1, Rows)), Given("second.csv", WorkshopPortal.Rows(Rows / 2, Rows, "Autre vue")));
        Assert.Equal(0, await Run("quiet", "import", first));
        var before = await Store("quiet");
        Assert.Equal(0, await Run("quiet", "import", second));

        Assert.Equal(0, await Run("killed", "import", first));
        var kills = await RunKilled("killed", "import", second);
        Assert.Equal(await Store("quiet"), await Store("killed"));
        Assert.Equal((Rows * 2L, Rows * 2L), (await One<long>("killed", "select count(*) from notice_change"), await One<long>("killed", "select sum(created) + sum(changed) from import")));
        Assert.Equal(0, await One<long>("killed", "select count(*) from import where state <> 'done'"));

        // Killed between its last batch and its last word, it was run once more and changed nothing.
        var import = await One<string>("killed", "select id from import where changed > 0");
        kills += await RunKilled("killed", "import", "undo", import);
        Assert.Equal(before, string.Join('\n', (await Store("killed")).Split('\n').Where(l => !l.Contains("|withdrawn|", StringComparison.Ordinal))));
        Assert.Equal(Rows * 3L, await One<long>("killed", "select count(*) from notice_change"));
        Assert.Equal((1L, 1L), (await One<long>("killed", "select count(*) from import_undo where state = 'done'"), await One<long>("killed", "select count(*) from journal where action = 'import.undo'")));
        Assert.True(kills > 4, $"only {kills} kills: the test tries nothing");
    }

    [Fact]
    public async Task A_portal_killed_while_it_imports_goes_on_when_it_starts_again()
    {
        var text = WorkshopPortal.Rows(1, Rows);
        Assert.Equal(0, await Run("quiet", "import", Given("quiet.csv", text)));
        Assert.Equal(0, await Run("portal", "imports"));
        await Handed(text);
        var kills = 0;
        while (await One<string>("portal", "select state from import_request") == "import")
        {
            using var portal = Start("portal", "serve", "--no-demo", "--urls", "http://127.0.0.1:0");
            // Killed when it has written something more, then left in peace.
            var done = await One<long>("portal", "select count(*) from notice");
            await Until(async () => portal.HasExited || (kills < 4 && await One<long>("portal", "select count(*) from notice") > done) || await One<string>("portal", "select state from import_request") != "import");
            portal.Kill();
            await portal.WaitForExitAsync();
            kills++;
        }

        Assert.Equal("done", await One<string>("portal", "select state from import_request"));
        Assert.Equal(await Store("quiet"), await Store("portal"));
        Assert.Equal((Rows, 1L), (await One<long>("portal", "select count(*) from notice_change"), await One<long>("portal", "select count(*) from import")));
        Assert.True(kills > 1, "it was never killed on the way");
    }

    private string Given(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>A file handed over and tried, whose import somebody asked.</summary>
    private async Task Handed(string text)
    {
        const string Place = "abcd0000000000000000000000000000";
        Directory.CreateDirectory(Path.Combine(_folder, "portal/files/ab/cd"));
        await File.WriteAllTextAsync(Path.Combine(_folder, "portal/files/ab/cd", Place), text);
        await using var connection = await Base("portal").Open();
        await connection.ExecuteAsync("""
            insert into stored_file (id, place, sha256, bytes, media_type, original_name, purpose, owner_kind, owner_id, state, state_at, created_at)
            values ('f', @Place, 'x', 1, 'text/csv', 'portail.csv', 'import', 'import', 'r', 'ready', @now, @now)
            """, new { Place, now = DateTimeOffset.UtcNow });
        await connection.ExecuteAsync("""
            insert into import_request (id, file_id, file_name, state, asked_at, queued_at) values ('r', 'f', 'portail.csv', 'import', @now, @now)
            """, new { now = DateTimeOffset.UtcNow });
    }

    private async Task<int> RunKilled(string data, params string[] arguments)
    {
        for (var kills = 0; kills < MostKills; kills++)
        {
            using var process = Start(data, arguments);
            // Later and later, so that it ends whatever the machine does meanwhile.
            using var patience = new CancellationTokenSource(_chance.Next(300, 900 + (kills * 150)));
            try
            {
                await process.WaitForExitAsync(patience.Token);
                // 2: all was put back, and it was killed before it could say so.
                Assert.True(process.ExitCode == 0 || (process.ExitCode == 2 && arguments.Contains("undo")), $"{process.ExitCode}");
                return kills;
            }
            catch (OperationCanceledException)
            {
                process.Kill();
                await process.WaitForExitAsync();
            }
        }

        Assert.Equal(0, await Run(data, arguments));
        return MostKills;
    }

    private async Task<int> Run(string data, params string[] arguments)
    {
        using var process = Start(data, arguments);
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    private Process Start(string data, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "musenor.dll"), .. arguments, "--data", Path.Combine(_folder, data)])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _folder,
        };
        if (_server is not null)
        {
            start.Environment["MUSENOR__Storage__Engine"] = "Postgres";
            start.Environment["MUSENOR__Storage__Connection"] = ConnectionOf(data);
        }

        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static async Task Until(Func<Task<bool>> there)
    {
        for (var i = 0; i < 3000 && !await there(); i++)
        {
            await Task.Delay(20);
        }
    }

    private Database Base(string data) => _server is null
        ? new(Engine.Sqlite, $"Data Source={Path.Combine(_folder, data, "musenor.db")}")
        : new(Engine.Postgres, ConnectionOf(data));

    /// <summary>A database of its own for each data folder, made when it is first named.</summary>
    private string ConnectionOf(string data)
    {
        if (!_bases.TryGetValue(data, out var name))
        {
            _bases[data] = name = $"killed_{Guid.NewGuid():N}";
            using var server = new NpgsqlConnection(_server);
            server.Execute($"create database {name}");
        }

        return new NpgsqlConnectionStringBuilder(_server) { Database = name, MaxPoolSize = 20 }.ToString();
    }

    private Task<string> Store(string data) => WorkshopPortal.Store(Base(data));

    private async Task<T> One<T>(string data, string sql)
    {
        await using var connection = await Base(data).Open();
        return (await connection.QuerySingleAsync<T>(sql))!;
    }
}
