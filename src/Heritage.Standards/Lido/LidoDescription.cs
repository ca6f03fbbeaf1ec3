using System.Globalization;
using Heritage.Standards.Dates;
using Heritage.Standards.Joconde;

namespace Heritage.Standards.Lido;

/// <summary>The descriptive part of a LIDO record, in the order of the schema: what the object is, what happened to it, what it shows.</summary>
internal static class LidoDescription
{
    private static readonly (string Code, string Label)[] Notes =
        [("DESC", "description"), ("HIST", "historique"), ("PUTI", "utilisation"), ("PREP", "sujet"), ("COMM", "commentaire"), ("BIBL", "bibliographie"), ("EXPO", "exposition")];

    public static void Write(LidoElements lido, LidoRecord record)
    {
        var notice = record.Notice;
        lido.Open("objectClassificationWrap", () => Classification(lido, notice));
        lido.Open("objectIdentificationWrap", () => Identification(lido, record));
        lido.Open("eventWrap", () =>
        {
            LidoEvents.Production(lido, notice);
            LidoEvents.Finding(lido, notice);
            LidoEvents.Use(lido, notice);
            LidoEvents.Acquisition(lido, notice);
        });
        if (notice.Subjects.Count > 0)
        {
            lido.Open("objectRelationWrap", () => lido.Open("subjectWrap", () => notice.Subjects.ToList().ForEach(group => Subject(lido, group))));
        }
    }

    private static void Classification(LidoElements lido, JocondeNotice notice)
    {
        var types = notice.Terms("DENO") is { Count: > 0 } named ? named : notice.Terms("DOMN") is { Count: > 0 } domains ? domains : ["objet"];
        lido.Open("objectWorkTypeWrap", () => types.ToList().ForEach(type => lido.Open("objectWorkType", () => lido.Text("term", type))));
        if (notice.Terms("DOMN") is { Count: > 0 } classes)
        {
            lido.Open("classificationWrap", () => classes.ToList().ForEach(term => lido.Open("classification", () => lido.Text("term", term), "domaine")));
        }
    }

    private static void Identification(LidoElements lido, LidoRecord record)
    {
        var notice = record.Notice;
        lido.Open("titleWrap", () => Titles(lido, notice, record.Reference));
        if (notice["PINS"].Length + notice["INSC"].Length > 0)
        {
            lido.Open("inscriptionsWrap", () => lido.Open("inscriptions", () =>
            {
                if (notice["PINS"].Length > 0)
                {
                    lido.Text("inscriptionTranscription", notice["PINS"]);
                }

                if (notice["INSC"].Length > 0)
                {
                    lido.Open("inscriptionDescription", () => lido.Text("descriptiveNoteValue", notice.Line("INSC")));
                }
            }));
        }

        lido.Open("repositoryWrap", () => lido.Open("repositorySet", () => Repository(lido, record), "current"));
        if (record.Warning.Length > 0 || Notes.Any(n => notice[n.Code].Length > 0))
        {
            lido.Open("objectDescriptionWrap", () =>
            {
                if (record.Warning.Length > 0)
                {
                    lido.Open("objectDescriptionSet", () => lido.Text("descriptiveNoteValue", record.Warning), "avertissement");
                }

                foreach (var (code, label) in Notes.Where(n => notice[n.Code].Length > 0))
                {
                    lido.Open("objectDescriptionSet", () => lido.Text("descriptiveNoteValue", notice[code].Replace('#', '\n')), label);
                }
            });
        }

        if (notice["DIMS"].Length > 0)
        {
            lido.Open("objectMeasurementsWrap", () => lido.Open("objectMeasurementsSet", () => Measures(lido, notice)));
        }
    }

    /// <summary>LIDO wants a title: an object without one is called by what it is, and says so.</summary>
    private static void Titles(LidoElements lido, JocondeNotice notice, string reference)
    {
        var title = notice.Title.Length > 0 ? notice.Title : reference;
        lido.Open("titleSet", () => lido.Text("appellationValue", title, ("pref", "preferred")), notice["TITR"].Length > 0 ? null : "titre forgé");
        if (notice["TITR"].Length > 0 && notice["APPL"].Length > 0)
        {
            lido.Open("titleSet", () => lido.Text("appellationValue", notice.Line("APPL"), ("pref", "alternate")), "appellation");
        }
    }

    private static void Repository(LidoElements lido, LidoRecord record)
    {
        lido.Open("repositoryName", () => LidoWriter.Body(lido, record));
        var inventory = record.Notice.Inventory;
        if (inventory.Current.Length > 0)
        {
            lido.Text("workID", inventory.Current, ("type", "numéro d’inventaire"));
        }

        foreach (var other in inventory.Others)
        {
            lido.Text("workID", other.Number, ("type", other.Precision ?? "autre numéro"));
        }

        if (record.City.Length > 0)
        {
            lido.Open("repositoryLocation", () => lido.Open("namePlaceSet", () => lido.Text("appellationValue", record.City)));
        }
    }

    private static void Measures(LidoElements lido, JocondeNotice notice)
    {
        lido.Text("displayObjectMeasurements", notice.Line("DIMS"));
        var read = notice.Measures.Where(m => m.Value is not null && m.Kind.Length > 0 && m.Unit.Length > 0).ToList();
        if (read.Count > 0)
        {
            lido.Open("objectMeasurements", () => read.ForEach(measure => lido.Open("measurementsSet", () =>
            {
                lido.Text("measurementType", Kind(measure.Kind));
                lido.Text("measurementUnit", measure.Unit);
                lido.Text("measurementValue", measure.Value!.Value.ToString(CultureInfo.InvariantCulture));
            })));
        }
    }

    /// <summary>The profession's letters in full: « H » and « l » differ by their case.</summary>
    private static string Kind(string kind) => kind.TrimEnd('.') switch
    {
        "H" or "h" or "Ht" => "hauteur",
        "L" => "longueur",
        "l" or "La" or "la" => "largeur",
        "D" or "Diam" or "diam" or "Ø" => "diamètre",
        "P" or "Pr" or "pr" or "Prof" => "profondeur",
        "E" or "Ep" or "ep" or "Ép" => "épaisseur",
        "Pds" or "pds" => "poids",
        _ => kind,
    };

    private static void Subject(LidoElements lido, SubjectGroup group) => lido.Open("subjectSet", () =>
    {
        lido.Text("displaySubject", group.Text.Replace('#', ' '));
        lido.Open("subject", () =>
        {
            foreach (var term in group.Terms.Count > 0 ? group.Terms : [group.Genre])
            {
                lido.Open("subjectConcept", () => lido.Text("term", term));
            }
        });
    });

    public static void Date(LidoElements lido, string words, YearSpan? span)
    {
        if (words.Length == 0)
        {
            return;
        }

        lido.Open("eventDate", () =>
        {
            lido.Text("displayDate", words);
            if (span is { From: { } from, To: { } to })
            {
                lido.Open("date", () =>
                {
                    lido.Text("earliestDate", Year(from));
                    lido.Text("latestDate", Year(to));
                });
            }
        });
    }

    /// <summary>ISO 8601: four digits, a sign before Christ.</summary>
    private static string Year(int year) => (year < 0 ? "-" : "") + Math.Abs(year).ToString("0000", CultureInfo.InvariantCulture);
}
