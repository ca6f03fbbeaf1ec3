using System.Data.Common;
using Musenor.Web;

namespace Musenor.Accounts.PersonalRecords;

/// <summary>
/// What a room keeps about people. Each room that keeps something registers one: the register of processing, the privacy page, exports,
/// erasure and retention are all made from these, so that they cannot diverge.
/// </summary>
public interface IPersonalRecords
{
    /// <summary>What is done with the data, for the register and the privacy page.</summary>
    IReadOnlyList<Processing> Processings { get; }

    /// <summary>Tables that hold something about people. A test finds those that no room claims.</summary>
    IReadOnlyList<string> Tables { get; }

    /// <summary>Adds what the room knows of a person, files included.</summary>
    Task Export(DbConnection connection, Subject person, PersonalArchive archive, CancellationToken stop);

    /// <summary>What an erasure would take away and what would stay without the name.</summary>
    Task<IReadOnlyList<Fate>> Preview(DbConnection connection, Subject person, CancellationToken stop);

    /// <summary>
    /// Erases, or takes the name away, in the transaction given. Files go first: were the transaction undone, erasing again is harmless.
    /// Runs again after a restoration.
    /// </summary>
    Task Erase(DbConnection connection, DbTransaction transaction, Subject person);

    /// <summary>Removes what has been kept long enough.</summary>
    Task<IReadOnlyList<Removed>> Retain(DbConnection connection, DbTransaction transaction, Retention run);
}

/// <summary>One line of the register of processing. Its words are in the room's resource file, under <c>Processing.&lt;key&gt;.*</c>.</summary>
public sealed record Processing(string Room, string Key)
{
    /// <summary>What for.</summary>
    public string Purpose => Words("Purpose");

    public string Content => Words("Content");

    public string LegalBasis => Words("Basis");

    public string Kept => Words("Kept");

    public string Recipients => Words("Recipients");

    private string Words(string part) => Texts.Of(Room)[$"Processing.{Key}.{part}"];
}

/// <summary>One line of the preview of an erasure.</summary>
/// <param name="Stays">True for what stays without the name.</param>
public sealed record Fate(string What, bool Stays);

/// <summary>How many of what was removed by a run of retention.</summary>
public sealed record Removed(string What, int Count);

/// <summary>One run of retention.</summary>
/// <param name="IsTrial">Nothing will be kept of the run: files must stay.</param>
public sealed record Retention(DateTimeOffset Now, bool IsTrial)
{
    /// <summary>The instant before which something kept that long goes.</summary>
    public DateTimeOffset Before(int days) => Now.AddDays(-days);

    public DateTimeOffset MonthsAgo(int months) => Now.AddMonths(-months);
}
