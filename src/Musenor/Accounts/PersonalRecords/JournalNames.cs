using System.Data.Common;
using Dapper;

namespace Musenor.Accounts.PersonalRecords;

/// <summary>
/// Takes a person's name out of the journal. Lines stay, with what was done and when. In lines about works and museums the name stays
/// where it was catalogued: it may be an author's, and erasing an account must not rewrite the history of a collection.
/// </summary>
internal static class JournalNames
{
    private static readonly string[] Catalogue = ["notice", "museum"];

    private sealed record Line
    {
        public string Id { get; init; } = "";
        public string? AccountId { get; init; }
        public string ObjectKind { get; init; } = "";
        public string ObjectId { get; init; } = "";
        public string? Before { get; init; }
        public string? After { get; init; }
        public string Reason { get; init; } = "";
    }

    public static async Task Erase(DbConnection connection, DbTransaction transaction, Subject person)
    {
        // Read whole: the engines do not agree on what « whatever the case » means beyond ASCII, and JSON may hide letters.
        var lines = await connection.QueryAsync<Line>("select id, account_id, object_kind, object_id, before, after, reason from journal where before is not null or after is not null or reason <> ''", transaction: transaction);
        foreach (var line in lines)
        {
            var clean = line.AccountId == person.AccountId ? person.CleanerFor(person.AccountId) : person.CleanerFor(line.ObjectId);
            var own = line.ObjectKind == "account" && line.ObjectId == person.AccountId;
            var catalogued = Catalogue.Contains(line.ObjectKind);
            string? Clean(string? text) => text is null ? null : own ? null : catalogued ? person.CleanAddresses(text) : clean(text);
            var (before, after, reason) = (Clean(line.Before), Clean(line.After), clean(line.Reason));
            if (before != line.Before || after != line.After || reason != line.Reason)
            {
                await connection.ExecuteAsync("update journal set before = @before, after = @after, reason = @reason where id = @Id", new { before, after, reason, line.Id }, transaction);
            }
        }
    }
}
