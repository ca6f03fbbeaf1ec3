using System.Text.Json;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Musenor.Storage;

namespace Musenor.Tests.Notifications;

/// <summary>A mail as the person would get it, read from the outbox: no server is needed.</summary>
/// <param name="Links">Addresses on the site, without its name: « /compte/confirmation/… ».</param>
/// <param name="State">waiting, held, sending, doubtful, sent, dropped or failed.</param>
internal sealed record Mail(string Id, string Subject, string Text, IReadOnlyList<string> Links, string Category, string State)
{
    /// <summary>The one thing to do.</summary>
    public string Link => Links.Single();
}

/// <summary>What tests want of mails, in intents.</summary>
internal static class MailIntents
{
    private sealed record Row
    {
        public string Id { get; init; } = "";
        public string Subject { get; init; } = "";
        public string Paragraphs { get; init; } = "[]";
        public string? ActionLabel { get; init; }
        public string? ActionPath { get; init; }
        public string Category { get; init; } = "";
        public string State { get; init; } = "";
    }

    /// <summary>All that was told to this address by mail, oldest first, whether it has left or not.</summary>
    public static async Task<IReadOnlyList<Mail>> MailsTo(this MusenorFixture portal, string address)
    {
        await using var connection = await portal.Services.GetRequiredService<Database>().Open();
        var rows = await connection.QueryAsync<Row>("""
            select o.id, o.subject, o.paragraphs, o.action_label, o.action_path, o.category, o.state
            from outbox o left join account a on a.id = o.account_id
            where o.channel = 'mail' and lower(coalesce(o.address, a.email)) = @address
            order by o.created_at, o.id
            """, new { address = address.ToLowerInvariant() });
        return [.. rows.Select(Read)];
    }

    /// <summary>The only mail to this address whose subject holds these words.</summary>
    public static async Task<Mail> MailTo(this MusenorFixture portal, string address, string words = "")
    {
        var mails = await portal.MailsTo(address);
        var found = mails.Where(m => m.Subject.Contains(words, StringComparison.OrdinalIgnoreCase)).ToList();
        return found.Count == 1 ? found[0]
            : throw new InvalidOperationException($"{found.Count} mails to {address} about « {words} » among: {string.Join(" | ", mails.Select(m => m.Subject))}");
    }

    private static Mail Read(Row row)
    {
        var text = string.Join("\n\n", JsonSerializer.Deserialize<string[]>(row.Paragraphs)!.Concat(row.ActionLabel is null ? [] : [row.ActionLabel]));
        return new Mail(row.Id, row.Subject, text, row.ActionPath is null ? [] : [row.ActionPath], row.Category, row.State);
    }
}
