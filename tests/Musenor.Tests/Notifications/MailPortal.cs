using Dapper;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Musenor.Accounts;
using Musenor.Accounts.Access;
using Musenor.Accounts.Messages;
using Musenor.Notifications.Mail;
using Musenor.Storage;
using Musenor.Tests.Accounts;
using Musenor.Web;
using Xunit;

namespace Musenor.Tests.Notifications;

/// <summary>A clock that tests move forward.</summary>
internal sealed class MovedClock : TimeProvider
{
    private long _ahead;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UtcNow + TimeSpan.FromTicks(Interlocked.Read(ref _ahead));

    public void Forward(TimeSpan time) => Interlocked.Add(ref _ahead, time.Ticks);

    public void To(DateTimeOffset instant) => Interlocked.Exchange(ref _ahead, (instant - DateTimeOffset.UtcNow).Ticks);
}

/// <summary>What tests ask just before a mail leaves: « about » is the answer.</summary>
internal sealed class TrueWhenSaid : IStillTrue
{
    public string Name => "said";

    public Task<bool> Ask(System.Data.Common.DbConnection connection, string about, string? account) => Task.FromResult(about == "true");
}

/// <summary>A portal with a real SMTP server, whose mails leave when the test says so.</summary>
public sealed class MailPortal : IAsyncLifetime
{
    private readonly MusenorFixture _portal = new();
    private readonly Lazy<WebApplicationFactory<Program>> _app;

    public MailPortal() => _app = new(() => Start(_portal));

    internal SmtpServerProcess Server { get; } = new();

    internal MovedClock Clock { get; } = new();

    internal MusenorFixture Portal => _portal;

    internal IServiceProvider Services => _app.Value.Services;

    /// <summary>Another machine of the same installation.</summary>
    internal WebApplicationFactory<Program> Second() => Start(_portal.SecondPortal());

    private WebApplicationFactory<Program> Start(MusenorFixture portal) =>
        portal.Set(("Mail:Smtp", $"smtp://127.0.0.1:{Server.Port}?tls=none"), ("Mail:From", "portail@example.org"), ("Mail:FromName", "Réseau de démonstration"),
            ("Mail:Timeout", "6"), ("Site:BaseUrl", "https://musees.example.org")).WithWebHostBuilder(host => host.ConfigureTestServices(services =>
        {
            services.AddSingleton<TimeProvider>(Clock);
            services.AddSingleton<IStillTrue, TrueWhenSaid>();
            services.AddSingleton(new MessageKind(Category.MyRequests, "loan", "Notifications", "MessagesTitle"));
            services.Remove(services.Single(s => s.ImplementationType == typeof(MailSender)));
        }));

    internal HttpClient Visitor() => _app.Value.CreateClient(new() { AllowAutoRedirect = false, BaseAddress = new Uri("https://localhost") });

    internal async Task<T> Ask<TUseCase, T>(Func<TUseCase, Task<T>> ask) where TUseCase : notnull
    {
        await using var scope = Services.CreateAsyncScope();
        return await ask(scope.ServiceProvider.GetRequiredService<TUseCase>());
    }

    internal async Task<string> Account(string email, Role? role = null) =>
        ((Outcome.Done)await Ask((AddAccount add) => add.Run(new(email, "Claire Démo", AccountIntents.Password, role, null, IsDemo: true)))).Id;

    internal async Task<HttpClient> SignIn(string email)
    {
        var browser = Visitor();
        using var answer = await browser.Send("/compte/connexion", new() { ["email"] = email, ["password"] = AccountIntents.Password });
        return browser;
    }

    internal Task Tell(Message message) => Services.GetRequiredService<Database>().Write(async (connection, transaction) =>
    {
        await Services.GetRequiredService<INotify>().Tell(connection, transaction, message);
        return true;
    });

    internal Task<SendMails.Pass> Send() => Services.GetRequiredService<SendMails>().Run();

    /// <summary>The state and the problem of the one mail of this event.</summary>
    internal async Task<(string State, string? Problem)> State(string happened)
    {
        await using var connection = await Services.GetRequiredService<Database>().Open();
        return await connection.QuerySingleAsync<(string, string?)>("select state, problem from outbox where event = @happened and channel = 'mail'", new { happened });
    }

    internal async Task Run(string sql, object? with = null)
    {
        await using var connection = await Services.GetRequiredService<Database>().Open();
        await connection.ExecuteAsync(sql, with);
    }

    /// <summary>An address that nobody else uses; the word before the point tells the server what to do with it.</summary>
    internal static string Address(string word = "claire") => $"{word}.{Guid.NewGuid():N}@example.org";

    internal static string Event() => $"test:{Guid.NewGuid():N}";

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        Server.Dispose();
        await _portal.DisposeAsync();
    }
}
