using System.Net;
using System.Text.Json;
using Dapper;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Musenor.Accounts;
using Musenor.Accounts.Access;
using Musenor.Accounts.Sessions;
using Musenor.Museums;
using Musenor.Storage;
using Musenor.Web;
using Xunit;

namespace Musenor.Tests.Accounts;

/// <summary>A portal whose clock can be moved, with people, museums and the mails told to them.</summary>
public sealed class People : IAsyncLifetime, IAsyncDisposable
{
    Task IAsyncLifetime.InitializeAsync() => Task.CompletedTask;

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    private readonly WebApplicationFactory<Program> _app;

    public People() => _app = Portal.With(services => services.AddSingleton<TimeProvider>(Clock).AddSingleton<ILoggerProvider>(Logs));

    internal MusenorFixture Portal { get; } = new();

    public MovedClock Clock { get; } = new();

    public KeptLogs Logs { get; } = new();

    public IServiceProvider Services => _app.Services;

    public Database Database => Services.GetRequiredService<Database>();

    public HttpClient Visitor() => _app.CreateClient(new() { AllowAutoRedirect = false });

    public async Task<T> Ask<TUseCase, T>(Func<TUseCase, Task<T>> ask) where TUseCase : notnull
    {
        await using var scope = Services.CreateAsyncScope();
        return await ask(scope.ServiceProvider.GetRequiredService<TUseCase>());
    }

    /// <summary>A museum of this code; answers the code.</summary>
    public async Task<string> Museum(string? code = null)
    {
        code ??= $"M{Random.Shared.Next(10_000, 99_999)}";
        var announce = Services.GetRequiredService<AnnounceMuseum>();
        await Database.Write((connection, transaction) => announce.Run(connection, transaction, code, $"musée {code}", "Lille"));
        return code;
    }

    /// <summary>Somebody with an account, a role and a session proved by a second factor.</summary>
    public async Task<Person> Person(Role? role = null, string? museum = null, string? email = null, string? name = null, bool isDemo = false)
    {
        var address = email ?? $"{role?.Key() ?? "contributor"}-{Guid.NewGuid():N}@example.org";
        var made = (Outcome.Done)await Ask((AddAccount add) => add.Run(new(address, name ?? address.Split('@')[0], AccountIntents.Password, role, museum, isDemo)));
        return await Again(made.Id);
    }

    /// <summary>The same person as the next request reads them.</summary>
    public async Task<Person> Again(string account)
    {
        var session = await Services.GetRequiredService<OpenSession>().Run(new(account, "totp", "tests", "127.0.0.1"));
        return (await Services.GetRequiredService<ReadPerson>().Run(session!))!;
    }

    /// <summary>A browser where somebody with this role is signed in.</summary>
    public async Task<HttpClient> SignedIn(Role? role = null, string? museum = null) => await SignIn((await Person(role, museum, isDemo: true)).Email);

    public async Task<HttpClient> SignIn(string email)
    {
        var browser = Visitor();
        using var answer = await browser.Send("/compte/connexion", new() { ["email"] = email, ["password"] = AccountIntents.Password });
        return answer.StatusCode == HttpStatusCode.Redirect ? browser : throw new InvalidOperationException($"Sign-in answered {answer.StatusCode}.");
    }

    public sealed record Mail
    {
        public string? AccountId { get; init; }
        public string? Address { get; init; }
        public string Category { get; init; } = "";
        public string Subject { get; init; } = "";
        public string Paragraphs { get; init; } = "";
        public string? ActionPath { get; init; }

        public string Text => string.Join('\n', JsonSerializer.Deserialize<string[]>(Paragraphs)!);
    }

    /// <summary>What was told to this account or address, oldest first.</summary>
    public async Task<IReadOnlyList<Mail>> MailsTo(string recipient) => await Query<Mail>(
        "select account_id, address, category, subject, paragraphs, action_path from outbox where recipient = @recipient and channel = 'mail' order by created_at, id", new { recipient });

    public async Task<IReadOnlyList<T>> Query<T>(string sql, object? values = null)
    {
        await using var connection = await Database.Open();
        return [.. await connection.QueryAsync<T>(sql, values)];
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await Portal.DisposeAsync();
    }
}

/// <summary>The time of now, or another day.</summary>
public sealed class MovedClock : TimeProvider
{
    private DateTimeOffset? _set;

    public override DateTimeOffset GetUtcNow() => _set ?? DateTimeOffset.UtcNow;

    public void Set(DateTimeOffset instant) => _set = instant;

    public void Move(Func<DateTimeOffset, DateTimeOffset> move) => _set = move(GetUtcNow());
}

/// <summary>Every line that the portal logs, whatever its level.</summary>
public sealed class KeptLogs : ILoggerProvider, ILogger
{
    private readonly System.Collections.Concurrent.ConcurrentQueue<string> _lines = new();

    public IEnumerable<string> Lines => _lines;

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Enqueue($"{formatter(state, exception)} {exception}");

    public void Dispose()
    {
    }
}
