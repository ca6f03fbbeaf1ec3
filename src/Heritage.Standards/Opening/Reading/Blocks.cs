namespace Heritage.Standards.Opening.Reading;

/// <summary>
/// Joins seasons to the hours they belong to. French puts a season before its hours or after them; the breaks between tell which. Where
/// both are possible the text is refused.
/// </summary>
internal sealed class Blocks
{
    private readonly IReadOnlyList<Line> _lines;
    private readonly Cursor _c;
    private readonly Lines _source;
    private readonly List<Block> _all = [];
    private Block _now = new();
    private Line? _days;
    private Line? _slots;
    private int _at;

    private Blocks(Lines lines)
    {
        _source = lines;
        _c = lines.Cursor;
        _lines = [.. lines.All.Where(l => l.ClosesEarlier is null)];
    }

    public static IReadOnlyList<Block> Of(Lines lines) => new Blocks(lines).Run();

    private List<Block> Run()
    {
        while (_at < _lines.Count)
        {
            var line = _lines[_at];
            if (line.Season is not null)
            {
                Season();
                continue;
            }

            if (line.Days is not null)
            {
                Days(line);
            }
            else
            {
                Slots(line);
            }

            _now.Lines.Add(line);
            _at++;
        }

        if (_days is not null || _slots is not null)
        {
            throw Refuse(_days ?? _slots!, _days is not null ? "Jours sans horaires." : "Horaires sans jours.");
        }

        Close();
        return _all;
    }

    private void Days(Line line)
    {
        if (_days is not null)
        {
            throw Refuse(line, "Jours sans horaires.");
        }

        // A new sentence after a season: does it still speak of that season?
        if (line.Breaks == 3 && _now.Clauses.Count > 0 && _now.Season is not null)
        {
            throw Refuse(line, "Saison incertaine.");
        }

        if (_slots is { } slots)
        {
            _now.Clauses.Add(new Clause(line.Days, slots.Slots!, slots.Breaks, slots) { DaysLast = true });
            _slots = null;
            return;
        }

        _days = line;
    }

    private void Slots(Line line)
    {
        if (_slots is not null)
        {
            throw Refuse(line, "Horaires sans jours.");
        }

        if (_days is { } days)
        {
            _now.Clauses.Add(new Clause(days.Days, line.Slots!, days.Breaks, days));
            _days = null;
        }
        else if (Next(1) is { Days: not null, Breaks: 0 })
        {
            _slots = line;
        }
        else if (_now.Clauses.Count == 0)
        {
            _now.Clauses.Add(new Clause(null, line.Slots!, line.Breaks, line));
        }
        else
        {
            throw Refuse(line, "Horaires sans jours.");
        }
    }

    private Line? Next(int offset) => _at + offset < _lines.Count ? _lines[_at + offset] : null;

    /// <summary>A run of seasons stands here.</summary>
    private void Season()
    {
        var run = _lines.Skip(_at).TakeWhile(l => l.Season is not null).ToArray();
        _at += run.Length;
        var next = Next(0);
        if (_slots is not null)
        {
            throw Refuse(run[0], "Horaires sans jours.");
        }

        if (_days is { } days)
        {
            Inner(run, next, days);
        }
        else if (_now.Clauses.Count == 0)
        {
            Begin(run);
        }
        else if (next is null)
        {
            End(run);
        }
        else if (_now.Season is not null)
        {
            Close();
            Begin(run);
        }
        else
        {
            Between(run, next);
        }
    }

    /// <summary>« du mardi au dimanche d'octobre à mars de 10h à 18h »: the days belong to the season that follows them.</summary>
    private void Inner(Line[] run, Line? next, Line days)
    {
        if (next is not null && next.Slots is null)
        {
            throw Refuse(run[0], "Saison sans horaires.");
        }

        _days = null;
        if (_now.Clauses.Count > 0 || _now.Season is not null)
        {
            _now.Lines.Remove(days);
            Close();
        }

        Begin(run);
        _days = days;
        if (next is null && _all.Count > 0)
        {
            // « et du mardi au dimanche de novembre à février »: open on these days, at hours that nobody tells.
            _now.Clauses.Add(new Clause(days.Days, [], days.Breaks, days));
            _days = null;
        }
    }

    private void Begin(Line[] run)
    {
        if (_now.Season is not null)
        {
            throw Refuse(run[0], "Saison sans horaires.");
        }

        // « Du 5 mai au 30 septembre. De juin à août … »: the first is a frame, what follows are parts of it.
        if (run.Skip(1).Any(l => l.Breaks == 3))
        {
            if (_all.Count > 0 || run.Length != 2 || run[0].Season is { IsRest: true } or { IsWholeYear: true } or { Unsure.Count: > 0 })
            {
                throw Refuse(run[0], "Saison sans horaires.");
            }

            _source.Frame = run[0].Season;
            run = run[1..];
        }

        _now.Season = Union(run);
        _now.Lines.AddRange(run);
    }

    private void End(Line[] run)
    {
        if (_now.Season is not null || run[0].Breaks == 3)
        {
            throw Refuse(run[0], "Saison sans horaires.");
        }

        After(run);
    }

    private void After(Line[] run)
    {
        _now.IsAfter = true;
        _now.Season = Union(run);
        _now.Lines.AddRange(run);
        Close();
    }

    /// <summary>Hours stand before and after, the former without a season yet.</summary>
    private void Between(Line[] run, Line next)
    {
        if (run.Length == 1)
        {
            if (run[0].Breaks == 0 && next.Breaks > 0)
            {
                After(run);
            }
            else if (run[0].Breaks > 0 && (next.Breaks == 0 || run[0].Breaks == 3))
            {
                Close();
                Begin(run);
            }
            else
            {
                throw Refuse(run[0], "Saison incertaine.");
            }

        }
        else
        {
            BetweenMany(run, next);
        }
    }

    private void BetweenMany(Line[] run, Line next)
    {
        if (run[0].Breaks == 3)
        {
            Close();
            Begin(run);
        }
        else if (run[0].Breaks > 0)
        {
            throw Refuse(run[0], "Saison incertaine.");
        }
        else if (next.Breaks > 0)
        {
            After(run);
        }
        else
        {
            var strongest = run.Skip(1).Max(l => l.Breaks);
            if (strongest == 0 || run.Skip(1).Count(l => l.Breaks == strongest) > 1)
            {
                throw Refuse(run[0], "Saison incertaine.");
            }

            var split = Array.FindIndex(run, 1, l => l.Breaks == strongest);
            After(run[..split]);
            Begin(run[split..]);
        }
    }

    private SeasonWords Union(Line[] run)
    {
        if (run.Length == 1)
        {
            return run[0].Season!;
        }

        if (run.Any(l => l.Season!.IsRest || l.Season.IsWholeYear))
        {
            throw Refuse(run[0], "Saison incertaine.");
        }

        var spans = run.SelectMany(l => l.Season!.Spans).ToArray();
        return spans.SelectMany(s => s.Days()).GroupBy(d => d).Any(g => g.Count() > 1)
            ? throw Refuse(run[0], "Deux saisons se recouvrent.") : new SeasonWords(spans) { Unsure = [.. run.SelectMany(l => l.Season!.Unsure)] };
    }

    private void Close()
    {
        if (_now.Clauses.Count > 0)
        {
            _all.Add(_now);
        }
        else if (_now.Season is not null)
        {
            throw Refuse(_now.Lines[0], "Saison sans horaires.");
        }

        _now = new Block();
    }

    private NotUnderstood Refuse(Line line, string reason) => _c.Refuse(reason, line.From, line.To);
}
