namespace Musenor.Notifications.Mail;

/// <summary>Sends in the background while the portal serves. What it logs names nobody.</summary>
internal sealed class MailSender(SendMails mails, MailSettings settings, ILogger<MailSender> log) : BackgroundService
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan[] TroublePaces = [TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(5)];
    private int _troubles;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield(); // the start of the portal waits for nobody's first query
        if (settings.Server is null)
        {
            log.LogInformation("Mail:Smtp n’est pas réglé : les courriels attendent (« musenor mail » les montre).");
        }

        while (!stoppingToken.IsCancellationRequested)
        {
            var wait = await Turn(stoppingToken);
            await Task.Delay(wait, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<TimeSpan> Turn(CancellationToken stop)
    {
        try
        {
            var pass = await mails.Run(stop);
            if (pass.Trouble is null)
            {
                _troubles = 0;
                return Pace;
            }

            // A mail server may repeat the addresses that it was given.
            log.LogError("Les courriels ne partent pas : {Trouble}", OneLine.WithoutAddresses(pass.Trouble));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return Pace;
        }
        catch (Exception e)
        {
            // The database rests: the next turn tries again.
            log.LogError(e, "L’envoi des courriels s’est interrompu");
        }

        return TroublePaces[Math.Min(_troubles++, TroublePaces.Length - 1)];
    }
}
