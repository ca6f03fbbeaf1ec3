using System.Text.RegularExpressions;
using System.Xml;

namespace Heritage.Standards.OaiPmh;

/// <summary>
/// Judges the form of a request (protocol §3.6, §4), in this order: the verb, the names of arguments and their repeats, exclusivity, what is
/// required, syntax. All the faults of the first stage that has some are told together.
/// </summary>
public static partial class OaiRequestReader
{
    private const int LongestIdentifier = 2048;

    private static readonly Dictionary<OaiVerb, (string[] Required, string[] Optional, bool Resumes)> Legal = new()
    {
        [OaiVerb.Identify] = ([], [], false),
        [OaiVerb.ListMetadataFormats] = ([], ["identifier"], false),
        [OaiVerb.ListSets] = ([], [], true),
        [OaiVerb.ListIdentifiers] = (["metadataPrefix"], ["from", "until", "set"], true),
        [OaiVerb.ListRecords] = (["metadataPrefix"], ["from", "until", "set"], true),
        [OaiVerb.GetRecord] = (["identifier", "metadataPrefix"], [], false),
    };

    /// <summary>Never throws.</summary>
    public static OaiReading Read(OaiArguments arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        if (Verb(arguments, out var fault) is not { } verb)
        {
            return new OaiReading(null, [new OaiError(OaiErrorCode.badVerb, fault)]);
        }

        var (required, optional, resumes) = Legal[verb];
        var given = arguments.All.Where(a => a.Name != "verb").ToList();
        var faults = Names(arguments, given, [.. required, .. optional], resumes);
        var resumed = resumes && given.Exists(a => a.Name == "resumptionToken" && a.Value.Length > 0);
        if (faults.Count == 0 && resumed && given.Count > 1)
        {
            faults.Add("resumptionToken est exclusif : il ne se donne qu’avec le verbe.");
        }

        if (faults.Count == 0 && !resumed)
        {
            faults.AddRange(required.Where(r => !given.Exists(a => a.Name == r && a.Value.Length > 0)).Select(r => $"{r} est obligatoire avec {verb}."));
            faults.AddRange(given.Where(a => a.Value.Length == 0 && !required.Contains(a.Name)).Select(a => $"{a.Name} est vide."));
        }

        var request = new OaiRequest(verb, given);
        if (faults.Count == 0)
        {
            request = request with { From = Date(request, "from"), Until = Date(request, "until") };
            faults.AddRange(Syntax(request));
        }

        return faults.Count == 0 ? new OaiReading(request, []) : new OaiReading(null, [.. faults.Select(f => new OaiError(OaiErrorCode.badArgument, f))]);
    }

    private static OaiVerb? Verb(OaiArguments arguments, out string fault)
    {
        var verbs = arguments.Of("verb");
        fault = verbs.Count switch
        {
            0 => "Le verbe manque.",
            > 1 => "Le verbe est donné plusieurs fois.",
            _ => "Ce verbe n’existe pas : Identify, ListMetadataFormats, ListSets, ListIdentifiers, ListRecords ou GetRecord, casse comprise.",
        };
        return verbs is [var one] && Enum.GetNames<OaiVerb>().Contains(one, StringComparer.Ordinal) ? Enum.Parse<OaiVerb>(one) : null;
    }

    private static List<string> Names(OaiArguments arguments, List<(string Name, string Value)> given, string[] known, bool resumes)
    {
        var faults = new List<string>();
        if (!arguments.IsSound)
        {
            faults.Add("Un argument est mal encodé : l’UTF-8 encodé par pourcentage est attendu.");
        }

        foreach (var name in given.GroupBy(a => a.Name, StringComparer.Ordinal))
        {
            if (!known.Contains(name.Key) && !(resumes && name.Key == "resumptionToken"))
            {
                faults.Add(IsPlain(name.Key) ? $"« {name.Key} » n’est pas un argument de ce verbe." : "Un argument de ce nom n’existe pas.");
            }
            else if (name.Skip(1).Any())
            {
                faults.Add($"{name.Key} est donné plusieurs fois.");
            }
        }

        return faults;
    }

    private static IEnumerable<string> Syntax(OaiRequest request)
    {
        if (request.Arguments.Any(a => !a.Value.All(XmlConvert.IsXmlChar)))
        {
            yield return "Un argument contient un caractère interdit en XML.";
        }

        if (request.Prefix is { } prefix && !Prefix().IsMatch(prefix))
        {
            yield return "metadataPrefix n’a pas la forme d’un préfixe.";
        }

        if (request.Set is { } set && !SetSpec.IsLegal(set))
        {
            yield return "set n’a pas la forme d’un setSpec.";
        }

        if (request.Identifier is { } identifier && (identifier.Length > LongestIdentifier || !Identifier().IsMatch(identifier)))
        {
            yield return "identifier n’a pas la forme d’un identifiant (URI).";
        }

        foreach (var fault in Bounds(request))
        {
            yield return fault;
        }
    }

    private static IEnumerable<string> Bounds(OaiRequest request)
    {
        foreach (var (name, date) in new[] { ("from", request.From), ("until", request.Until) })
        {
            if (date is null && request.Arguments.Any(a => a.Name == name))
            {
                yield return $"{name} n’est pas une date : AAAA-MM-JJ ou AAAA-MM-JJThh:mm:ssZ.";
            }
        }

        if (request is { From: { } from, Until: { } until })
        {
            if (from.IsDay != until.IsDay)
            {
                yield return "from et until n’ont pas la même granularité.";
            }
            else if (from.At > until.At)
            {
                yield return "from est après until.";
            }
        }
    }

    private static OaiDate? Date(OaiRequest request, string name) =>
        request.Arguments.FirstOrDefault(a => a.Name == name).Value is { } text ? OaiDate.Parse(text) : null;

    private static bool IsPlain(string name) => name.Length is > 0 and <= 60 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.');

    [GeneratedRegex(@"^[A-Za-z0-9\-_.!~*'()]{1,100}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Prefix();

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9+.\-]*:[^\s""<>\\^`{|}]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Identifier();
}
