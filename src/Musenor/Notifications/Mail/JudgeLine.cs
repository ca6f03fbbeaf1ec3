using System.Data.Common;
using Dapper;
using Musenor.Accounts.Messages;
using Musenor.Notifications.Bounces;
using Musenor.Notifications.Preferences;

namespace Musenor.Notifications.Mail;

/// <summary>What a line deserves now, not when it was written: is it still true, unread, wanted, and is there still somebody there?</summary>
internal sealed class JudgeLine(IEnumerable<IStillTrue> checks, TimeProvider clock)
{
    public abstract record Verdict
    {
        private Verdict() { }

        public sealed record Send(string Address, string Name) : Verdict;

        public sealed record Hold(DateTimeOffset Until) : Verdict;

        public sealed record Drop(string Reason) : Verdict;
    }

    private sealed record Reader
    {
        public string Email { get; init; } = "";
        public bool EmailConfirmed { get; init; }
        public string Name { get; init; } = "";
        public string State { get; init; } = "";
    }

    public async Task<Verdict> Run(DbConnection connection, OutboxLine line)
    {
        var reader = line.AccountId is null ? null : await connection.QuerySingleOrDefaultAsync<Reader>(
            "select email, email_confirmed, name, state from account where id = @AccountId", new { line.AccountId });
        if (Nobody(line, reader) is { } gone)
        {
            return new Verdict.Drop(gone);
        }

        var address = MailAddress.Read(line.Address ?? reader!.Email);
        if (address is null)
        {
            return new Verdict.Drop("address");
        }

        if (await IsRead(connection, line))
        {
            return new Verdict.Drop("read");
        }

        if (line.CheckName is not null && !await IsTrue(connection, line))
        {
            return new Verdict.Drop("untrue");
        }

        // Mails about the safety of the account still try: the address may be well again, and somebody waits for them.
        if (line.Of != Category.Security && await BounceScore.Stopped(connection, address, clock.GetUtcNow()))
        {
            return new Verdict.Drop("bounced");
        }

        return await Wanted(connection, line) switch
        {
            Frequency.Off => new Verdict.Drop("off"),
            (Frequency.Daily or Frequency.Weekly) and var digest when !line.IsHeld => new Verdict.Hold(Frequencies.NextDigest(digest, clock.GetUtcNow())),
            _ => new Verdict.Send(address, line.Address is null ? reader!.Name : ""),
        };
    }

    private static string? Nobody(OutboxLine line, Reader? reader) => (line, reader) switch
    {
        ({ AccountId: not null }, null or { State: "erased" }) => "erased",
        // Somebody who is leaving is not told news any more.
        ({ Of: Category.Watch or Category.Conversations }, { State: "closing" }) => "erased",
        ({ Address: null, Of: not Category.Security }, { EmailConfirmed: false }) => "unconfirmed",
        _ => null,
    };

    private static async Task<bool> IsRead(DbConnection connection, OutboxLine line) => line.AccountId is not null
        && await connection.ExecuteScalarAsync<int>(
            "select count(*) from outbox where event = @Event and recipient = @AccountId and channel = 'site' and read_at is not null",
            new { line.Event, line.AccountId }) > 0;

    private Task<bool> IsTrue(DbConnection connection, OutboxLine line) =>
        (checks.SingleOrDefault(c => c.Name == line.CheckName) ?? throw new InvalidOperationException($"No check « {line.CheckName} » is registered."))
            .Ask(connection, line.About ?? "", line.AccountId);

    private static async Task<Frequency> Wanted(DbConnection connection, OutboxLine line) =>
        Frequencies.IsOptional(line.Of) ? await Chosen.Of(connection, line.Recipient, line.Of, line.Kind) : Frequency.Now;
}
