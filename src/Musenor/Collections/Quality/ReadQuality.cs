using Heritage.Standards.Joconde;
using Musenor.Accounts.Access;
using Musenor.Collections.Search.Columns;
using Musenor.Collections.Search.Index;
using Musenor.Museums;

namespace Musenor.Collections.Quality;

/// <summary>What the published notices of one museum lack.</summary>
/// <param name="Counts">In the order of <see cref="Indicator.All"/>.</param>
public sealed record MuseumQuality(Museum Museum, int Notices, int WithPicture, IReadOnlyList<int> Counts)
{
    public int Count(Indicator indicator) => Counts[Indicator.At(indicator.Key)];

    public int Total(Indicator indicator) => indicator.IsOfPictures ? WithPicture : Notices;

    /// <summary>Share of notices that lack nothing of it, from 0 to 1; 1 where nothing could.</summary>
    public double Good(Indicator indicator) => Total(indicator) == 0 ? 1 : 1 - ((double)Count(indicator) / Total(indicator));
}

/// <summary>How many terms of a field its list takes as they are.</summary>
public sealed record FieldCoverage(string Code, string List, int Judged, int Doubtful)
{
    public double Share => Judged == 0 ? 1 : 1 - ((double)Doubtful / Judged);
}

/// <summary>A doubtful term, how many notices have it, and what may be written in its place.</summary>
public sealed record TermCount(DoubtfulTerm Term, int Notices, IReadOnlyList<string> Proposals);

/// <summary>The terms of a museum against the loaded lists; nothing where none is loaded.</summary>
/// <param name="Different">Doubtful terms in all; those of one page are listed.</param>
public sealed record TermCoverage(IReadOnlyList<FieldCoverage> Fields, IReadOnlyList<TermCount> Terms, int Different, int Page)
{
    public int Pages => Math.Max(1, (Different + ReadQuality.TermsPage - 1) / ReadQuality.TermsPage);
}

/// <summary>Counts what notices lack, museum by museum, within what a person may edit. In memory: no notice is read for it.</summary>
public sealed class ReadQuality
{
    public const int TermsPage = 20;

    private readonly CatalogueReader _catalogue;
    private readonly MuseumDirectory _museums;
    private readonly NoticeSets _sets;

    internal ReadQuality(CatalogueReader catalogue, MuseumDirectory museums, NoticeSets sets) => (_catalogue, _museums, _sets) = (catalogue, museums, sets);

    /// <summary>In the order of the directory; museums without notices are left out.</summary>
    public async Task<IReadOnlyList<MuseumQuality>> Run(Person who, CancellationToken stop = default)
    {
        var directory = await _museums.Read(stop);
        var review = await _sets.Review(stop);
        var catalogue = await _catalogue.Current(stop);
        var duplicates = NoticeSets.Members(catalogue, await _sets.Pairs(stop));
        var tallies = new Dictionary<string, Tally>(StringComparer.Ordinal);
        var noImage = catalogue.Values.Find(Facet.Image, "0") is { } none ? catalogue.With(none) : new Bits(0);
        foreach (var row in catalogue.Rows)
        {
            if (row is not null && review.Of(row.Number) is { } reviewed)
            {
                if (!tallies.TryGetValue(reviewed.MuseumId, out var tally))
                {
                    tallies[reviewed.MuseumId] = tally = new Tally();
                }

                tally.Add(row, noImage[row.Number], reviewed.Doubts.Length > 0, duplicates[row.Number]);
            }
        }

        return [.. directory.All.Where(m => who.May(Rights.EditNotices, m.Id) && tallies.ContainsKey(m.Id)).Select(m => tallies[m.Id].Of(m))];
    }

    /// <summary>One museum; null where the person may not, or nobody knows it. One without notices has zeros.</summary>
    public async Task<MuseumQuality?> Of(Person who, string museum, CancellationToken stop = default) =>
        (await _museums.Read(stop)).ById.GetValueOrDefault(museum) is { } known && who.May(Rights.EditNotices, known.Id)
            ? (await Run(who, stop)).FirstOrDefault(m => m.Museum.Id == known.Id) ?? new MuseumQuality(known, 0, 0, new int[Indicator.All.Count])
            : null;

    /// <summary>The terms of the published notices of a museum, the most used first.</summary>
    public async Task<TermCoverage> Terms(string museum, int page = 1, CancellationToken stop = default)
    {
        var review = await _sets.Review(stop);
        var judged = new int[PopVocabulary.Checked.Count];
        var counts = new Dictionary<int, int>();
        foreach (var notice in review.Notices.OfType<ReviewedNotice>().Where(n => n.IsPublic && n.MuseumId == museum))
        {
            for (var i = 0; i < judged.Length; i++)
            {
                judged[i] += notice.Judged[i];
            }

            foreach (var id in notice.Doubts)
            {
                counts[id] = counts.GetValueOrDefault(id) + 1;
            }
        }

        page = Math.Clamp(page, 1, Math.Max(1, (counts.Count + TermsPage - 1) / TermsPage));
        var doubtful = counts.GroupBy(c => review.Terms[c.Key].Code).ToDictionary(g => g.Key, g => g.Sum(c => c.Value));
        return new TermCoverage(
            [.. PopVocabulary.Checked.Select((code, i) => (Code: code, List: review.Control.For(code), Judged: judged[i])).Where(f => f.List is not null)
                .Select(f => new FieldCoverage(f.Code, f.List!.Id, f.Judged, doubtful.GetValueOrDefault(f.Code)))],
            [.. counts.OrderByDescending(c => c.Value).ThenBy(c => review.Terms[c.Key].Key, StringComparer.Ordinal)
                .Skip((page - 1) * TermsPage).Take(TermsPage)
                .Select(c => new TermCount(review.Terms[c.Key], c.Value, review.Control.Proposals(review.Terms[c.Key].Finding)))],
            counts.Count, page);
    }

    private sealed class Tally
    {
        private readonly int[] _counts = new int[Indicator.All.Count];
        private int _notices;
        private int _pictures;

        public void Add(Row row, bool noImage, bool hasDoubts, bool isDuplicate)
        {
            _notices++;
            _pictures += noImage ? 0 : 1;
            for (var i = 0; i < _counts.Length; i++)
            {
                var indicator = Indicator.All[i];
                var lacks = indicator.Bit != 0 ? (row.Todo & indicator.Bit) != 0
                    : indicator.Key switch { Indicator.Terms => hasDoubts, Indicator.Duplicate => isDuplicate, Indicator.NoImage => noImage, _ => false };
                _counts[i] += lacks ? 1 : 0;
            }
        }

        public MuseumQuality Of(Museum museum)
        {
            // A museum without a place on the map takes all its notices with it.
            _counts[Indicator.At(Indicator.Position)] = museum.Latitude is null || museum.Longitude is null ? _notices : 0;
            return new MuseumQuality(museum, _notices, _pictures, [.. _counts]);
        }
    }
}
