using System.Diagnostics;
using Dapper;
using Musenor.Storage;
using Npgsql;
using Xunit;

namespace Musenor.Tests;

/// <summary>The real program, run in folders of its own and killed (SIGKILL) at moments of chance, on the engine of this run.</summary>
internal sealed class KilledProgram : IDisposable
{
    private const int MostKills = 40;
    private readonly Random _chance = new(20261127);
    private readonly string? _server = Environment.GetEnvironmentVariable("MUSENOR_TEST_POSTGRES");
    private readonly Dictionary<string, string> _bases = [];

    public string Folder { get; } = Directory.CreateTempSubdirectory("killed-").FullName;

    public void Dispose()
    {
        NpgsqlConnection.ClearAllPools();
        foreach (var name in _bases.Values)
        {
            using var server = new NpgsqlConnection(_server);
            server.Execute($"drop database if exists {name} with (force)");
        }

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>Runs the verb until it ends, killing it on the way; answers how often.</summary>
    public async Task<int> RunKilled(string data, params string[] arguments)
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

    public async Task<int> Run(string data, params string[] arguments)
    {
        using var process = Start(data, arguments);
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    public Process Start(string data, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "musenor.dll"), .. arguments, "--data", Path.Combine(Folder, data)])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Folder,
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

    public Database Base(string data) => _server is null
        ? new(Engine.Sqlite, $"Data Source={Path.Combine(Folder, data, "musenor.db")}")
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

    public async Task<T> One<T>(string data, string sql)
    {
        await using var connection = await Base(data).Open();
        return (await connection.QuerySingleAsync<T>(sql))!;
    }
}
