using Heritage.Standards.Opening;
using Musenor.Museums.Practical;
using Musenor.Web;

namespace Musenor.Museums;

/// <summary>One value of a filter, with what choosing it would give.</summary>
internal sealed record MuseumChoice(string Value, string Label, int Count, bool Selected);

/// <summary>A museum of the list and how many works it shows online.</summary>
internal sealed record ListedMuseum(Museum Museum, int Works)
{
    public bool OpenToday { get; init; }

    /// <summary>Disabilities for which it is accessible, at least in part.</summary>
    public IReadOnlyList<string> Accessible { get; init; } = [];
}

/// <summary>A page of the directory. Found holds all that the filters let through, in the order of the list and of the map.</summary>
internal sealed record MuseumList(MuseumQuery Query, IReadOnlyList<ListedMuseum> Found, IReadOnlyDictionary<string, IReadOnlyList<MuseumChoice>> Facets)
{
    /// <summary>The network fits on one page.</summary>
    public const int PageSize = 120;

    public int Total => Found.Count;

    public int Pages => Math.Max(1, (Total + PageSize - 1) / PageSize);

    public IEnumerable<ListedMuseum> Shown => Found.Skip((Query.Page - 1) * PageSize).Take(PageSize);

    /// <summary>Whether the choice « all known museums » changes anything here.</summary>
    public bool CanWiden { get; init; }

    public int Known { get; init; }

    /// <summary>When nothing is found: what leaving one filter out would give.</summary>
    public IReadOnlyList<(string Dropped, MuseumQuery Query, int Count)> Alternatives { get; init; } = [];
}

/// <summary>The directory: finds museums by name or town, département, theme, works online.</summary>
internal sealed class ListMuseums(MuseumDirectory directory, WorksOnline worksOnline, PracticalShelf shelf, TimeProvider clock)
{
    public async Task<MuseumList> Run(MuseumQuery query, CancellationToken stop = default)
    {
        var snapshot = await directory.Read(stop);
        var works = await worksOnline.Count(stop);
        var practical = await shelf.Read(stop);
        var today = ParisDay.Today(clock);
        var all = snapshot.All.Select(m => new ListedMuseum(m, works.GetValueOrDefault(m.Id))
        {
            OpenToday = practical.Opening.TryGetValue(m.Id, out var hours) && DayPlan.For(hours, today).Kind == DayKind.Open,
            Accessible = practical.ById.TryGetValue(m.Id, out var facts) ? [.. facts.Accessibility.Where(a => a.Level is "yes" or "partial").Select(a => a.Family)] : [],
        }).ToArray();
        var usual = all.Where(l => l.Museum.IsNetwork || l.Works > 0).ToArray();
        // Where no network was declared and no work is online, the directory is all there is to show.
        var canWiden = usual.Length > 0 && usual.Length < all.Length;
        query = query with { AllKnown = query.AllKnown && canWiden };
        var scope = query.AllKnown || usual.Length == 0 ? all : usual;

        var search = new Search(query);
        var found = scope.Where(l => search.Keeps(l)).ToArray();
        var list = new MuseumList(query, found, Facets(scope, search, query))
        {
            CanWiden = canWiden,
            Known = all.Length,
            Alternatives = found.Length > 0 ? [] : [.. Without(query, canWiden).Select(o => (o.Dropped, o.Query, Count: Count(o.Query.AllKnown ? all : scope, o.Query))).Where(o => o.Count > 0)],
        };
        return list with { Query = query with { Page = Math.Min(query.Page, list.Pages) } };
    }

    /// <summary>Counts of a filter leave out the filter's own choice: they tell what choosing would give.</summary>
    private static Dictionary<string, IReadOnlyList<MuseumChoice>> Facets(ListedMuseum[] scope, Search search, MuseumQuery query)
    {
        var byDepartment = scope.Where(l => search.Keeps(l, except: "departement")).Select(l => Department(l.Museum)).OfType<(string, string)>();
        var byTheme = scope.Where(l => search.Keeps(l, except: "theme")).SelectMany(l => Themes.Of(l.Museum.Domains));
        var byCity = scope.Where(l => query.Cities.Contains(NameWords.Slug(l.Museum.City)) && search.Keeps(l, except: "ville")).Select(l => (NameWords.Slug(l.Museum.City), l.Museum.City));
        return new Dictionary<string, IReadOnlyList<MuseumChoice>>
        {
            ["departement"] = [.. Count(byDepartment, query.Departments).OrderBy(v => v.Value, StringComparer.Ordinal)],
            ["theme"] = [.. Count(byTheme, query.Themes).OrderByDescending(v => v.Count).ThenBy(v => v.Value, StringComparer.Ordinal)],
            ["ville"] = [.. Count(byCity, query.Cities).OrderBy(v => v.Value, StringComparer.Ordinal)],
            ["ouvert"] = [new MuseumChoice("1", Texts.Of("Museums")["OpenToday"], scope.Count(l => l.OpenToday && search.Keeps(l, except: "ouvert")), query.OpenToday)],
            ["accessible"] = [.. MuseumQuery.Families.Select(f => new MuseumChoice(f.Key, Texts.Of("Museums")[$"Accessible.{f.Value}"],
                scope.Count(l => l.Accessible.Contains(f.Value) && search.Keeps(l)), query.Accessible.Contains(f.Key)))],
            ["oeuvres"] = [new MuseumChoice("1", "", scope.Count(l => l.Works > 0 && search.Keeps(l, except: "oeuvres")), query.WithWorks)],
        };
    }

    private static int Count(ListedMuseum[] scope, MuseumQuery query)
    {
        var search = new Search(query);
        return scope.Count(l => search.Keeps(l));
    }

    private static IEnumerable<(string Dropped, MuseumQuery Query)> Without(MuseumQuery query, bool canWiden)
    {
        query = query with { Page = 1 };
        IEnumerable<(string, MuseumQuery, bool)> other =
        [
            ("q", query with { Words = "" }, query.Words.Length > 0),
            ("departement", query with { Departments = [] }, query.Departments.Count > 0),
            ("theme", query with { Themes = [] }, query.Themes.Count > 0),
            ("ville", query with { Cities = [] }, query.Cities.Count > 0),
            ("oeuvres", query with { WithWorks = false }, query.WithWorks),
            ("ouvert", query with { OpenToday = false }, query.OpenToday),
            ("accessible", query with { Accessible = [] }, query.Accessible.Count > 0),
            ("portee", query with { AllKnown = true }, canWiden && !query.AllKnown),
        ];
        return other.Where(o => o.Item3).Select(o => (o.Item1, o.Item2));
    }

    private static (string, string)? Department(Museum museum) =>
        museum.Department.Length == 0 ? null : (NameWords.Slug(museum.Department), museum.Department);

    private static IEnumerable<MuseumChoice> Count(IEnumerable<(string Slug, string Label)> values, IReadOnlyList<string> selected)
    {
        var counted = values.GroupBy(v => v.Slug).Select(g => new MuseumChoice(g.Key, g.First().Label, g.Count(), selected.Contains(g.Key))).ToArray();
        // A chosen value stays in sight even when it gives nothing.
        return counted.Concat(selected.Except(counted.Select(c => c.Value)).Select(s => new MuseumChoice(s, MuseumFields.Capital(s.Replace('-', ' ')), 0, true)));
    }

    private sealed class Search(MuseumQuery query)
    {
        private readonly string[] _words = [.. NameWords.SearchWords(query.Words).Select(w => $" {w}")];

        public bool Keeps(ListedMuseum listed, string except = "")
        {
            var museum = listed.Museum;
            return _words.All(w => museum.SearchKey.Contains(w, StringComparison.Ordinal))
                && (except == "departement" || query.Departments.Count == 0 || query.Departments.Contains(NameWords.Slug(museum.Department)))
                && (except == "theme" || query.Themes.Count == 0 || Themes.Of(museum.Domains).Any(t => query.Themes.Contains(t.Slug)))
                && (except == "ville" || query.Cities.Count == 0 || query.Cities.Contains(NameWords.Slug(museum.City)))
                && (except == "ouvert" || !query.OpenToday || listed.OpenToday)
                // Whoever names two disabilities needs a museum that receives both.
                && query.Accessible.All(f => listed.Accessible.Contains(MuseumQuery.Families[f]))
                && (except == "oeuvres" || !query.WithWorks || listed.Works > 0);
        }
    }
}
