using Heritage.Standards.Joconde;
using Heritage.Standards.Text;

namespace Musenor.Collections.Media.Photographs.Matching;

/// <summary>A notice as names of files may tell it.</summary>
/// <param name="Inventory">INV, older numbers included.</param>
/// <param name="Images">REFIM: what the museum's software calls its pictures; may be empty.</param>
public sealed record NamedNotice(string Ref, string? JocondeRef, string MuseumId, string Inventory, string Images = "");

/// <summary>Everything that a name of a file may say, looked up in one step: built once for tens of thousands of notices.</summary>
internal sealed class NoticeNames
{
    private readonly Dictionary<string, List<string>> _refs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _spelled = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _older = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _loose = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<(string Ref, int Place)>> _pictures = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<(string Ref, int Place)>> _reduced = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _museums = new(StringComparer.Ordinal);
    private static readonly List<string> None = [];

    public NoticeNames(IEnumerable<NamedNotice> notices)
    {
        foreach (var notice in notices)
        {
            _museums[notice.Ref] = notice.MuseumId;
            Add(_refs, NameParts.Bare(NameParts.Of(notice.Ref)), notice.Ref);
            if (notice.JocondeRef is { } joconde && joconde != notice.Ref)
            {
                Add(_refs, NameParts.Bare(NameParts.Of(joconde)), notice.Ref);
            }

            AddNumbers(notice);
            AddPictures(notice);
        }
    }

    public string MuseumOf(string reference) => _museums[reference];

    public bool Has(string reference) => _museums.ContainsKey(reference);

    public IReadOnlyList<string> Refs(string bare) => _refs.GetValueOrDefault(bare, None);

    /// <summary>Notices of the museum whose number is written just so.</summary>
    public IReadOnlyList<string> Spelled(string museum, string text) => _spelled.GetValueOrDefault($"{museum}|{text}", None);

    /// <summary>By current number, else by an older one, else with zeros aside.</summary>
    public IReadOnlyList<string> Numbers(string museum, IReadOnlyList<NamePart> parts)
    {
        var key = $"{museum}|{NameParts.Key(parts)}";
        return _numbers.GetValueOrDefault(key) ?? _older.GetValueOrDefault(key) ?? _loose.GetValueOrDefault($"{museum}|{NameParts.LooseKey(parts)}", None);
    }

    /// <summary>By a name of REFIM, whole; with its place in the list.</summary>
    public IReadOnlyList<(string Ref, int Place)> Pictures(string museum, string stem) => Of(_pictures, museum, NameParts.Spelled(stem));

    /// <summary>By a name of REFIM as POP shortens it (joconde.md §2.5), or with accents and punctuation aside.</summary>
    public IReadOnlyList<(string Ref, int Place)> Reduced(string museum, string stem) =>
        Of(_reduced, museum, Reduce(stem)) is { Count: > 0 } found ? found : Of(_reduced, museum, "~" + NameParts.Key(NameParts.Of(stem)));

    private void AddNumbers(NamedNotice notice)
    {
        var numbers = InventoryNumbers.Parse(notice.Inventory);
        if (numbers.Current.Length == 0)
        {
            return;
        }

        var parts = NameParts.Of(numbers.Current);
        Add(_spelled, $"{notice.MuseumId}|{NameParts.Spelled(numbers.Current)}", notice.Ref);
        if (parts.Count == 0)
        {
            return;
        }

        Add(_numbers, $"{notice.MuseumId}|{NameParts.Key(parts)}", notice.Ref);
        Add(_loose, $"{notice.MuseumId}|{NameParts.LooseKey(parts)}", notice.Ref);
        foreach (var older in numbers.Others.Select(o => NameParts.Of(o.Number)).Where(o => o.Count > 0))
        {
            Add(_older, $"{notice.MuseumId}|{NameParts.Key(older)}", notice.Ref);
        }
    }

    private void AddPictures(NamedNotice notice)
    {
        foreach (var (at, name) in ImageNames.Of(notice.Images).Index())
        {
            var stem = NameParts.Stem(name);
            if (stem.Length > 0)
            {
                Add(_pictures, $"{notice.MuseumId}|{NameParts.Spelled(stem)}", (notice.Ref, at + 1));
                Add(_reduced, $"{notice.MuseumId}|{Reduce(stem)}", (notice.Ref, at + 1));
                Add(_reduced, $"{notice.MuseumId}|~{NameParts.Key(NameParts.Of(stem))}", (notice.Ref, at + 1));
            }
        }
    }

    /// <summary>« M016183_0016630_P » → « 0016630 ».</summary>
    internal static string Reduce(string stem)
    {
        var name = Folding.Fold(stem);
        if (name.Length > 2 && name[^2] == '_' && char.IsAsciiLetterOrDigit(name[^1]))
        {
            name = name[..^2];
        }

        for (var at = name.IndexOf('_', StringComparison.Ordinal); at >= 0; at = name.IndexOf('_', at))
        {
            var from = at;
            while (from > 0 && char.IsAsciiLetterOrDigit(name[from - 1]))
            {
                from--;
            }

            if (from == at)
            {
                at++;
                if (at >= name.Length)
                {
                    break;
                }

                continue;
            }

            name = name.Remove(from, at - from + 1);
            at = from;
            if (at >= name.Length)
            {
                break;
            }
        }

        return name;
    }

    private static List<(string Ref, int Place)> Of(Dictionary<string, List<(string, int)>> index, string museum, string key) => index.GetValueOrDefault($"{museum}|{key}", []);

    private static void Add<T>(Dictionary<string, List<T>> index, string key, T value)
    {
        if (!index.TryGetValue(key, out var all))
        {
            index[key] = [value];
        }
        else if (!all.Contains(value))
        {
            all.Add(value);
        }
    }
}
