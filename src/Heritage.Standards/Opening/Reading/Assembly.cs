namespace Heritage.Standards.Opening.Reading;

/// <summary>Makes opening hours of the lines of a text, and refuses what contradicts itself or can be read in two ways.</summary>
internal sealed class Assembly
{
    private const int DaysOfYear = 366;
    private readonly Lines _lines;
    private readonly List<(HashSet<YearDay>? Season, Dictionary<OpenDay, IReadOnlyList<Slot>> Days, Block Block)> _weeks = [];
    private readonly List<YearlyRule> _unsure = [];
    private bool _holidaysClosed;

    private Assembly(Lines lines) => _lines = lines;

    public static OpeningHours Of(Lines lines) => new Assembly(lines).Run();

    private OpeningHours Run()
    {
        if (_lines.IsClosed)
        {
            return Closed() with { Yearly = [new YearlyRule { When = new Occasion { Within = SeasonSpan.Months(1, 12) }, Reason = _lines.Cursor.Text.Trim().TrimEnd('.') }] };
        }

        if (_lines.OnlyByAppointment)
        {
            return Closed() with { ByAppointment = true };
        }

        if (_lines.All.Count == 0)
        {
            throw _lines.Cursor.Refuse("Aucun horaire.", 0);
        }

        Weeks();
        Seasons();
        Early();
        WeeklyClosures();
        return Checked(Closed() with
        {
            Weeks = [.. _weeks.Select(w => new Week { Seasons = w.Season is null ? [] : SeasonSpan.Of(w.Season), Days = Grouped(w.Days) })],
            LateOpenings = [.. _lines.LateOpenings.DistinctBy(l => System.Text.Json.JsonSerializer.Serialize(l, OpeningJson.Options))],
        });
    }

    /// <summary>What the closures and the notes give.</summary>
    private OpeningHours Closed() => new()
    {
        // What is sure has the last word.
        Yearly = [.. _unsure, .. _lines.Closures.Unsure, .. _lines.Closures.Rules.Where(IsLong), .. Contradictions(), .. _lines.Closures.Rules.Where(r => !IsLong(r))],
        PublicHolidays = _lines.Closures.Holidays is { } rule && !_lines.Closures.SomeHolidays ? rule : _holidaysClosed ? HolidayRule.Closed : HolidayRule.Unknown,
        Notes = [.. _lines.Notes.Concat(_lines.Closures.Undated.Select(u => $"Fermé aussi, à une date à demander au musée : {u}")).Distinct()],
    };

    private static bool IsLong(YearlyRule rule) => rule.When is { Within: { } span, On.Count: 0 } && span.From != span.To;

    /// <summary>« Ouvert d'avril au 10 novembre » and « fermé de novembre à mars »: the days that both claim are for the museum to settle.</summary>
    private IEnumerable<YearlyRule> Contradictions()
    {
        var open = _weeks.Any(w => w.Season is null) ? [] : _weeks.SelectMany(w => w.Season!).ToHashSet();
        var ends = SeasonSpan.Of(open).SelectMany(s => new[] { s.From, s.To }).ToHashSet();
        foreach (var rule in open.Count == DaysOfYear ? [] : _lines.Closures.Rules.Where(IsLong))
        {
            var closed = rule.When.Within!.Days().ToHashSet();
            foreach (var both in ends.Overlaps(closed) ? SeasonSpan.Of(closed.Intersect(open).ToHashSet()) : [])
            {
                yield return new YearlyRule { When = new Occasion { Within = both }, Effect = DayEffect.Unknown, Reason = rule.Reason };
            }
        }
    }

    private void Weeks()
    {
        Block? before = null;
        var blocks = Blocks.Of(_lines);
        foreach (var (at, block) in blocks.Index())
        {
            // « en avril de 14h à 18h et en mai de 10h à 18h du mercredi au lundi »: the days may be those of both.
            if (block.Clauses.Any(c => c.Days is null) && blocks.Skip(at + 1).Any(b => b.Clauses.Any(c => c.DaysLast)))
            {
                throw Refuse(block.Lines[0], "Jours non dits.");
            }

            var days = new Dictionary<OpenDay, IReadOnlyList<Slot>>();
            foreach (var clause in block.Clauses)
            {
                var told = clause.Days ?? Inherited(before, clause);
                if (told.Rank is not null)
                {
                    Ranked(told, clause, block);
                    continue;
                }

                _holidaysClosed |= told.HolidaysClosed;
                Put(days, told, clause);
            }

            _weeks.Add((Days(block), days, block));
            _unsure.AddRange((block.Season?.Unsure ?? []).Select(u => new YearlyRule { When = new Occasion { Within = u }, Effect = DayEffect.Unknown }));
            before = block.Clauses.Count == 1 && block.Clauses[0].Days is null ? before : block;
        }
    }

    /// <summary>« En juillet-août de 10h à 18h »: on the days told before, if they were told once.</summary>
    private DaySet Inherited(Block? before, Clause clause) =>
        before?.Clauses is [{ Days: { Rank: null } days }] ? days : throw Refuse(clause.At, "Jours non dits.");

    /// <summary>« et le premier dimanche du mois de 15h à 17h »: an opening that is added.</summary>
    private void Ranked(DaySet told, Clause clause, Block block)
    {
        if (block.Season is not null || clause.Slots is not [var slot])
        {
            throw Refuse(clause.At, "Jours du mois dans une saison.");
        }

        _lines.LateOpenings.Add(new LateOpening { When = new Occasion { On = told.On, Rank = told.Rank }, Opens = slot.Opens, Closes = slot.Closes });
    }

    private void Put(Dictionary<OpenDay, IReadOnlyList<Slot>> days, DaySet told, Clause clause)
    {
        var known = told.Week.Where(days.ContainsKey).ToArray();
        if (known.Length > 0)
        {
            var apart = known.All(d => days[d].All(s => clause.Slots.All(n => !n.Overlaps(s))));
            var fewer = told.Week.Count() < days.Keys.Count(d => d != OpenDay.PublicHoliday) && known.Length == told.Week.Count();
            if (!fewer)
            {
                throw Refuse(clause.At, "Un même jour a deux horaires.");
            }

            // « et les mercredis de 10h à 12h » adds a morning; « , dimanche de 14h à 19h » tells Sunday's own hours. The two other
            // ways can be read either way: the hours of these days stay untold.
            foreach (var day in known)
            {
                days[day] = apart != (clause.Breaks == 1) ? [] : apart ? [.. days[day].Concat(clause.Slots).OrderBy(s => s.Start)] : clause.Slots;
            }

            if (told.On.Contains(OpenDay.PublicHoliday))
            {
                throw Refuse(clause.At, "Un même jour a deux horaires.");
            }

            return;
        }

        foreach (var day in told.On)
        {
            days[day] = day == OpenDay.PublicHoliday && days.ContainsKey(day) ? throw Refuse(clause.At, "Un même jour a deux horaires.") : clause.Slots;
        }

        if (told.Noons is { } noons)
        {
            var noon = new TimeOnly(12, 0);
            days[noons.First] = [.. clause.Slots.Where(s => s.Opens >= noon)];
            days[noons.Last] = [.. clause.Slots.Where(s => !s.CrossesMidnight && s.Closes <= noon)];
        }
    }

    private HashSet<YearDay>? Days(Block block)
    {
        if (block.Season is null || block.Season.IsWholeYear)
        {
            return _lines.Frame is null ? null : throw Refuse(block.Lines[0], "Saison incertaine.");
        }

        var days = block.Season.Spans.SelectMany(s => s.Days());
        return [.. _lines.Frame is { } frame ? days.Intersect(frame.Spans.SelectMany(s => s.Days())) : days];
    }

    private void Seasons()
    {
        Rest();
        for (var i = 0; i < _weeks.Count; i++)
        {
            if (_weeks[i].Season is null && i > 0)
            {
                throw Refuse(_weeks[i].Block.Lines[0], "Saison incertaine.");
            }
        }

        var together = _weeks.SelectMany(w => w.Season ?? []).ToHashSet();
        foreach (var (season, _, block) in _weeks.Where(w => w.Block is { IsAfter: true, Clauses.Count: > 1 }))
        {
            // « du lundi au vendredi de 9h à 17h, le dimanche de 14h à 18h en été »: only Sunday, unless each season of the year is told.
            if (together.Count < DaysOfYear)
            {
                throw Refuse(block.Lines[^1], "Saison incertaine.");
            }
        }

        for (var i = 0; i < _weeks.Count; i++)
        {
            for (var j = i + 1; j < _weeks.Count; j++)
            {
                Compare(i, j);
            }
        }

        // The widest first, so that the last entered that holds is the most precise.
        var ordered = _weeks.OrderByDescending(w => w.Season?.Count ?? 400).ToArray();
        _weeks.Clear();
        _weeks.AddRange(ordered);
    }

    /// <summary>« Le reste de l'année »: all days that no season told before has.</summary>
    private void Rest()
    {
        var rests = _weeks.Where(w => w.Block.Season is { IsRest: true }).ToArray();
        if (rests.Length == 0)
        {
            return;
        }

        var told = _weeks.SelectMany(w => w.Season ?? []).ToHashSet();
        if (rests.Length > 1 || _lines.Frame is not null || told.Count is 0 or DaysOfYear || _weeks.Any(w => w.Season is null))
        {
            throw Refuse(rests[0].Block.Lines[0], "Reste de l’année incertain.");
        }

        rests[0].Season!.UnionWith(SeasonSpan.Months(1, 12).Days().Except(told));
    }

    private void Compare(int i, int j)
    {
        var (wide, narrow) = (_weeks[i], _weeks[j]);
        if (wide.Season is not null && narrow.Season is not null)
        {
            if (!wide.Season.Overlaps(narrow.Season))
            {
                return;
            }

            (wide, narrow) = (wide.Season?.Count < narrow.Season?.Count) ? (narrow, wide) : (wide, narrow);
            if (narrow.Season?.IsProperSubsetOf(wide.Season!) != true)
            {
                throw Refuse(narrow.Block.Lines[0], "Deux saisons se recouvrent.");
            }
        }

        // A season inside another replaces its week only if it tells of each of its days: else nobody knows about the others.
        if (wide.Days.Keys.Any(d => d != OpenDay.PublicHoliday && !narrow.Days.ContainsKey(d)))
        {
            throw Refuse(narrow.Block.Lines[0], "Jours incertains dans cette saison.");
        }
    }

    /// <summary>« de 14h à 18h, 17h du 1er novembre au 31 mars ».</summary>
    private void Early()
    {
        foreach (var line in _lines.All.Where(l => l.ClosesEarlier is not null))
        {
            var closes = line.ClosesEarlier!.Value;
            if (_weeks is not [(null, { } days, { Clauses.Count: 1 } block)] || days.Values.Any(s => s[^1].Opens >= closes || s[^1].Closes <= closes))
            {
                throw Refuse(line, "Fermeture avancée incertaine.");
            }

            _weeks.Add((line.Season!.Spans.SelectMany(s => s.Days()).ToHashSet(), days.ToDictionary(d => d.Key, d => (IReadOnlyList<Slot>)[.. d.Value.SkipLast(1), d.Value[^1] with { Closes = closes }]), block));
        }
    }

    /// <summary>« tous les jours », then « fermé le mardi ».</summary>
    private void WeeklyClosures()
    {
        foreach (var day in _lines.Closures.Week)
        {
            foreach (var (_, days, block) in _weeks.Where(w => w.Days.ContainsKey(day)))
            {
                if (!block.Clauses.All(c => c.Days is { IsEvery: true }))
                {
                    throw Refuse(block.Lines[0], "Un même jour est dit ouvert et fermé.");
                }

                days.Remove(day);
            }
        }
    }

    private OpeningHours Checked(OpeningHours hours)
    {
        if (hours.LateOpenings.Any(l => l.When.Within is null) && hours.LateOpenings.Count > 0 && _weeks.Any(w => w.Season is not null) && _lines.All.Count > 0 && _lines.LateOpenings.Any(l => l.When.Rank is null && l.Opens is not null))
        {
            throw _lines.Cursor.Refuse("Nocturne incertaine.", 0);
        }

        var told = _weeks.Any(w => w.Days.ContainsKey(OpenDay.PublicHoliday));
        if (told && hours.PublicHolidays == HolidayRule.Closed)
        {
            throw _lines.Cursor.Refuse("Les jours fériés sont dits ouverts et fermés.", 0);
        }

        return hours;
    }

    private static IReadOnlyList<OpenDays> Grouped(Dictionary<OpenDay, IReadOnlyList<Slot>> days) =>
        [.. days.GroupBy(d => string.Join(' ', d.Value)).Select(g => new OpenDays { On = [.. g.Select(d => d.Key).Order()], Slots = g.First().Value }).OrderBy(d => d.On[0])];

    private NotUnderstood Refuse(Line line, string reason) => _lines.Cursor.Refuse(reason, line.From, line.To);
}
