using Heritage.Standards.Dates;
using Heritage.Standards.Joconde;
using Heritage.Standards.Publication;
using Heritage.Standards.Text;

namespace Heritage.Standards.Lido;

/// <summary>What happened to an object, as events of LIDO, with the addresses of its terminology: making, finding, use, entry in the collection, owners, deposit, exhibitions.</summary>
internal static class LidoEvents
{
    // Each was found under the same name in two independent lists of the terminology.
    private const string Terminology = "http://terminology.lido-schema.org/";
    private const string Acquired = Terminology + "lido00001";
    private const string Found = Terminology + "lido00002";
    private const string Made = Terminology + "lido00007";
    private const string Used = Terminology + "lido00011";
    private const string Shown = Terminology + "lido00225";
    private const string Owned = Terminology + "lido00227";

    // How a find was made, where its words say so.
    private static readonly string[] Methods = ["fouille", "prospection", "sondage", "ramassage", "collecte", "trouvaille", "enquete"];

    public static void Write(LidoElements lido, PublishedWork work, JocondeNotice notice)
    {
        // Always there: without any fact, it still says that the object was made.
        Event(lido, "production", Made, () => Production(lido, work, notice));
        if (Says(notice, "DECV", "PDEC"))
        {
            Event(lido, "découverte", Found, () => Finding(lido, notice));
        }

        if (Says(notice, "UTIL", "PUTI", "PERU", "MILU") || notice.Places.Any(IsOfUse))
        {
            Event(lido, "utilisation", Used, () => Use(lido, work, notice));
        }

        if (Says(notice, "DACQ") || notice.Status is { Acquisitions.Count: > 0 })
        {
            Event(lido, "acquisition", Acquired, () => Acquisition(lido, notice));
        }

        After(lido, notice);
    }

    /// <summary>Owners, deposit, exhibitions.</summary>
    private static void After(LidoElements lido, JocondeNotice notice)
    {
        if (Says(notice, "APTN", "HIST"))
        {
            Event(lido, "provenance", Owned, () =>
            {
                Note(lido, notice["APTN"], "ancienne appartenance");
                Note(lido, notice["HIST"], "historique");
            });
        }

        if (Says(notice, "DDPT"))
        {
            Event(lido, "dépôt", null, () =>
            {
                LidoDescription.Date(lido, "eventDate", notice.Line("DDPT"), FrenchDates.Parse(notice["DDPT"]));
                Note(lido, notice["DEPO"], "lieu de dépôt");
            });
        }

        foreach (var show in notice.Terms("EXPO").Where(e => XmlCharacters.Clean(e).Trim().Length > 0))
        {
            Event(lido, "exposition", Shown, () => lido.Open("eventName", () => lido.Text("appellationValue", show)));
        }
    }

    private static void Production(LidoElements lido, PublishedWork work, JocondeNotice notice)
    {
        foreach (var author in notice.Authors.Where(a => XmlCharacters.Clean(a.Name).Trim().Length > 0))
        {
            lido.Open("eventActor", () => Actor(lido, author));
        }

        Terms(lido, "culture", "ECOL", work, notice);
        LidoDescription.Date(lido, "eventDate", notice.DateWords, notice.Creation);
        Terms(lido, "periodName", "PERI", work, notice);
        Terms(lido, "periodName", "EPOQ", work, notice);
        foreach (var place in notice.Places.Where(p => !IsOfUse(p)))
        {
            Place(lido, place.Parts, place.Kind);
        }

        foreach (var historic in notice.Terms("GEOHI"))
        {
            Place(lido, [historic], "lieu historique");
        }

        lido.Open("eventMaterialsTech", () => Materials(lido, work, notice));
        Note(lido, notice["PDAT"], "précisions sur la datation");
        Note(lido, notice["PAUT"], "précisions sur l’auteur");
        Note(lido, notice["ATTR"], "anciennes attributions");
        Note(lido, notice["PLIEUX"], "précisions sur le lieu");
    }

    private static void Finding(LidoElements lido, JocondeNotice notice)
    {
        LidoDescription.Date(lido, "eventDate", "", FrenchDates.Parse(notice["DECV"]));
        Place(lido, [notice.Line("DECV")], null);
        var said = Folding.Fold(notice["DECV"] + notice["PDEC"]);
        if (Methods.FirstOrDefault(m => said.Contains(m, StringComparison.Ordinal)) is { } method)
        {
            lido.Concept("eventMethod", method == "enquete" ? "enquête" : method);
        }

        Note(lido, notice["PDEC"], null);
    }

    private static void Use(LidoElements lido, PublishedWork work, JocondeNotice notice)
    {
        var words = notice["MILU"].Length > 0 ? notice.Line("MILU") : notice.Line("PERU");
        LidoDescription.Date(lido, "eventDate", words, FrenchDates.Parse(notice["MILU"]) ?? FrenchDates.Parse(notice["PERU"]));
        if (notice["MILU"].Length > 0)
        {
            Terms(lido, "periodName", "PERU", work, notice);
        }

        foreach (var place in notice.Places.Where(IsOfUse))
        {
            Place(lido, place.Parts, place.Kind);
        }

        Note(lido, notice.Line("UTIL"), "utilisation");
        Note(lido, notice["PUTI"], "précisions");
    }

    private static void Acquisition(LidoElements lido, JocondeNotice notice)
    {
        LidoDescription.Date(lido, "eventDate", notice.Line("DACQ"), FrenchDates.Parse(notice["DACQ"]));
        foreach (var way in notice.Status?.Acquisitions ?? [])
        {
            lido.Concept("eventMethod", way);
        }
    }

    private static void Event(LidoElements lido, string term, string? concept, Action facts) => lido.Open("eventSet", () => lido.Open("event", () =>
    {
        lido.Concept("eventType", term, concept);
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
                if (LifeSpan.Parse(author.Dates) is { } life)
                {
                    var (first, last) = life.IsActivity ? ("début d’activité", "fin d’activité") : ("birthDate", "deathDate");
                    lido.Open("vitalDatesActor", () =>
                    {
                        lido.Text("earliestDate", life.Birth is { } birth ? LidoWriter.Year(birth) : "", ("type", first));
                        lido.Text("latestDate", life.Death is { } death ? LidoWriter.Year(death) : "", ("type", last));
                    });
                }
            });
            lido.Concept("roleActor", author.Role ?? "");
            lido.Text("attributionQualifierActor", author.Qualifier ?? "");
        });
    }

    private static void Materials(LidoElements lido, PublishedWork work, JocondeNotice notice)
    {
        lido.Text("displayMaterialsTech", notice.Line("TECH"));
        lido.Open("materialsTech", () =>
        {
            foreach (var technique in notice.Techniques)
            {
                lido.Concept("termMaterialsTech", technique.Material, work.Concept("TECH", technique.Material), "material");
                foreach (var process in technique.Processes)
                {
                    lido.Concept("termMaterialsTech", process, work.Concept("TECH", process), "technique");
                }
            }
        });
    }

    private static void Terms(LidoElements lido, string name, string code, PublishedWork work, JocondeNotice notice)
    {
        foreach (var term in notice.Terms(code))
        {
            lido.Concept(name, term, work.Concept(code, term));
        }
    }

    /// <summary>The narrowest part names the place; each wider one holds it.</summary>
    private static void Place(LidoElements lido, IReadOnlyList<string> parts, string? kind)
    {
        lido.Open("eventPlace", () =>
        {
            lido.Text("displayPlace", string.Join(", ", parts));
            lido.Open("place", () => Part(parts.Count - 1));
        }, kind);

        void Part(int at)
        {
            if (at >= 0)
            {
                lido.Open("namePlaceSet", () => lido.Text("appellationValue", parts[at]));
                lido.Open("partOfPlace", () => Part(at - 1));
            }
        }
    }

    private static bool IsOfUse(Place place) => place.Kind is { } kind && Folding.Fold(kind).Contains("utilisation", StringComparison.Ordinal);

    private static bool Says(JocondeNotice notice, params ReadOnlySpan<string> codes)
    {
        foreach (var code in codes)
        {
            if (notice[code].Length > 0 && XmlCharacters.Clean(notice.Line(code)).Trim().Length > 0)
            {
                return true;
            }
        }

        return false;
    }

    private static void Note(LidoElements lido, string words, string? kind) =>
        lido.Open("eventDescriptionSet", () => lido.Text("descriptiveNoteValue", words.Replace('#', '\n')), kind);
}
