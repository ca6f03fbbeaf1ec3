namespace Heritage.Standards.Opening.Reading;

/// <summary>Closures on feasts and on days counted from another.</summary>
internal sealed partial class ClosureWords
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
}
