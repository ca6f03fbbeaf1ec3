using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Musenor.Interop.Mapping;

/// <summary>
/// Where a rule reads: local names parted by « / », « // » for any depth, « [name='value'] » or « [@name='value'] » to choose, « @name » at
/// the end for an attribute, « * » for any name. Prefixes are not written: sources declare them as they like.
/// </summary>
internal sealed partial class MappingPath
{
    private readonly List<Step> _steps = [];
    private readonly string? _attribute;

    private sealed record Step(string Name, bool IsDeep, string? On, bool IsAttribute, string? Value);

    private MappingPath(string path)
    {
        foreach (Match match in Piece().Matches(path))
        {
            if (match.Groups["attribute"].Success)
            {
                _attribute = match.Groups["attribute"].Value;
                continue;
            }

            _steps.Add(new Step(match.Groups["name"].Value, match.Groups["slash"].Value == "//",
                match.Groups["on"].Success ? match.Groups["on"].Value : null, match.Groups["at"].Length > 0, match.Groups["on"].Success ? match.Groups["value"].Value : null));
        }

        if (Piece().Replace(path, "").Trim().Length > 0 || (_steps.Count == 0 && _attribute is null))
        {
            throw new FormatException($"« {path} » is no path of a mapping.");
        }
    }

    public static MappingPath Parse(string path) => new(path);

    /// <summary>The elements that the path leads to, and the text of each: its own, or that of its attribute.</summary>
    public IEnumerable<(XElement Element, string Text)> Of(XElement root)
    {
        IEnumerable<XElement> at = [root];
        foreach (var step in _steps)
        {
            at = at.SelectMany(e => Under(e, step));
        }

        return at.Select(e => (e, _attribute is null ? e.Value : Attribute(e, _attribute) ?? "")).Where(e => _attribute is null || e.Item2.Length > 0);
    }

    public static string? Attribute(XElement element, string name)
    {
        foreach (var attribute in element.Attributes())
        {
            if (attribute.Name.LocalName == name && !attribute.IsNamespaceDeclaration)
            {
                return attribute.Value;
            }
        }

        return null;
    }

    private static IEnumerable<XElement> Under(XElement element, Step step)
    {
        foreach (var child in step.IsDeep ? element.Descendants() : element.Elements())
        {
            if ((step.Name == "*" || child.Name.LocalName == step.Name) && Chosen(child, step))
            {
                yield return child;
            }
        }
    }

    private static bool Chosen(XElement element, Step step) => step.On is null
        || (step.IsAttribute ? Attribute(element, step.On) == step.Value : element.Elements().Any(e => e.Name.LocalName == step.On && e.Value.Trim() == step.Value));

    [GeneratedRegex("""(?<slash>/{0,2})(?:@(?<attribute>[\w-]+)$|(?<name>[\w.-]+|\*)(?:\[(?<at>@?)(?<on>[\w.-]+)='(?<value>[^']*)'\])?)""", RegexOptions.ExplicitCapture)]
    private static partial Regex Piece();
}
