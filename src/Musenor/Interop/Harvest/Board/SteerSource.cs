using System.Data.Common;
using Dapper;
using Musenor.Accounts;
using Musenor.Accounts.Access;
using Musenor.Interop.Harvest.Runs;
using Musenor.Interop.Harvest.Sources;
using Musenor.Web;
using Musenor.Web.Forms;

namespace Musenor.Interop.Harvest.Board;

/// <summary>A person has a source harvested, lets it rest, or stops what goes on.</summary>
internal sealed class SteerSource(Once once, Journal journal, AskRun ask, RunStore runs)
{
    public const string Harvest = "moissonner";
    public const string Full = "complete";
    public const string Pause = "pause";
    public const string Resume = "reprendre";
    public const string Stop = "arreter";
    public const string Restart = "recommencer";
    public const string GiveUp = "abandonner";

    /// <summary>Deed → what the journal calls it.</summary>
    public static readonly IReadOnlyDictionary<string, string> Actions = new Dictionary<string, string>
    {
        [Harvest] = "harvest.ask",
        [Full] = "harvest.full",
        [Pause] = "harvest.pause",
        [Resume] = "harvest.resume",
        [Stop] = "harvest.stop",
        [Restart] = "harvest.restart",
        [GiveUp] = "harvest.abandon",
    };

    private static readonly Texts Words = Texts.Of("Interop");

    public async Task<Outcome> Run(Person who, string code, string deed, string? key = null, CancellationToken stop = default)
    {
        if (!who.May(Rights.AlignTerms, null))
        {
            return new Outcome.Refused(Words["Harvest.Refused"]);
        }

        if (!Actions.TryGetValue(deed, out var action))
        {
            return new Outcome.Missing();
        }

        return await once.Write(key, $"SteerSource:{who.Id}", async (connection, transaction) =>
        {
            if (await SourceStore.Find(connection, transaction, code) is not { } source)
            {
                return new Outcome.Missing();
            }

            var problem = deed switch
            {
                Harvest => await Ask(connection, transaction, source, isFull: false),
                Full => await Ask(connection, transaction, source, isFull: true),
                Pause => await Rest(connection, transaction, source),
                Resume => await Back(connection, transaction, source),
                Restart => await Again(connection, transaction, source),
                Stop => await Halt(connection, transaction, source),
                _ => await Leave(connection, transaction, source),
            };
            if (problem is not null)
            {
                return new Outcome.Invalid("", Words[$"Harvest.Cannot.{problem}"]);
            }

            await journal.Write(connection, transaction, new Journal.Entry(who, action, "source", code) { Before = deed == Resume ? source.StateReason : null });
            return new Outcome.Done(code);
        }, stop);
    }

    private async Task<string?> Ask(DbConnection connection, DbTransaction transaction, HarvestSource source, bool isFull)
    {
        if (source.State != HarvestSource.Active)
        {
            return source.State;
        }

        var run = await ask.Run(connection, transaction, source, isFull);
        if (isFull && run is { State: HarvestRun.Running, Kind: not HarvestRun.Full })
        {
            return "running";
        }

        // One that a person stopped, or that waits for the source to come back, goes on now.
        await connection.ExecuteAsync("update harvest_run set resume_at = @Now where id = @Id and state = 'paused'", new { runs.Now, run.Id }, transaction);
        return null;
    }

    private async Task<string?> Rest(DbConnection connection, DbTransaction transaction, HarvestSource source)
    {
        if (source.State != HarvestSource.Active)
        {
            return source.State;
        }

        await Halt(connection, transaction, source);
        await connection.ExecuteAsync("update harvest_source set state = 'paused', state_reason = '' where code = @Code", new { source.Code }, transaction);
        return null;
    }

    private async Task<string?> Back(DbConnection connection, DbTransaction transaction, HarvestSource source)
    {
        if (source.State == HarvestSource.Active)
        {
            return "active";
        }

        await connection.ExecuteAsync("update harvest_source set state = 'active', state_reason = '' where code = @Code", new { source.Code }, transaction);
        await connection.ExecuteAsync("update harvest_run set resume_at = @Now where source = @Code and state = 'paused'", new { runs.Now, source.Code }, transaction);
        await connection.ExecuteAsync("update harvest_run set is_stop_asked = @no where source = @Code and state = 'running'", new { no = false, source.Code }, transaction);
        return null;
    }

    /// <summary>It ends its page and stays where it is. One whose process is dead cannot hear: it rests at once.</summary>
    private async Task<string?> Halt(DbConnection connection, DbTransaction transaction, HarvestSource source)
    {
        if (await RunStore.Current(connection, transaction, source.Code) is not { State: HarvestRun.Running } run)
        {
            return "idle";
        }

        if (await connection.ExecuteAsync("update harvest_run set state = 'paused', resume_at = null, holder = '' where id = @Id and state = 'running' and (beat_at is null or beat_at < @silent)",
            new { run.Id, silent = runs.Now - RunStore.Patience }, transaction) == 0)
        {
            await runs.AskStop(connection, transaction, run.Id);
        }

        return null;
    }

    /// <summary>The window that it stopped in is asked from its beginning, without the token that the source gave; what came before stays.</summary>
    private async Task<string?> Again(DbConnection connection, DbTransaction transaction, HarvestSource source)
    {
        if (source.State != HarvestSource.Active)
        {
            return source.State;
        }

        return await RunStore.Current(connection, transaction, source.Code) is { State: HarvestRun.Paused } run && await runs.Restart(connection, transaction, run) ? null : "resting";
    }

    private async Task<string?> Leave(DbConnection connection, DbTransaction transaction, HarvestSource source)
    {
        if (await RunStore.Current(connection, transaction, source.Code) is not { State: HarvestRun.Waiting or HarvestRun.Paused } run)
        {
            return "moving";
        }

        await RunStore.Cancel(connection, transaction, run.Id, runs.Now);
        return null;
    }
}
