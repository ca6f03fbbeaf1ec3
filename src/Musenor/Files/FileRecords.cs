using System.Data.Common;
using Dapper;
using Musenor.Accounts.PersonalRecords;
using Musenor.Files.Places;
using Musenor.Web;

namespace Musenor.Files;

/// <summary>
/// Files that a person handed over. What is attached to something stays with it, without the name; what nothing owns, and what is attached
/// to the account itself, goes.
/// </summary>
internal sealed class FileRecords(FileStore store) : IPersonalRecords
{
    private const string Account = "account";

    private static readonly Texts Words = Texts.Of("Files");

    public IReadOnlyList<Processing> Processings { get; } = [new("Files", "files")];

    public IReadOnlyList<string> Tables { get; } = ["stored_file"];

    private sealed record Line
    {
        public string Id { get; init; } = "";
        public string Place { get; init; } = "";
        public string OriginalName { get; init; } = "";
        public string Purpose { get; init; } = "";
        public string MediaType { get; init; } = "";
        public long Bytes { get; init; }
        public string? OwnerKind { get; init; }
        public string? OwnerId { get; init; }
        public string CreatedAt { get; init; } = "";
        public string State { get; init; } = "";

        public bool GoesWith(Subject person) => OwnerKind is null || (OwnerKind == Account && OwnerId == person.AccountId);
    }

    public async Task Export(DbConnection connection, Subject person, PersonalArchive archive, CancellationToken stop)
    {
        var lines = (await Of(connection, null, person)).Where(f => f.State != FileState.Deleted).ToList();
        archive.Add("files", Words["ArchiveFiles"], lines.Select(f => (IReadOnlyList<(string, string)>)
        [
            ("nom", f.OriginalName), ("envoye_le", f.CreatedAt), ("usage", f.Purpose), ("type", f.MediaType),
            ("octets", f.Bytes.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("joint_a", f.OwnerKind is null ? "" : $"{f.OwnerKind} {f.OwnerId}"),
        ]));
        // Not what waits for its scan, nor what the scan refused: nobody gets those.
        foreach (var file in lines.Where(f => f.State == FileState.Ready && File.Exists(store.PathOf(f.Place))))
        {
            await using var content = File.OpenRead(store.PathOf(file.Place));
            await archive.AddFile(file.OriginalName, content, stop);
        }
    }

    public async Task<IReadOnlyList<Fate>> Preview(DbConnection connection, Subject person, CancellationToken stop)
    {
        var lines = await Of(connection, null, person);
        var going = lines.Count(f => f.GoesWith(person));
        return [new(Words["FateFiles", going], false), new(Words["FateAttached", lines.Count - going], true)];
    }

    public async Task Erase(DbConnection connection, DbTransaction transaction, Subject person)
    {
        foreach (var file in await Of(connection, transaction, person))
        {
            if (file.GoesWith(person))
            {
                store.Remove(file.Place);
                await connection.ExecuteAsync("delete from stored_file where id = @Id", new { file.Id }, transaction);
                continue;
            }

            await connection.ExecuteAsync("update stored_file set uploaded_by = null, original_name = @name where id = @Id", new { file.Id, name = person.Clean(file.OriginalName) }, transaction);
        }
    }

    /// <summary>Files that nothing owns go after seven days, by <see cref="Upkeep.PurgeFiles"/>.</summary>
    public Task<IReadOnlyList<Removed>> Retain(DbConnection connection, DbTransaction transaction, Retention run) => Task.FromResult<IReadOnlyList<Removed>>([]);

    private static async Task<List<Line>> Of(DbConnection connection, DbTransaction? transaction, Subject person) => (await connection.QueryAsync<Line>("""
        select id, place, original_name, purpose, media_type, bytes, owner_kind, owner_id, created_at, state from stored_file where uploaded_by = @AccountId order by id
        """, new { person.AccountId }, transaction)).AsList();
}
