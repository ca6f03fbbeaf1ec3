using System.Data.Common;
using Dapper;
using Musenor.Accounts.PersonalRecords;
using Musenor.Web;

namespace Musenor.Collections.Quality;

/// <summary>
/// Who changed notices by lot, and who put pairs aside. They stay with the collection, without the name: the register tells them with the
/// corrections by hand.
/// </summary>
internal sealed class QualityRecords : IPersonalRecords
{
    private static readonly Texts Words = Texts.Of("Collections");

    public IReadOnlyList<Processing> Processings => [];

    public IReadOnlyList<string> Tables { get; } = ["bulk_edit", "not_duplicate"];

    public async Task Export(DbConnection connection, Subject person, PersonalArchive archive, CancellationToken stop)
    {
        var lots = await connection.QueryAsync<(string Id, string At, string Kind, string Field)>(
            "select id, asked_at, kind, field from bulk_edit where account_id = @AccountId or undone_by = @AccountId order by asked_at", new { person.AccountId });
        archive.Add("bulk_edits", Words["Bulk.List"], lots.Select(l => (IReadOnlyList<(string, string)>)[("lot", l.Id), ("le", l.At), ("geste", l.Kind), ("champ", l.Field)]));
        var pairs = await connection.QueryAsync<(string One, string Other, string At)>(
            "select one, other, decided_at from not_duplicate where account_id = @AccountId order by decided_at", new { person.AccountId });
        archive.Add("not_duplicates", Words["Quality.Duplicates"], pairs.Select(p => (IReadOnlyList<(string, string)>)[("notice", p.One), ("autre notice", p.Other), ("le", p.At)]));
    }

    public async Task<IReadOnlyList<Fate>> Preview(DbConnection connection, Subject person, CancellationToken stop) =>
    [
        new(Words["Bulk.Fate", await connection.ExecuteScalarAsync<long>("select count(*) from bulk_edit where account_id = @AccountId or undone_by = @AccountId", new { person.AccountId }), Subject.Gone], true),
        new($"{Words["Quality.NotDuplicates"]}{Words["Photo.Colon", await connection.ExecuteScalarAsync<long>("select count(*) from not_duplicate where account_id = @AccountId", new { person.AccountId })]}", true),
    ];

    /// <summary>
    /// The account that the lines lead to has no name any more. A term is about works, where a name may be an author's: addresses go from it,
    /// as from the journal of notices. A change that still runs writes its own term: what it writes is the collection's.
    /// </summary>
    public async Task Erase(DbConnection connection, DbTransaction transaction, Subject person)
    {
        var lots = await connection.QueryAsync<(string Id, string Term, string Replacement)>(
            "select id, term, replacement from bulk_edit where state in ('done', 'undone') and (term like '%@%' or replacement like '%@%')", transaction: transaction);
        foreach (var (id, term, replacement) in lots)
        {
            await connection.ExecuteAsync(
                "update bulk_edit set term = @term, replacement = @replacement where id = @id",
                new { id, term = person.CleanAddresses(term), replacement = person.CleanAddresses(replacement) }, transaction);
        }
    }

    /// <summary>As long as the history of the notices.</summary>
    public Task<IReadOnlyList<Removed>> Retain(DbConnection connection, DbTransaction transaction, Retention run) => Task.FromResult<IReadOnlyList<Removed>>([]);
}
