using Dapper;
using Musenor.Storage;

namespace Musenor.Bench;

/// <summary>
/// Two real processes on one machine: a network that publishes the catalogue, and the portal of the region that harvests all of it, stored, mapped and
/// indexed, then asks again with nothing changed, then reads the whole list again. Or, with --kills N: the same harvest killed N times.
/// </summary>
internal static class HarvestBench
{
    /// <summary>What two harvests of one source must agree on.</summary>
    private static readonly string[] Compared =
    [
        "select oai_id || ' ' || status || ' ' || datestamp || ' ' || hash from harvest_record order by oai_id",
        "select o.oai_id || ' ' || n.ref || ' ' || n.state || ' ' || n.fields from harvest_origin o join notice n on n.ref = o.ref order by o.oai_id",
        "select cast(count(*) as text) from notice",
    ];

    public static async Task Run(Workshop workshop, Figures figures)
    {
        await using var network = await Network(workshop, figures);
        foreach (var prefix in new[] { "lido", "oai_dc" })
        {
            var region = await HarvestRegion.With(network.Address, prefix);
            var first = await region.Harvest();
            Check(first.Seen == workshop.Notices && first.State == "done", $"{prefix}: {first}");
            figures.Add($"harvest.{prefix}", first.Seen / first.Seconds, "records/s");
            figures.Add($"harvest.{prefix}.processor", first.Processor * 1000 / first.Seen, "ms of one core a record, whatever else the machine did");
            figures.Add($"harvest.{prefix}.memory", first.Most, "MB at most");
            var nothing = await region.Harvest();
            Check(nothing.Seen == 0 && nothing.State == "done", $"{prefix} with nothing changed: {nothing}");
            figures.Add($"harvest.{prefix}.incremental", nothing.Seconds, "s");
            var again = await region.Harvest("--full");
            Check(again.Unchanged == workshop.Notices, $"{prefix} again: {again}");
            figures.Add($"harvest.{prefix}.unchanged", again.Seen / again.Seconds, "records/s");
            Check(await region.Searchable() == workshop.Notices, $"{prefix}: not all of it is found.");
        }
    }

    /// <summary>Killed at moments of chance and gone on with: the store is that of a harvest that nobody disturbed.</summary>
    public static async Task Kill(Workshop workshop, Figures figures, int kills)
    {
        await using var network = await Network(workshop, figures);
        await using var relay = await Relay.Start(network.Address);
        var calm = await HarvestRegion.With(network.Address, "oai_dc", "calm");
        await calm.Harvest();
        var killed = await HarvestRegion.With(relay.Address, "oai_dc", "killed");
        var (chance, done, extra, worst) = (new Random(kills), 0, 0L, 0L);
        while (done < kills)
        {
            // Some die while they start, some within a page, some while they map; a run that came to its end is followed by another of everything.
            if (await killed.IsKilled(TimeSpan.FromMilliseconds(chance.Next(300, 3000)), "--full"))
            {
                done++;
            }

            var now = relay.Lists - await killed.Pages();
            (worst, extra) = (Math.Max(worst, now - extra), now);
        }

        await killed.Harvest();
        figures.Add("harvest.kills", done, $"kills over {await killed.Runs()} runs");
        figures.Add("harvest.kills.refetched", extra, $"pages asked twice, {worst} at most for one kill");
        Check(worst <= 1, "A kill costs more than one page.");
        foreach (var sql in Compared)
        {
            var (truth, found) = (await calm.Rows(sql), await killed.Rows(sql));
            Check(Enumerable.SequenceEqual(truth, found, StringComparer.Ordinal), $"The stores differ after {done} kills: {sql}");
        }

        Check(await killed.Searchable() == workshop.Notices, "Not all of it is found.");
    }

    private static async Task<Server> Network(Workshop workshop, Figures figures)
    {
        var folder = await OaiBench.Folder(workshop, "harvest-network");
        var server = await Server.Portal(folder, settings: [("Oai__RequestsPerMinute", "0")]);
        using var client = server.Client();
        await using var connection = await new Database(Engine.Sqlite, $"Data Source={Path.Combine(folder, "musenor.db")}").Open();
        await OaiBench.Published(client, connection, workshop.Notices, figures);
        // Published long ago, as in life: else an incremental run, which looks two minutes back, would see all of it again.
        await connection.ExecuteAsync("update oai_item set stamped_at = replace(stamped_at, substr(stamped_at, 1, 10), '2026-01-01'); update oai_listed set stamped_at = replace(stamped_at, substr(stamped_at, 1, 10), '2026-01-01')");
        return server;
    }

    private static void Check(bool isSo, string what)
    {
        if (!isSo)
        {
            throw new InvalidOperationException(what);
        }
    }
}
