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
        // A page that follows stays within what its first page froze: nothing new is waited for.
        var state = await keepUp.Run(waits: request is { Token: null }, stop);
        using var to = new OaiAnswerWriter(OaiDate.Parse(state.Watermark)!.Value.At, settings.BaseUrl, request);
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
