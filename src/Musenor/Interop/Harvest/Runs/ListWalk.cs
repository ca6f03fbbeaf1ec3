using System.Security.Cryptography;
using Heritage.Standards.OaiPmh.Reading;
using Musenor.Interop.Harvest.Fetching;
using Musenor.Interop.Harvest.Sources;

namespace Musenor.Interop.Harvest.Runs;

/// <summary>
/// One list of one source, page by page, from its checkpoint to its end. A token is followed byte for byte; one that dies begins the list
/// again, where nothing is lost by it; one that turns in circles ends it, and the end is then looked at twice.
/// </summary>
internal sealed class ListWalk(WalkTools tools, HarvestSource source, HarvestRun run)
{
    private const int MostRestarts = 3;
    private const int MostBarren = 10;

    private readonly SeenIds _ids = new();
    private readonly SeenIds _tokens = new();
    private readonly bool _isDoubtfulBefore = run.IsDoubtful && !run.IsListOver;
    private bool _isResumed = run.Token.Length > 0;
    private bool _isTokenTriedAgain;
    private bool _isPrefixResent = source.IsPrefixResent;
    private readonly string _granularity = run.Granularity;
    private int _barren;

    /// <summary>Comes back at the end of the list; what keeps it from there is thrown as a stop.</summary>
    public async Task Run(CancellationToken stop)
    {
        // It may be over: the process died between the last page and what follows it.
        if (!run.IsListOver || !await IsWhole(stop))
        {
            await Pages(stop);
        }

        AskedSet.Judge(run);
    }

    private async Task Pages(CancellationToken stop)
    {
        if (_isResumed && run.ListPage == 0)
        {
            // Of the first list of a run only: what an earlier one named is new to those after it.
            await tools.Seen(run, _ids, stop);
        }

        while (!await Step(stop))
        {
            stop.ThrowIfCancellationRequested();
        }
    }

    /// <summary>One question and what its answer changes; true when the list is over.</summary>
    private async Task<bool> Step(CancellationToken stop)
    {
        var query = Listing.Page(run, _isPrefixResent);
        Answered got;
        try
        {
            got = await tools.Ask.Run(query, isOne: false, stop);
        }
        catch (HarvestStop why) when (why.Kind == StopKind.Page)
        {
            await ByIdentifier(why, stop);
            return false;
        }

        if (got.Answer.Errors.Count == 0 || got.Answer.Records.Count > 0 || got.Answer.Broken.Count > 0)
        {
            return await Page(query, got, stop) && await IsWhole(stop);
        }

        if (IsOver(got.Answer.Errors[0]))
        {
            return !await tools.Sets.IsMisnamed(run, stop) && await Close(query, got, stop);
        }

        if (run.WindowRestarts > MostRestarts)
        {
            await Narrow(StopKind.Fail, "token", got.Answer.Errors[0].Code, stop);
        }

        return false;
    }

    /// <summary>Stores a page; true when it was the last one.</summary>
    private async Task<bool> Page(string query, Answered got, CancellationToken stop)
    {
        var (answer, asked) = (got.Answer, run.Token);
        var page = WalkTools.Content(query, got, Print(asked));
        if (run.Mark.Length == 0)
        {
            run.Mark = tools.Mark(answer);
        }

        Fill(page, answer);
        if (run.ListMode == "identifiers")
        {
            await tools.FetchEach(source, run, page, stop);
        }

        _tokens.Add(asked);
        var isCircle = answer.Token is { } next && (_tokens.Contains(next) || next == asked);
        _barren = page.Fresh == 0 ? _barren + 1 : 0;
        var isLast = answer.Token is null || (isCircle && page.Fresh == 0) || _barren >= MostBarren;
        if (answer.Token is not null && isLast)
        {
            page.Incidents.Add(("loop", answer.Token));
            run.IsDoubtful |= run.ListSize is null || run.ListSeen + page.Fresh < run.ListSize;
        }

        run.ListSize = answer.ListSize ?? run.ListSize;
        // Cut before its token: whether more was to come cannot be known, unless all that was announced is here.
        run.IsDoubtful |= answer.IsTruncated && answer.Token is null && (run.ListSize is null || run.ListSeen + page.Fresh < run.ListSize);
        run.ListSeen += page.Fresh;
        run.Page++;
        (run.Token, run.TokenExpires) = (isLast ? "" : answer.Token!, isLast ? null : answer.TokenExpires);
        (_isResumed, _isTokenTriedAgain) = (false, false);
        await tools.Store(source, run, page, got.Fetched.Bytes, stop);
        if (!isLast)
        {
            tools.Rest(source);
        }

        return isLast;
    }

    private void Fill(PageContent page, OaiAnswer answer)
    {
        foreach (var record in answer.Records)
        {
            var own = record with { Id = source.Identifier(record.Id) };
            // Those of other sets count as well: the list goes on with them, and its announced number has them.
            page.Fresh += _ids.Add(own.Id) ? 1 : 0;
            run.IsRisen |= run.TopStamp.Length > 0 && string.CompareOrdinal(own.Datestamp, run.TopStamp) > 0;
            run.IsAscending &= own.Datestamp.Length > 0 && string.CompareOrdinal(own.Datestamp, run.TopStamp) >= 0;
            run.TopStamp = string.CompareOrdinal(own.Datestamp, run.TopStamp) > 0 ? own.Datestamp : run.TopStamp;
            if (AskedSet.Has(run, own))
            {
                page.Records.Add(own);
            }
        }

        foreach (var broken in answer.Broken)
        {
            page.Broken.Add(broken);
            page.Fresh += _ids.Add(broken.Id is { } id ? source.Identifier(id) : $"{run.Page}/{broken.Position}") ? 1 : 0;
        }
    }

    /// <summary>What an error changes; true when it ends the list.</summary>
    private bool IsOver(ReadError error)
    {
        var meaning = ErrorMeanings.Of(error, run.Token.Length > 0);
        var told = $"{error.Code} {error.Text}".Trim();
        switch (meaning)
        {
            case ErrorMeaning.NoRecords:
                return true;
            case ErrorMeaning.BadArgument when run.Token.Length > 0 && !_isPrefixResent:
                _isPrefixResent = true;
                tools.Tell("prefix-resent", told);
                return false;
            case ErrorMeaning.BadToken or ErrorMeaning.BadArgument when run.Token.Length > 0:
                return DeadToken(told);
            // Its dates first: a set that was dropped for their sake would cost all the others.
            case ErrorMeaning.BadArgument when run.Granularity != "none" && (run.ListFrom.Length > 0 || run.WindowUntil.Length > 0):
                run.Granularity = run.Granularity == "second" ? "day" : "none";
                tools.Tell("granularity", told);
                return false;
            case ErrorMeaning.NoSets or ErrorMeaning.BadArgument when run.SetSpec.Length > 0 && !run.IsFiltered:
                run.Granularity = _granularity; // it was not the dates
                tools.Sets.Filter(run, told);
                return false;
            case ErrorMeaning.BadFormat:
                throw new HarvestStop(StopKind.Fail, "format", told);
            default:
                throw new HarvestStop(StopKind.Fail, "error", told);
        }
    }

    /// <summary>Never the end of the list by itself, unless all that was announced has come.</summary>
    private bool DeadToken(string told)
    {
        if (run.ListSize is { } size && run.ListSeen >= size)
        {
            return true;
        }

        if (!_isResumed && !_isTokenTriedAgain && !(run.TokenExpires < tools.Now))
        {
            _isTokenTriedAgain = true;
            return false;
        }

        tools.Tell("token", told);
        run.Restarts++;
        // Sorted by date, what came before its last date is safe; else the window begins again: writing a record twice changes nothing.
        // Dates that are all the same show no order.
        var from = run is { IsAscending: true, IsRisen: true } && run.Granularity != "none" ? run.TopStamp : run.WindowFrom;
        var isFurther = string.CompareOrdinal(from, run.ListFrom.Length > 0 ? run.ListFrom : run.WindowFrom) > 0;
        run.WindowRestarts = isFurther ? 1 : run.WindowRestarts + 1;
        if (run.WindowRestarts > MostRestarts)
        {
            return false; // cut in two
        }

        run.Begin(from);
        Forget();
        return false;
    }

    /// <summary>A list that never comes to its end is asked in halves, and those in halves.</summary>
    private async Task Narrow(StopKind kind, string code, string detail, CancellationToken stop)
    {
        if (source.Selective == "off" || !Windows.Halve(run, await tools.Earliest(run, stop)))
        {
            throw new HarvestStop(kind, code, detail);
        }

        tools.Tell("halved", $"{run.WindowFrom} – {run.WindowUntil}");
        run.Restarts++;
        Forget();
        await tools.Save(run, stop);
    }

    private async Task ByIdentifier(HarvestStop why, CancellationToken stop)
    {
        if (run.ListMode == "identifiers")
        {
            await Narrow(StopKind.Pause, why.Code, why.Detail, stop);
            return;
        }

        tools.Tell("by-identifier", why.Message);
        run.ListMode = "identifiers";
        run.Begin(run.WindowFrom);
        Forget();
    }

    private async Task<bool> Close(string query, Answered got, CancellationToken stop)
    {
        run.Mark = run.Mark.Length == 0 ? tools.Mark(got.Answer) : run.Mark;
        run.Token = "";
        run.Page++;
        await tools.Store(source, run, WalkTools.Content(query, got, ""), got.Fetched.Bytes, stop);
        return await IsWhole(stop);
    }

    /// <summary>Fewer than announced, or a circle: a list of identifiers is asked, and what is missing is fetched one by one.</summary>
    private async Task<bool> IsWhole(CancellationToken stop)
    {
        var isShort = run.ListSize is { } size && run.ListSeen < size * 0.99;
        if (run.ListMode == "identifiers")
        {
            // A list of identifiers that ends as it should is the truth, whatever number was announced by a source that counts
            // badly; one that turns in circles is not, nor one that is short where the number was right before.
            run.IsDoubtful |= isShort && run.Kind != HarvestRun.Reconcile && (source.ListMode == "identifiers" || await tools.CountsRight(run, stop));
            return true;
        }

        if (!isShort && (!run.IsDoubtful || _isDoubtfulBefore))
        {
            return true;
        }

        tools.Tell("hole", $"{run.ListSeen} / {run.ListSize}");
        run.IsDoubtful = _isDoubtfulBefore;
        run.ListMode = "identifiers";
        run.Begin(run.WindowFrom);
        Forget();
        await tools.Save(run, stop);
        return false;
    }

    private void Forget()
    {
        _ids.Clear();
        _tokens.Clear();
        (_isResumed, _isTokenTriedAgain, _barren, _isPrefixResent) = (false, false, 0, source.IsPrefixResent);
    }

    private static string Print(string token) => token.Length == 0 ? "" : Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(token)))[..16];
}
