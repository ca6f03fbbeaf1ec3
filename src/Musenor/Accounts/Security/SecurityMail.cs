using System.Data.Common;
using Musenor.Accounts.Access;
using Musenor.Accounts.Messages;
using Musenor.Web;

namespace Musenor.Accounts.Security;

/// <summary>
/// Tells people what happens to their account: by mail, and in the journal. Nothing that somebody typed goes into these mails: a stranger
/// could write to anybody through them. Their links are paths, that the sender completes with the address of the site.
/// </summary>
public sealed class SecurityMail(INotify notify, Journal journal)
{
    /// <param name="Key">Of the texts: <c>Mail.{Key}.Subject</c>, <c>.Text</c> (paragraphs parted by a line), <c>.Action</c> when there is a path.</param>
    public sealed record Letter(string Key)
    {
        public string? AccountId { get; init; }

        /// <summary>Where, when it is not the account's own address, or when it must stay this one.</summary>
        public string? Address { get; init; }

        public string? Path { get; init; }

        /// <summary>What the text says in its places {0}, {1}…: written by the portal, never by a stranger.</summary>
        public object?[] Values { get; init; } = [];
    }

    public Task Send(DbConnection connection, DbTransaction transaction, Letter letter)
    {
        var words = Texts.Of("Accounts");
        var text = letter.Values.Length == 0 ? words[$"Mail.{letter.Key}.Text"] : words[$"Mail.{letter.Key}.Text", letter.Values];
        return notify.Tell(connection, transaction, new Message($"{letter.Key}:{Guid.CreateVersion7()}", Category.Security, words[$"Mail.{letter.Key}.Subject"])
        {
            AccountId = letter.AccountId,
            Address = letter.Address,
            Paragraphs = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            ActionLabel = letter.Path is null ? null : words[$"Mail.{letter.Key}.Action"],
            ActionPath = letter.Path,
        });
    }

    /// <summary>The same with a line in the journal: the person did it themselves.</summary>
    public async Task Send(DbConnection connection, DbTransaction transaction, Letter letter, string action, Person? who)
    {
        await journal.Write(connection, transaction, new Journal.Entry(who, action, "account", letter.AccountId ?? ""));
        await Send(connection, transaction, letter);
    }
}
