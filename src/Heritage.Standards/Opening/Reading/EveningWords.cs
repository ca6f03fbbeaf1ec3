namespace Heritage.Standards.Opening.Reading;

/// <summary>« Le premier jeudi du mois jusqu'à 20h », « Jusqu'à 21h le jeudi ».</summary>
internal static class EveningWords
{
    /// <summary>A late opening inside the text of the hours; null when none begins here.</summary>
    public static LateOpening? Inside(Cursor c) => c.Try(() =>
    {
        var named = Skip(c);
        return One(c) is { } late && (named || late.Opens is null) ? late : null;
    });

    /// <summary>The column of late openings: nothing else may stand in it.</summary>
    public static IEnumerable<LateOpening> Column(Cursor c, ClosureWords days)
    {
        var found = new List<LateOpening>();
        while (!c.IsEnd)
        {
            var start = c.At;
            if (c.TakeBreaks() > 0 || Skip(c))
            {
                continue;
            }

            if (Undated(c) is { } undated)
            {
                days.Unsure.Add(undated);
                continue;
            }

            if (One(c) is not { } late)
            {
                throw c.Refuse("Nocturne non comprise.", start);
            }

            found.Add(late with { When = late.When with { Within = late.When.Within ?? Season(c) } });
        }

        return found;
    }

    /// <summary>« un jeudi par mois jusqu'à 20h »: no Thursday is sure any more.</summary>
    private static YearlyRule? Undated(Cursor c) => c.Try(() =>
    {
        var start = c.At;
        if (c.Here is { Kind: TokenKind.Number, Value: 1 } || c.Here?.Word == "un")
        {
            c.At++;
            if (DayWords.TakeName(c) is { } day && c.TakeAny("/ mois", "par mois") && Until(c) is not null)
            {
                return new YearlyRule { When = new Occasion { On = [day] }, Effect = DayEffect.Unknown, Reason = c.Words(start, c.At) };
            }
        }

        return null;
    });

    private static bool Skip(Cursor c) => c.TakeAny("nocturne|nocturnes :?", "ouvert|ouverte", "ouverture");

    private static LateOpening? One(Cursor c)
    {
        var start = c.At;
        if (Until(c) is { } first && DayWords.Read(c) is { IsEvery: false } after)
        {
            return Of(c, start, after, null, first);
        }

        c.At = start;
        var season = Season(c);
        c.Take(",");
        if (DayWords.Read(c) is { IsEvery: false } days)
        {
            season ??= Season(c);
            var late = Until(c) is { } closes ? Of(c, start, days, null, closes)
                : TimeWords.Read(c) is [var slot] ? Of(c, start, days, slot.Opens, slot.Closes) : null;
            if (late is not null)
            {
                return season is null ? late : late with { When = late.When with { Within = season } };
            }
        }

        c.At = start;
        return null;
    }

    private static TimeOnly? Until(Cursor c)
    {
        var start = c.At;
        if (c.TakeAny("jusqu' a", "jusque", "fermeture a") && c.TakeTime() is { } time)
        {
            return time;
        }

        c.At = start;
        return null;
    }

    private static SeasonSpan? Season(Cursor c)
    {
        var start = c.At;
        if (DateWords.ReadSeason(c) is { IsRest: false } season && SeasonSpan.Of(season.Spans.SelectMany(s => s.Days()).ToHashSet()) is [var span])
        {
            return span;
        }

        c.At = start;
        return null;
    }

    private static LateOpening Of(Cursor c, int start, DaySet days, TimeOnly? opens, TimeOnly closes)
    {
        // « Vendredi jusqu'à 12h » is no evening: nothing is known of what it means.
        if (opens is null && closes.Hour is >= 3 and < 17)
        {
            throw c.Refuse("Heure de nocturne inattendue.", start, c.At);
        }

        return new LateOpening { When = new Occasion { On = days.On, Rank = days.Rank }, Opens = opens, Closes = closes };
    }
}
