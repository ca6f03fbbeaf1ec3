using System.CommandLine;
using System.Text.Json;
using Dapper;
using Musenor.Accounts.Access;
using Musenor.CommandLine;
using Musenor.Notifications.Bounces;
using Musenor.Notifications.Mail;
using Musenor.Storage;
using Musenor.Web;

namespace Musenor.Notifications.Queue;

/// <summary>« mail » lists what waits, « mail send » sends it, « mail show ID » prints one, « mail bounce FILE » counts one that came back.</summary>
internal static class MailVerb
{
    private const int MostListed = 50;

    public static Command Verb(IServiceProvider services)
    {
        var send = new Command("send", "Envoie maintenant les courriels en attente");
        send.SetAction((parsed, stop) => Send(services, parsed.GetValue<bool>("--json"), stop));
        var id = new Argument<string>("ID") { Description = "Identifiant donné par « mail »" };
        var show = new Command("show", "Affiche un courriel, avec ses liens") { id };
        show.SetAction((parsed, stop) => Show(services, parsed.GetRequiredValue(id), stop));
        var file = new Argument<string>("FILE") { Description = "Avis de non-remise (RFC 3464), ou - pour l’entrée standard" };
        var bounce = new Command("bounce", "Compte un courriel revenu") { file };
        bounce.SetAction((parsed, stop) => Bounce(services, parsed.GetRequiredValue(file), stop));
        var verb = new Command("mail", "Liste les courriels en attente") { send, show, bounce };
        verb.SetAction((parsed, stop) => List(services, parsed.GetValue<bool>("--json"), stop));
        return verb;
    }

    private static async Task<int> List(IServiceProvider services, bool json, CancellationToken stop)
    {
        await services.GetRequiredService<Migrator>().Run(stop);
        var list = services.GetRequiredService<ListMails>();
        var page = await list.Run(Person.Operator, new(), stop);
        if (json)
        {
            await Console.Out.WriteLineAsync(JsonSerializer.Serialize(new
            {
                waiting = page.Count,
                mails = page.Mails.Select(m => new { id = m.Id, to = m.Address, subject = m.Subject, category = m.Category, state = m.State, created_at = m.CreatedAt.Text(), problem = m.Problem }),
            }));
            return ExitStatus.Done;
        }

        foreach (var mail in page.Mails.Take(MostListed))
        {
            await Console.Out.WriteLineAsync($"{mail.Id}  {mail.CreatedAt.Text()}  {mail.Address}  {mail.Subject}{(mail.Problem is null ? "" : $"  ({ListMailsPage.Reason(mail.Problem)})")}");
        }

        await Console.Out.WriteLineAsync(Texts.Of("Notifications")["VerbWaiting", page.Count]);
        if (services.GetRequiredService<MailSettings>().Server is null)
        {
            await Console.Out.WriteLineAsync(Texts.Of("Notifications")["VerbNoServer"]);
        }

        return ExitStatus.Done;
    }

    private static async Task<int> Send(IServiceProvider services, bool json, CancellationToken stop)
    {
        if (services.GetRequiredService<MailSettings>().Server is null)
        {
            await Console.Error.WriteLineAsync(Texts.Of("Notifications")["VerbNoServer"]);
            return ExitStatus.Refused;
        }

        await services.GetRequiredService<Migrator>().Run(stop);
        var pass = await services.GetRequiredService<SendMails>().Run(stop);
        await Console.Out.WriteLineAsync(json
            ? JsonSerializer.Serialize(new { sent = pass.Sent, later = pass.Later, failed = pass.Failed, trouble = pass.Trouble })
            : Texts.Of("Notifications")["VerbSent", pass.Sent, pass.Later, pass.Failed]);
        if (pass.Trouble is not null)
        {
            await Console.Error.WriteLineAsync(Texts.Of("Notifications")["VerbTrouble", pass.Trouble]);
            return ExitStatus.Failed;
        }

        return pass.Failed > 0 ? ExitStatus.DoneWithRejects : ExitStatus.Done;
    }

    private static async Task<int> Show(IServiceProvider services, string id, CancellationToken stop)
    {
        await services.GetRequiredService<Migrator>().Run(stop);
        await using var connection = await services.GetRequiredService<Database>().Open(stop);
        var line = await connection.QuerySingleOrDefaultAsync<OutboxLine>("""
            select id, event, account_id, address, recipient, category, kind, subject, paragraphs, action_label, action_path, check_name, about, thread, state, attempts, created_at, message_id
            from outbox where id = @id and channel = 'mail'
            """, new { id });
        if (line is null)
        {
            await Console.Error.WriteLineAsync(Texts.Of("Notifications")["VerbNoSuchMail", id]);
            return ExitStatus.Refused;
        }

        var address = line.Address ?? await connection.QuerySingleOrDefaultAsync<string>("select email from account where id = @AccountId", new { line.AccountId }) ?? "inconnu@example.org";
        var mail = services.GetRequiredService<ComposeMail>().Of(new Letter([line]), address, "");
        await Console.Out.WriteLineAsync($"{Texts.Of("Notifications")["VerbTo", address]}\n{Texts.Of("Notifications")["VerbSubject", mail.Subject]}\n\n{mail.GetTextBody(MimeKit.Text.TextFormat.Plain)}");
        return ExitStatus.Done;
    }

    private static async Task<int> Bounce(IServiceProvider services, string path, CancellationToken stop)
    {
        if (path != "-" && !File.Exists(path))
        {
            await Console.Error.WriteLineAsync(Texts.Of("Notifications")["VerbNoFile", path]);
            return ExitStatus.Refused;
        }

        await services.GetRequiredService<Migrator>().Run(stop);
        await using var file = path == "-" ? Console.OpenStandardInput() : File.OpenRead(path);
        switch (await services.GetRequiredService<RecordBounce>().Run(file, stop))
        {
            case Outcome.Done(var counted):
                await Console.Out.WriteLineAsync(Texts.Of("Notifications")["VerbBounces", int.Parse(counted, System.Globalization.CultureInfo.InvariantCulture)]);
                return ExitStatus.Done;
            case Outcome.Invalid refused:
                await Console.Error.WriteLineAsync(refused.Problem);
                return ExitStatus.Refused;
            case var other:
                throw new InvalidOperationException($"Nobody told what to do with {other}.");
        }
    }
}
