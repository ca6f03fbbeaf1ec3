using Dapper;
using Heritage.Standards.Joconde;
using Musenor.Collections.Notices;
using Musenor.Collections.Vocabularies;
using Musenor.Storage;

namespace Musenor.Collections.Quality;

/// <summary>
/// Gives the review as the database has it now: what changed since the last one is read again, in whatever process it changed. The first
/// reads every notice, some seconds for a region; a new list makes it begin again.
/// </summary>
internal sealed class ReviewReader(Database database, LoadedVocabularies vocabularies) : IDisposable
{
    private const int Piece = 4_000;
    private readonly SemaphoreSlim _one = new(1);
    private volatile CatalogueReview? _last;

    private sealed record Line
    {
        public int Number { get; init; }
        public string Ref { get; init; } = "";
        public string MuseumId { get; init; } = "";
        public string State { get; init; } = "";
        public string Fields { get; init; } = "";
        public long Revision { get; init; }
    }

    public async Task<CatalogueReview> Current(CancellationToken stop = default)
    {
        await using var connection = await database.Open(stop);
        var lists = await vocabularies.Current(stop);
        var revision = await connection.ExecuteScalarAsync<long>("select coalesce(max(revision), 0) from notice");
        if (_last is { } known && known.Revision >= revision && known.Vocabulary == lists.Revision)
        {
            return known;
        }

        await _one.WaitAsync(stop);
        try
        {
            var last = _last is { } kept && kept.Vocabulary == lists.Revision ? kept : new CatalogueReview(0, lists.Revision, lists.Control, [], new TermBook());
            while (last.Revision < revision)
            {
                var lines = (await connection.QueryAsync<Line>("""
                    select number, ref, museum_id, state, fields, revision from notice where revision > @Revision order by revision limit @Piece
                    """, new { last.Revision, Piece })).AsList();
                if (lines.Count == 0)
                {
                    break;
                }

                last = Grown(last, lines);
            }

            return _last = last;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    /// <summary>What the review says of one notice, in the panel of its editor.</summary>
    public static IReadOnlyList<TermFinding> Doubts(TermControl control, JocondeNotice notice) =>
        [.. PopVocabulary.Checked.SelectMany(code => control.Check(code, notice[code])).Where(f => f.Verdict != TermVerdict.Preferred)];

    private static CatalogueReview Grown(CatalogueReview last, List<Line> lines)
    {
        var grown = new ReviewedNotice?[Math.Max(last.Notices.Length, lines.Max(l => l.Number) + 1)];
        last.Notices.CopyTo(grown, 0);
        // Analysing is what costs: one core reads the words of its own share.
        Parallel.ForEach(lines, line => grown[line.Number] = Review(line, last.Control, last.Terms));
        return new CatalogueReview(lines[^1].Revision, last.Vocabulary, last.Control, grown, last.Terms);
    }

    private static ReviewedNotice Review(Line line, TermControl control, TermBook terms)
    {
        var notice = new JocondeNotice(FieldsJson.Read(line.Fields));
        var judged = new byte[PopVocabulary.Checked.Count];
        var doubts = new List<int>();
        for (var i = 0; i < judged.Length; i++)
        {
            foreach (var finding in control.Check(PopVocabulary.Checked[i], notice[PopVocabulary.Checked[i]]))
            {
                judged[i] = (byte)Math.Min(byte.MaxValue, judged[i] + 1);
                if (finding.Verdict != TermVerdict.Preferred)
                {
                    doubts.Add(terms.Add(finding));
                }
            }
        }

        return new ReviewedNotice(line.Number, line.Ref, line.MuseumId, line.State == "published", WorkKeys.Of(notice), judged, [.. doubts]);
    }
}
