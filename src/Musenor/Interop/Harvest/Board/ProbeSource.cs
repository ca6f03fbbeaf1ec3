using System.Collections.Concurrent;
using Dapper;
using Musenor.Accounts;
using Musenor.Accounts.Access;
using Musenor.Interop.Harvest.Fetching;
using Musenor.Interop.Harvest.Sources;
using Musenor.Web;
using Musenor.Web.Forms;

namespace Musenor.Interop.Harvest.Board;

/// <summary>
/// Asks a source who it is, which formats and which sets it has, and keeps the answers. The page waits for it: no longer than twenty seconds in
/// all. Two who ask at once get one trial.
/// </summary>
internal sealed class ProbeSource(Once once, Journal journal, OpenSource open, SourceStore sources, TimeProvider clock)
{
    public const string Action = "harvest.probe";

    /// <summary>In all: the person waits.</summary>
    public static readonly TimeSpan Budget = TimeSpan.FromSeconds(20);

    private const int LongestAnswer = 10;
    private const int LongestPause = 1000;
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(10);
    private static readonly Texts Words = Texts.Of("Interop");
    private readonly ConcurrentDictionary<string, Turn> _turns = new(StringComparer.Ordinal);

#pragma warning disable CA1001 // one a source, as old as the process, and it holds no handle
    private sealed class Turn
#pragma warning restore CA1001
    {
        public readonly SemaphoreSlim Lock = new(1);
        public (DateTimeOffset At, int Version) Last;
    }

    /// <summary>Done with the code, whatever the source answered: that is what was asked.</summary>
    public async Task<Outcome> Run(Person who, string code, string? key = null, CancellationToken stop = default)
    {
        if (!who.May(Rights.AlignTerms, null))
        {
            return new Outcome.Refused(Words["Harvest.Refused"]);
        }

        if (await sources.Find(code, stop) is not { } source)
        {
            return new Outcome.Missing();
        }

        var turn = _turns.GetOrAdd(code, _ => new Turn());
        if (!await turn.Lock.WaitAsync(Budget, stop))
        {
            return new Outcome.TooMany(Budget, Words["Harvest.Probe.busy"]);
        }

        try
        {
            if (turn.Last.Version == source.Version && clock.GetUtcNow() - turn.Last.At < Fresh)
            {
                return new Outcome.Done(code);
            }

            var (found, moved) = await Ask(source, stop);
            turn.Last = (clock.GetUtcNow(), source.Version);
            return await Keep(who, source, found, moved, key, stop);
        }
        finally
        {
            turn.Lock.Release();
        }
    }

    private Task<Outcome> Keep(Person who, HarvestSource source, IReadOnlyList<Evidence> found, string moved, string? key, CancellationToken stop) => once.Write(key, $"ProbeSource:{who.Id}", async (connection, transaction) =>
    {
        foreach (var one in found)
        {
            await one.Write(connection, transaction);
        }

        if (moved.Length > 0 && moved != source.BaseUrl)
        {
            await connection.ExecuteAsync("update harvest_source set proposed_url = @moved where code = @Code and base_url = @BaseUrl", new { moved, source.Code, source.BaseUrl }, transaction);
        }

        await journal.Write(connection, transaction, new Journal.Entry(who, Action, "source", source.Code));
        return new Outcome.Done(source.Code);
    }, stop);

    private async Task<(IReadOnlyList<Evidence> Found, string Moved)> Ask(HarvestSource source, CancellationToken stop)
    {
        using var client = open.Run(source with { TimeoutS = Math.Min(source.TimeoutS, LongestAnswer) });
        using var budget = CancellationTokenSource.CreateLinkedTokenSource(stop);
        budget.CancelAfter(Budget);
        var found = new List<Evidence>();
        var moved = "";
        foreach (var verb in Evidence.Verbs)
        {
            var isMute = found is [{ Problem.Length: > 0 }, ..];
            var fetched = isMute ? new Fetched(0, [], Evidence.Skipped, 0) : await Get(client, verb, found.Count == 0 ? 0 : Math.Min(source.DelayMs, LongestPause), budget.Token, stop);
            moved = fetched.Moved ?? moved;
            found.Add(Evidence.Of(source.Code, verb, $"{source.BaseUrl}?{Listing.Verb(verb)}", fetched, clock.GetUtcNow()));
        }

        return (found, moved);
    }

    private static async Task<Fetched> Get(SourceClient client, string verb, int pause, CancellationToken budget, CancellationToken stop)
    {
        try
        {
            await Task.Delay(pause, budget);
            return await client.Get(Listing.Verb(verb), budget);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return new Fetched(0, [], "budget", 0);
        }
    }
}
