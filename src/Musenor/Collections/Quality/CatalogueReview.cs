using System.Collections.Concurrent;
using Heritage.Standards.Joconde;

namespace Musenor.Collections.Quality;

/// <summary>A term that its list does not take as it is.</summary>
/// <param name="Id">Small and dense, for the sets in memory.</param>
public sealed record DoubtfulTerm(int Id, TermFinding Finding)
{
    public string Code => Finding.Code;

    public string Term => Finding.Term;

    /// <summary>In addresses: « DOMN:peintures ».</summary>
    public string Key => $"{Code}:{Term}";
}

/// <summary>What the review holds of one notice.</summary>
/// <param name="Judged">Terms judged, by field, in the order of <see cref="PopVocabulary.Checked"/>.</param>
/// <param name="Doubts">Ids of its doubtful terms.</param>
internal sealed record ReviewedNotice(int Number, string Ref, string MuseumId, bool IsPublic, WorkKeys Keys, byte[] Judged, int[] Doubts);

/// <summary>Every doubtful term met, with a small number each. Grows only.</summary>
internal sealed class TermBook
{
    private readonly ConcurrentDictionary<(string Code, string Term), DoubtfulTerm> _terms = new();
    private readonly ConcurrentDictionary<int, DoubtfulTerm> _byId = new();
    private int _last = -1;

    public DoubtfulTerm this[int id] => _byId[id];

    public DoubtfulTerm? Find(string code, string term) => _terms.GetValueOrDefault((code, term));

    public int Add(TermFinding finding)
    {
        if (_terms.TryGetValue((finding.Code, finding.Term), out var known))
        {
            return known.Id;
        }

        lock (_byId)
        {
            if (!_terms.TryGetValue((finding.Code, finding.Term), out known))
            {
                known = new DoubtfulTerm(++_last, finding);
                _byId[known.Id] = known;
                _terms[(finding.Code, finding.Term)] = known;
            }

            return known.Id;
        }
    }
}

/// <summary>All notices judged against the loaded lists and ready to be compared with each other, at one revision. Immutable.</summary>
internal sealed class CatalogueReview(long revision, string vocabulary, TermControl control, ReviewedNotice?[] notices, TermBook terms)
{
    public long Revision { get; } = revision;

    /// <summary>Revision of the lists.</summary>
    public string Vocabulary { get; } = vocabulary;

    public TermControl Control { get; } = control;

    /// <summary>By number, withdrawn ones too.</summary>
    public ReviewedNotice?[] Notices { get; } = notices;

    public TermBook Terms { get; } = terms;

    public ReviewedNotice? Of(int number) => (uint)number < (uint)Notices.Length ? Notices[number] : null;
}
