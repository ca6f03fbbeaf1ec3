namespace Heritage.Standards.Opening.Reading;

/// <summary>Closures that the text names and that no calendar dates: they are told to visitors in the museum's own words, and no day is closed for them.</summary>
internal sealed partial class ClosureWords
{
    public List<string> Undated { get; } = [];

    /// <summary>« Braderie », « les 4 jours de carnaval », « Saint Louis (lundi braderie de Lille) », « autres en fonction de la programmation ».</summary>
    private bool WithoutDate(Cursor c)
    {
        var start = c.At;
        if ((Programme(c) || TownFeast(c) || PatronFeast(c)) && IsParted(c))
        {
            Undated.Add(c.Words(start, c.At));
            return true;
        }

        c.At = start;
        return false;
    }

    private static bool Programme(Cursor c) =>
        c.TakeAny("autres jours? en fonction de la programmation", "autres jours? selon la programmation", "d' autres jours? en fonction de la programmation", "d' autres jours? selon la programmation");

    private static bool TownFeast(Cursor c)
    {
        c.TakeAny("le", "la", "les");
        if (c.Here is { Kind: TokenKind.Number })
        {
            c.At++;
        }

        c.TakeAny("jour|jours de la", "jour|jours du|de", "lundi de la", "lundi du");
        if (!c.TakeAny("braderie", "carnaval", "ducasse", "kermesse", "foire communale?", "fete communale|locale|patronale"))
        {
            return false;
        }

        // « braderie de Lille »
        if (c.TakeAny("de", "d'") && c.Here is { Kind: TokenKind.Word } place && DayWords.IsNoDay(place) && DateWords.Month(place.Word) is null)
        {
            c.At++;
        }

        return true;
    }

    /// <summary>The feast of a town's saint is kept on another day than the calendar's in many towns.</summary>
    private static bool PatronFeast(Cursor c)
    {
        c.TakeAny("le", "la");
        if (!c.TakeAny("saint", "sainte") || c.Here is not { Kind: TokenKind.Word })
        {
            return false;
        }

        c.At++;
        if (!c.Take("("))
        {
            return true;
        }

        while (c.Here is { Kind: TokenKind.Word })
        {
            c.At++;
        }

        return c.Take(")");
    }

    private static bool IsParted(Cursor c) => c.IsEnd || c.Here?.Word is "," or "." or ";" or ")" or "et" or "&" or "/";
}
