namespace Heritage.Standards.OaiPmh;

/// <summary>A metadata format that can be asked for (protocol §3.4).</summary>
/// <param name="Prefix">« oai_dc ».</param>
/// <param name="Schema">Address of its schema.</param>
/// <param name="Namespace">Its XML namespace.</param>
public sealed record OaiFormat(string Prefix, string Schema, string Namespace);
