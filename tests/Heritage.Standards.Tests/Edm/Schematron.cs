using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using System.Xml.XPath;

namespace Heritage.Standards.Tests.Edm;

/// <summary>
/// The schematron that Europeana embeds in the schemas of EDM external, read from the files and run on a record. « exists » is « boolean » of XPath 1.0.
/// The assert on edm:rights calls a function of XSLT whose patterns stand beside it: they are read too, and the address must match one of them.
/// </summary>
internal sealed class Schematron
{
    private static readonly XNamespace Sch = "http://purl.oclc.org/dsdl/schematron";
    private readonly XmlNamespaceManager _spaces = new(new NameTable());
    private readonly List<(XPathExpression Context, XPathExpression? Test, string Words)> _asserts = [];
    private readonly List<Regex> _rights = [];

    public Schematron(string folder)
    {
        var rules = new List<XElement>();
        foreach (var file in Directory.GetFiles(folder, "*.xsd").Where(f => !Path.GetFileName(f).StartsWith("EDM-INTERNAL", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = XmlReader.Create(file, new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null });
            var schema = XDocument.Load(reader);
            foreach (var space in schema.Descendants(Sch + "ns"))
            {
                _spaces.AddNamespace((string)space.Attribute("prefix")!, (string)space.Attribute("uri")!);
            }

            _rights.AddRange(schema.Descendants().Where(e => e.Name.LocalName == "pattern" && e.Attribute("value") is not null).Select(e => new Regex((string)e.Attribute("value")!, RegexOptions.CultureInvariant)));
            rules.AddRange(schema.Descendants(Sch + "rule"));
        }

        // Compiled once all spaces are known.
        _asserts.AddRange(rules.SelectMany(r => r.Elements(Sch + "assert").Select(a => (Compiled(Pattern((string)r.Attribute("context")!)), Test(Spaced((string)a.Attribute("test")!)), Spaced(a.Value)))));
    }

    private XPathExpression Compiled(string path) => XPathExpression.Compile(path, _spaces);

    private XPathExpression? Test(string test) =>
        test.Contains("isValidRightsField", StringComparison.Ordinal) ? null : Compiled($"boolean({test.Replace("exists(", "boolean(", StringComparison.Ordinal)})");

    /// <summary>How many asserts there are: a folder that lost its schemas proves nothing.</summary>
    public int Asserts => _asserts.Count;

    public bool IsRights(string address) => _rights.Exists(r => r.IsMatch(address));

    /// <summary>What the record fails, in the words of the schemas.</summary>
    public IEnumerable<string> Failed(XDocument record)
    {
        var from = record.CreateNavigator();
        foreach (var (context, test, words) in _asserts)
        {
            foreach (XPathNavigator node in from.Select(context))
            {
                if (test is null ? !IsRights(node.GetAttribute("resource", "http://www.w3.org/1999/02/22-rdf-syntax-ns#")) : !(bool)node.Evaluate(test))
                {
                    yield return $"{node.LocalName}: {words}";
                }
            }
        }
    }

    public static string Folder([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../../shared/xsd/edm"));

    private static string Pattern(string context) => context.StartsWith('/') ? context : $"//{context}";

    private static string Spaced(string text) => Regex.Replace(text, @"\s+", " ").Trim();
}
