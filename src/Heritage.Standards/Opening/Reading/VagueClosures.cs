namespace Heritage.Standards.Opening.Reading;

/// <summary>Closures that have a window and no date: days that must be asked for.</summary>
internal sealed partial class ClosureWords
{
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
}
