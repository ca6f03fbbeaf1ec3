using System.Data.Common;
using Heritage.Standards.DublinCore;
using Heritage.Standards.Edm;
using Heritage.Standards.OaiPmh;
using Musenor.Collections.Media;

namespace Musenor.Interop.OaiPmh;

/// <summary>ListRecords, ListIdentifiers, ListSets, GetRecord (protocol §4.1, §4.3, §4.5, §4.6). Each answers the error, or null when it wrote.</summary>
internal sealed class WalkLists(OaiSettings settings, OaiTokens tokens, WriteItems write, ListSizes sizes)
{
    // A page that grew this far ends here, whatever its number of records: 5 MB.
    private const long Heaviest = 5_000_000;

    private const int SetsOfPage = 1000;

    /// <summary>Of the first page of a walk; null where the request begins one, or follows none.</summary>
    public async Task<DateTimeOffset?> Date(OaiRequest? request, CancellationToken stop) =>
        request is { Token: { } text } && await tokens.Read(text, request.Verb, stop) is { Watermark: > 0 } token ? OaiTokens.At(token.Watermark) : null;

    public async Task<OaiError?> Records(OaiAnswerWriter to, DbConnection connection, OaiRequest request, OaiState state, CancellationToken stop)
    {
        var at = await Start(request, state, stop);
        if (at is null)
        {
            return new OaiError(OaiErrorCode.badResumptionToken, "Ce jeton n’est pas, ou n’est plus, valable : reprendre la liste depuis le début.");
        }

        if (!write.Records.Formats.Any(f => f.Prefix == at.Prefix))
        {
            return new OaiError(OaiErrorCode.cannotDisseminateFormat, "Ce format n’existe pas ici : voir ListMetadataFormats.");
        }

        var window = new Window(ItemSet.List(at.Set.Length == 0 ? null : at.Set, at.Prefix == EdmWriter.Format.Prefix), OaiTokens.Text(at.From), OaiTokens.Text(at.Until));
        var size = request.Verb == OaiVerb.ListRecords ? settings.PageSize : settings.HeaderPageSize;
        var items = await ReadItems.Page(connection, window, OaiTokens.Text(at.LastStamp), at.LastNumber, size + 1);
        if (items.Count == 0 && request.Token is null)
        {
            return new OaiError(OaiErrorCode.noRecordsMatch, "Aucune notice ne répond à ces arguments.");
        }

        if (items.Count == 0 && await Again(connection, window, at) is { } last)
        {
            items = [last];
        }

        at = request.Token is null ? at with { Total = items.Count <= size ? items.Count : await sizes.Of(connection, window, state.Watermark) } : at;
        return await Page(to, connection, (request.Verb, at, size), items, stop);
    }

    public async Task<OaiError?> One(OaiAnswerWriter to, DbConnection connection, OaiRequest request, CancellationToken stop)
    {
        if (!write.Records.Formats.Any(f => f.Prefix == request.Prefix))
        {
            return new OaiError(OaiErrorCode.cannotDisseminateFormat, "Ce format n’existe pas ici : voir ListMetadataFormats.");
        }

        var item = settings.Identifiers.Reference(request.Identifier!) is { } reference ? await ReadItems.One(connection, reference) : null;
        if (item is null)
        {
            return new OaiError(OaiErrorCode.idDoesNotExist, "Aucune notice n’a cet identifiant.");
        }

        if (!WriteRecords.Has(item, request.Prefix!))
        {
            return new OaiError(OaiErrorCode.cannotDisseminateFormat, "Cette notice n’existe pas dans ce format.");
        }

        to.Open("GetRecord");
        await write.Run(to, connection, [item], (request.Prefix!, long.MaxValue), stop);
        to.Close();
        return null;
    }

    public async Task<OaiError?> Sets(OaiAnswerWriter to, DbConnection connection, OaiRequest request, CancellationToken stop)
    {
        var token = request.Token is { } text ? await tokens.Read(text, OaiVerb.ListSets, stop) : null;
        if (request.Token is not null && token is null)
        {
            return new OaiError(OaiErrorCode.badResumptionToken, "Ce jeton n’est pas, ou n’est plus, valable : reprendre la liste depuis le début.");
        }

        var all = await ReadItems.Sets(connection);
        var left = all.Where(s => string.CompareOrdinal(s.Spec, token?.Set ?? "") > 0).ToList();
        if (left.Count == 0)
        {
            return new OaiError(OaiErrorCode.noSetHierarchy, "Il n’y a pas encore d’ensembles.");
        }

        var terms = $"Notices : {Licence.OpenLicence}{(all.Any(s => s.Spec == "source") ? ", sauf celles d’autres portails, aux conditions de leur source" : "")}. Images : chacune sa licence.";
        to.Open("ListSets");
        foreach (var (spec, name) in left.Take(SetsOfPage))
        {
            to.Open("set");
            to.Text("setSpec", spec);
            to.Text("setName", name);
            to.Open("setDescription");
            DublinCoreWriter.WriteSet(to.Xml, $"{name} : les notices de l’ensemble {spec} et de ceux qu’il contient.", spec.Split(':')[0] == "source" ? "Aux conditions de la source." : terms);
            to.Close();
            to.Close();
        }

        var cursor = token?.Cursor ?? 0;
        var next = left.Count > SetsOfPage ? await tokens.Write(new ResumptionToken(OaiVerb.ListSets, "", 0, 0, left[SetsOfPage - 1].Spec) { Cursor = cursor + SetsOfPage, Total = all.Count }, stop) : null;
        if (next is not null || token is not null)
        {
            to.Token(next, cursor, all.Count, tokens.Expire());
        }

        to.Close();
        return null;
    }

    /// <summary>
    /// All that was left changed since: the next harvest brings it. A list element may not be empty, and an error would make harvesters throw away what
    /// they have: the last record that is still in the list is told again, which changes nothing for those who keep records by identifier.
    /// </summary>
    private static Task<Item?> Again(DbConnection connection, Window window, ResumptionToken at) =>
        ReadItems.LastBefore(connection, window, OaiTokens.Text(at.LastStamp), at.LastNumber);

    private async Task<ResumptionToken?> Start(OaiRequest request, OaiState state, CancellationToken stop)
    {
        if (request.Token is { } text)
        {
            return await tokens.Read(text, request.Verb, stop);
        }

        var watermark = OaiDate.Parse(state.Watermark)!.Value.At;
        var until = request.Until is { } asked && asked.Last < watermark ? asked.Last : watermark;
        var from = request.From?.First ?? DateTimeOffset.MinValue;
        return new ResumptionToken(request.Verb, request.Prefix!, OaiTokens.Number(from), OaiTokens.Number(until), request.Set ?? "") { LastStamp = OaiTokens.Number(from), LastNumber = -1, Watermark = OaiTokens.Number(watermark) };
    }

    private async Task<OaiError?> Page(OaiAnswerWriter to, DbConnection connection, (OaiVerb Verb, ResumptionToken At, int Size) asked, List<Item> items, CancellationToken stop)
    {
        var (verb, at, size) = asked;
        if (items.Count == 0)
        {
            // The whole list changed since: its arguments give nothing any more.
            return new OaiError(OaiErrorCode.noRecordsMatch, "Toute la liste a changé depuis : le prochain moissonnage la rendra.");
        }

        to.Open(verb.ToString());
        var page = items.Take(size).ToList();
        var written = page.Count;
        if (verb == OaiVerb.ListIdentifiers)
        {
            page.ForEach(i => to.Header(write.Records.Header(i, at.Prefix)));
        }
        else
        {
            written = await write.Run(to, connection, page, (at.Prefix, Heaviest), stop);
        }

        var next = items.Count > written
            ? await tokens.Write(at with { LastStamp = OaiTokens.Number(items[written - 1].StampedAt), LastNumber = items[written - 1].Number, Cursor = at.Cursor + written }, stop)
            : null;
        if (next is not null || at.Cursor > 0)
        {
            to.Token(next, at.Cursor, at.Total, tokens.Expire());
        }

        to.Close();
        return null;
    }
}
