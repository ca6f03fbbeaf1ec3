using System.Globalization;
using System.Reflection;
using System.Text.Json;

namespace Musenor.Museums;

/// <summary>A département of the drawing.</summary>
internal sealed record MapShape(string Name, string Path);

/// <summary>A dot (Count is 1) or a numbered ring of museums too near each other to be touched apart.</summary>
internal sealed record MapMark(double X, double Y, int Count, string Href, string Title);

/// <summary>The drawing of one list. Lengths are in the units of the drawing; Unit is what one unit of the whole map has become.</summary>
internal sealed record MapView(double Left, double Top, double Width, double Height, IReadOnlyList<MapShape> Shapes, IReadOnlyList<MapMark> Marks, int Outside)
{
    public double Unit => Width / RegionMap.FullWidth;

    public string ViewBox => string.Create(CultureInfo.InvariantCulture, $"{Left:0} {Top:0} {Width:0} {Height:0}");

    /// <summary>A length of the whole map, at the scale of this view.</summary>
    public string Size(double length) => Figure(length * Unit);

    public static string Figure(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}

/// <summary>Places museums on the outlines of the region (seeds/hauts-de-france.map.json, made by seeds/make-map.py).</summary>
internal static class RegionMap
{
    public const double FullWidth = 800;

    /// <summary>On a phone the map is 328 px wide: nearer than this, two targets of 24 px would overlap (WCAG 2.5.8).</summary>
    public const double Nearest = 24 * FullWidth / 328;

    private const double Smallest = 120;
    private static readonly Drawing Region = Load();

    public static IReadOnlyList<MapShape> Shapes => Region.Departments;

    public static (double X, double Y)? Place(Museum museum)
    {
        if (museum is not { Latitude: { } latitude, Longitude: { } longitude } || !Region.Departments.Any(d => d.Name == museum.Department))
        {
            return null;
        }

        var (x, y) = (Region.Margin + (longitude - Region.West) * Region.Squeeze * Region.Scale, Region.Margin + (Region.North - latitude) * Region.Scale);
        return x >= 0 && y >= 0 && x <= Region.Width && y <= Region.Height ? (x, y) : null;
    }

    /// <summary>In the order of the list: a ring comes where its first museum would.</summary>
    public static MapView Draw(MuseumList list, Func<int, string, string> title)
    {
        var placed = list.Found.Select((l, at) => (l.Museum, At: at, Place: Place(l.Museum))).Where(p => p.Place is not null)
            .Select(p => new Placed(p.Museum, p.At, p.Place!.Value.X, p.Place.Value.Y)).ToArray();
        var view = Frame(list, placed);
        var groups = Join([.. placed.Select(p => new Group([p], p.X, p.Y))], Nearest * view.Unit);
        return view with { Marks = [.. groups.OrderBy(g => g.Members[0].At).Select(g => Mark(list, g, title))], Outside = list.Total - placed.Length };
    }

    /// <summary>Joins the two nearest until none are too near. A region has a hundred museums: no index is needed.</summary>
    private static List<Group> Join(List<Group> groups, double nearest)
    {
        while (true)
        {
            var (least, one, other) = (nearest, -1, -1);
            for (var i = 0; i < groups.Count; i++)
            {
                for (var j = i + 1; j < groups.Count; j++)
                {
                    var apart = double.Hypot(groups[i].X - groups[j].X, groups[i].Y - groups[j].Y);
                    (least, one, other) = apart < least ? (apart, i, j) : (least, one, other);
                }
            }

            if (one < 0)
            {
                return groups;
            }

            groups[one] = Group.Of([.. groups[one].Members, .. groups[other].Members]);
            groups.RemoveAt(other);
        }
    }

    private static MapMark Mark(MuseumList list, Group group, Func<int, string, string> title)
    {
        var first = group.Members[0];
        if (group.Members.Count == 1)
        {
            var page = first.At / MuseumList.PageSize + 1;
            var there = page == list.Query.Page ? "" : (list.Query with { Page = page }).Url();
            return new MapMark(first.X, first.Y, 1, $"{there}#{first.Museum.Anchor}", $"{first.Museum.Name}, {first.Museum.City}");
        }

        var towns = group.Members.Select(p => p.Museum.City).Distinct().ToArray();
        var narrowed = list.Query with { Cities = [.. towns.Select(NameWords.Slug).Order(StringComparer.Ordinal)], Page = 1 };
        var href = narrowed.Pairs().SequenceEqual((list.Query with { Page = 1 }).Pairs()) ? "#resultats" : $"{narrowed.Url()}#resultats";
        return new MapMark(group.X, group.Y, group.Members.Count, href, title(group.Members.Count, string.Join(", ", towns)));
    }

    /// <summary>The whole region, or what is left of it when filters leave a part.</summary>
    private static MapView Frame(MuseumList list, Placed[] placed)
    {
        var whole = new MapView(0, 0, Region.Width, Region.Height, Region.Departments, [], 0);
        var filtered = list.Query.Words.Length > 0 || list.Query.Departments.Count > 0 || list.Query.Cities.Count > 0;
        if (placed.Length == 0 || !filtered)
        {
            return whole;
        }

        var (left, right, top, bottom) = (placed.Min(p => p.X), placed.Max(p => p.X), placed.Min(p => p.Y), placed.Max(p => p.Y));
        var ratio = (double)Region.Height / Region.Width;
        var width = Math.Min(Region.Width, Math.Max(Smallest, 1.3 * Math.Max(right - left, (bottom - top) / ratio)));
        var height = width * ratio;
        var x = Math.Clamp((left + right - width) / 2, 0, Region.Width - width);
        var y = Math.Clamp((top + bottom - height) / 2, 0, Region.Height - height);
        return whole with { Left = Math.Floor(x), Top = Math.Floor(y), Width = Math.Ceiling(width), Height = Math.Ceiling(height) };
    }

    private static Drawing Load()
    {
        using var file = Assembly.GetExecutingAssembly().GetManifestResourceStream("hauts-de-france.map.json")!;
        return JsonSerializer.Deserialize<Drawing>(file, JsonSerializerOptions.Web)!;
    }

    private sealed record Group(IReadOnlyList<Placed> Members, double X, double Y)
    {
        public static Group Of(IReadOnlyList<Placed> members) => new([.. members.OrderBy(m => m.At)], members.Average(m => m.X), members.Average(m => m.Y));
    }

    private sealed record Placed(Museum Museum, int At, double X, double Y);

    private sealed record Drawing(int Width, int Height, double Margin, double West, double North, double Squeeze, double Scale, IReadOnlyList<MapShape> Departments);
}
