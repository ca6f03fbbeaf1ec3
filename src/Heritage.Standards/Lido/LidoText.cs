using System.Xml.Linq;
using Heritage.Standards.Text;

namespace Heritage.Standards.Lido;

/// <summary>Ways to the words of a LIDO record.</summary>
internal static class LidoText
{
    private static readonly XNamespace Lido = LidoReader.Namespace;
    private static readonly XNamespace Skos = "http://www.w3.org/2004/02/skos/core#";
    private static readonly XName Language = XNamespace.Xml + "lang";

    /// <summary>Elements at the end of a path of local names, at whatever depth the path begins.</summary>
    public static IEnumerable<XElement> At(this XElement from, params ReadOnlySpan<string> path)
    {
        IEnumerable<XElement> found = from.Descendants(Lido + path[0]);
        foreach (var name in path[1..])
        {
            found = found.Elements(Lido + name);
        }

        return found;
    }

    public static IEnumerable<XElement> Under(this XElement from, string name) => from.Elements(Lido + name);

    /// <summary>The words of an element, its blanks tidied.</summary>
    public static string Words(this XElement? element) => element is null ? "" : Folding.Blanks(element.Value);

    /// <summary>What an attribute of LIDO says, folded; written with or without the prefix.</summary>
    public static string Said(this XElement element, string name) =>
        Folding.Fold(Folding.Blanks((element.Attribute(Lido + name) ?? element.Attribute(name))?.Value ?? ""));

    /// <summary>The French one of elements that say the same in several languages; else the one without a language; else the first.</summary>
    public static XElement? French(this IEnumerable<XElement> elements)
    {
        XElement? bare = null, any = null;
        foreach (var element in elements.Where(e => e.Value.Length > 0))
        {
            var language = (string?)element.Attribute(Language);
            if (language?.StartsWith("fr", StringComparison.OrdinalIgnoreCase) == true)
            {
                return element;
            }

            bare = language is null ? bare ?? element : bare;
            any ??= element;
        }

        return bare ?? any;
    }

    /// <summary>The term of a concept: LIDO's own, or the preferred label of SKOS (LIDO 1.1); its bare text in old files.</summary>
    public static string Term(this XElement concept)
    {
        var term = concept.Elements(Lido + "term").Where(t => Said(t, "pref") != "alternate").French() ?? concept.Elements(Skos + "Concept").Elements(Skos + "prefLabel").French();
        return term is not null ? term.Words() : concept.HasElements ? "" : concept.Words();
    }

    /// <summary>The name of an actor, a place or a body.</summary>
    public static string Name(this XElement named) =>
        (named.Elements().Where(e => e.Name.LocalName is "nameActorSet" or "namePlaceSet" or "legalBodyName").Elements(Lido + "appellationValue")
            .OrderBy(e => Said(e, "pref") == "alternate").French()).Words();

    /// <summary>Distinct words, in order, as Joconde writes lists.</summary>
    public static string List(IEnumerable<string> words) => string.Join(" ; ", words.Where(w => w.Length > 0).Distinct(StringComparer.Ordinal));
}
