using Dapper;
using Musenor.Collections.Editing;
using Musenor.Collections.Search.Columns;
using Musenor.Collections.Search.Index;
using Musenor.Museums;
using Musenor.Storage;

namespace Musenor.Collections.Quality;

/// <summary>The notices behind the filters that their words alone do not tell: terms out of the lists, what an import touched, likely duplicates, museums without a place on the map.</summary>
internal sealed class NoticeSets(Database database, ReviewReader reviews, CatalogueReader catalogues, MuseumDirectory museums)
{
    public Task<CatalogueReview> Review(CancellationToken stop = default) => reviews.Current(stop);

    /// <summary>Null where the filter asks for none of these.</summary>
    public async Task<Bits?> Of(NoticeFilter filter, Catalogue catalogue, CancellationToken stop = default)
    {
        Bits? set = filter.Todo switch
        {
            Indicator.Terms => Where(await Review(stop), catalogue, n => n.Doubts.Length > 0),
            Indicator.Duplicate => Members(catalogue, await Pairs(stop)),
            Indicator.Position => Unplaced(catalogue, await museums.Read(stop)),
            _ => null,
        };
        if (filter.Term.Length > 0)
        {
            var review = await Review(stop);
            var colon = filter.Term.IndexOf(':', StringComparison.Ordinal);
            var term = colon < 0 ? null : review.Terms.Find(filter.Term[..colon], filter.Term[(colon + 1)..]);
            var with = term is null ? new Bits(catalogue.Rows.Length) : Where(review, catalogue, n => n.Doubts.Contains(term.Id));
            set = set is null ? with : set.And(with);
        }

        if (filter.Import.Length > 0)
        {
            var touched = await Imported(catalogue, filter.Import, stop);
            set = set is null ? touched : set.And(touched);
        }

        return set;
    }

    private async Task<Bits> Imported(Catalogue catalogue, string import, CancellationToken stop)
    {
        var set = new Bits(catalogue.Rows.Length);
        await using var connection = await database.Open(stop);
        const string Touched = "select n.number from notice_change c join notice n on n.ref = c.ref where c.import_id = @import and c.action = 'import'";
        // One that came since the catalogue was read is not in it yet.
        foreach (var number in (await connection.QueryAsync<int>(Touched, new { import })).Where(n => n < catalogue.Rows.Length && catalogue.Rows[n] is not null))
        {
            set.Add(number);
        }

        return set;
    }

    /// <summary>Likely duplicates that nobody has put aside.</summary>
    public async Task<IReadOnlyList<DuplicatePair>> Pairs(CancellationToken stop = default)
    {
        var catalogue = await catalogues.Current(stop);
        var pairs = DuplicatePairs.Of(await Review(stop), catalogue);
        await using var connection = await database.Open(stop);
        var aside = (await connection.QueryAsync<(string, string)>("select one, other from not_duplicate")).ToHashSet();
        return aside.Count == 0 ? pairs : [.. pairs.Where(p => !aside.Contains(p.Refs))];
    }

    public static Bits Members(Catalogue catalogue, IReadOnlyList<DuplicatePair> pairs)
    {
        var set = new Bits(catalogue.Rows.Length);
        foreach (var pair in pairs)
        {
            set.Add(pair.One.Number);
            set.Add(pair.Other.Number);
        }

        return set;
    }

    private static Bits Where(CatalogueReview review, Catalogue catalogue, Func<ReviewedNotice, bool> wanted)
    {
        var set = new Bits(catalogue.Rows.Length);
        foreach (var notice in review.Notices)
        {
            if (notice is not null && wanted(notice))
            {
                set.Add(notice.Number);
            }
        }

        return set;
    }

    private static Bits Unplaced(Catalogue catalogue, MuseumDirectory.Snapshot directory) => directory.All.Where(m => m.Latitude is null || m.Longitude is null)
        .Select(m => catalogue.Values.Find(Facet.Museum, Slug.Of(m.Id))).OfType<FacetValue>()
        .Aggregate(new Bits(catalogue.Rows.Length), (set, value) => set.Or(catalogue.Held(value)));
}
