using Musenor.Accounts.Access;
using Musenor.Storage;

namespace Musenor.Accounts.History;

/// <summary>Remembers that somebody took away a file that names people: what, with which filters.</summary>
public sealed class WriteExport(Database database, Journal journal)
{
    public Task Journalled(Person who, string what, string museum, string filters, CancellationToken stop) => database.Write(async (connection, transaction) =>
    {
        await journal.Write(connection, transaction, new(who, "export.csv", "export", what) { Museum = museum.Length > 0 ? museum : null, After = filters });
        return true;
    }, stop);
}
