namespace Heritage.Standards.Opening.Reading;

/// <summary>A season as a text names it; <paramref name="IsRest"/>: « le reste de l'année ».</summary>
internal sealed record SeasonWords(IReadOnlyList<SeasonSpan> Spans, bool IsRest = false, bool IsWholeYear = false)
{
    /// <summary>« à mi-novembre »: days that may be of the season or not; never among <see cref="Spans"/>.</summary>
    public IReadOnlyList<SeasonSpan> Unsure { get; init; } = [];
}

/// <summary>Days and months of the year: « du 16 décembre au 14 mars », « d'avril à fin septembre », « en mai et juin ».</summary>
internal static class DateWords
{
    private static readonly string[] Names = ["janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre", "octobre", "novembre", "decembre"];

    public static int? Month(string word) => Array.IndexOf(Names, word) is var index and >= 0 ? index + 1 : null;

    public static int? TakeMonth(Cursor c)
    {
        if (c.Here is { Kind: TokenKind.Word } word && Month(word.Word) is { } month)
        {
            c.At++;
            return month;
        }

        return null;
    }

    public static SeasonWords? ReadSeason(Cursor c) => c.Try(() =>
    {
        if (c.TakeAny("toute l' annee", "durant|pendant toute l' annee"))
        {
            return new SeasonWords([SeasonSpan.Months(1, 12)], IsWholeYear: true);
        }

        if (c.TakeAny("pendant? le? reste de l' annee", "les autres mois de? l'? annee?", "en dehors de cette periode", "en? basse saison"))
        {
            return new SeasonWords([], IsRest: true);
        }

        return Span(c) ?? Months(c);
    });

    /// <summary>One span with two ends.</summary>
    public static SeasonWords? Span(Cursor c) => c.Try(() =>
    {
        while (c.TakeAny("du du", "de de", "a partir du", "entre le"))
        {
            c.At--;
        }

        c.TakeAny("du mois de|d'", "du", "des", "de|d'", "le", "les", "a partir du|de|d'");
        var from = c.At;
        if (Edge(c, isEnd: false) is not { } start || !c.TakeAny("inclus au", "jusqu' au|a", "au", "a") || Edge(c, isEnd: true) is not { Month: { } lastMonth } end)
        {
            return null;
        }

        c.TakeAny("inclus", "inclu", "compris");
        var first = new YearDay(start.Month ?? lastMonth, start.Day);
        var last = new YearDay(lastMonth, end.Day);
        if (!first.Exists || !last.Exists)
        {
            throw c.Refuse("Ce jour n’existe pas.", from, c.At);
        }

        // « du 25 au 2 janvier »: the month of the first day is not told, and it cannot be the same.
        if (start.Month is null && last < first)
        {
            throw c.Refuse("Le mois du premier jour manque.", from, c.At);
        }

        NoYear(c, from, 0);
        var sure = new SeasonSpan(start.Unsure is { } s ? s.To.Next() : first, end.Unsure is { } e ? e.From.Previous() : last);
        var unsure = new[] { start.Unsure, end.Unsure }.OfType<SeasonSpan>().ToArray();
        return unsure.Any(u => u.Days().Any(d => sure.Days().Contains(d))) ? throw c.Refuse("Dates trop vagues.", from, c.At) : new SeasonWords([sure]) { Unsure = unsure };
    });

    /// <summary>An end of a span. Unsure: the days among which it lies, where the text is vague.</summary>
    private sealed record SpanEnd(int? Month, int Day)
    {
        public SeasonSpan? Unsure { get; init; }
    }

    /// <summary>« 1er avril », « 15 » (its month comes later), « avril », « fin avril », « mi-novembre ». A month alone is its first day, or its last.</summary>
    private static SpanEnd? Edge(Cursor c, bool isEnd) => c.Try(() =>
    {
        if (RankedWeekEnd(c) is { } weekEnd)
        {
            return new SpanEnd(weekEnd.From.Month, weekEnd.From.Day) { Unsure = weekEnd };
        }

        if (c.Here is { Kind: TokenKind.Number or TokenKind.Ordinal, Value: >= 1 and <= 31 } day)
        {
            c.At++;
            var of = TakeMonth(c);
            return of is null && isEnd ? null : new SpanEnd(of, day.Value);
        }

        if (c.TakeAny("mi -? de|d'?", "le debut de|d'", "debut de|d'?", "milieu de|d'?"))
        {
            // Wherever in the month: the month is open to doubt.
            return TakeMonth(c) is { } vague ? new SpanEnd(vague, 1) { Unsure = SeasonSpan.Months(vague, vague) } : null;
        }

        if (isEnd)
        {
            c.TakeAny("la? fin du mois? de|d'?", "la? fin de|d'?");
        }

        return TakeMonth(c) is { } m ? new SpanEnd(m, isEnd ? YearDay.LastOf(m) : 1) : null;
    });

    /// <summary>« premier week-end de septembre »: the days among which it lies, for a month may begin or end within a week-end.</summary>
    public static SeasonSpan? RankedWeekEnd(Cursor c) => c.Try(() =>
    {
        if (DayWords.TakeRank(c) is not { } rank || !c.TakeAny("week-end de|d'", "week-end du mois de|d'") || TakeMonth(c) is not { } month)
        {
            return null;
        }

        var last = YearDay.LastOf(month);
        return rank < 0 ? new SeasonSpan(new YearDay(month, last - 8), new YearDay(month, last).Next())
            : new SeasonSpan(rank == 1 ? new YearDay(month, 1).Previous() : new YearDay(month, (rank - 1) * 7), new YearDay(month, (rank * 7) + 1));
    });

    /// <summary>« en mai », « en mai, juin et septembre », « juillet-août », « au mois d'août ».</summary>
    private static SeasonWords? Months(Cursor c)
    {
        var start = c.At;
        c.TakeAny("en", "au mois de|d'", "aux mois de|d'", "les mois de|d'", "pendant les mois de|d'", "durant les mois de|d'", "au mois");
        if (TakeMonth(c) is not { } first)
        {
            return null;
        }

        var months = new List<int> { first };
        while (true)
        {
            var before = c.At;
            var dash = c.Take("-");
            if (!dash && !c.TakeAny(", et", ",", "et en?", "/", "&"))
            {
                break;
            }

            // The month of a span that comes next is none of this list: « en mai et de juin à août », « en mai, juin à août ».
            if (TakeMonth(c) is not { } next || c.Here is { Word: "a" or "au" } && c.Following(1) is { Kind: TokenKind.Word or TokenKind.Number or TokenKind.Ordinal })
            {
                c.At = before;
                break;
            }

            if (dash && next != (months[^1] % 12) + 1)
            {
                throw c.Refuse("Suite de mois ou intervalle ?", start, c.At);
            }

            months.Add(next);
        }

        NoYear(c, start, "");
        return months.Distinct().Count() == months.Count ? new SeasonWords([.. months.Select(m => SeasonSpan.Months(m, m))]) : throw c.Refuse("Un même mois est nommé deux fois.", start, c.At);
    }

    private static T NoYear<T>(Cursor c, int start, T value) =>
        c.Here is { Kind: TokenKind.Number, Value: >= 1900 and <= 2200 } ? throw c.Refuse("Dates d’une seule année.", start, c.At + 1) : value;
}
