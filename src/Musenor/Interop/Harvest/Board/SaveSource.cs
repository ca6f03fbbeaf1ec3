using System.Data.Common;
using System.Text.Json;
using Dapper;
using Musenor.Accounts;
using Musenor.Accounts.Access;
using Musenor.Interop.Harvest.Runs;
using Musenor.Interop.Harvest.Sources;
using Musenor.Interop.Mapping;
using Musenor.Web;
using Musenor.Web.Forms;

namespace Musenor.Interop.Harvest.Board;

/// <summary>What judges the settings of a source, and what rings when its records are to be mapped otherwise.</summary>
internal sealed record SettingTools(JudgeAddress Judge, SourceSecrets Secrets, MappingBell Bell);

/// <summary>A person changes the settings of a source. Where it stands (mark, last complete list, sequence, what vanished) is the harvester's and stays.</summary>
internal sealed class SaveSource(Once once, Journal journal, SourceStore sources, SettingTools tools)
{
    public const string Action = "harvest.settings";

    /// <summary>Whoever lives next door does not ask faster.</summary>
    public const int LeastDelay = 500;

    private static readonly Texts Words = Texts.Of("Interop");

    /// <param name="Version">The one that the person saw.</param>
    /// <param name="Typed">Values of the fields by their names; a box that is not ticked is not there.</param>
    public sealed record Form(string Code, int Version, IReadOnlyDictionary<string, string> Typed, string Secrets = SourceSecrets.Keep, string Headers = "", string? Key = null);

    /// <summary>Done with the code.</summary>
    public async Task<Outcome> Run(Person who, Form form, CancellationToken stop = default)
    {
        if (!who.May(Rights.AlignTerms, null))
        {
            return new Outcome.Refused(Words["Harvest.Refused"]);
        }

        if (await sources.Find(form.Code, stop) is not { } before)
        {
            return new Outcome.Missing();
        }

        var (read, problems) = Read(before, form.Typed);
        var isSameDoor = JudgeAddress.IsSameDoor(before.BaseUrl, read.BaseUrl);
        if (read.BaseUrl != before.BaseUrl && !(isSameDoor && before.PrivateHost.Length > 0) && !problems.Exists(p => p.Field == "url") && await tools.Judge.Run(read.BaseUrl, stop) is { } wrong)
        {
            problems.Insert(0, new FieldProblem("url", Words[$"Harvest.No.{wrong}", read.BaseUrl]));
        }

        // What was allowed and confided was so for that door.
        var (headers, secret) = tools.Secrets.Run(before.Headers, form.Secrets, form.Headers, isSameDoor);
        read = read with { Headers = headers, PrivateHost = isSameDoor ? before.PrivateHost : "" };
        if (read.DelayMs < LeastDelay && read.PrivateHost.Length == 0 && (read.DelayMs != before.DelayMs || before.PrivateHost.Length > 0))
        {
            problems.Add(new FieldProblem("delay", Words["Harvest.Set.no.delay", LeastDelay]));
        }

        problems.AddRange(secret is null ? [] : [secret]);
        var outcome = await Write(who, form, read, problems, stop);
        if (outcome is Outcome.Done && (read.Mapping != before.Mapping || read.Rights != before.Rights || read.Prefix != before.Prefix))
        {
            tools.Bell.Ring();
        }

        return outcome;
    }

    /// <summary>What was typed, laid on the source.</summary>
    public static (HarvestSource Source, List<FieldProblem> Problems) Read(HarvestSource source, IReadOnlyDictionary<string, string> typed)
    {
        var problems = new List<FieldProblem>();
        foreach (var setting in Setting.All)
        {
            (source, var problem) = setting.Read(source, typed.GetValueOrDefault(setting.Name));
            problems.AddRange(problem is null ? [] : [problem]);
        }

        return (source, problems);
    }

    private Task<Outcome> Write(Person who, Form form, HarvestSource read, List<FieldProblem> problems, CancellationToken stop) => once.Write(form.Key, $"SaveSource:{who.Id}", async (connection, transaction) =>
    {
        if (await SourceStore.Find(connection, transaction, form.Code) is not { } now)
        {
            return new Outcome.Missing();
        }

        if (now.Version != form.Version)
        {
            return await Other(connection, transaction, form.Code);
        }

        if (problems.Count > 0)
        {
            return new Outcome.Invalid(problems);
        }

        await Update(connection, transaction, read);
        var changed = Setting.All.Where(s => s.Get(s.Put(now, s.Get(read))) != s.Get(now)).ToList();
        await journal.Write(connection, transaction, new Journal.Entry(who, Action, "source", form.Code)
        {
            Before = Told(changed, now, read.Headers != now.Headers),
            After = Told(changed, read, read.Headers != now.Headers),
        });
        return new Outcome.Done(form.Code);
    }, stop);

    /// <summary>Who saved first.</summary>
    public static async Task<Outcome> Other(DbConnection connection, DbTransaction transaction, string code)
    {
        var last = (await Journal.Of(connection, "source", code, 20, transaction)).FirstOrDefault(l => l.Action is Action or DecideMoved.AcceptAction);
        return new Outcome.Conflict(last?.Name ?? "", last?.At ?? default);
    }

    /// <summary>The settings: a run may be writing its mark meanwhile. Where other records are asked for, or under other names, that mark is worth nothing any more.</summary>
    public static async Task Update(DbConnection connection, DbTransaction transaction, HarvestSource source)
    {
        if (await SourceStore.Find(connection, transaction, source.Code) is { } before && AsksOther(before, source))
        {
            await RenameRecords.Run(connection, transaction, before, source);
            await RunStore.Outdate(connection, transaction, source.Code);
            await connection.ExecuteAsync("update harvest_source set mark_prefix = '' where code = @Code", new { source.Code }, transaction);
        }

        await Put(connection, transaction, source);
    }

    /// <summary>What was harvested until now does not cover what is asked from now on.</summary>
    public static bool AsksOther(HarvestSource before, HarvestSource after) =>
        (before.Sets, before.BaseUrl, before.IdFrom, before.IdTo) != (after.Sets, after.BaseUrl, after.IdFrom, after.IdTo);

    private static Task<int> Put(DbConnection connection, DbTransaction transaction, HarvestSource source) => connection.ExecuteAsync("""
        update harvest_source set name = @Name, base_url = @BaseUrl, prefix = @Prefix, sets = @Sets, schedule = @Schedule, hours = @Hours, delay_ms = @DelayMs, max_pages = @MaxPages,
            granularity = @Granularity, overlap_s = @OverlapS, timeout_s = @TimeoutS, user_agent = @UserAgent, headers = @Headers, is_tls_strict = @IsTlsStrict, encoding = @Encoding,
            is_sanitised = @IsSanitised, selective = @Selective, list_mode = @ListMode, is_prefix_resent = @IsPrefixResent, id_from = @IdFrom, id_to = @IdTo, mapping = @Mapping,
            rights = @Rights, thumbnails = @Thumbnails, deletions = @Deletions, reconcile_days = @ReconcileDays, most_vanished = @MostVanished, alarm_faults = @AlarmFaults, alarm_drop = @AlarmDrop,
            private_host = @PrivateHost, version = version + 1
        where code = @Code
        """, source, transaction);

    /// <summary>For the journal: the words of the form. Of secrets, only that there are some.</summary>
    private static string Told(IEnumerable<Setting> changed, HarvestSource source, bool areSecretsChanged)
    {
        var told = changed.ToDictionary(s => s.Label, s => s.Said(source));
        if (areSecretsChanged)
        {
            told[Words["Harvest.Secrets"]] = Words[source.Headers.Length > 0 ? "Harvest.Secrets.set" : "Harvest.Secrets.none"];
        }

        return JsonSerializer.Serialize(told);
    }
}
