namespace Musenor.Interop.OaiPmh;

/// <summary>Where a harvested work comes from, as the guideline « provenance » tells it.</summary>
/// <param name="Source">Code of the source: it gives the set « source:CODE ».</param>
/// <param name="SourceName">Its name, which is also that of the intermediate provider of EDM.</param>
/// <param name="BaseUrl">Of the repository that was harvested; empty where it is on a private host.</param>
/// <param name="Datestamp">As it came.</param>
/// <param name="MetadataNamespace">Of the format that was harvested.</param>
/// <param name="IsAltered">Whether what is told here differs from what came.</param>
internal sealed record Origin(string Source, string SourceName, string BaseUrl, string Identifier, string Datestamp, string MetadataNamespace, DateTimeOffset HarvestedAt, bool IsAltered)
{
    /// <summary>The <c>originDescription</c> that came with the record, as XML; null when it came with none.</summary>
    public string? Earlier { get; init; }
}

/// <summary>
/// Tells the origin of works that were harvested; those of the portal itself have none. A source that is called otherwise, and an origin that changes
/// without its notice, make the notice due (oai_due). Where nobody registers one, no record has a provenance.
/// </summary>
internal interface IOrigins
{
    /// <summary>Of those among the references that have one.</summary>
    Task<IReadOnlyDictionary<string, Origin>> Of(IReadOnlyCollection<string> references, CancellationToken stop);
}
