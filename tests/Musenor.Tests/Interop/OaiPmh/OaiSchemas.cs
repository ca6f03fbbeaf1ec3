using System.Runtime.CompilerServices;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using Heritage.Standards.Joconde;
using Xunit;

namespace Musenor.Tests.Interop.OaiPmh;

/// <summary>Whole answers against the schemas, each format with those that it needs: the wildcards of OAI-PMH.xsd are strict.</summary>
internal static class OaiSchemas
{
    // Of these no schema was to be had; what they hold is reported by name, and nothing else may be.
    private static readonly string[] Unknown = ["http://www.openarchives.org/OAI/2.0/rights/"];

    private static readonly Dictionary<string, string[]> Files = new()
    {
        ["oai_dc"] = ["lido/xml.xsd", "folio/OAI-PMH.xsd", "folio/oai_dc.xsd", "folio/oai-identifier.xsd", "recon/provenance.xsd", "recon/friends.xsd", "recon/eprints.xsd"],
        ["edm"] = ["folio/OAI-PMH.xsd", "recon/provenance.xsd", "edm/EDM.xsd"],
        ["lido"] = ["lido/xml.xsd", "folio/OAI-PMH.xsd", "recon/provenance.xsd", "lido/lido-v1.0.xsd"],
        ["lido11"] = ["lido/xml.xsd", "folio/OAI-PMH.xsd", "recon/provenance.xsd", "lido/lido-v1.1.xsd"],
        ["joconde"] = ["folio/OAI-PMH.xsd", "recon/provenance.xsd"],
    };

    private static readonly Dictionary<string, XmlSchemaSet> Read = [];

    public static string Folder([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../../../shared/xsd"));

    /// <summary>What is wrong with an answer that holds records of a format, or none.</summary>
    public static List<string> Faults(this XDocument answer, string prefix = "oai_dc")
    {
        var faults = new List<string>();
        lock (Read)
        {
            Read.TryAdd(prefix, Read.TryGetValue(prefix, out var known) ? known : Schemas(prefix));
            new XDocument(answer).Validate(Read[prefix], (_, e) => faults.Add(e.Message));
        }

        return [.. faults.Where(f => !Array.Exists(Unknown, u => f.Contains($"'{u}:", StringComparison.Ordinal) && f.EndsWith("is not declared.", StringComparison.Ordinal)))];
    }

    private static XmlSchemaSet Schemas(string prefix)
    {
        var set = new XmlSchemaSet { XmlResolver = new Near() };
        foreach (var file in Files[prefix])
        {
            using var reader = XmlReader.Create(Path.Combine(Folder(), file), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = new Near() });
            set.Add(null, reader);
        }

        if (prefix == "joconde")
        {
            using var own = XmlReader.Create(new StringReader(JocondeXml.Schema));
            set.Add(null, own);
        }

        set.Compile();
        return set;
    }

    /// <summary>Nothing is read from the network: a schema that another names there is given beside it.</summary>
    private sealed class Near : XmlUrlResolver
    {
        public override object? GetEntity(Uri absoluteUri, string? role, Type? ofObjectToReturn) =>
            absoluteUri.IsFile ? base.GetEntity(absoluteUri, role, ofObjectToReturn) : Stream.Null;
    }
}

/// <summary>Against the official schemas; reported as skipped where they are absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SchemasFactAttribute : FactAttribute
{
    public SchemasFactAttribute()
    {
        if (!Directory.Exists(OaiSchemas.Folder()))
        {
            Skip = "The schemas (../shared/xsd) are not beside the repository.";
        }
    }
}
