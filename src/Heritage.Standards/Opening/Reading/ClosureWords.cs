namespace Heritage.Standards.Opening.Reading;

/// <summary>What a text says of closed days.</summary>
internal sealed class ClosureWords
{
    private static readonly Dictionary<string, Occasion> Feasts = new(StringComparer.Ordinal)
    {
        ["paques"] = new() { Feast = Feast.Easter },
        ["pentecote"] = new() { Feast = Feast.Pentecost },
        ["ascension"] = new() { Feast = Feast.Ascension },
        ["toussaint"] = Occasion.Each(11, 1),
        ["noel"] = Occasion.Each(12, 25),
        ["assomption"] = Occasion.Each(8, 15),
    };

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

            if (!(Holiday(c) || Parts(c) || Dates(c) || Moving(c) || Vague(c) || Season(c) || Weekly(c)))
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

    /// <summary>« lundi de Pâques », « dimanche et lundi de Pentecôte », « jeudi de l'Ascension », « Noël », « jour de l'An ».</summary>
    private bool Moving(Cursor c)
    {
        var start = c.At;
        var when = c.TakeAny("le? jour de l' an", "le? nouvel an", "jour de l' an") ? Occasion.Each(1, 1)
            : c.TakeAny("le? vendredi saint") ? new Occasion { Feast = Feast.GoodFriday }
            : c.TakeAny("le? mardi gras") ? new Occasion { Feast = Feast.ShroveTuesday }
            : c.TakeAny("la? veille du mardi gras") ? new Occasion { Feast = Feast.ShroveTuesday, Plus = -1 }
            : c.TakeAny("le? jeudi de l' ascension") ? new Occasion { Feast = Feast.Ascension }
            : c.TakeAny("la? veille de noel") ? Occasion.Each(12, 24)
            : c.TakeAny("la? fete du travail") ? Occasion.Each(5, 1)
            : null;
        if (when is not null)
        {
            Close(c, start, when);
            return true;
        }

        if (Near(c, start) || OfFeast(c, start))
        {
            return true;
        }

        c.At = start;
        c.TakeAny("le", "la", "l'");
        if (c.Here is { Kind: TokenKind.Word } word && Feasts.TryGetValue(word.Word, out var feast))
        {
            c.At++;
            Close(c, start, feast);
            return true;
        }

        c.At = start;
        return false;
    }

    /// <summary>« dernier lundi de juillet », « le lundi suivant le 2ème dimanche de septembre ».</summary>
    private bool Near(Cursor c, int start)
    {
        c.TakeAny("le", "les");
        var next = DayWords.TakeName(c) is { } named && c.TakeAny("suivant le", "qui suit le") ? named : (OpenDay?)null;
        if (next is null)
        {
            c.At = start;
            c.TakeAny("le", "les");
        }

        if (DayWords.TakeRank(c) is { } rank && DayWords.TakeName(c) is { } day && c.TakeAny("de|d'", "du mois de|d'") && DateWords.TakeMonth(c) is { } month)
        {
            Close(c, start, new Occasion { Within = SeasonSpan.Months(month, month), On = [day], Rank = rank, Plus = next is { } n ? ((n - day + 6) % 7) + 1 : 0 });
            return true;
        }

        c.At = start;
        return false;
    }

    private bool OfFeast(Cursor c, int start)
    {
        var days = new List<OpenDay>();
        do
        {
            c.TakeAny("le", "les");
            if (DayWords.TakeName(c) is not { } day)
            {
                break;
            }

            days.Add(day);
        }
        while (c.TakeAny("et", "&", ","));

        var found = new List<Occasion>();
        while (days.Count > 0 && days.All(d => d is OpenDay.Sunday or OpenDay.Monday) && (c.TakeAny("de|du la? paques") ? Feast.Easter : c.TakeAny("de|du la? pentecote") ? Feast.Pentecost : (Feast?)null) is { } feast)
        {
            found.AddRange(days.Select(d => new Occasion { Feast = d == OpenDay.Sunday ? feast : feast + 1 }));
            var again = c.At;
            // « dimanches de Pâques et de Pentecôte »
            if (!(c.TakeAny("et", ",") && c.Here?.Word == "de"))
            {
                c.At = again;
                break;
            }
        }

        if (found.Count == 0)
        {
            c.At = start;
            return false;
        }

        found.ForEach(o => Close(c, start, o));
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

    /// <summary>What has a window and no date: « 1er week-end de septembre », « 1ère semaine de janvier », « fêtes de fin d'année ».</summary>
    private bool Vague(Cursor c)
    {
        var start = c.At;
        c.TakeAny("lors des", "pendant les", "le", "la", "les");
        OpenDay[] ends = [OpenDay.Saturday, OpenDay.Sunday];
        if (DateWords.RankedWeekEnd(c) is { } weekEnd)
        {
            Close(c, start, new Occasion { Within = weekEnd, On = ends }, unsure: true);
            return true;
        }

        if (c.TakeAny("fetes de fin d' annee"))
        {
            Close(c, start, new Occasion { Within = new(new(12, 15), new(1, 7)) }, unsure: true);
            return true;
        }

        var rank = c.TakeAny("premiere") ? 1 : DayWords.TakeRank(c);
        if (rank is 1 && c.TakeAny("semaine de|d'") && DateWords.TakeMonth(c) is { } month)
        {
            var first = new YearDay(month, 1);
            Close(c, start, new Occasion { Within = new(Enumerable.Range(0, 6).Aggregate(first, (d, _) => d.Previous()), first with { Day = 14 }) }, unsure: true);
            return true;
        }

        c.At = start;
        return BeforeLent(c, start) || Fair(c, start);
    }

    /// <summary>« dimanche et lundi après-midi précédant mardi gras »: perhaps the afternoon only, perhaps the whole of both days.</summary>
    private bool BeforeLent(Cursor c, int start)
    {
        var days = new List<OpenDay>();
        do
        {
            c.TakeAny("le", "les");
            if (DayWords.TakeName(c) is { } day)
            {
                days.Add(day);
            }
        }
        while (c.TakeAny("et", "&", ","));

        var part = c.TakeAny("apres-midi", "matin");
        if (days.Count > 0 && days.All(d => d != OpenDay.Tuesday) && c.TakeAny("precedent|precedant le? mardi gras"))
        {
            days.ForEach(d => Close(c, start, new Occasion { Feast = Feast.ShroveTuesday, Plus = -((OpenDay.Tuesday - d + 7) % 7) }, part));
            return true;
        }

        c.At = start;
        return false;
    }

    /// <summary>« les samedi, dimanche et lundi de la foire (1er week-end de septembre) ».</summary>
    private bool Fair(Cursor c, int start)
    {
        var days = new List<OpenDay>();
        do
        {
            c.TakeAny("le", "les");
            if (DayWords.TakeName(c) is { } day)
            {
                days.Add(day);
            }
        }
        while (c.TakeAny("et", "&", ","));

        if (days.Count > 0 && c.TakeAny("de la", "du"))
        {
            while (c.Here is { Kind: TokenKind.Word } word && DayWords.IsNoDay(word) && DateWords.Month(word.Word) is null)
            {
                c.At++;
            }

            if (c.Take("(") && DateWords.RankedWeekEnd(c) is { } weekEnd && c.Take(")"))
            {
                // The days around the week-end are of it too.
                var (from, to) = (weekEnd.From.Previous(), weekEnd.To.Next());
                Close(c, start, new Occasion { Within = new(from, to), On = days }, unsure: true);
                return true;
            }
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
        (unsure ? Unsure : Rules).Add(new YearlyRule { When = when, Effect = unsure ? DayEffect.Unknown : DayEffect.Closed, Reason = c.Words(start, c.At) });
    }
}
