using System.Data.Common;
using Dapper;
using Musenor.Collections.Harvested;
using Musenor.Collections.Notices;
using Musenor.Collections.Vocabularies;
using Musenor.Storage;

namespace Musenor.Interop.Alignment;

/// <summary>Gives terms of the vocabulary to the works of a source again, without harvesting: facets and search follow, the words of the source stay.</summary>
internal sealed class AlignTerms(Database database, LoadedVocabularies vocabularies, TakeHarvested take, TimeProvider clock)
{
    private const int BatchSize = 500;

    private sealed record Work
    {
        public string Ref { get; init; } = "";
        public int Number { get; init; }
        public string Fields { get; init; } = "";
        public string Harmonised { get; init; } = "";
    }

    /// <summary>Looks terms up in the lists of today.</summary>
    public async Task<Func<string, string, FoundConcept>> Finder(CancellationToken stop) => Finder(await vocabularies.Current(stop));

    private static Func<string, string, FoundConcept> Finder(LoadedVocabularies.Snapshot lists) => (field, term) => FindConcept.In(lists.Control.For(field), term);

    /// <summary>Sources whose terms were looked up in other lists than those of today.</summary>
    public async Task<IReadOnlyList<string>> Outdated(CancellationToken stop)
    {
        var lists = (await vocabularies.Current(stop)).Revision;
        await using var connection = await database.Open(stop);
        return (await connection.QueryAsync<string>("select source from mapping_progress where vocabularies <> @lists order by source", new { lists })).AsList();
    }

    /// <summary>Terms that nobody decided are looked up again: another list may be loaded. Answers how many changed.</summary>
    public async Task<int> Find(string source, CancellationToken stop)
    {
        var lists = await vocabularies.Current(stop);
        var find = Finder(lists);
        return await database.Write(async (connection, transaction) =>
        {
            var table = new AlignmentTable(source);
            await table.Follow(connection, transaction);
            var changed = 0;
            foreach (var term in table.Terms.Where(t => t.AccountId is null))
            {
                var found = find(term.Field, term.Term);
                if (found != new FoundConcept(term.Concept, term.Match, term.Status, term.Confidence))
                {
                    changed += await Write(connection, transaction, source, term, found, null, clock.GetUtcNow());
                }
            }

            await connection.ExecuteAsync("update mapping_progress set vocabularies = @Revision where source = @source", new { lists.Revision, source }, transaction);
            return changed;
        }, stop);
    }

    /// <summary>A row says something else from now on; the works of the source follow at the next <see cref="Run"/>.</summary>
    public static Task<int> Write(DbConnection connection, DbTransaction transaction, string source, AlignedTerm term, FoundConcept now, string? account, DateTimeOffset at) => connection.ExecuteAsync("""
        update alignment set concept = @Concept, match = @Match, status = @Status, confidence = @Confidence, account_id = @account, decided_at = @at,
            revision = (select coalesce(max(revision), 0) + 1 from alignment)
        where source = @source and field = @Field and term_key = @TermKey
        """, new { now.Concept, now.Match, now.Status, now.Confidence, account, at, source, term.Field, term.TermKey }, transaction);

    /// <summary>Sources whose works are behind what was decided.</summary>
    public async Task<IReadOnlyList<string>> Behind(CancellationToken stop)
    {
        await using var connection = await database.Open(stop);
        return (await connection.QueryAsync<string>("""
            select p.source from mapping_progress p where p.aligned < (select coalesce(max(a.revision), 0) from alignment a where a.source = p.source) order by p.source
            """)).AsList();
    }

    /// <summary>Answers how many works changed. Stopped half-way, it is simply run again.</summary>
    public async Task<int> Run(string source, CancellationToken stop)
    {
        var find = await Finder(stop);
        var table = new AlignmentTable(source);
        var (changed, last, upTo) = (0, 0, -1L);
        while (true)
        {
            var (read, moved, at) = await database.Write(async (connection, transaction) =>
            {
                await table.Follow(connection, transaction);
                var works = (await connection.QueryAsync<Work>("""
                    select ref, number, fields, harmonised from notice where source = @source and number > @last order by number limit @BatchSize
                    """, new { source, last, BatchSize }, transaction)).AsList();
                var changes = Changes(table, works, find);
                take.Harmonise(connection, transaction, changes);
                return (works, changes.Count, table.Revision);
            }, stop);
            upTo = upTo < 0 ? at : upTo;
            if (read.Count == 0)
            {
                await Done(source, upTo, stop);
                return changed;
            }

            (changed, last) = (changed + moved, read[^1].Number);
        }
    }

    private static List<(string, IReadOnlyDictionary<string, string>)> Changes(AlignmentTable table, List<Work> works, Func<string, string, FoundConcept> find)
    {
        var changes = new List<(string, IReadOnlyDictionary<string, string>)>();
        foreach (var work in works)
        {
            var terms = table.Harmonise([.. AlignedFields.Terms(FieldsJson.Read(work.Fields))], find);
            if ((terms.Count == 0 ? "" : FieldsJson.Write(terms)) != work.Harmonised)
            {
                changes.Add((work.Ref, terms));
            }
        }

        return changes;
    }

    private Task<int> Done(string source, long revision, CancellationToken stop) => database.Write((connection, transaction) => connection.ExecuteAsync(
        "update mapping_progress set aligned = @revision where source = @source and aligned < @revision", new { source, revision }, transaction), stop);
}
