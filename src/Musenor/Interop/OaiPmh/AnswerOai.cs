using Heritage.Standards.OaiPmh;
using Musenor.Storage;

namespace Musenor.Interop.OaiPmh;

/// <summary>Answers one request of the protocol, whoever carries it: HTTP, or the page that checks the repository.</summary>
internal sealed class AnswerOai(Database database, KeepUp keepUp, DescribeRepository describe, WalkLists lists, OaiSettings settings)
{
    /// <param name="raw">A query without « ? », or the body of a form.</param>
    public async Task<ReadOnlyMemory<byte>> Run(string raw, CancellationToken stop = default)
    {
        var (request, errors) = OaiRequestReader.Read(OaiArguments.Read(raw));
        // Only the first page of a list waits for what is new. One that follows stays within what the first one froze, and is dated as it is: a
        // harvester that goes on from the date of any page misses nothing (specification §1.2, §1.6).
        var state = await keepUp.Run(waits: request is { Token: null, Verb: OaiVerb.ListRecords or OaiVerb.ListIdentifiers }, stop);
        var date = await lists.Date(request, stop) ?? OaiDate.Parse(state.Watermark)!.Value.At;
        using var to = new OaiAnswerWriter(date, settings.BaseUrl, request);
        if (request is null)
        {
            to.Errors(errors);
            return to.End();
        }

        await using var connection = await database.Open(stop);
        var error = request.Verb switch
        {
            OaiVerb.Identify => await describe.Identify(to, connection, state),
            OaiVerb.ListMetadataFormats => await describe.Formats(to, connection, request),
            OaiVerb.ListSets => await lists.Sets(to, connection, request, stop),
            OaiVerb.GetRecord => await lists.One(to, connection, request, stop),
            _ => await lists.Records(to, connection, request, state, stop),
        };
        if (error is not null)
        {
            to.Errors([error]);
        }

        return to.End();
    }
}
