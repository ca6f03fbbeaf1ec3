using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Musenor.Accounts.Messages;
using Musenor.Storage;
using Musenor.Tests.Accounts;
using Xunit;

namespace Musenor.Tests.Notifications;

/// <summary>What the sender logs of a server that wants nothing names neither who is told nor who tells.</summary>
public sealed class LogsTests : IAsyncLifetime
{
    private readonly SmtpServerProcess _server = new("--refuse-sender");
    private readonly MusenorFixture _portal = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _portal.DisposeAsync();
        _server.Dispose();
    }

    [Fact]
    public async Task A_failure_of_the_mails_is_logged_without_an_address()
    {
        var logs = new KeptLogs();
        await using var app = _portal.Set(("Mail:Smtp", $"smtp://127.0.0.1:{_server.Port}?tls=none"), ("Mail:From", "quintefeuille@example.org"), ("Site:BaseUrl", "https://musees.example.org"))
            .WithWebHostBuilder(host => host.ConfigureServices(services => services.AddSingleton<ILoggerProvider>(logs)));
        await app.Services.GetRequiredService<Database>().Write(async (connection, transaction) =>
        {
            await app.Services.GetRequiredService<INotify>().Tell(connection, transaction, new Message("log:1", Category.Security, "Pour Philomène Quintefeuille") { Address = "philomene.quintefeuille@example.org" });
            return true;
        });
        for (var i = 0; i < 150 && !logs.Lines.Any(l => l.Contains("ne partent pas", StringComparison.Ordinal)); i++)
        {
            await Task.Delay(100);
        }

        Assert.Contains(logs.Lines, l => l.Contains("ne partent pas", StringComparison.Ordinal) && l.Contains("550", StringComparison.Ordinal));
        Assert.DoesNotContain(logs.Lines, l => l.Contains("quintefeuille", StringComparison.OrdinalIgnoreCase));
        Assert.Equal("…@… refused by [mx] for <…@…>", Musenor.Notifications.Mail.OneLine.WithoutAddresses("a.b@example.org refused by [mx] for <c@d.fr>"));
    }
}
