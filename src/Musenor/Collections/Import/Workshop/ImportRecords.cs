using System.Data.Common;
using Dapper;
using Musenor.Accounts.PersonalRecords;
using Musenor.Web;

namespace Musenor.Collections.Import.Workshop;

/// <summary>Who imported what. The history of a collection stays, under « Membre parti »; the name of a file loses theirs.</summary>
internal sealed class ImportRecords : IPersonalRecords
{
    private static readonly Texts Words = Texts.Of("Collections");

    public IReadOnlyList<Processing> Processings { get; } = [];

    public IReadOnlyList<string> Tables { get; } = ["import_request", "import_undo"];

    public async Task Export(DbConnection connection, Subject person, PersonalArchive archive, CancellationToken stop)
    {
        var requests = await connection.QueryAsync<(string Id, string File, string At, string State)>(
            "select id, file_name, asked_at, state from import_request where account_id = @AccountId order by asked_at", new { person.AccountId });
        archive.Add("imports", Words["Imports.Archive"], requests.Select(r => (IReadOnlyList<(string, string)>)[("import", r.Id), ("fichier", r.File), ("le", r.At), ("etat", r.State)]));
        var undone = await connection.QueryAsync<(string Id, string At)>(
            "select import_id, started_at from import_undo where account_id = @AccountId order by started_at", new { person.AccountId });
        archive.Add("imports_annules", Words["Imports.ArchiveUndo"], undone.Select(u => (IReadOnlyList<(string, string)>)[("import", u.Id), ("le", u.At)]));
    }

    public async Task<IReadOnlyList<Fate>> Preview(DbConnection connection, Subject person, CancellationToken stop) =>
        [new(Words["Imports.Fate", await connection.ExecuteScalarAsync<long>("select count(*) from import_request where account_id = @AccountId", new { person.AccountId }), Subject.Gone], true)];

    /// <summary>The account that the lines lead to has no name any more.</summary>
    public async Task Erase(DbConnection connection, DbTransaction transaction, Subject person)
    {
        var names = await connection.QueryAsync<(string Id, string Name, string Problem)>("select id, file_name, problem from import_request", transaction: transaction);
        foreach (var (id, name, problem) in names.Where(n => person.IsNamedIn(n.Name) || person.IsNamedIn(n.Problem)))
        {
            await connection.ExecuteAsync("update import_request set file_name = @name, problem = @problem where id = @id", new { id, name = person.Clean(name), problem = person.Clean(problem) }, transaction);
        }

        var files = await connection.QueryAsync<(string Id, string Name)>("select id, file_name from import", transaction: transaction);
        foreach (var (id, name) in files.Where(n => person.IsNamedIn(n.Name)))
        {
            await connection.ExecuteAsync("update import set file_name = @name where id = @id", new { id, name = person.Clean(name) }, transaction);
        }
    }

    /// <summary>Reports of imports are kept: they tell where the words of a notice come from.</summary>
    public Task<IReadOnlyList<Removed>> Retain(DbConnection connection, DbTransaction transaction, Retention run) => Task.FromResult<IReadOnlyList<Removed>>([]);
}
