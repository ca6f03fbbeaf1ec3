using Musenor.Accounts.Access;
using Musenor.Collections.Notices;
using Musenor.Collections.Search;
using Musenor.Museums;

namespace Musenor.Collections.Quality;

/// <summary>Two notices side by side.</summary>
/// <param name="MayEditOne">The other museum's notice is shown as visitors see it.</param>
public sealed record DuplicateView(Likeness Likeness, NoticeLine One, NoticeLine Other, bool MayEditOne, bool MayEditOther);

public sealed record DuplicatesPage(IReadOnlyList<DuplicateView> Pairs, int Total, int Page, int Pages);

/// <summary>Pairs of notices that may be of one object, one at least of a museum of the person.</summary>
public sealed class ListDuplicates
{
    public const int PageSize = 10;

    private readonly NoticeSets _sets;
    private readonly MuseumDirectory _museums;
    private readonly ReadLines _lines;

    internal ListDuplicates(NoticeSets sets, MuseumDirectory museums, ReadLines lines) => (_sets, _museums, _lines) = (sets, museums, lines);

    /// <param name="museum">Empty for all those of the person.</param>
    public async Task<DuplicatesPage> Run(Person who, string museum, int page, CancellationToken stop = default)
    {
        var directory = await _museums.Read(stop);
        bool Mine(ReviewedNotice notice) => (museum.Length == 0 || notice.MuseumId == museum) && who.May(Rights.EditNotices, notice.MuseumId);
        var pairs = (await _sets.Pairs(stop)).Where(p => Mine(p.One) || Mine(p.Other)).ToList();
        var pages = Math.Max(1, (pairs.Count + PageSize - 1) / PageSize);
        page = Math.Clamp(page, 1, pages);
        var shown = pairs.Skip((page - 1) * PageSize).Take(PageSize).ToList();
        // Published ones alone: of another museum, nobody sees more than visitors do.
        var lines = (await _lines.Run([.. shown.SelectMany(p => new[] { p.One.Number, p.Other.Number }).Distinct()], directory, stop)).ToDictionary(l => l.Ref, StringComparer.Ordinal);
        return new DuplicatesPage(
            [.. shown.Where(p => lines.ContainsKey(p.One.Ref) && lines.ContainsKey(p.Other.Ref)).Select(p => new DuplicateView(
                p.Likeness, lines[p.One.Ref], lines[p.Other.Ref], who.May(Rights.EditNotices, p.One.MuseumId), who.May(Rights.EditNotices, p.Other.MuseumId)))],
            pairs.Count, page, pages);
    }
}
