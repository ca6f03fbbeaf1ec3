namespace Heritage.Standards.Opening.Reading;

/// <summary>Days of the week as texts name them.</summary>
/// <param name="IsEvery">« tous les jours »: holidays are not told.</param>
/// <param name="Rank">« le premier dimanche du mois »: 1.</param>
internal sealed record DaySet(IReadOnlyList<OpenDay> On, bool IsEvery, int? Rank)
{
    /// <summary>« sauf les jours fériés ».</summary>
    public bool HolidaysClosed { get; init; }

    /// <summary>« du lundi midi au samedi midi »: from noon on the first day, until noon on the last.</summary>
    public (OpenDay First, OpenDay Last)? Noons { get; init; }

    public IEnumerable<OpenDay> Week => On.Where(d => d != OpenDay.PublicHoliday);
}

internal static class DayWords
{
    private static readonly string[] Names = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"];

    private static readonly Dictionary<string, int> Ranks = new(StringComparer.Ordinal)
    {
        ["premier"] = 1,
        ["premiers"] = 1,
        ["deuxieme"] = 2,
        ["deuxiemes"] = 2,
        ["second"] = 2,
        ["seconds"] = 2,
        ["troisieme"] = 3,
        ["quatrieme"] = 4,
        ["dernier"] = -1,
        ["derniers"] = -1,
    };

    /// <summary>« du mercredi au lundi », « samedi, dimanche et jours fériés », « tous les jours sauf le mardi »; null when no day stands here.</summary>
    public static DaySet? Read(Cursor c) => c.Try(() => Ranked(c) ?? Every(c) ?? FromNoon(c) ?? List(c));

    private static DaySet? FromNoon(Cursor c) => c.Try(() =>
        c.Take("du") && TakeName(c) is { } first && c.Take("midi au") && TakeName(c) is { } last && c.Take("midi")
            ? new DaySet(Range(first, last), false, null) { Noons = (first, last) } : null);

    private static DaySet? Ranked(Cursor c) => c.Try(() =>
    {
        c.TakeAny("tous les", "le", "les", "chaque");
        return TakeRank(c) is { } rank && TakeName(c) is { } day && c.TakeAny("du mois", "de chaque|tous mois", "de tous les mois", "des mois", "par mois", "/ mois")
            ? new DaySet([day], false, rank) : null;
    });

    /// <summary>« 1er », « premier », « dernier » (-1).</summary>
    public static int? TakeRank(Cursor c)
    {
        if (c.Here is { Kind: TokenKind.Ordinal, Value: >= 1 and <= 4 } ordinal)
        {
            c.At++;
            return ordinal.Value;
        }

        if (c.Here is { Kind: TokenKind.Word } word && Ranks.TryGetValue(word.Word, out var rank))
        {
            c.At++;
            return rank;
        }

        return null;
    }

    private static DaySet? Every(Cursor c) => c.Try(() =>
    {
        if (!c.TakeAny("tous|tout les|le jours", "tlj", "7 jours / 7"))
        {
            return null;
        }

        var all = new DaySet([.. Enumerable.Range(0, 7).Select(d => (OpenDay)d)], true, null);
        if (c.TakeAny("y compris les? jours? feries", "meme les jours? feries", "et les? jours feries", ", jours feries", ", y compris les? jours? feries"))
        {
            return all with { On = [.. all.On, OpenDay.PublicHoliday] };
        }

        var start = c.At;
        c.Take(",");
        if (!c.TakeAny("sauf", "excepte", "hormis", "a l' exception du|des"))
        {
            c.At = start;
            return all;
        }

        if (List(c) is not { } except)
        {
            throw c.Refuse("Exception non comprise.", start);
        }

        return new DaySet([.. all.On.Except(except.On)], true, null) { HolidaysClosed = except.On.Contains(OpenDay.PublicHoliday) };
    });

    private static DaySet? List(Cursor c)
    {
        var days = new List<OpenDay>();
        while (true)
        {
            var start = c.At;
            if (days.Count > 0)
            {
                while (c.TakeAny(",", "et", "&", "/", "ou", "ainsi que"))
                {
                }
            }

            if (Part(c) is not { } part)
            {
                c.At = start;
                break;
            }

            if (part.Intersect(days).Any())
            {
                throw c.Refuse("Un même jour est nommé deux fois.", start, c.At);
            }

            days.AddRange(part);
        }

        return days.Count > 0 ? new DaySet(days, false, null) : null;
    }

    private static OpenDay[]? Part(Cursor c) => c.Try(() =>
    {
        c.TakeAny("tous les", "du", "de", "le", "les", "chaque");
        if (c.TakeAny("jours? feries", "jour ferie", "feries"))
        {
            return [OpenDay.PublicHoliday];
        }

        if (c.Take("week-end"))
        {
            return [OpenDay.Saturday, OpenDay.Sunday];
        }

        if (TakeName(c) is not { } first || IsSpecial(c))
        {
            return null;
        }

        var start = c.At;
        var dash = c.Take("-");
        if ((dash || c.TakeAny("au", "a")) && TakeName(c) is { } last)
        {
            var days = Range(first, last);
            // « mardi-dimanche »: from one to the other, or both? Side by side it is the same.
            return dash && days.Length > 2 ? throw c.Refuse("Suite de jours ou intervalle ?", start - 1, c.At) : days;
        }

        c.At = start;
        return [first];
    });

    /// <summary>« lundi de Pâques », « lundi matin », « dimanche 3 mai »: more than a day of the week.</summary>
    private static bool IsSpecial(Cursor c) =>
        c.Here is { Kind: TokenKind.Word, Word: "ferie" or "feries" or "matin" or "matins" or "apres-midi" or "midi" or "suivant" or "precedent" or "saint" or "gras" or "soir" }
        || (c.Here is { Word: "de" or "du" or "d'" } && c.Following(1) is { Word: "la" or "paques" or "pentecote" or "mois" or "carnaval" })
        || (c.Here is { Word: "de" } && c.Following(1) is { Kind: TokenKind.Word } month && DateWords.Month(month.Word) is not null && c.Following(2)?.Word is not ("a" or "au"))
        || (c.Here is { Word: "de" } && c.Following(1) is { Word: "l'" } && c.Following(2)?.Word == "ascension");

    public static bool IsNoDay(Token word) => !Names.Contains(word.Word.TrimEnd('s'), StringComparer.Ordinal);

    public static OpenDay? TakeName(Cursor c)
    {
        if (c.Here is not { Kind: TokenKind.Word } word)
        {
            return null;
        }

        var index = Array.IndexOf(Names, word.Word.TrimEnd('s'));
        if (index < 0)
        {
            return null;
        }

        c.At++;
        return (OpenDay)index;
    }

    /// <summary>From one day to another, over the end of the week where needed.</summary>
    public static OpenDay[] Range(OpenDay first, OpenDay last) =>
        [.. Enumerable.Range(0, ((last - first + 7) % 7) + 1).Select(i => (OpenDay)(((int)first + i) % 7))];
}
