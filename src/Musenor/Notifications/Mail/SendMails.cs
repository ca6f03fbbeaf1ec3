using Musenor.Storage;

namespace Musenor.Notifications.Mail;

/// <summary>Sends what is due: one pass of one sender. Several may run at once, on several machines.</summary>
internal sealed class SendMails(TakeLetters letters, JudgeLine judge, ComposeMail compose, Database database, MailSettings settings)
{
    private const int AtATime = 20;

    /// <summary>After each refusal; then the mail is given up, and shows in the queue.</summary>
    private static readonly TimeSpan[] Waits =
        [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(8), TimeSpan.FromHours(24)];

    private static readonly TimeSpan TroubleWait = TimeSpan.FromMinutes(1);

    /// <summary>What a pass did.</summary>
    /// <param name="Trouble">What keeps all mails from leaving; null when nothing does.</param>
    public sealed record Pass(int Sent, int Later, int Failed, string? Trouble);

    private sealed class Count
    {
        public int Sent;
        public int Later;
        public int Failed;
        public int LostInARow;
        public string? Trouble;
    }

    public async Task<Pass> Run(CancellationToken stop = default)
    {
        var count = new Count();
        if (settings.Server is not { } server)
        {
            return new Pass(0, 0, 0, null);
        }

        var sender = $"{Environment.MachineName} {Guid.NewGuid():N}";
        await using var line = new SmtpLine(server, settings.Patience);
        try
        {
            while (!Over(count, stop) && await letters.Take(sender, AtATime, stop) is { Count: > 0 } taken)
            {
                foreach (var letter in taken.TakeWhile(_ => !Over(count, stop)))
                {
                    await Send(sender, letter, line, count, stop);
                }
            }
        }
        finally
        {
            await letters.Release(sender);
        }

        return new Pass(count.Sent, count.Later, count.Failed, count.Trouble);
    }

    private static bool Over(Count count, CancellationToken stop) => stop.IsCancellationRequested || count.Trouble is not null;

    private async Task Send(string sender, Letter letter, SmtpLine line, Count count, CancellationToken stop)
    {
        try
        {
            if (await Judge(sender, letter, stop) is not { } judged)
            {
                return;
            }

            var mail = compose.Of(judged.Letter, judged.Address, judged.Name);
            var identifier = mail.MessageId!;
            var mine = await letters.Hand(sender, judged.Letter.Lines, identifier, judged.Address, stop);
            if (mine.Count != judged.Letter.Lines.Count)
            {
                // Its lease had ended: another sender has it.
                await letters.Back(sender, mine, TimeSpan.Zero, "lease", counts: false);
                return;
            }

            await Record(sender, judged.Letter, judged.Address, identifier, await line.Send(mail, stop), count, stop);
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException or ArgumentException or System.Text.Json.JsonException)
        {
            // One line that cannot be judged or written must not keep the others.
            await letters.Back(sender, letter.Lines, null, $"{e.GetType().Name}: {OneLine.Of(e.Message)}");
            count.Failed++;
        }
    }

    private async Task<(Letter Letter, string Address, string Name)?> Judge(string sender, Letter letter, CancellationToken stop)
    {
        var kept = new List<OutboxLine>();
        var to = (Address: "", Name: "");
        await using var connection = await database.Open(stop);
        foreach (var line in letter.Lines)
        {
            switch (await judge.Run(connection, line))
            {
                case JudgeLine.Verdict.Send(var address, var name):
                    kept.Add(line);
                    to = (address, name);
                    break;
                case JudgeLine.Verdict.Hold(var until):
                    await letters.Hold(sender, line, until);
                    break;
                case JudgeLine.Verdict.Drop(var reason):
                    await letters.Drop(sender, line, reason);
                    break;
            }
        }

        return kept.Count == 0 ? null : (new Letter(kept), to.Address, to.Name);
    }

    private async Task Record(string sender, Letter letter, string address, string message, Delivery delivery, Count count, CancellationToken stop)
    {
        count.LostInARow = delivery is Delivery.Lost ? count.LostInARow + 1 : 0;
        switch (delivery)
        {
            case Delivery.Sent:
                count.Sent++;
                await letters.Sent(sender, letter);
                break;
            case Delivery.NoSuchAddress(var problem):
                count.Failed++;
                await letters.Refused(sender, letter, address, message, problem);
                break;
            case Delivery.Refused(var problem):
                count.Failed++;
                await letters.Back(sender, letter.Lines, null, problem);
                break;
            case Delivery.Trouble(var problem):
                count.Trouble = problem;
                await letters.Back(sender, letter.Lines, TroubleWait, problem, counts: false);
                break;
            case Delivery.Lost when stop.IsCancellationRequested:
                break; // we hung up: it may have left, and stays « sending » until somebody calls it doubtful
            case Delivery.Lost(var problem):
                await Again(sender, letter, problem, count);
                // A server that fell silent twice is left alone for a while.
                count.Trouble = count.LostInARow >= 2 ? problem : null;
                break;
            case Delivery.Later(var problem):
                await Again(sender, letter, problem, count);
                break;
        }
    }

    private Task Again(string sender, Letter letter, string problem, Count count)
    {
        var before = letter.Lines.Max(l => l.Attempts);
        if (before >= Waits.Length)
        {
            count.Failed++;
            return letters.Back(sender, letter.Lines, null, problem);
        }

        count.Later++;
        return letters.Back(sender, letter.Lines, Waits[before], problem);
    }
}
