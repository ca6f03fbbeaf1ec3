namespace Heritage.Standards.Opening.Reading;

/// <summary>« de 10h à 12h30 et de 14h à 18h ».</summary>
internal static class TimeWords
{
    public static IReadOnlyList<Slot>? Read(Cursor c)
    {
        var start = c.At;
        var slots = new List<Slot>();
        while (true)
        {
            var before = c.At;
            // « entre 12h et 14h les salons … » begins something else.
            if (slots.Count > 0 && (c.TakeBreaks() == 3 || c.Here?.Word == "entre"))
            {
                c.At = before;
                break;
            }

            if (One(c) is not { } slot)
            {
                c.At = before;
                break;
            }

            // « 9h-12h, 14h-18h » follow each other; « 14h-18h, 10h-12h » belong to two things.
            if (slots.Count > 0 && slot.Start < slots[^1].End)
            {
                throw c.Refuse("Ces horaires se suivent dans le désordre.", start, c.At);
            }

            slots.Add(slot);
        }

        return slots.Count > 0 ? slots : null;
    }

    private static Slot? One(Cursor c)
    {
        var start = c.At;
        while (c.Take("de de"))
        {
            c.At--;
        }

        var between = c.Take("entre");
        if (!between)
        {
            c.TakeAny("de", "a", "des");
        }

        if (c.TakeTime() is { } opens && (between ? c.Take("et") : c.TakeAny("jusqu' a", "a", "-")) && c.TakeTime() is { } closes)
        {
            // Nobody opens in the evening of one day and closes in the morning of the next without saying « nocturne ».
            return closes > opens || closes == default ? new Slot(opens, closes) : throw c.Refuse("La fermeture vient avant l’ouverture.", start, c.At);
        }

        c.At = start;
        return null;
    }
}
