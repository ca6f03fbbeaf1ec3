namespace Heritage.Standards.Opening.Reading;

/// <summary>What a text says of closed days.</summary>
internal sealed partial class ClosureWords
{
    public List<YearlyRule> Rules { get; } = [];

    /// <summary>Days that may be closed: the text does not tell which, or which part of them.</summary>
    public List<YearlyRule> Unsure { get; } = [];

    public HolidayRule? Holidays { get; private set; }

    /// <summary>« Certains jours fériés »: nobody can tell which.</summary>
    public bool SomeHolidays { get; private set; }

    public List<OpenDay> Week { get; } = [];

    /// <summary>Reads closures until the end of the text, or of the sentence.</summary>
    public void Read(Cursor c, bool oneSentence)
    {
        while (!c.IsEnd && !(oneSentence && c.Here?.Word is "." or ")"))
        {
            var start = c.At;
            if (c.TakeBreaks() > 0 || Skip(c))
            {
                continue;
            }

            if (!(Holiday(c) || Parts(c) || Dates(c) || Moving(c) || Vague(c) || Season(c) || Weekly(c) || WithoutDate(c)))
            {
                throw c.Refuse("Fermeture non comprise.", start);
            }

            c.TakeAny("inclus", "inclu", "compris", "inclusivement");
            Bracket(c);
        }
    }

    private static bool Skip(Cursor c) => c.TakeAny(
        "le? musee est ferme", "musee ferme", "fermeture|fermetures annuelle|annuelles :?", "fermeture|fermetures :?", "ferme|fermee|fermes :?", "les jours suivants :?", "chaque annee", "tous les ans", "-");

    /// <summary>« 1er week-end de septembre (grande foire) »: words in brackets after a date only tell why, unless they set a condition.</summary>
    private static void Bracket(Cursor c)
    {
        var start = c.At;
        if (c.Take("("))
        {
            while (c.Here is { Kind: TokenKind.Word, Word: not ("sauf" or "hors" or "ouvert" or "excepte" or "apres" or "avant" or "matin" or "apres-midi" or "si" or "selon" or "seulement" or "uniquement") } word && DayWords.IsNoDay(word) || c.Here?.Word == "-")
            {
                c.At++;
            }

            if (c.Take(")"))
            {
                return;
            }
        }

        c.At = start;
    }

    private bool Holiday(Cursor c)
    {
        if (c.TakeAny("certains jours? feries"))
        {
            return SomeHolidays = true;
        }

        if (!c.TakeAny("tous? les jours? feries", "les? jours feries", "jour ferie", "feries"))
        {
            return false;
        }

        Holidays = HolidayRule.Closed;
        var start = c.At;
        c.Take(",");
        if (!c.TakeAny("sauf", "excepte", "hormis", "a l' exception du|des|de"))
        {
            c.At = start;
            return true;
        }

        var except = new ClosureWords();
        except.Read(c, oneSentence: true);
        if (except.Rules.Count == 0 || except.Holidays is not null || except.Week.Count > 0 || except.Rules.Any(r => !r.When.IsOneDay))
        {
            throw c.Refuse("Exception non comprise.", start);
        }

        // An open holiday has the hours of its day of the week.
        Rules.AddRange(except.Rules.Select(r => r with { Effect = DayEffect.Open }));
        return true;
    }

    /// <summary>« la 1ère quinzaine de septembre »: the 1st to the 15th, or the 16th to the end.</summary>
    private bool Parts(Cursor c)
    {
        var start = c.At;
        c.TakeAny("la", "les");
        var rank = c.TakeAny("premiere") ? 1 : c.TakeAny("deuxieme", "seconde") ? 2 : c.Here is { Kind: TokenKind.Ordinal, Value: 1 or 2 } ordinal ? ordinal.Value : 0;
        c.At += c.Here is { Kind: TokenKind.Ordinal } ? 1 : 0;
        if (rank > 0 && c.Take("quinzaine de|d'") && DateWords.TakeMonth(c) is { } month)
        {
            Close(c, start, new Occasion { Within = rank == 1 ? new(new(month, 1), new(month, 15)) : new(new(month, 16), new(month, YearDay.LastOf(month))) });
            return true;
        }

        c.At = start;
        return false;
    }

    /// <summary>« 1er mai », « 24, 25 et 31 décembre », « du 16 décembre au 14 mars ».</summary>
    private bool Dates(Cursor c)
    {
        var start = c.At;
        if (DateWords.Span(c) is { } span)
        {
            Close(c, start, span);
            return true;
        }

        c.TakeAny("le", "les");
        var days = new List<int>();
        var unsure = 0;
        while (c.Here is { Kind: TokenKind.Number or TokenKind.Ordinal, Value: >= 1 and <= 31 } day)
        {
            c.At++;
            days.Add(day.Value);
            var month = DateWords.TakeMonth(c);
            if (month is { } m)
            {
                return Close(c, start, m, days, c.TakeAny("matin", "apres-midi", "am", "pm", "soir") ? days.Count : unsure);
            }

            // « 24 et 31 après-midi et 25 décembre »
            unsure = c.TakeAny("matin", "apres-midi", "am", "pm", "soir") ? days.Count : unsure;

            c.TakeBreaks();
            c.Take("le");
        }

        c.At = start;
        return false;
    }

    private bool Close(Cursor c, int start, int month, List<int> days, int unsure)
    {
        if (days.Any(d => !new YearDay(month, d).Exists) || days.Distinct().Count() < days.Count)
        {
            throw c.Refuse("Ce jour n’existe pas.", start, c.At);
        }

        foreach (var (at, day) in days.Index())
        {
            Close(c, start, Occasion.Each(month, day), at < unsure);
        }

        return true;
    }

    private bool Season(Cursor c)
    {
        var start = c.At;
        if (DateWords.ReadSeason(c) is not { IsRest: false } season)
        {
            c.At = start;
            return false;
        }

        Close(c, start, season);
        return true;
    }

    private bool Weekly(Cursor c)
    {
        var start = c.At;
        if (DayWords.Read(c) is { Rank: null, IsEvery: false } days && !days.On.Contains(OpenDay.PublicHoliday))
        {
            Week.AddRange(days.On);
            return true;
        }

        c.At = start;
        return false;
    }

    private void Close(Cursor c, int start, SeasonWords season)
    {
        foreach (var span in season.Spans)
        {
            Close(c, start, new Occasion { Within = span });
        }

        foreach (var span in season.Unsure)
        {
            Close(c, start, new Occasion { Within = span }, unsure: true);
        }
    }

    private void Close(Cursor c, int start, Occasion when, bool unsure = false)
    {
        if (c.Here is { Kind: TokenKind.Number, Value: >= 1900 and <= 2200 })
        {
            throw c.Refuse("Dates d’une seule année.", start, c.At + 1);
        }

        // A part of a day is not the day.
        unsure |= c.TakeAny("matin", "apres-midi", "am", "pm", "soir");
        // A date says itself; the museum's own words say better what is more than a date.
        var words = unsure || when.Rank is not null || when.Plus != 0 ? c.Words(start, c.At) : "";
        (unsure ? Unsure : Rules).Add(new YearlyRule { When = when, Effect = unsure ? DayEffect.Unknown : DayEffect.Closed, Reason = words });
    }
}
