using System.Globalization;
using Heritage.Standards.Dates;
using Musenor.Collections.Notices;
using Musenor.Museums;

namespace Musenor.Collections.Generation;

/// <summary>
/// Invented notices shaped like real ones. Notice n of a seed is always the same, whoever makes it and in whatever order. Every one
/// says what it is: COMM, the mark « démonstration », an inventory number that begins with « DEMO ».
/// </summary>
internal sealed class DemoNotices
{
    // Real references are numbered from below: those of the demonstration come down from the top.
    private const int HighestNumber = 999_999;
    private const int MuseumOffset = 8;
    private const int LotSize = 40;
    private readonly Museum[] _museums;
    private readonly Weighted<Museum> _byShare;
    private readonly Shares _shares = Shares.Known.Value;
    private readonly Words _words = Words.Known.Value;
    private readonly People _people;
    private readonly ulong _seed;

    /// <param name="museums">All in one order, whatever the engine; the members of the network when there is one.</param>
    public DemoNotices(MuseumDirectory.Snapshot museums, int count, int seed)
    {
        Count = Math.Min(count, HighestNumber);
        _seed = (ulong)seed;
        var dice = new Dice(_seed, ulong.MaxValue);
        _museums = [.. museums.All.Where(m => m.IsNetwork || !museums.HasNetwork).OrderBy(m => m.Id, StringComparer.Ordinal)];
        for (var i = _museums.Length - 1; i > 0; i--)
        {
            var j = dice.Below(i + 1);
            (_museums[i], _museums[j]) = (_museums[j], _museums[i]);
        }

        _byShare = new(_museums.Select((m, rank) => KeyValuePair.Create(m, Math.Pow(rank + 1 + MuseumOffset, -_shares.MuseumSlope))));
        _people = new People(_words, Math.Max(12, Count / 8), _seed ^ 0xA5A5);
    }

    public int Count { get; }

    /// <summary>Notices <paramref name="from"/> and following, in their order; made on all cores.</summary>
    public Incoming[] Batch(int from, int size)
    {
        var batch = new Incoming[Math.Max(0, Math.Min(size, Count - from))];
        Parallel.For(0, batch.Length, i => batch[i] = One(from + i));
        return batch;
    }

    public Incoming One(int number)
    {
        var dice = new Dice(_seed, (ulong)number);
        // Every museum shows something, even in a small demonstration.
        var museum = number < _museums.Length ? _museums[number] : _byShare.One(dice);
        var reference = $"{museum.Id}{(HighestNumber - number).ToString("D6", CultureInfo.InvariantCulture)}";
        var f = new Dictionary<string, string>(30, StringComparer.Ordinal)
        {
            ["REF"] = reference,
            ["MUSEO"] = museum.Id,
            ["INV"] = Inventory(dice, number),
            ["LOCA"] = $"{museum.City} ; {museum.Name}",
            ["COMM"] = _words.Comment,
        };
        var family = _shares.Families.One(dice);
        Identify(f, family, dice);
        Describe(f, family, dice);
        Acquire(f, museum, dice);
        return new Incoming(reference, museum.Id, f) { IsDemo = true, Line = number + 2 };
    }

    private void Identify(Dictionary<string, string> f, Shares.Family family, Dice dice)
    {
        f["DOMN"] = family.Domains.One(dice);
        Fill(f, "DENO", dice, () => List(family.Denominations, dice, "DENO"));
        Fill(f, "APPL", dice, () => _words.Title(dice, _shares.Length("APPL", dice), isScene: false));
        Fill(f, "TITR", dice, () => _words.Title(dice, _shares.Length("TITR", dice), family.IsPicture));
        Fill(f, "PERI", dice, () => List(family.Periods, dice, "PERI"));
        Fill(f, "EPOQ", dice, () => List(_shares.Epochs, dice, "EPOQ"));
        Fill(f, "ECOL", dice, () => _shares.Schools.One(dice));
        var span = f.TryGetValue("PERI", out var period) ? FrenchDates.Parse(period) : null;
        if (span is { From: > 1000 } years)
        {
            Fill(f, "MILL", dice, () => Years(years, dice));
        }

        Fill(f, "AUTR", dice, () => Authors(f, span, dice));
        Fill(f, "TECH", dice, () => List(family.Techniques, dice, "TECH"));
        Fill(f, "DIMS", dice, () => Measures(dice));
    }

    private void Describe(Dictionary<string, string> f, Shares.Family family, Dice dice)
    {
        Fill(f, "DESC", dice, () => _words.Text(dice, _shares.Length("DESC", dice)));
        Fill(f, "REPR", dice, () => Subjects(dice));
        Fill(f, "PREP", dice, () => _words.Text(dice, _shares.Length("PREP", dice)));
        Fill(f, "INSC", dice, () => _shares.Inscriptions.One(dice));
        Fill(f, "PINS", dice, () => _words.Inscription(dice, _shares.Length("PINS", dice)));
        Fill(f, "UTIL", dice, () => List(family.Uses, dice, "UTIL"));
        Fill(f, "PUTI", dice, () => _words.Text(dice, _shares.Length("PUTI", dice)));
        Fill(f, "LIEUX", dice, () => $"{_shares.Places.One(dice)} (lieu de création)");
        Fill(f, "ONOM", dice, () => $"{_words.FamilyName(dice)} {_words.FirstName(dice)}");
        Fill(f, "BIBL", dice, () => _words.Publications(dice, _shares.Length("BIBL", dice)));
        Fill(f, "EXPO", dice, () => _words.Exhibitions(dice, _shares.Length("EXPO", dice)));
    }

    private void Acquire(Dictionary<string, string> f, Museum museum, Dice dice)
    {
        // Mandatory: the few real notices without it are refused at an import.
        f["STAT"] = $"{_shares.Owners.One(dice)} ; {_shares.Ways.One(dice)} ; {museum.City} ; {museum.Name}";
        Fill(f, "DACQ", dice, () => dice.Chance(0.15) ? "date d'acquisition inconnue" : $"{dice.Between(1835, 2020)}");
        Fill(f, "APTN", dice, () => $"{_words.FamilyName(dice)} {_words.FirstName(dice)} (collection imaginaire)");
    }

    private void Fill(Dictionary<string, string> f, string code, Dice dice, Func<string> make)
    {
        if (_shares.Filled(code, dice) && make() is { Length: > 0 } text)
        {
            f[code] = text;
        }
    }

    private string List(Weighted<string> terms, Dice dice, string code) =>
        terms.Count == 0 ? "" : string.Join(" ; ", terms.Several(dice, _shares.Count(code, dice)));

    /// <summary>The shapes museums use: « 1903.12.4 », « 1903-12-4 », « D 1204 ».</summary>
    private static string Inventory(Dice dice, int number)
    {
        var (year, lot, item) = (dice.Between(1835, 2020), (number / LotSize) + 1, (number % LotSize) + 1);
        var main = dice.Below(5) switch
        {
            0 => $"DEMO.{year}-{lot}-{item}",
            1 => $"DEMO D {number + 1}",
            _ => $"DEMO.{year}.{lot}.{item}",
        };
        return dice.Chance(0.12) ? $"{main} ; DEMO.A.{dice.Between(1, 4000)} (ancien numéro)" : main;
    }

    private static string Years(YearSpan span, Dice dice)
    {
        var year = dice.Between(span.From, span.To);
        return dice.Below(10) switch
        {
            0 => $"{year} : vers",
            1 => $"{Math.Max(span.From, year - 5)} entre ; {Math.Min(span.To, year + 5)} et",
            2 => $"{year} : avant",
            3 => $"{Math.Max(span.From, year - 3)}-{year}",
            _ => $"{year}",
        };
    }

    private string Authors(Dictionary<string, string> f, YearSpan? span, Dice dice)
    {
        if (dice.Chance(_shares.Anonymous))
        {
            return dice.Chance(0.3) ? $"anonyme ({_shares.Roles.One(dice)})" : "anonyme";
        }

        var count = _shares.Authors.One(dice);
        var authors = new List<string>(count);
        for (var i = 0; i < count; i++)
        {
            var (name, birth, death) = _people.One(dice, span?.From, span?.To);
            if (authors.Exists(a => a.StartsWith(name, StringComparison.Ordinal)))
            {
                continue;
            }

            authors.Add(dice.Below(10) switch
            {
                < 4 => $"{name} ({birth}-{death})",
                < 7 => $"{name} ({_shares.Roles.One(dice)})",
                _ => name,
            } + (dice.Chance(_shares.After) ? " (d'après)" : ""));
            if (i == 0)
            {
                Fill(f, "PAUT", dice, () => $"{_words.Town(dice)}, {birth} ; {_words.Town(dice)}, {death}");
            }
        }

        return string.Join(" ; ", authors);
    }

    private string Subjects(Dice dice)
    {
        var groups = _shares.Subjects.Several(dice, _shares.Count("REPR", dice));
        return string.Join("#", groups.Select(g => dice.Chance(0.7) ? $"{g} ({string.Join(", ", _shares.SubjectDetails.Several(dice, _shares.Details.One(dice)))})" : g));
    }

    private static string Measures(Dice dice) => dice.Below(8) switch
    {
        0 => $"Hauteur en cm {dice.Size(4, 180)} ; Largeur en cm {dice.Size(4, 180)}",
        1 => $"{dice.Size(4, 180)} H ; {dice.Size(4, 180)} L",
        2 => $"H. {dice.Size(2, 120)} ; D. {dice.Size(2, 60)}",
        3 => $"D. {dice.Size(1, 40)} cm",
        4 => $"H. {dice.Size(4, 180)} ; L. {dice.Size(4, 180)} ; l. {dice.Size(4, 80)} ; Pr. {dice.Size(1, 40)}",
        _ => $"H. {dice.Size(4, 180)} ; l. {dice.Size(4, 180)}",
    };
}
