using System.Globalization;
using Heritage.Standards.Dates;
using Heritage.Standards.Joconde;
using Heritage.Standards.Publication;

namespace Heritage.Standards.Lido;

/// <summary>The descriptive part of a LIDO record, in the order of the schema: what the object is, what happened to it, what it shows.</summary>
internal static class LidoDescription
{
    /// <summary>Marks what kind of inscription there is, beside its words.</summary>
    public const string Nature = "nature de l’inscription";

    public static void Write(LidoElements lido, PublishedWork work, JocondeNotice notice)
    {
        lido.Open("objectClassificationWrap", () => Classification(lido, work, notice));
        lido.Open("objectIdentificationWrap", () => Identification(lido, work, notice));
        lido.Open("eventWrap", () => LidoEvents.Write(lido, work, notice));
        lido.Open("objectRelationWrap", () => LidoRelations.Write(lido, work, notice));
    }

    private static void Classification(LidoElements lido, PublishedWork work, JocondeNotice notice)
    {
        var code = notice.Terms("DENO").Count > 0 ? "DENO" : "DOMN";
        var types = notice.Terms(code).Where(t => Text.XmlCharacters.Clean(t).Trim().Length > 0).ToList();
        lido.Open("objectWorkTypeWrap", () =>
        {
            foreach (var type in types.Count > 0 ? types : ["objet"])
            {
                lido.Concept("objectWorkType", type, work.Concept(code, type));
            }
        });
        lido.Open("classificationWrap", () =>
        {
            foreach (var term in notice.Terms("DOMN"))
            {
                lido.Concept("classification", term, work.Concept("DOMN", term), "domaine");
            }
        });
    }

    private static void Identification(LidoElements lido, PublishedWork work, JocondeNotice notice)
    {
        lido.Open("titleWrap", () => Titles(lido, notice, work.Reference));
        lido.Open("inscriptionsWrap", () =>
        {
            lido.Open("inscriptions", () =>
            {
                lido.Text("inscriptionTranscription", notice["PINS"].Replace('#', '\n'));
                lido.Open("inscriptionDescription", () => lido.Text("descriptiveNoteValue", notice.Line("INSC")), Nature);
            });
            lido.Open("inscriptions", () => lido.Open("inscriptionDescription", () => lido.Text("descriptiveNoteValue", notice.Line("ONOM"))), "onomastique");
        });
        lido.Open("repositoryWrap", () => Repositories(lido, work, notice));
        lido.Open("displayStateEditionWrap", () =>
        {
            lido.Text("displayState", notice.Line("ETAT"));
            lido.Text("displayEdition", notice.Line("GENE"));
        });
        lido.Open("objectDescriptionWrap", () =>
        {
            Note(lido, work.Warning, "avertissement");
            Note(lido, notice["DESC"], "description");
            Note(lido, notice["COMM"], "commentaire");
        });
        lido.Open("objectMeasurementsWrap", () => Measures(lido, notice));
    }

    private static void Note(LidoElements lido, string words, string type) =>
        lido.Open("objectDescriptionSet", () => lido.Text("descriptiveNoteValue", words.Replace('#', '\n')), type);

    /// <summary>LIDO wants a title: an object without one is called by what it is and shows, and says so.</summary>
    private static void Titles(LidoElements lido, JocondeNotice notice, string reference)
    {
        var title = WorkWords.Title(notice, reference);
        title = Text.XmlCharacters.Clean(title).Trim().Length > 0 ? title : reference;
        lido.Open("titleSet", () => lido.Text("appellationValue", title, ("pref", "preferred")), WorkWords.HasTitle(notice) ? null : "titre forgé");
        foreach (var other in WorkWords.OtherTitles(notice))
        {
            lido.Open("titleSet", () => lido.Text("appellationValue", other, ("pref", "alternate")), "autre titre");
        }

        if (WorkWords.HasTitle(notice))
        {
            lido.Open("titleSet", () => lido.Text("appellationValue", notice.Line("APPL"), ("pref", "alternate")), "appellation");
        }
    }

    /// <summary>The museum first, then where it deposited the work, then former depositaries. A missing or stolen work is no longer in custody.</summary>
    private static void Repositories(LidoElements lido, PublishedWork work, JocondeNotice notice)
    {
        var isGone = notice.Situation.Kind is SituationKind.Missing or SituationKind.Stolen;
        lido.Open("repositorySet", () => Museum(lido, work, notice), isGone ? "former" : "current");
        foreach (var (code, type) in new[] { ("DEPO", "current"), ("ADPT", "former") })
        {
            lido.Open("repositorySet", () => lido.Open("repositoryName", () => lido.Open("legalBodyName", () => lido.Text("appellationValue", notice.Line(code)))), type);
        }
    }

    private static void Museum(LidoElements lido, PublishedWork work, JocondeNotice notice)
    {
        lido.Open("repositoryName", () => LidoAdministration.Body(lido, work));
        lido.Text("workID", notice.Inventory.Current, ("type", "numéro d’inventaire"));
        foreach (var other in notice.Inventory.Others)
        {
            lido.Text("workID", other.Number, ("type", other.Precision is { } said && Text.XmlCharacters.Clean(said).Length > 0 ? said : "autre numéro"));
        }

        lido.Open("repositoryLocation", () =>
        {
            lido.Open("namePlaceSet", () => lido.Text("appellationValue", work.City));
            lido.Open("partOfPlace", () =>
            {
                lido.Open("namePlaceSet", () => lido.Text("appellationValue", work.Department));
                lido.Open("partOfPlace", () => lido.Open("namePlaceSet", () => lido.Text("appellationValue", work.Region)));
            });
        });
    }

    private static void Measures(LidoElements lido, JocondeNotice notice)
    {
        // What goes with one measure and not with the next (« avec cadre ») makes sets of their own; the words of all stand in the first.
        var groups = notice.Measures.Where(m => m.Value is not null && m.Kind.Length > 0 && m.Unit.Length > 0).GroupBy(m => m.Precision ?? "").ToList();
        lido.Open("objectMeasurementsSet", () =>
        {
            lido.Text("displayObjectMeasurements", notice.Line("DIMS"));
            groups.Take(1).ToList().ForEach(g => Group(lido, g));
        });
        groups.Skip(1).ToList().ForEach(g => lido.Open("objectMeasurementsSet", () => Group(lido, g)));
    }

    private static void Group(LidoElements lido, IGrouping<string, Measure> group) => lido.Open("objectMeasurements", () =>
    {
        foreach (var measure in group)
        {
            lido.Open("measurementsSet", () =>
            {
                lido.Text("measurementType", Kind(measure));
                lido.Text("measurementUnit", measure.Unit);
                lido.Text("measurementValue", measure.Value!.Value.ToString(CultureInfo.InvariantCulture));
            });
        }

        lido.Text("extentMeasurements", group.Key);
    });

    /// <summary>The profession's letters in full.</summary>
    private static string Kind(Measure measure) => measure.Dimension switch
    {
        Dimension.Height => "hauteur",
        Dimension.Length => "longueur",
        Dimension.Width => "largeur",
        Dimension.Diameter => "diamètre",
        Dimension.Depth => "profondeur",
        Dimension.Thickness => "épaisseur",
        Dimension.Weight => "poids",
        _ => measure.Kind,
    };

    public static void Date(LidoElements lido, string name, string words, YearSpan? span) => lido.Open(name, () =>
    {
        lido.Text("displayDate", words);
        if (span is { From: { } from, To: { } to })
        {
            lido.Open("date", () =>
            {
                lido.Text("earliestDate", LidoWriter.Year(from));
                lido.Text("latestDate", LidoWriter.Year(to));
            });
        }
    });
}
