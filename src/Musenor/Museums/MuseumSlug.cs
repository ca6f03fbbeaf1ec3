namespace Musenor.Museums;

/// <summary>The address of a museum: its name and its town, ASCII lower case, chosen once and kept.</summary>
internal static class MuseumSlug
{
    private const int Longest = 80;

    // Words that already mean something at this place of an address.
    private static readonly string[] Reserved = ["carte"];

    public static string Of(string name, string city)
    {
        var words = NameWords.Words(name).ToList();
        var town = NameWords.Words(city);
        if (!Contains(words, town))
        {
            words.AddRange(town);
        }

        while (words.Count > 1 && words.Sum(w => w.Length + 1) > Longest)
        {
            words.RemoveAt(words.Count - 1);
        }

        var slug = string.Join('-', words);
        return slug.Length == 0 ? "musee" : slug.Length > Longest ? slug[..Longest] : slug;
    }

    /// <summary>The same with a number when another museum has it: « musee-municipal-2 ».</summary>
    public static string Free(string name, string city, Func<string, bool> taken)
    {
        var slug = Of(name, city);
        var free = slug;
        for (var n = 2; taken(free) || Reserved.Contains(free); n++)
        {
            free = $"{slug}-{n}";
        }

        return free;
    }

    private static bool Contains(List<string> words, IReadOnlyList<string> town) =>
        town.Count == 0 || Enumerable.Range(0, Math.Max(0, words.Count - town.Count + 1)).Any(at => words.Skip(at).Take(town.Count).SequenceEqual(town));
}
