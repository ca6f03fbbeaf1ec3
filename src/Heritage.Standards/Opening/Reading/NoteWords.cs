namespace Heritage.Standards.Opening.Reading;

/// <summary>
/// Stretches that do not alter the hours of ordinary visitors and are kept as the museum wrote them: groups, appointments outside the
/// hours, guided visits. Each word of them is known, so that no hours hide in one.
/// </summary>
internal static class NoteWords
{
    /// <summary>Takes a note that begins here, or nothing.</summary>
    /// <param name="breaks">How strongly it is parted from what is before: « et » 1, a comma 2, a full stop or the start 3.</param>
    public static string? Read(Cursor c, int breaks) => c.Try(() =>
    {
        var start = c.At;
        return (Visit(c) || c.Take("( exposition|expositions temporaire|temporaires? )") || (breaks == 3 && Works(c)) || (breaks > 0 && (Groups(c, breaks) || LastEntry(c))) || Rooms(c)) && IsEnd(c) ? c.Words(start, c.At) : null;
    });

    private static bool IsEnd(Cursor c) => c.IsEnd || c.Here?.Word is "," or "." or ";" or ")" or "et" or "/" or "&";

    /// <summary>« avec visite guidée à 15h, 16h ou 17h », « visites guidées le dimanche à 15h ».</summary>
    private static bool Visit(Cursor c)
    {
        var start = c.At;
        c.TakeAny("avec des|une", "avec", "en", "des", "la", "les");
        if (!c.TakeAny("visite|visites guidee|guidees|commentee|commentees"))
        {
            c.At = start;
            return false;
        }

        while (c.TakeAny("individuelle|individuelles", "obligatoire|obligatoires", "uniquement", "seulement", "gratuite|gratuites", "de groupe|groupes", "toute l' annee") || Audience(c) || Trigger(c))
        {
        }

        DayWords.Read(c);
        while (c.TakeAny("a", ",", "et a", "et", "ou a", "ou"))
        {
            if (c.Here is not { Kind: TokenKind.Time })
            {
                c.At--;
                break;
            }

            c.TakeTime();
        }

        _ = Audience(c);
        _ = Trigger(c);
        return true;
    }

    private static bool LastEntry(Cursor c) =>
        c.TakeAny("derniere entree|admission", "dernier billet", "fermeture des caisses|guichets", "fermeture de la caisse|billetterie") && Delay(c) && c.TakeAny("avant la fermeture", "avant fermeture", "avant");

    private static bool Delay(Cursor c)
    {
        c.TakeAny("a");
        if (c.TakeAny("une? demi - heure", "une? demi heure", "une heure"))
        {
            return true;
        }

        if (c.Here is { Kind: TokenKind.Number } && c.Following(1)?.Word is "mn" or "min" or "minutes")
        {
            c.At += 2;
            return true;
        }

        return c.TakeTime() is not null;
    }

    /// <summary>« Musée en restructuration. »: said before the hours of what stays open.</summary>
    private static bool Works(Cursor c) => c.TakeAny("le? musee est? en cours? de? restructuration|renovation|travaux");

    /// <summary>Openings of one day a year that come with the event itself: « la nuit des musées », « les journées du patrimoine ».</summary>
    public static bool Events(Cursor c)
    {
        var start = c.At;
        c.TakeAny("ouvert", "ouverture");
        while (c.TakeAny("a l' occasion de la|des", "durant|pendant les", "lors de la|des", "et", ",") | c.TakeAny("la? nuit des musees", "journees europeennes? du patrimoine", "journees du patrimoine"))
        {
        }

        c.Take(".");
        return c.IsEnd && c.At > start;
    }

    /// <summary>« Entre 12h et 14h les salons sont uniquement accessibles en visite guidée »: a part of the museum, which stays open.</summary>
    private static bool Rooms(Cursor c)
    {
        var start = c.At;
        if (c.Take("entre") && c.TakeTime() is not null && c.Take("et") && c.TakeTime() is not null && c.TakeAny("les", "la", "le"))
        {
            while (c.Here is { Kind: TokenKind.Word, Word: not ("sont" or "est" or "ferme" or "fermes" or "fermees" or "musee") })
            {
                c.At++;
            }

            if (c.TakeAny("sont|est uniquement? accessible|accessibles en visite|visites guidee|guidees|commentee|commentees"))
            {
                c.TakeAny("sans supplement");
                return true;
            }
        }

        c.At = start;
        return false;
    }

    private static bool Groups(Cursor c, int breaks)
    {
        var seen = Seen.Nothing;
        var start = c.At;
        while (!c.IsEnd)
        {
            var at = c.At;
            if (Piece(c, seen) is not { } piece)
            {
                c.At = at;
                break;
            }

            // Hours told before « sur rendez-vous » are those of the museum, under a condition.
            if (piece == Seen.Trigger && seen.HasFlag(Seen.Hours) && !seen.HasFlag(Seen.Audience) && !seen.HasFlag(Seen.Trigger))
            {
                break;
            }

            seen |= piece;
        }

        // A bare « , sur rendez-vous » may be a condition of the hours before it; « et sur rendez-vous » is not.
        var bare = (seen & (Seen.Audience | Seen.Days | Seen.Head)) == 0;
        var names = (seen & (Seen.Audience | Seen.Trigger)) != 0;
        return c.At > start && names && !(bare && (breaks == 2 || (seen.HasFlag(Seen.Hours) && breaks != 3)));
    }

    [Flags]
    private enum Seen
    {
        Nothing = 0,
        Audience = 1,
        Days = 2,
        Hours = 4,
        Trigger = 8,

        /// <summary>« le matin », « les autres jours ».</summary>
        Head = 16,
    }

    /// <summary>Takes one piece of a note about groups or appointments; null when what stands here is none.</summary>
    private static Seen? Piece(Cursor c, Seen seen)
    {
        var (audience, trigger) = (seen.HasFlag(Seen.Audience), seen.HasFlag(Seen.Trigger));
        if (Trigger(c))
        {
            return Seen.Trigger;
        }

        if (Audience(c))
        {
            return Seen.Audience;
        }

        if (HalfDay(c) || c.TakeAny("les autres jours", "les autres horaires", "autres horaires possibles?", "autres horaires"))
        {
            return Seen.Head;
        }

        if (Loose(c) || ((audience || seen.HasFlag(Seen.Head)) && !trigger && !seen.HasFlag(Seen.Hours) && c.TakeAny(",", "et") && IsDay(c)))
        {
            return Seen.Nothing;
        }

        if (Days(c))
        {
            return Seen.Days;
        }

        if (c.TakeAny("a partir de") ? c.TakeTime() is not null : TimeWords.Read(c) is not null || Time(c, audience))
        {
            return Seen.Hours;
        }

        return ((audience || trigger) && Bracket(c)) || (trigger && DateWords.ReadSeason(c) is not null) ? Seen.Nothing : null;
    }

    private static bool IsDay(Cursor c)
    {
        var at = c.At;
        var is_ = Days(c) || HalfDay(c) || c.TakeAny("autres horaires");
        c.At = at;
        return is_;
    }

    private static bool Days(Cursor c)
    {
        var at = c.At;
        c.TakeAny("du", "le", "les");
        if (DayWords.TakeName(c) is not null && c.TakeAny("matin|matins", "apres-midi"))
        {
            return true;
        }

        c.At = at;
        if (DayWords.Read(c) is not null)
        {
            return true;
        }

        c.At = at;
        // « du lundi au vendredi matin »
        if (c.Take("du") && DayWords.TakeName(c) is not null && c.Take("au") && DayWords.TakeName(c) is not null && c.TakeAny("matin", "apres-midi"))
        {
            return true;
        }

        c.At = at;
        return false;
    }

    /// <summary>« 9h pour les groupes », « dès 8h ».</summary>
    private static bool Time(Cursor c, bool audience)
    {
        var at = c.At;
        if (c.TakeTime() is not null && (audience || c.Here?.Word is "pour" or "aux"))
        {
            return true;
        }

        c.At = at;
        return false;
    }

    private static bool Bracket(Cursor c)
    {
        var at = c.At;
        if (c.Take("(") && TimeWords.Read(c) is not null && c.Take(")"))
        {
            return true;
        }

        c.At = at;
        return false;
    }

    public static bool Trigger(Cursor c) => c.TakeAny(
        "uniquement sur|par rendezvous|reservation|reservations|demande prealable?", "sur rendezvous|reservation|reservations|demande prealable?", "par rendezvous", "sur demande ecrite|prealable", "avec reservation");

    private static bool Audience(Cursor c)
    {
        var at = c.At;
        c.TakeAny("accueil des|de|d'", "visites|visite pour|des|de", "uniquement pour|aux", "seulement pour", "pour", "aux", "des", "de", "et", "et aux", "et pour");
        c.TakeAny("les", "des");
        if (c.TakeAny("groupes scolaires", "groupes constitues", "groupes adultes", "groupes|groupe", "scolaires", "publics? scolaires", "ecoles"))
        {
            while (c.TakeAny("et|ou les? scolaires", "et|ou les? groupes", ", scolaires", "scolaires", "uniquement", "seulement"))
            {
            }

            return true;
        }

        c.At = at;
        return false;
    }

    private static bool HalfDay(Cursor c) => c.TakeAny("le|les matin|matins", "en matinee", "les matinees", "l' apres-midi", "les apres-midi", "matin");

    private static bool Loose(Cursor c) => c.TakeAny("ouvert|ouverte|ouverts", "ouverture", "uniquement", "seulement", "egalement", "aussi", "possible|possibles", "toute l' annee", "visite|visites");
}
