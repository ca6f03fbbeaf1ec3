using Heritage.Standards.Dates;
using Heritage.Standards.Joconde;

namespace Heritage.Standards.Lido;

/// <summary>What happened to an object, as events of LIDO: making, finding, use, entry in the collection.</summary>
internal static class LidoEvents
{
    private const string Terminology = "http://terminology.lido-schema.org/";

    /// <summary>Always there: without any fact, it still says that the object was made.</summary>
    public static void Production(LidoElements lido, JocondeNotice notice) => Event(lido, "production", "lido00007", () =>
    {
        foreach (var author in notice.Authors)
        {
            lido.Open("eventActor", () => Actor(lido, author));
        }

        foreach (var school in notice.Terms("ECOL"))
        {
            lido.Open("culture", () => lido.Text("term", school));
        }

        LidoDescription.Date(lido, notice.DateWords, notice.Creation);
        foreach (var period in notice.Terms("EPOQ"))
        {
            lido.Open("periodName", () => lido.Text("term", period));
        }

        foreach (var place in notice.Places)
        {
            Place(lido, string.Join(", ", place.Parts), place.Kind);
        }

        if (notice["TECH"].Length > 0)
        {
            lido.Open("eventMaterialsTech", () => Materials(lido, notice));
        }

        Note(lido, notice["ATTR"], "anciennes attributions");
    });

    public static void Finding(LidoElements lido, JocondeNotice notice)
    {
        if (notice["DECV"].Length > 0)
        {
            Event(lido, "découverte", "lido00002", () =>
            {
                Place(lido, notice.Line("DECV"), null);
                Note(lido, notice["PDEC"], null);
            });
        }
    }

    public static void Use(LidoElements lido, JocondeNotice notice)
    {
        if (notice["UTIL"].Length + notice["PERU"].Length + notice["MILU"].Length > 0)
        {
            Event(lido, "utilisation", null, () =>
            {
                var words = notice["MILU"].Length > 0 ? notice.Line("MILU") : notice.Line("PERU");
                LidoDescription.Date(lido, words, FrenchDates.Parse(notice["MILU"]) ?? FrenchDates.Parse(notice["PERU"]));
                Note(lido, notice.Line("UTIL"), null);
            });
        }
    }

    public static void Acquisition(LidoElements lido, JocondeNotice notice)
    {
        if (notice["DACQ"].Length + notice["APTN"].Length > 0 || notice.Status is { Acquisitions.Count: > 0 })
        {
            Event(lido, "acquisition", null, () =>
            {
                LidoDescription.Date(lido, notice.Line("DACQ"), FrenchDates.Parse(notice["DACQ"]));
                foreach (var way in notice.Status?.Acquisitions ?? [])
                {
                    lido.Open("eventMethod", () => lido.Text("term", way));
                }

                Note(lido, notice["APTN"], "ancienne appartenance");
            });
        }
    }

    private static void Event(LidoElements lido, string term, string? concept, Action facts) => lido.Open("eventSet", () => lido.Open("event", () =>
    {
        lido.Open("eventType", () =>
        {
            if (concept is not null)
            {
                lido.Text("conceptID", Terminology + concept, ("type", "uri"));
            }

            lido.Text("term", term);
        });
        facts();
    }));

    private static void Actor(LidoElements lido, Author author)
    {
        lido.Text("displayActorInRole", author.Text.Replace('#', ' '));
        lido.Open("actorInRole", () =>
        {
            lido.Open("actor", () =>
            {
                lido.Open("nameActorSet", () => lido.Text("appellationValue", author.Name, ("pref", "preferred")));
                if (author.Dates?.Split('-') is [var from, var to] && IsYear(from) && IsYear(to))
                {
                    lido.Open("vitalDatesActor", () =>
                    {
                        lido.Text("earliestDate", from, ("type", "birthDate"));
                        lido.Text("latestDate", to, ("type", "deathDate"));
                    });
                }
            });
            if (author.Role is { } role)
            {
                lido.Open("roleActor", () => lido.Text("term", role));
            }

            if (author.Qualifier is { } qualifier)
            {
                lido.Text("attributionQualifierActor", qualifier);
            }
        });
    }

    private static bool IsYear(string text) => text.Length == 4 && text.All(char.IsAsciiDigit);

    private static void Materials(LidoElements lido, JocondeNotice notice)
    {
        lido.Text("displayMaterialsTech", notice.Line("TECH"));
        lido.Open("materialsTech", () =>
        {
            foreach (var technique in notice.Techniques)
            {
                lido.Open("termMaterialsTech", () => lido.Text("term", technique.Material), "material");
                foreach (var process in technique.Processes)
                {
                    lido.Open("termMaterialsTech", () => lido.Text("term", process), "technique");
                }
            }
        });
    }

    private static void Place(LidoElements lido, string words, string? kind) => lido.Open("eventPlace", () =>
    {
        lido.Text("displayPlace", words);
        lido.Open("place", () => lido.Open("namePlaceSet", () => lido.Text("appellationValue", words)));
    }, kind);

    private static void Note(LidoElements lido, string words, string? kind)
    {
        if (words.Length > 0)
        {
            lido.Open("eventDescriptionSet", () => lido.Text("descriptiveNoteValue", words.Replace('#', '\n')), kind);
        }
    }
}
