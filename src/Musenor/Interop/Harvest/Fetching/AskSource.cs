using System.Globalization;
using Heritage.Standards.OaiPmh.Reading;
using Musenor.Interop.Harvest.Runs;
using Musenor.Interop.Harvest.Sources;

namespace Musenor.Interop.Harvest.Fetching;

/// <summary>An answer with the bytes that it was read from.</summary>
internal sealed record Answered(OaiAnswer Answer, Fetched Fetched);

/// <summary>
/// Asks one source, politely: never two requests at once, never sooner than its delay or than its last answer took, waits that it asks for,
/// longer and longer pauses when it fails.
/// </summary>
internal sealed class AskSource(SourceClient client, HarvestSource source, HarvestRun run, Pace pace, Action<string, string> tell)
{
    private const int MostTries = 8;
    private const int MostPageTries = 4;
    private const int MostWaits = 24;
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);
    private static readonly TimeSpan UsualWait = TimeSpan.FromSeconds(60);

    private int? _last;

    /// <summary>Tries, waits and pauses of one question.</summary>
    private sealed class Effort
    {
        public int Tries;
        public int Waits;
        public int Broken;
    }

    /// <summary>Where a permanent redirect led; empty when none did.</summary>
    public string Moved { get; private set; } = "";

    /// <param name="isOne">One record among others: few tries, its failure is its own.</param>
    public async Task<Answered> Run(string query, bool isOne, CancellationToken stop)
    {
        var effort = new Effort();
        while (true)
        {
            var fetched = await Get(query, stop);
            if (fetched.Problem.Length > 0)
            {
                await Problem(fetched, effort, isOne, stop);
                continue;
            }

            var answer = AnswerReader.Read(fetched.Bytes, Reading(fetched));
            if (answer.Refusal is { } refusal)
            {
                throw new HarvestStop(refusal == "DTD" ? StopKind.ForGood : StopKind.Page, refusal == "DTD" ? "dtd" : "xml", refusal);
            }

            if (!answer.IsOai || (fetched.Status is 503 or 429 or >= 500 && answer.Records.Count == 0 && answer.Errors.Count == 0))
            {
                await Status(fetched, effort, isOne, stop);
            }
            else if (answer.IsTruncated && effort.Broken++ < 2)
            {
                tell("truncated", query);
                await Again(effort, stop); // perhaps whole the next time; if not, what is complete in it is kept
            }
            else if (IsBreakdown(answer, query) && effort.Broken++ < 2)
            {
                tell("unknown-error", $"{answer.Errors[0].Code} {answer.Errors[0].Text}");
                await Again(effort, stop);
            }
            else
            {
                return new Answered(answer, fetched);
            }
        }
    }

    private async Task<Fetched> Get(string query, CancellationToken stop)
    {
        if (_last is { } last)
        {
            await pace.Wait(TimeSpan.FromMilliseconds(source.DelayMs == 0 ? 0 : Math.Max(source.DelayMs, last)), stop);
        }

        var fetched = await client.Get(query, stop);
        _last = fetched.Milliseconds;
        run.Requests++;
        run.Bytes += fetched.Bytes.Length;
        if (fetched.Moved is { } moved && moved != Moved)
        {
            Moved = moved;
            tell("moved", moved);
        }

        return fetched;
    }

    private static bool IsBreakdown(OaiAnswer answer, string query) =>
        answer.Records.Count == 0 && answer.Errors.Count > 0 && answer.Errors.TrueForAll(e => ErrorMeanings.Of(e, query.Contains("resumptionToken=", StringComparison.Ordinal)) == ErrorMeaning.Unknown);

    private async Task Problem(Fetched fetched, Effort effort, bool isOne, CancellationToken stop)
    {
        if (fetched.Problem is "too-big" or "bomb" or "private-address" or "redirects")
        {
            throw new HarvestStop(StopKind.ForGood, fetched.Problem);
        }

        tell(fetched.Problem, "");
        if (effort.Tries >= (isOne ? 2 : MostTries))
        {
            throw new HarvestStop(isOne ? StopKind.Page : StopKind.Pause, fetched.Problem);
        }

        await Again(effort, stop);
    }

    /// <summary>An answer that is none of the protocol: its status tells what to do.</summary>
    private async Task Status(Fetched fetched, Effort effort, bool isOne, CancellationToken stop)
    {
        var told = fetched.Status.ToString(CultureInfo.InvariantCulture);
        switch (fetched.Status)
        {
            case 503 or 429:
                await Wait(fetched, effort, stop);
                return;
            case 404 or 410 when isOne:
                throw new HarvestStop(StopKind.Page, "status", told);
            case 401 or 403 or 404 or 410:
                throw new HarvestStop(fetched.Status is 404 or 410 && run.Page > 0 ? StopKind.Fail : StopKind.ForGood, "status", told);
        }

        var code = fetched.Status is >= 200 and < 300 ? "not-oai" : "status";
        // What stands before the source cannot reach it, or it is starting: no fault of the page.
        var isDown = fetched.Status is 408 or 502 or 504;
        tell(code, told);
        if (isDown && !isOne ? effort.Tries >= MostTries : effort.Tries + 1 >= (isOne ? 2 : MostPageTries))
        {
            throw new HarvestStop(isOne || (!isDown && await IsUp(stop)) ? StopKind.Page : StopKind.Pause, code, told);
        }

        await Again(effort, stop);
    }

    /// <summary>Only of a source that says who it is can a page be broken; one that does not is down, and the place in its list is kept.</summary>
    private async Task<bool> IsUp(CancellationToken stop)
    {
        var fetched = await Get(Listing.Verb("Identify"), stop);
        return fetched is { Problem.Length: 0, Status: >= 200 and < 300 } && AnswerReader.Read(fetched.Bytes, Reading(fetched)).IsOai;
    }

    private ReadingOptions Reading(Fetched fetched) => new(fetched.Charset, source.Encoding.Length > 0 ? source.Encoding : null, source.IsSanitised);

    private async Task Wait(Fetched fetched, Effort effort, CancellationToken stop)
    {
        if (++effort.Waits > MostWaits)
        {
            throw new HarvestStop(StopKind.Pause, "busy");
        }

        var asked = fetched.RetryAfter ?? UsualWait;
        asked = asked < TimeSpan.Zero ? TimeSpan.Zero : asked > LongestWait ? LongestWait : asked;
        run.Waits++;
        tell("wait", ((int)asked.TotalSeconds).ToString(CultureInfo.InvariantCulture));
        await pace.Wait(asked, stop);
    }

    private async Task Again(Effort effort, CancellationToken stop)
    {
        var pause = FirstPause * Math.Pow(2, effort.Tries++);
        pause = pause > LongestPause ? LongestPause : pause;
        run.Retries++;
        // Sources that fell together are not asked together again.
        await pace.Wait(pause * (0.8 + (Random.Shared.NextDouble() * 0.4)), stop);
    }
}
