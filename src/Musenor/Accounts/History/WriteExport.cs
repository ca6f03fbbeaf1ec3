using Musenor.Accounts.Access;
using Musenor.Storage;

namespace Musenor.Accounts.History;

/// <summary>Remembers that somebody took away a file that names people: what, with which filters.</summary>
public sealed class WriteExport(Database database, Journal journal)
{
    public Task Journalled(Person who, string what, string museum, string filters, CancellationToken stop) => database.Write(async (connection, transaction) =>
    {
        await journal.Write(connection, transaction, new(who, "export.csv", "export", what) { Museum = Scope(who, museum), After = filters.Length <= 200 ? filters : filters[..200] });
        return true;
    }, stop);

    /// <summary>The museum whose people were taken away: the one asked for where the person has it, else their only one. Never another's journal.</summary>
    private static string? Scope(Person who, string museum) => who.Museums(Rights.ManageMembers) is { } mine
        ? mine.FirstOrDefault(m => m == museum) ?? (mine.Count == 1 ? mine[0] : null)
        : museum.Length > 0 ? museum : null;
}
