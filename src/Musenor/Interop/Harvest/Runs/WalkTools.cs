using System.Globalization;
using Dapper;
using Heritage.Standards.OaiPmh.Reading;
using Musenor.Interop.Harvest.Fetching;
using Musenor.Interop.Harvest.Sources;
using Musenor.Storage;

namespace Musenor.Interop.Harvest.Runs;

/// <summary>What lists are walked with: the source's answers, the store, the clock.</summary>
internal sealed class WalkTools(AskSource ask, Database database, RunStore runs, RawPages raw, StorePage pages)
{
    private const int TakenOverEvery = 400;
    private const int MostAhead = 2000;
    private sealed record Had
    {
        public string Datestamp { get; init; } = "";

        public string Run { get; init; } = "";

        public DateTimeOffset LastSeenAt { get; init; }
    }

    private readonly List<(string Code, string Detail)> _incidents = [];
    private readonly DateTimeOffset _began = runs.Now;
    private int _stored;
    private long _sinceTakenOver;
    private Task _takingOver = Task.CompletedTask;

    public AskSource Ask => ask;

    /// <summary>What the source knows of sets is asked once a run.</summary>
    public AskedSet Sets => field ??= new AskedSet(ask, Tell);

    public DateTimeOffset Now => runs.Now;

    /// <summary>Takes new rows over, outside the transaction of the page.</summary>
    public Func<CancellationToken, Task> TakeOver { get; set; } = _ => Task.CompletedTask;

    /// <summary>Who wants to know at once what goes wrong.</summary>
    public Action<string, string>? Hear { get; init; }

    public void Tell(string code, string detail)
    {
        _incidents.Add((code, detail));
        Hear?.Invoke(code, detail);
    }

    /// <summary>By the server's clock; ours, two days ago, where it has none.</summary>
    public string Mark(OaiAnswer answer) => (answer.ResponseDate ?? Now.AddDays(-2)).Text();

    public static PageContent Content(string query, Answered got, string token) =>
        new(query, got.Fetched.Milliseconds, got.Fetched.Bytes.Length, "", string.Join(' ', got.Answer.Flags), token);

    public async Task Store(HarvestSource source, HarvestRun run, PageContent page, byte[] bytes, CancellationToken stop)
    {
        var kept = page with { Hash = raw.Write(run, run.Page, bytes) };
        kept.Incidents.AddRange(_incidents);
        await pages.Run(source, run, kept, stop);
        _incidents.Clear();
        _stored++;
        _sinceTakenOver += page.Records.Count;
        if (_sinceTakenOver >= TakenOverEvery && (_takingOver.IsCompleted || _sinceTakenOver >= MostAhead))
        {
            await Settle();
            _sinceTakenOver = 0;
            // While the next pages are on their way: a source is not asked faster for it, and not later either.
            _takingOver = Task.Run(() => TakeOver(stop), CancellationToken.None);
        }
    }

    /// <summary>
    /// Ends this sitting when it had the pages that its source gives one harvest, or when the hours of its source closed on it: one that began outside
    /// of them was wanted by a person.
    /// </summary>
    public void Rest(HarvestSource source)
    {
        if (source.MaxPages > 0 && _stored >= source.MaxPages)
        {
            throw new HarvestStop(StopKind.Rest, HarvestStop.MostPages, source.MaxPages.ToString(CultureInfo.InvariantCulture));
        }

        if (Schedules.IsOpen(source.Hours, _began) && !Schedules.IsOpen(source.Hours, Now))
        {
            throw new HarvestStop(StopKind.Rest, HarvestStop.Hours, source.Hours);
        }
    }

    /// <summary>Waits for what is being taken over.</summary>
    public Task Settle() => _takingOver;

    public Task Save(HarvestRun run, CancellationToken stop) => database.Write(async (connection, transaction) =>
    {
        foreach (var (code, detail) in _incidents)
        {
            await RunStore.Incident(connection, transaction, run.Id, Now, code, detail);
        }

        _incidents.Clear();
        return await runs.Save(connection, transaction, run) ? 0 : throw new OperationCanceledException("The run is another's.");
    }, stop);

    /// <summary>What this run has stored so far.</summary>
    public async Task Seen(HarvestRun run, SeenIds ids, CancellationToken stop)
    {
        await using var connection = await database.Open(stop);
        await foreach (var id in connection.QueryUnbufferedAsync<string>("select oai_id from harvest_record where source = @Source and run = @Id", new { run.Source, run.Id }).WithCancellation(stop))
        {
            ids.Add(id);
        }
    }

    /// <summary>The oldest date of what this run has stored; empty when that is nothing.</summary>
    public async Task<string> Earliest(HarvestRun run, CancellationToken stop)
    {
        await using var connection = await database.Open(stop);
        return await connection.ExecuteScalarAsync<string?>("select min(datestamp) from harvest_record where source = @Source and run = @Id and datestamp <> ''", new { run.Source, run.Id }) ?? "";
    }

    /// <summary>The numbers that the source announces were right before: its last whole harvest had all of them, and not each of three since is short.</summary>
    public async Task<bool> CountsRight(HarvestRun run, CancellationToken stop)
    {
        await using var connection = await database.Open(stop);
        var last = (await connection.QueryAsync<(string State, long? Size, long Seen)>("""
            select state, list_size, list_seen from harvest_run where source = @Source and id <> @Id and kind = 'full' and state in ('done', 'incomplete') order by ended_at desc, id desc limit 3
            """, new { run.Source, run.Id })).AsList();
        return last is not [{ Size: null }, ..] && last.Exists(l => l.State == HarvestRun.Done && l.Size is { } size && l.Seen >= size * 0.99);
    }

    /// <summary>Headers of a page become records: what is known and as it was is left, deletions need no more, the rest is asked one by one.</summary>
    public async Task FetchEach(HarvestSource source, HarvestRun run, PageContent page, CancellationToken stop)
    {
        var headers = page.Records.ToArray();
        page.Records.Clear();
        await using var connection = await database.Open(stop);
        var lost = 0;
        foreach (var header in headers)
        {
            var known = header.IsDeleted ? null : await connection.QuerySingleOrDefaultAsync<Had>(
                "select datestamp, run, last_seen_at from harvest_record where source = @Code and oai_id = @Id and status = 'live' and prefix = @Prefix", new { source.Code, header.Id, run.Prefix });
            if (header.IsDeleted)
            {
                page.Records.Add(header);
            }
            else if (known is not null && known.Datestamp == header.Datestamp && (known.Run == run.Id || IsSettled(run, known)))
            {
                page.Untouched.Add(header.Id);
            }
            else
            {
                lost = await One(source, run, page, header, stop) ? 0 : lost + 1;
                if (lost > 50)
                {
                    throw new HarvestStop(StopKind.Pause, "records");
                }
            }
        }
    }

    /// <summary>Nothing can have changed under the same date: it was over when the record was fetched. A whole harvest looks all the same.</summary>
    private static bool IsSettled(HarvestRun run, Had known)
    {
        var then = known.LastSeenAt.AddSeconds(run.SkewS).Text();
        return run.Kind != HarvestRun.Full && string.CompareOrdinal(known.Datestamp, then[..Math.Min(then.Length, known.Datestamp.Length)]) < 0;
    }

    private async Task<bool> One(HarvestSource source, HarvestRun run, PageContent page, ReadRecord header, CancellationToken stop)
    {
        try
        {
            var got = await ask.Run(Listing.Record(source.Given(header.Id), run.Prefix), isOne: true, stop);
            var own = got.Answer.Records.Select(r => r with { Id = source.Identifier(r.Id) }).ToLookup(r => r.Id == header.Id);
            page.Records.AddRange(own[true]);
            if (!own[true].Any() && own[false].FirstOrDefault() is { } other)
            {
                page.Broken.Add(new BrokenRecord(0, header.Id, "ID-MISMATCH", other.Id, other.Xml));
            }

            page.Broken.AddRange(got.Answer.Broken.Select(b => b with { Id = header.Id }));
            if (got.Answer.Records.Count + got.Answer.Broken.Count == 0)
            {
                // Listed and not to be had: suspect, not deleted.
                page.Broken.Add(new BrokenRecord(0, header.Id, "NOT-FOUND", got.Answer.Errors.Count > 0 ? got.Answer.Errors[0].Code : "", ""));
            }

            return true;
        }
        catch (HarvestStop why) when (why.Kind == StopKind.Page)
        {
            page.Broken.Add(new BrokenRecord(0, header.Id, "STATUS", why.Message, ""));
            return false;
        }
    }
}
