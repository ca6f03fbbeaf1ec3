using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Heritage.Standards.Lido;

/// <summary>
/// Which element of LIDO becomes which Joconde field (table in docs/standards/lido.md). What a record does not say is absent, so that it
/// empties nothing.
/// </summary>
public static partial class LidoMapping
{
    private const int LongestReference = 64;

    /// <summary>The record as a Joconde notice.</summary>
    /// <param name="record">The element <c>lido</c>.</param>
    /// <param name="number">Rank in its text.</param>
    public static LidoNotice Notice(XElement record, long number)
    {
        ArgumentNullException.ThrowIfNull(record);
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        var remarks = new List<string>();
        Identity(record, fields, remarks);
        var (name, city) = Keeping(record, fields);
        Object(record, fields);
        foreach (var lidoEvent in record.At("eventSet", "event"))
        {
            LidoEventReader.Add(lidoEvent, fields);
        }

        Subjects(record, fields);
        Related(record, fields);
        Rights(record, fields);
        return new LidoNotice(number, fields, null) { Remarks = remarks, MuseumName = name, MuseumCity = city };
    }

    /// <summary>Adds to the values that the field has; blank words add nothing.</summary>
    internal static void Put(this Dictionary<string, string> fields, string code, string words)
    {
        if (words.Length > 0)
        {
            fields[code] = fields.TryGetValue(code, out var before) && before.Length > 0
                ? before.Split(" ; ").Contains(words, StringComparer.Ordinal) ? before : $"{before} ; {words}"
                : words;
        }
    }

    private static void Identity(XElement record, Dictionary<string, string> fields, List<string> remarks)
    {
        string[] identifiers = [.. record.At("recordWrap", "recordID").Concat(record.Under("lidoRecID")).Select(e => e.Words()).Where(i => i.Length > 0)];
        if (identifiers.FirstOrDefault(i => i.Length <= LongestReference && Reference().IsMatch(i)) is { } reference)
        {
            fields["REF"] = reference;
        }
        else if (identifiers.Length > 0)
        {
            remarks.Add($"l’identifiant LIDO « {(identifiers[0].Length > 60 ? identifiers[0][..60] + "…" : identifiers[0])} » n’a pas la forme d’une référence : la notice se reconnaît à son numéro d’inventaire");
        }

        // A published identifier is a page of the object elsewhere where it is an address.
        fields.Put("WWW", string.Join(';', record.Under("objectPublishedID").Select(e => e.Words()).Where(IsAddress).Distinct()));
    }

    /// <summary>Who keeps the object, where, under which numbers.</summary>
    private static (string Name, string City) Keeping(XElement record, Dictionary<string, string> fields)
    {
        var set = record.At("repositorySet").OrderBy(s => !s.Said("type").Contains("current", StringComparison.Ordinal)).FirstOrDefault();
        if (set is null)
        {
            return ("", "");
        }

        var body = set.Under("repositoryName").FirstOrDefault();
        fields.Put("MUSEO", body?.Under("legalBodyID").Select(e => MuseumCode().Match(e.Words())).FirstOrDefault(m => m.Success)?.Value ?? "");
        var numbers = set.Under("workID").OrderBy(e => !e.Said("type").Contains("inv", StringComparison.Ordinal)).Select(e => e.Words());
        fields.Put("INV", LidoText.List(numbers));
        var name = body?.Name() ?? "";
        var city = set.Under("repositoryLocation").Select(p => p.Name()).FirstOrDefault(n => n.Length > 0) ?? "";
        fields.Put("LOCA", LidoText.List([city, name]));
        return (name, city);
    }

    private static void Object(XElement record, Dictionary<string, string> fields)
    {
        fields.Put("DENO", LidoText.List(record.At("objectWorkTypeWrap", "objectWorkType").Select(e => e.Term())));
        // « collection », « genre » and Europeana's kinds are no domains.
        fields.Put("DOMN", LidoText.List(record.At("classificationWrap", "classification").Where(c => c.Said("type") is "" or "domaine" or "domain" or "joconde:domaine").Select(e => e.Term())));
        var titles = record.At("titleWrap", "titleSet").SelectMany(s => s.Under("appellationValue")).ToArray();
        fields.Put("TITR", LidoText.List(titles.OrderBy(t => t.Said("pref") is "alternate" or "alternative").Select(t => t.Words())));
        foreach (var inscription in record.At("inscriptionsWrap", "inscriptions"))
        {
            if (inscription.Said("type") == "onomastique")
            {
                fields.Put("ONOM", inscription.Under("inscriptionDescription").SelectMany(d => d.Under("descriptiveNoteValue")).French().Words());
                continue;
            }

            var transcription = inscription.Under("inscriptionTranscription").French().Words();
            fields.Put("INSC", inscription.Under("inscriptionDescription").Where(IsNature).SelectMany(d => d.Under("descriptiveNoteValue")).French().Words());
            var description = inscription.Under("inscriptionDescription").Where(d => !IsNature(d)).SelectMany(d => d.Under("descriptiveNoteValue")).French().Words();
            fields.Put("PINS", LidoText.List([transcription, description]));
            fields.Put("INSC", inscription.Said("type").StartsWith("http", StringComparison.Ordinal) ? "" : inscription.Said("type"));
        }

        fields.Put("ETAT", record.At("displayStateEditionWrap", "displayState").French().Words());
        fields.Put("GENE", record.At("displayStateEditionWrap", "displayEdition").French().Words());
        foreach (var set in record.At("objectDescriptionWrap", "objectDescriptionSet"))
        {
            var note = set.Under("descriptiveNoteValue").French().Words();
            fields.Put(set.Said("type") switch { "provenance" or "history" or "historique" => "HIST", "commentaire" => "COMM", _ => "DESC" }, note);
        }

        Measures(record, fields);
    }

    private static bool IsNature(XElement description) => description.Said("type") == "nature de l'inscription";

    private static void Measures(XElement record, Dictionary<string, string> fields)
    {
        var sets = record.At("objectMeasurementsWrap", "objectMeasurementsSet").ToList();
        // Where one set says all in words, the parts of the others are in them.
        var hasWords = sets.Any(s => s.Under("displayObjectMeasurements").French().Words().Length > 0);
        foreach (var set in sets)
        {
            var shown = set.Under("displayObjectMeasurements").French().Words();
            if (hasWords && shown.Length == 0)
            {
                continue;
            }

            var measures = set.Under("objectMeasurements").SelectMany(m => m.Under("measurementsSet")).Select(m =>
                $"{m.Under("measurementType").Select(LidoText.Term).FirstOrDefault()} {m.Under("measurementValue").FirstOrDefault().Words()} {m.Under("measurementUnit").Select(LidoText.Term).FirstOrDefault()}".Trim());
            fields.Put("DIMS", shown.Length > 0 ? shown : LidoText.List(measures));
        }
    }

    private static void Subjects(XElement record, Dictionary<string, string> fields)
    {
        foreach (var set in record.At("subjectWrap", "subjectSet"))
        {
            var shown = set.Under("displaySubject").French().Words();
            if (shown.Length == 0 && Beside(set, fields))
            {
                continue;
            }

            var terms = set.Under("subject").SelectMany(s => s.Elements()).Select(e => e.Name.LocalName switch
            {
                "subjectConcept" or "subjectObject" => e.Term(),
                "subjectActor" => e.Under("actor").Select(LidoText.Name).FirstOrDefault() is { Length: > 0 } name ? name : e.Under("displayActor").French().Words(),
                "subjectPlace" => e.Under("place").Select(LidoText.Name).FirstOrDefault() is { Length: > 0 } name ? name : e.Under("displayPlace").French().Words(),
                _ => "",
            });
            fields.Put("REPR", shown.Length > 0 ? shown : LidoText.List(terms));
        }
    }

    /// <summary>Date, precisions and source of what is represented have fields of their own.</summary>
    private static bool Beside(XElement set, Dictionary<string, string> fields)
    {
        var subject = set.Under("subject").FirstOrDefault();
        var date = subject?.Under("subjectDate").Select(d => d.Under("displayDate").French().Words()).FirstOrDefault(d => d.Length > 0);
        var code = date is not null ? "DREP" : subject?.Said("type") switch { "precisions" => "PREP", "source de la representation" => "SREP", _ => null };
        if (code is not null)
        {
            fields.Put(code, date ?? LidoText.List(subject!.Under("subjectConcept").Select(LidoText.Term)));
        }

        return code is not null;
    }

    private static void Related(XElement record, Dictionary<string, string> fields)
    {
        foreach (var set in record.At("relatedWorksWrap", "relatedWorkSet"))
        {
            var kind = Text.Folding.Fold(set.Under("relatedWorkRelType").Select(LidoText.Term).FirstOrDefault() ?? "");
            if (kind is "bibliographie" or "copie d'apres")
            {
                fields.Put(kind == "bibliographie" ? "BIBL" : "PEOC", set.Under("relatedWork").SelectMany(w => w.Under("displayObject")).French().Words());
            }
        }
    }

    private static void Rights(XElement record, Dictionary<string, string> fields)
    {
        // The credit line of the work tells its legal status where it begins as STAT does; else it is a copyright.
        foreach (var line in record.At("rightsWorkWrap", "rightsWorkSet").SelectMany(s => s.Under("creditLine")).Select(e => e.Words()))
        {
            // It tells the way of acquisition too, that an event told before.
            if (Status().IsMatch(line) && fields.GetValueOrDefault("STAT") is { } way && line.Contains(way, StringComparison.OrdinalIgnoreCase))
            {
                fields.Remove("STAT");
            }

            fields.Put(Status().IsMatch(line) ? "STAT" : "COPY", line);
        }

        foreach (var line in record.At("recordRights").SelectMany(r => r.Under("creditLine")).Select(e => e.Words()))
        {
            var isWriter = line.StartsWith(LidoAdministration.Writer.Trim(), StringComparison.Ordinal);
            fields.Put(isWriter ? "REDA" : "COPY", isWriter ? line[LidoAdministration.Writer.Trim().Length..].Trim() : line);
        }

        fields.Put("PHOT", LidoText.List(record.At("resourceSet").SelectMany(s => s.Under("rightsResource")).SelectMany(r => r.Under("creditLine")).Select(e => e.Words())));
    }

    private static bool IsAddress(string text) => Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && text.IndexOf(';', StringComparison.Ordinal) < 0;

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]*$")]
    private static partial Regex Reference();

    [GeneratedRegex(@"(?<![A-Za-z0-9])M\d{4}(?![A-Za-z0-9])")]
    private static partial Regex MuseumCode();

    [GeneratedRegex("^(?:propriété|dépôt|affectation|attribution|mode d[’']acquisition)", RegexOptions.IgnoreCase)]
    private static partial Regex Status();
}
