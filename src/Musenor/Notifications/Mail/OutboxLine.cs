using System.Text.Json;
using Musenor.Accounts.Messages;

namespace Musenor.Notifications.Mail;

/// <summary>One line of the outbox, as the sender reads it.</summary>
internal sealed record OutboxLine
{
    public string Id { get; init; } = "";
    public string Event { get; init; } = "";
    public string? AccountId { get; init; }
    public string? Address { get; init; }
    public string Recipient { get; init; } = "";
    public string Category { get; init; } = "";
    public string Kind { get; init; } = "";
    public string Subject { get; init; } = "";
    public string Paragraphs { get; init; } = "[]";
    public string? ActionLabel { get; init; }
    public string? ActionPath { get; init; }
    public string? CheckName { get; init; }
    public string? About { get; init; }
    public string? Thread { get; init; }
    public string State { get; init; } = "";
    public int Attempts { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public string? MessageId { get; init; }

    public bool IsHeld => State == "held";

    public Category Of => Enum.Parse<Category>(Category);

    public IReadOnlyList<string> Texts => JsonSerializer.Deserialize<string[]>(Paragraphs) ?? [];
}

/// <summary>Lines that leave in one mail: one line, what a conversation said meanwhile, or a digest of one category.</summary>
internal sealed record Letter(IReadOnlyList<OutboxLine> Lines)
{
    public OutboxLine First => Lines[0];

    public bool IsDigest => First.IsHeld;

    /// <summary>Lines that were taken together, as the mails that they make.</summary>
    public static IEnumerable<Letter> Of(IEnumerable<OutboxLine> taken) =>
        from line in taken.OrderBy(l => l.CreatedAt).ThenBy(l => l.Id, StringComparer.Ordinal)
        // A mail that may have been read half-way by a server goes again as it was, under its own identifier.
        group line by line.MessageId is not null ? $"again {line.MessageId}"
            : line.IsHeld ? $"digest {line.Recipient} {line.Category}"
            : line.Of == Accounts.Messages.Category.Conversations && line.Thread is not null ? $"thread {line.Recipient} {line.Thread}"
            : line.Id into together
        select new Letter([.. together]);
}
