using System.Data.Common;
using Dapper;
using Musenor.Accounts.PersonalRecords;
using Musenor.Web;

namespace Musenor.Interop.Alignment;

/// <summary>Who decided what a term is. The decision stays with the vocabulary; the account that it leads to has no name any more.</summary>
internal sealed class AlignmentRecords : IPersonalRecords
{
    private static readonly Texts Words = Texts.Of("Interop");

    public IReadOnlyList<Processing> Processings => [];

    public IReadOnlyList<string> Tables { get; } = ["alignment"];

    public async Task Export(DbConnection connection, Subject person, PersonalArchive archive, CancellationToken stop)
    {
        var terms = await connection.QueryAsync<(string Field, string Term, string Concept, string At)>(
            "select field, term, concept, decided_at from alignment where account_id = @AccountId order by decided_at, field, term_key", new { person.AccountId });
        archive.Add("alignments", Words["Alignment.Title"], terms.Select(t => (IReadOnlyList<(string, string)>)[("champ", t.Field), ("terme", t.Term), ("terme du vocabulaire", t.Concept), ("le", t.At)]));
    }

    public async Task<IReadOnlyList<Fate>> Preview(DbConnection connection, Subject person, CancellationToken stop) =>
        [new(Words["Alignment.Fate", await connection.ExecuteScalarAsync<long>("select count(*) from alignment where account_id = @AccountId", new { person.AccountId }), Subject.Gone], true)];

    public Task Erase(DbConnection connection, DbTransaction transaction, Subject person) => Task.CompletedTask;

    /// <summary>As long as the vocabulary.</summary>
    public Task<IReadOnlyList<Removed>> Retain(DbConnection connection, DbTransaction transaction, Retention run) => Task.FromResult<IReadOnlyList<Removed>>([]);
}
