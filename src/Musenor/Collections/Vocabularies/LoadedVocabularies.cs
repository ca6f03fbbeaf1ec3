using Dapper;
using Heritage.Standards.Joconde;
using Musenor.Storage;
using Musenor.Web;

namespace Musenor.Collections.Vocabularies;

/// <summary>A list as the operator loaded it.</summary>
public sealed record LoadedVocabulary
{
    public string Id { get; init; } = "";
    public string FileName { get; init; } = "";
    public string Format { get; init; } = "";
    public int Preferred { get; init; }
    public int Rejected { get; init; }
    public DateTimeOffset LoadedAt { get; init; }
}

/// <summary>
/// The loaded lists in memory, read again when one changed in whatever process: one cheap query a call. Where nothing is loaded, nothing
/// is checked.
/// </summary>
public sealed class LoadedVocabularies(Database database) : IFreshness, IDisposable
{
    private const string Revision = "select count(*) || '/' || coalesce(sum(revision), 0) || '/' || coalesce(max(revision), 0) from vocabulary";

    private readonly SemaphoreSlim _one = new(1);
    private volatile Snapshot? _last;

    /// <param name="Revision">Moves with every loading and removal.</param>
    public sealed record Snapshot(string Revision, TermControl Control);

    private sealed record Line
    {
        public string VocabularyId { get; init; } = "";
        public int Position { get; init; }
        public string Label { get; init; } = "";
        public string Kind { get; init; } = "";
        public int? Preferred { get; init; }
        public int? Broader { get; init; }
        public string Uri { get; init; } = "";
    }

    public async Task<Snapshot> Current(CancellationToken stop = default)
    {
        await using var connection = await database.Open(stop);
        var revision = await connection.ExecuteScalarAsync<string>(Revision) ?? "";
        if (_last is { } known && known.Revision == revision)
        {
            return known;
        }

        await _one.WaitAsync(stop);
        try
        {
            if (_last is { } meanwhile && meanwhile.Revision == revision)
            {
                return meanwhile;
            }

            var lines = await connection.QueryAsync<Line>("select vocabulary_id, position, label, kind, preferred, broader, uri from vocabulary_term order by vocabulary_id, position");
            return _last = new Snapshot(revision, new TermControl(lines.GroupBy(l => l.VocabularyId)
                .Select(g => new TermList(g.Key, PopVocabulary.Find(g.Key)?.Name ?? g.Key, [.. g.Select(Term)]))));
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>LIDO tells the addresses of terms: it changes with the lists.</summary>
    public async ValueTask<string> Stamp(CancellationToken stop)
    {
        await using var connection = await database.Open(stop);
        return await connection.ExecuteScalarAsync<string>(new CommandDefinition(Revision, cancellationToken: stop)) ?? "";
    }

    public async Task<IReadOnlyList<LoadedVocabulary>> All(CancellationToken stop = default)
    {
        await using var connection = await database.Open(stop);
        return (await connection.QueryAsync<LoadedVocabulary>("select id, file_name, format, preferred, rejected, loaded_at from vocabulary order by id")).AsList();
    }

    public void Dispose() => _one.Dispose();

    private static ListedTerm Term(Line line) => new(
        line.Position, line.Label, line.Kind switch { "preferred" => TermKind.Preferred, "rejected" => TermKind.Rejected, _ => TermKind.Grouping }, line.Preferred, line.Broader)
    {
        Address = line.Uri,
    };
}
