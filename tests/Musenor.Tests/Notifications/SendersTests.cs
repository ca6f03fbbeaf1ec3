using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Musenor.Accounts.Messages;
using Musenor.Notifications.Mail;
using Musenor.Storage;
using Xunit;

namespace Musenor.Tests.Notifications;

/// <summary>Several senders, and senders that die: nothing leaves twice.</summary>
public sealed class SendersTests : IAsyncLifetime
{
    private readonly MailPortal _portal = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task Two_portals_that_send_together_send_each_of_200_mails_once()
    {
        await using var second = _portal.Second();
        await Tell(200, "together");
        using var barrier = new Barrier(2);
        var senders = new[] { _portal.Services, second.Services }.Select(services => Task.Run(() =>
        {
            barrier.SignalAndWait();
            return services.GetRequiredService<SendMails>().Run();
        }));
        var passes = await Task.WhenAll(senders);
        Assert.Equal(200, passes.Sum(p => p.Sent));
        Assert.All(passes, p => Assert.True(p.Sent > 0, "one sender did all"));
        Assert.Equal(200, _portal.Server.All().Select(m => m.To).Distinct().Count());
        Assert.Equal(200, _portal.Server.All().Count);
    }

    [Fact]
    public async Task A_sender_that_is_stopped_gives_back_what_it_had_not_begun()
    {
        await Tell(60);
        using var stop = new CancellationTokenSource();
        var sending = _portal.Services.GetRequiredService<SendMails>().Run(stop.Token);
        while (_portal.Server.All().Count < 5)
        {
            await Task.Delay(5);
        }

        await stop.CancelAsync();
        await sending.ContinueWith(_ => { }, TaskScheduler.Default);
        Assert.InRange(_portal.Server.All().Count, 5, 59);
        await _portal.Send();
        Assert.Equal(60, _portal.Server.All().Select(m => m.To).Distinct().Count());
        Assert.Equal(60, _portal.Server.All().Count);
    }

    [Fact]
    public async Task A_process_killed_before_it_heard_the_servers_answer_leaves_a_doubt_and_no_second_mail()
    {
        var (address, waiting, happened) = (MailPortal.Address("swallow"), MailPortal.Address(), MailPortal.Event());
        await _portal.Tell(new Message(happened, Category.ToDo, "À signer") { Address = address });
        await _portal.Tell(new Message(MailPortal.Event(), Category.ToDo, "À signer") { Address = waiting });
        using (var process = Musenor("mail", "send"))
        {
            for (var i = 0; i < 1200 && _portal.Server.To(address).Count == 0; i++)
            {
                await Task.Delay(50);
            }

            process.Kill();
            await process.WaitForExitAsync();
        }

        Assert.Single(_portal.Server.To(address));
        Assert.Equal("sending", (await _portal.State(happened)).State);
        _portal.Clock.Forward(TimeSpan.FromMinutes(11));
        await _portal.Send();
        Assert.Single(_portal.Server.To(address));
        Assert.Equal(("doubtful", "interrupted"), await _portal.State(happened));
        Assert.Single(_portal.Server.To(waiting));
    }

    /// <summary>The program itself, on the database of the test.</summary>
    private Process Musenor(params string[] words)
    {
        var database = _portal.Services.GetRequiredService<Database>();
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        string[] all =
        [
            typeof(Database).Assembly.Location, .. words, "--data", _portal.Portal.Folder, $"--Storage:Engine={database.Engine}", $"--Storage:Connection={database.ConnectionString}",
            $"--Mail:Smtp=smtp://127.0.0.1:{_portal.Server.Port}?tls=none", "--Mail:From=portail@example.org",
        ];
        foreach (var word in all)
        {
            start.ArgumentList.Add(word);
        }

        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private async Task Tell(int count, string word = "claire")
    {
        for (var i = 0; i < count; i++)
        {
            await _portal.Tell(new Message(MailPortal.Event(), Category.ToDo, $"Courriel {i}") { Address = MailPortal.Address(word) });
        }
    }
}
