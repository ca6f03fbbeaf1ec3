using Dapper;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Musenor.Web.Abuse;
using Npgsql;

namespace Musenor.Tests;

/// <summary>One whole portal on a database of its own. Speaks in intents, not in tables.</summary>
public sealed class MusenorFixture : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("musenor-").FullName;
    private readonly string _name = $"musenor_{Guid.NewGuid():N}";
    private readonly string? _server = Environment.GetEnvironmentVariable("MUSENOR_TEST_POSTGRES");
    private readonly WebApplicationFactory<Program> _app;
    private readonly bool _owns = true;

    private MusenorFixture(MusenorFixture first)
    {
        (_folder, _name, _owns, Clock) = (first._folder, first._name, false, first.Clock);
        _app = Start();
    }

    public MusenorFixture()
    {
        if (_server is null)
        {
            MigratedBase.Copy(Path.Combine(_folder, "musenor.db"));
        }
        else
        {
            MigratedBase.Create(_server, _name);
        }

        _app = Start();
    }

    /// <summary>Another process of the same installation: its own memory, the same database and files.</summary>
    public MusenorFixture SecondPortal() => new(this);

    private WebApplicationFactory<Program> Start() => new WebApplicationFactory<Program>().WithWebHostBuilder(host =>
    {
        host.ConfigureTestServices(services =>
        {
            services.AddSingleton<TimeProvider>(Clock);
            services.AddSingleton<IStartupFilter, TestClients>();
            // What a password costs is measured elsewhere; what one client may send is tried where it is the matter.
            services.Configure<PasswordHasherOptions>(hashing => hashing.IterationCount = 1000);
            services.AddSingleton(new ClientLimits(int.MaxValue, int.MaxValue));
        });
        host.UseSetting("Data", _folder);
        host.UseSetting("Site:Demo", "false");
        host.UseSetting("Storage:Engine", _server is null ? "Sqlite" : "Postgres");
        if (_server is not null)
        {
            host.UseSetting("Storage:Connection", Connection);
        }
    });

    private string Connection => new NpgsqlConnectionStringBuilder(_server) { Database = _name, MaxPoolSize = 20 }.ToString();

    public IServiceProvider Services => _app.Services;

    /// <summary>The data folder.</summary>
    public string Folder => _folder;

    /// <summary>The hour of this portal: that of the machine, until a test moves it.</summary>
    public TestClock Clock { get; } = new();

    public HttpClient Visitor() => _app.CreateClient(new() { AllowAutoRedirect = false });

    /// <summary>A visitor at this address; others come from the machine itself.</summary>
    public HttpClient Visitor(string address)
    {
        var visitor = Visitor();
        visitor.DefaultRequestHeaders.Add(TestClients.Header, address);
        return visitor;
    }

    /// <summary>The same portal with something more, or something broken.</summary>
    public WebApplicationFactory<Program> With(Action<IServiceCollection> services) =>
        _app.WithWebHostBuilder(host => host.ConfigureTestServices(services));

    /// <summary>The same portal with other settings.</summary>
    public WebApplicationFactory<Program> Set(params (string Key, string Value)[] settings) => _app.WithWebHostBuilder(host =>
    {
        foreach (var (key, value) in settings)
        {
            host.UseSetting(key, value);
        }
    });

    /// <summary>Calls a use case as a page would.</summary>
    public async Task<T> Ask<TUseCase, T>(Func<TUseCase, Task<T>> ask) where TUseCase : notnull
    {
        await using var scope = _app.Services.CreateAsyncScope();
        return await ask(scope.ServiceProvider.GetRequiredService<TUseCase>());
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        if (!_owns)
        {
            return;
        }

        if (_server is not null)
        {
            // Its own alone: portals beside it would have to connect anew.
            NpgsqlConnection.ClearPool(new NpgsqlConnection(Connection));
            await using var server = new NpgsqlConnection(_server);
            await server.ExecuteAsync($"drop database if exists {_name} with (force)");
        }

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }
}
