using System.Text.RegularExpressions;
using System.Xml.Linq;
using Heritage.Standards.Text;

namespace Heritage.Standards.Lido;

/// <summary>What the events of a LIDO record say, by their kind.</summary>
internal static partial class LidoEventReader
{
    private enum Kind { Production, Acquisition, Finding, Use, Provenance, Exhibition, Other }

    public static void Add(XElement lidoEvent, Dictionary<string, string> fields)
    {
        switch (KindOf(lidoEvent))
        {
            case Kind.Production:
                Production(lidoEvent, fields);
                break;
            case Kind.Acquisition:
                fields.Put("DACQ", Date(lidoEvent));
                fields.Put("STAT", LidoText.List(lidoEvent.Under("eventMethod").Select(e => e.Term().ToLowerInvariant())));
                break;
            case Kind.Finding:
                // The place as it is shown may tell the date already.
                var found = Place(lidoEvent);
                fields.Put("DECV", LidoText.List([found, Date(lidoEvent) is { Length: > 0 } date && !found.Contains(date, StringComparison.Ordinal) && lidoEvent.Descendants().Any(e => e.Name.LocalName == "displayDate") ? $"({date})" : ""]));
                Notes(lidoEvent, fields, "PDEC");
                break;
            case Kind.Use:
                fields.Put(Century().IsMatch(Date(lidoEvent)) ? "PERU" : "MILU", Date(lidoEvent));
                Notes(lidoEvent, fields, "PUTI", ("utilisation", "UTIL"));
                foreach (var place in Places(lidoEvent))
                {
                    fields.Put("LIEUX", $"{place} (lieu d'utilisation)");
                }

                break;
            case Kind.Provenance:
                Notes(lidoEvent, fields, "APTN", ("historique", "HIST"));
                break;
            case Kind.Exhibition:
                fields.Put("EXPO", LidoText.List(lidoEvent.Under("eventName").Select(n => n.Under("appellationValue").French().Words())));
                break;
        }
    }

    private static void Production(XElement production, Dictionary<string, string> fields)
    {
        foreach (var actor in production.Under("eventActor"))
        {
            fields.Put("AUTR", Author(actor));
        }

        var date = Date(production);
        fields.Put(Century().IsMatch(date) ? "PERI" : "MILL", date);
        foreach (var period in production.Under("periodName").Select(e => e.Term()))
        {
            fields.Put(Century().IsMatch(period) ? "PERI" : "EPOQ", period);
        }

        // What only says more of a maker, a date or a place has a kind of ours.
        foreach (var set in production.Under("eventDescriptionSet"))
        {
            var code = set.Said("type") switch { "anciennes attributions" => "ATTR", "precisions sur l'auteur" => "PAUT", "precisions sur le lieu" => "PLIEUX", "precisions sur la datation" => "PDAT", _ => null };
            if (code is not null)
            {
                fields.Put(code, set.Under("descriptiveNoteValue").French().Words());
            }
        }

        fields.Put("GEOHI", LidoText.List(production.Under("eventPlace").Where(p => p.Said("type") == "lieu historique").Select(p => p.Under("displayPlace").French().Words())));
        fields.Put("ECOL", LidoText.List(production.Under("culture").Select(e => e.Term())));
        fields.Put("LIEUX", Place(production));
        foreach (var made in production.Under("eventMaterialsTech"))
        {
            var shown = made.Under("displayMaterialsTech").French().Words();
            fields.Put("TECH", shown.Length > 0 ? shown : LidoText.List(made.Under("materialsTech").SelectMany(m => m.Under("termMaterialsTech")).Select(e => e.Term())));
        }
    }

    /// <summary>« Léonard de Vinci (1452-1519) ; peintre », as Joconde writes an author with a role; else what is shown of it.</summary>
    private static string Author(XElement eventActor)
    {
        var role = eventActor.Under("actorInRole").FirstOrDefault();
        var actor = role?.Under("actor").FirstOrDefault();
        var name = actor?.Name() ?? "";
        if (name.Length == 0)
        {
            return eventActor.Under("displayActorInRole").French().Words();
        }

        var life = actor!.Under("vitalDatesActor").FirstOrDefault();
        var (birth, death) = (life?.Under("earliestDate").FirstOrDefault().Words() ?? "", life?.Under("latestDate").FirstOrDefault().Words() ?? "");
        var dates = birth.Length + death.Length > 0 ? $" ({birth}-{death})" : "";
        var roles = role!.Under("roleActor").Select(e => e.Term().ToLowerInvariant());
        return LidoText.List([name + dates, .. roles]);
    }

    /// <summary>The date as the museum shows it, else its years.</summary>
    private static string Date(XElement lidoEvent)
    {
        var date = lidoEvent.Under("eventDate").FirstOrDefault();
        var shown = date?.Under("displayDate").French().Words() ?? "";
        var years = date?.Under("date").FirstOrDefault();
        var (from, to) = (years?.Under("earliestDate").FirstOrDefault().Words() ?? "", years?.Under("latestDate").FirstOrDefault().Words() ?? "");
        return shown.Length > 0 ? shown : from == to || to.Length == 0 ? from : from.Length == 0 ? to : $"{from}-{to}";
    }

    private static string Place(XElement lidoEvent) => LidoText.List(Places(lidoEvent));

    private static IEnumerable<string> Places(XElement lidoEvent) => lidoEvent.Under("eventPlace").Where(p => p.Said("type") != "lieu historique").Select(place =>
        place.Under("displayPlace").French().Words() is { Length: > 0 } shown ? shown : place.Under("place").Select(LidoText.Name).FirstOrDefault() ?? "").Where(p => p.Length > 0);

    /// <summary>Descriptions of an event: those of a kind that has a field go there, the others to <paramref name="usual"/>.</summary>
    private static void Notes(XElement lidoEvent, Dictionary<string, string> fields, string usual, params (string Type, string Code)[] kinds)
    {
        foreach (var set in lidoEvent.Under("eventDescriptionSet"))
        {
            var code = Array.Find(kinds, k => k.Type == set.Said("type")).Code ?? usual;
            fields.Put(code, set.Under("descriptiveNoteValue").French().Words());
        }
    }

    private static Kind KindOf(XElement lidoEvent)
    {
        var type = lidoEvent.Under("eventType").FirstOrDefault();
        if (type is null)
        {
            return Kind.Other;
        }

        // The terminology of LIDO: production 00007, creation 00012, acquisition 00001, finding 00002, collecting 00010, use 00011, exhibition 00225, provenance 00227.
        var said = Folding.Fold($"{type.Term()} {string.Join(' ', type.DescendantsAndSelf().Attributes().Select(a => a.Value))} {string.Join(' ', type.Under("conceptID").Select(e => e.Words()))}");
        return Known(said, "production", "creation", "fabrication", "execution", "lido00007", "lido00012", "e12_") ? Kind.Production
            : Known(said, "acquisition", "lido00001", "e8_") ? Kind.Acquisition
            : Known(said, "finding", "decouverte", "collecte", "collecting", "excavation", "lido00002", "lido00010") ? Kind.Finding
            : Known(said, "use", "utilisation", "usage", "lido00011") ? Kind.Use
            : Known(said, "provenance", "lido00227") ? Kind.Provenance
            : Known(said, "exhibition", "exposition", "lido00225") ? Kind.Exhibition
            : Kind.Other;
    }

    /// <summary>One of the words begins in what is said: « use » is not in « because ».</summary>
    private static bool Known(string said, params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            for (var at = said.IndexOf(word, StringComparison.Ordinal); at >= 0; at = said.IndexOf(word, at + 1, StringComparison.Ordinal))
            {
                if (at == 0 || !char.IsAsciiLetterLower(said[at - 1]))
                {
                    return true;
                }
            }
        }

        return false;
    }

    [GeneratedRegex("siècle|millénaire|century", RegexOptions.IgnoreCase)]
    private static partial Regex Century();
}
