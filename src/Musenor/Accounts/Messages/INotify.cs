using System.Data.Common;

namespace Musenor.Accounts.Messages;

/// <summary>What kind of message it is: decides the default, and whether a person may turn it off (<c>/compte/notifications</c>).</summary>
public enum Category
{
    /// <summary>« À faire »: at once, never off, never only in a digest.</summary>
    ToDo,

    /// <summary>« Concerne mes démarches »: at once.</summary>
    MyRequests,

    /// <summary>« Conversations »: at once, daily, weekly or off.</summary>
    Conversations,

    /// <summary>« Veille »: weekly digest.</summary>
    Watch,

    /// <summary>« Sécurité du compte »: at once, never off.</summary>
    Security,
}

/// <summary>One thing to tell one person.</summary>
/// <param name="Event">What happened, once: the same event is told once to the same person by the same channel, whatever restarts.</param>
/// <param name="Subject">One line, whole and plain.</param>
public sealed record Message(string Event, Category Category, string Subject)
{
    /// <summary>Whom: an account; null when only an address is known (an invitation, a former address).</summary>
    public string? AccountId { get; init; }

    /// <summary>Where, when it is not the account's own address.</summary>
    public string? Address { get; init; }

    /// <summary>Text of the mail, plain, one paragraph each.</summary>
    public IReadOnlyList<string> Paragraphs { get; init; } = [];

    /// <summary>The one thing to do: words of the button, and its address on this site.</summary>
    public string? ActionLabel { get; init; }

    public string? ActionPath { get; init; }

    /// <summary>Asked again just before sending: the name of a registered <see cref="IStillTrue"/>, and what it is asked about.</summary>
    public string? Check { get; init; }

    public string? About { get; init; }

    /// <summary>Mails of one subject are shown together: identifier of the subject (« notice:M0123 »).</summary>
    public string? Thread { get; init; }

    /// <summary>What of the category a person may turn off by itself: the key of a registered <see cref="MessageKind"/>; empty: the category as a whole.</summary>
    public string Kind { get; init; } = "";
}

/// <summary>A kind of message that <c>/compte/notifications</c> offers to turn off by itself, registered by the room that sends it.</summary>
/// <param name="Room">Whose resource file holds the label.</param>
public sealed record MessageKind(Category Category, string Key, string Room, string TextKey)
{
    public string Label => Web.Texts.Of(Room)[TextKey];
}

/// <summary>Tells people, by mail and on the site. Written in the transaction of what is told: both stay or neither.</summary>
public interface INotify
{
    Task Tell(DbConnection connection, DbTransaction transaction, Message message);
}

/// <summary>Asked before a mail leaves: is it still allowed, still unread, still true?</summary>
public interface IStillTrue
{
    string Name { get; }

    Task<bool> Ask(DbConnection connection, string about, string? account);
}
