namespace Heritage.Standards.Opening.Reading;

/// <summary>One thing that a sentence tells: a season, days, or hours. <paramref name="Breaks"/>: how strongly it is parted from what is before.</summary>
internal sealed record Line(int Breaks, int From, int To)
{
    public SeasonWords? Season { get; init; }

    public DaySet? Days { get; init; }

    public IReadOnlyList<Slot>? Slots { get; init; }

    /// <summary>« , 17h du 1er novembre au 31 mars »: the last closing in a season.</summary>
    public TimeOnly? ClosesEarlier { get; init; }
}

/// <summary>The opening text as seasons, days and hours in their order; late openings, closures and notes apart.</summary>
internal sealed class Lines
{
    private readonly Cursor _c;

    private Lines(Cursor c) => _c = c;

    public Cursor Cursor => _c;

    public List<Line> All { get; } = [];

    public List<string> Notes { get; } = [];

    public List<LateOpening> LateOpenings { get; } = [];

    public ClosureWords Closures { get; } = new();

    /// <summary>« Ouvert du 5 mai au 30 septembre. »: nothing is open outside.</summary>
    public SeasonWords? Frame { get; set; }

    /// <summary>Nobody comes in without an appointment.</summary>
    public bool OnlyByAppointment { get; private set; }

    /// <summary>« Musée fermé au public ».</summary>
    public bool IsClosed { get; private set; }

    public static Lines Read(Cursor c)
    {
        var lines = new Lines(c);
        if (!lines.Whole())
        {
            lines.Items();
        }

        return lines;
    }

    /// <summary>Texts that tell no hours and are understood all the same.</summary>
    private bool Whole()
    {
        var start = _c.At;
        if (_c.TakeAny("musee ferme au public", "musee ferme") && IsOver())
        {
            return IsClosed = true;
        }

        _c.At = start;
        _c.TakeAny("musee ouvert", "ouvert|ouverte", "visite|visites", "le musee est ouvert");
        _c.TakeAny("uniquement", "seulement");
        if (NoteWords.Trigger(_c))
        {
            _c.TakeAny("uniquement", "seulement");
            _c.Take(".");
            var at = _c.At;
            if (_c.IsEnd || NoteWords.Events(_c))
            {
                Notes.AddRange(at < _c.At ? [_c.Words(at, _c.At)] : []);
                return OnlyByAppointment = true;
            }
        }

        _c.At = start;
        return false;
    }

    private bool IsOver()
    {
        _c.Take(".");
        return _c.IsEnd;
    }

    private void Items()
    {
        var breaks = 3;
        while (!_c.IsEnd)
        {
            breaks = Math.Max(breaks, _c.TakeBreaks());
            if (_c.IsEnd)
            {
                return;
            }

            var start = _c.At;
            if (Skip(breaks))
            {
                continue;
            }

            if (Aside(breaks))
            {
                breaks = _c.IsEnd ? 3 : _c.TakeBreaks();
                // What follows an aside must be parted from it, or it belongs to it.
                breaks = breaks > 0 ? breaks : throw _c.Refuse("Passage non compris.", start);
                continue;
            }

            All.Add(One(breaks) ?? throw _c.Refuse("Passage non compris.", start));
            breaks = 0;
        }
    }

    private bool Skip(int breaks) =>
        ForAll() || _c.TakeAny("( haute|basse saison )", "sans interruption", "en continu", "non - stop", "inclus")
        || (breaks > 0 && _c.TakeAny("le musee est ouvert", "musee ouvert", "ouverture du musee", "ouvert|ouverte|ouverts|ouverture au public", "ouvert|ouverte|ouverts|ouverture", "horaires d' ouverture :?", "horaires :?"));

    /// <summary>A note, a late opening or a closure.</summary>
    private bool Aside(int breaks)
    {
        if (NoteWords.Read(_c, breaks) is { } note)
        {
            Notes.Add(note);
            return true;
        }

        if (breaks > 0 && EveningWords.Inside(_c) is { } late)
        {
            LateOpenings.Add(late);
            return true;
        }

        if (breaks > 0 && RankedDay() is { } ranked)
        {
            Closures.Unsure.Add(ranked);
            return true;
        }

        if (breaks > 0 && Exceptional())
        {
            return true;
        }

        if (breaks > 0 && Opened() is { } open)
        {
            Closures.Rules.Add(open);
            return true;
        }

        if (breaks > 0 && _c.TakeAny("ferme|fermee le|les|en|du", "ferme :?", "fermeture annuelle? :?"))
        {
            _c.At -= _c.Following(-1)?.Word is "le" or "les" or "en" or "du" ? 1 : 0;
            Closures.Read(_c, oneSentence: true);
            return true;
        }

        return false;
    }

    /// <summary>« et le premier dimanche du mois », and no hours after it: that Sunday has to be asked for.</summary>
    private YearlyRule? RankedDay() => _c.Try(() =>
    {
        var start = _c.At;
        if (DayWords.Read(_c) is not { Rank: not null } day || !(_c.IsEnd || _c.Here?.Word is "." or ";" or "visite" or "visites"))
        {
            return null;
        }

        if (_c.TakeAny("visite|visites a"))
        {
            _c.TakeTime();
        }

        return new YearlyRule { When = new Occasion { On = day.On, Rank = day.Rank }, Effect = DayEffect.Unknown, Reason = _c.Words(start, _c.At) };
    });

    /// <summary>« ouvert le 15 août »: « ouvert » was taken.</summary>
    private YearlyRule? Opened() => _c.Try(() =>
    {
        var start = _c.At;
        if (_c.Following(-1)?.Word is not ("ouvert" or "ouverte") || !_c.TakeAny("le") || _c.Here is not { Kind: TokenKind.Number or TokenKind.Ordinal } day)
        {
            return null;
        }

        _c.At++;
        return DateWords.TakeMonth(_c) is { } month && new YearDay(month, day.Value).Exists && (_c.IsEnd || _c.Here?.Word is "," or "." or "et")
            ? new YearlyRule { When = Occasion.Each(month, day.Value), Effect = DayEffect.Open, Reason = _c.Words(start - 1, _c.At) } : null;
    });

    /// <summary>« Ouverture exceptionnelle lundi de Pâques, 15 août »: « ouverture » was taken. The hours are those of the day of the week, where it has some.</summary>
    private bool Exceptional()
    {
        var start = _c.At;
        if (!_c.TakeAny("exceptionnelle|exceptionnelles|exceptionnellement :?"))
        {
            return false;
        }

        var days = new ClosureWords();
        days.Read(_c, oneSentence: true);
        if (days.Rules.Count == 0 || days.Unsure.Count + days.Undated.Count + days.Week.Count > 0 || days.Holidays is not null || days.Rules.Any(r => !r.When.IsOneDay))
        {
            throw _c.Refuse("Ouverture non comprise.", start);
        }

        Closures.Rules.AddRange(days.Rules.Select(r => r with { Effect = DayEffect.Open }));
        return true;
    }

    private bool IsForAll()
    {
        var start = _c.At;
        var all = ForAll();
        _c.At = start;
        return all;
    }

    private bool ForAll() => _c.TakeAny("pour les? individuels", "pour tous? les? publics", "pour tous publics");

    private Line? One(int breaks)
    {
        var start = _c.At;
        if (TimeWords.Read(_c) is { } slots)
        {
            if (NoteWords.Trigger(_c) || (_c.Here?.Word is "pour" or "sur" && !IsForAll()))
            {
                throw _c.Refuse("Horaires sous condition.", start);
            }

            return new Line(breaks, start, _c.At) { Slots = slots };
        }

        if (breaks == 2 && _c.TakeTime() is { } closes && DateWords.ReadSeason(_c) is { IsRest: false } season)
        {
            return new Line(breaks, start, _c.At) { ClosesEarlier = closes, Season = season };
        }

        _c.At = start;
        if (DateWords.ReadSeason(_c) is { } told)
        {
            return new Line(breaks, start, _c.At) { Season = told };
        }

        return DayWords.Read(_c) is { } days ? new Line(breaks, start, _c.At) { Days = days } : null;
    }
}
