using System.Data.Common;
using Dapper;
using Musenor.Storage;

namespace Musenor.Interop.Alignment;

/// <summary>One term of a source and what it is.</summary>
internal sealed record AlignedTerm
{
    public string Field { get; init; } = "";
    public string TermKey { get; init; } = "";
    public string Term { get; init; } = "";
    public long Uses { get; init; }
    public string Concept { get; init; } = "";
    public string Match { get; init; } = "";
    public string Status { get; init; } = AlignmentStatus.None;
    public int Confidence { get; init; }
    public string? AccountId { get; init; }
    public long Revision { get; init; }
}

/// <summary>The alignment of one source in memory, as long as its records are taken over.</summary>
internal sealed class AlignmentTable(string source)
{
    private Dictionary<(string Field, string Key), AlignedTerm> _terms = [];
    private readonly Dictionary<(string Field, string Key), (string Term, long Uses)> _moved = [];

    public long Revision { get; private set; } = -1;

    public IEnumerable<AlignedTerm> Terms => _terms.Values;

    /// <summary>Read again when somebody decided something, in whatever process. Inside the transaction that holds the house lock.</summary>
    public async Task Follow(DbConnection connection, DbTransaction transaction)
    {
        _moved.Clear();
        var revision = await connection.ExecuteScalarAsync<long>("select coalesce(max(revision), 0) from alignment where source = @source", new { source }, transaction);
        if (revision == Revision)
        {
            return;
        }

        var terms = await connection.QueryAsync<AlignedTerm>("""
            select field, term_key, term, uses, concept, match, status, confidence, account_id, revision from alignment where source = @source
            """, new { source }, transaction);
        _terms = terms.ToDictionary(t => (t.Field, t.TermKey));
        Revision = revision;
    }

    /// <summary>Terms of the vocabulary for the fields where they differ from those of the source. A term never met is looked up now.</summary>
    public IReadOnlyDictionary<string, string> Harmonise(IReadOnlyList<(string Field, string Term)> terms, Func<string, string, FoundConcept> find)
    {
        var harmonised = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in terms.GroupBy(t => t.Field))
        {
            var shown = field.Select(t => (t.Term, Concept: Concept(t.Field, t.Term, find))).ToArray();
            if (Array.Exists(shown, s => s.Concept.Length > 0 && s.Concept != s.Term))
            {
                harmonised[field.Key] = string.Join(" ; ", shown.Select(s => s.Concept.Length > 0 ? s.Concept : s.Term).Distinct());
            }
        }

        return harmonised;
    }

    /// <summary>Counts the works that have each term, before and after.</summary>
    public void Count(IEnumerable<(string Field, string Term)> terms, int by)
    {
        foreach (var (field, term) in terms)
        {
            var key = (field, AlignedFields.Key(term));
            _moved[key] = _moved.TryGetValue(key, out var known) ? (known.Term, known.Uses + by) : (term, by);
        }
    }

    /// <summary>Writes what was counted, and the terms met for the first time. In the same transaction.</summary>
    public void Keep(DbConnection connection, DbTransaction transaction, string now)
    {
        using var write = connection.Prepared(transaction, """
            insert into alignment (source, field, term_key, term, uses, concept, match, status, confidence, decided_at)
            values (@source, @field, @key, @term, @uses, @concept, @match, @status, @confidence, @now)
            on conflict (source, field, term_key) do update set uses = alignment.uses + excluded.uses
            """, "source", "field", "key", "term", "uses", "concept", "match", "status", "confidence", "now");
        foreach (var ((field, key), (term, uses)) in _moved.Where(m => m.Value.Uses != 0).OrderBy(m => m.Key))
        {
            var known = _terms.GetValueOrDefault((field, key)) ?? new AlignedTerm();
            write.Run(source, field, key, term, uses, known.Concept, known.Match, known.Status, known.Confidence, now);
        }

        _moved.Clear();
    }

    /// <summary>What was undone with a transaction is forgotten.</summary>
    public void Forget() => Revision = -1;

    private string Concept(string field, string term, Func<string, string, FoundConcept> find)
    {
        var key = (field, AlignedFields.Key(term));
        if (!_terms.TryGetValue(key, out var known))
        {
            var found = find(field, term);
            _terms[key] = known = new AlignedTerm { Field = field, TermKey = key.Item2, Term = term, Concept = found.Concept, Match = found.Match, Status = found.Status, Confidence = found.Confidence };
        }

        return known.Status == AlignmentStatus.Accepted ? known.Concept : "";
    }
}
