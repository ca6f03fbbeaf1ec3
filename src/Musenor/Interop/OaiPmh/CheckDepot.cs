using Heritage.Standards.OaiPmh;

namespace Musenor.Interop.OaiPmh;

/// <summary>
/// Asks the repository what a harvester asks first, in the process itself, and judges the answers: every verb, one page of each format, one page that
/// follows, one error of each kind.
/// </summary>
internal sealed class CheckDepot(AnswerOai answer, WriteRecords write, OaiSettings settings)
{
    private const string List = "verb=ListIdentifiers&metadataPrefix=oai_dc";

    // Of the first second of the calendar nothing can be dated.
    private const string Never = "until=0001-01-01T00:00:00Z";

    public async Task<IReadOnlyList<DepotCheck>> Run(CancellationToken stop = default)
    {
        var (identify, sample) = await Identify(stop);
        var checks = new List<DepotCheck>
        {
            identify,
            await One("ListMetadataFormats", "verb=ListMetadataFormats", a => a.Texts("metadataPrefix").Contains("oai_dc") ? null : DepotCheck.Words("Fault.NoDublinCore"), null, stop),
            await One("ListSets", "verb=ListSets", a => a.Texts("setSpec").FirstOrDefault(s => !SetSpec.IsLegal(s)) is { } spec ? DepotCheck.Words("Fault.Set", spec) : null, "noSetHierarchy", stop),
        };
        checks.AddRange(await Lists(stop));
        foreach (var format in write.Formats)
        {
            checks.Add(await One($"ListRecords ({format.Prefix})", $"verb=ListRecords&metadataPrefix={format.Prefix}", a => a.Headers() ?? a.Records(format), "noRecordsMatch", stop));
        }

        checks.Add(await One("GetRecord", $"verb=GetRecord&metadataPrefix=oai_dc&identifier={Uri.EscapeDataString(sample)}",
            a => a.Identifiers is [var one] && one == sample ? a.Headers() : DepotCheck.Words("Fault.Other", sample), identify.IsEmpty ? "idDoesNotExist" : null, stop));
        foreach (var (code, query) in new[]
        {
            ("badVerb", "verb=identify"), ("badArgument", "verb=ListRecords"), ("badResumptionToken", "verb=ListRecords&resumptionToken=0"),
            ("cannotDisseminateFormat", "verb=ListRecords&metadataPrefix=none"), ("idDoesNotExist", "verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:none:none"),
            ("noRecordsMatch", $"{List}&{Never}"),
        })
        {
            checks.Add(await Refusal(code, query, stop));
        }

        return checks;
    }

    private async Task<(DepotCheck Check, string Sample)> Identify(CancellationToken stop)
    {
        const string Query = "verb=Identify";
        var told = ReadAnswer.Of(await answer.Run(Query, stop));
        var fault = told.Envelope(settings.BaseUrl, "Identify")
            ?? (told.Text("baseURL") != settings.BaseUrl ? DepotCheck.Words("Fault.Address", told.Text("baseURL") ?? "")
            : !ReadAnswer.IsSecond(told.Text("earliestDatestamp")) ? DepotCheck.Words("Fault.Date", told.Text("earliestDatestamp") ?? "")
            : told.Text("protocolVersion") != "2.0" || told.Text("adminEmail") is null || told.Text("repositoryName") is null ? DepotCheck.Words("Fault.Identify") : null);
        var isEmpty = ReadAnswer.Of(await answer.Run(List, stop)).Errors is ["noRecordsMatch"];
        return (new DepotCheck("Identify", Query, fault) { IsEmpty = isEmpty }, told.Named("sampleIdentifier") ?? "");
    }

    /// <summary>The first page of headers, and the one to which its token leads.</summary>
    private async Task<IEnumerable<DepotCheck>> Lists(CancellationToken stop)
    {
        var first = ReadAnswer.Of(await answer.Run(List, stop));
        if (first.Errors is ["noRecordsMatch"])
        {
            return [new DepotCheck("ListIdentifiers", List, null) { IsEmpty = true }];
        }

        var check = new DepotCheck("ListIdentifiers", List, first.Envelope(settings.BaseUrl, "ListIdentifiers") ?? first.Headers());
        if (first.Token is not { } token)
        {
            return [check];
        }

        var query = $"verb=ListIdentifiers&resumptionToken={token}";
        var next = ReadAnswer.Of(await answer.Run(query, stop));
        var fault = next.Envelope(settings.BaseUrl, "ListIdentifiers") ?? next.Headers()
            ?? (next.Cursor != first.Identifiers.Count || next.Identifiers.Intersect(first.Identifiers, StringComparer.Ordinal).Any() ? DepotCheck.Words("Fault.Token") : null);
        return [check, new DepotCheck("resumptionToken", query, fault)];
    }

    /// <param name="emptiness">The error that says that there is nothing to tell yet.</param>
    private async Task<DepotCheck> One(string name, string query, Func<ReadAnswer, string?> fault, string? emptiness, CancellationToken stop)
    {
        var told = ReadAnswer.Of(await answer.Run(query, stop));
        if (emptiness is not null && told.Errors is [var code] && code == emptiness)
        {
            return new DepotCheck(name, query, told.Envelope(settings.BaseUrl, null)) { IsEmpty = true };
        }

        return new DepotCheck(name, query, told.Envelope(settings.BaseUrl, name.Split(' ')[0]) ?? fault(told));
    }

    private async Task<DepotCheck> Refusal(string code, string query, CancellationToken stop)
    {
        var told = ReadAnswer.Of(await answer.Run(query, stop));
        var fault = told.Envelope(settings.BaseUrl, null) ?? (told.Errors is [var one] && one == code ? null : DepotCheck.Words("Fault.Refusal", code, string.Join(", ", told.Errors)));
        return new DepotCheck(code, query, fault);
    }
}
