using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Dapper;
using Musenor.Collections.Notices;
using Musenor.Storage;

namespace Musenor.Bench;

/// <summary>
/// Two networks and the portal of the region, each a real server, for some minutes: the first has the whole catalogue, the second stands behind an
/// awkward proxy. Several programs change and put back notices at once while the region harvests again and again, often killed. In the end the
/// region must have everything, as the networks have it.
/// </summary>
internal sealed class RegionSoak(Workshop workshop, Figures figures, int minutes, int kills)
{
    private const int SecondNetwork = 25_505;
    private readonly Random _chance = new(20261128);
    private readonly string _region = Workshop.EmptyFolder("soak-region");
    private int _killed;
    private int _takenUp;
    private int _incomplete;
    private int _changed;
    private double _most;

    /// <param name="Codes">The cell MUSEO of each notice.</param>
    private sealed record Network(string Name, string Folder, string[] Refs, IReadOnlyDictionary<string, string> Codes)
    {
        public Database Database => Base(Folder);
    }

    public async Task Run()
    {
        var first = await Filled("NORD", await workshop.Csv());
        var second = await Filled("SUD", await Other());
        await using var north = await Server.Portal(first.Folder, settings: [("Oai__RequestsPerMinute", "0")]);
        var outside = new Uri(Server.FreeUrl() + "/");
        await using var south = await Server.Portal(second.Folder, settings: [("Oai__RequestsPerMinute", "0"), ("Site__BaseUrl", outside.ToString())]);
        await using var proxy = await AwkwardProxy.Start(outside);
        proxy.Behind = south.Address;
        await Settled(north, first);
        await Settled(south, second);
        await Workshop.Run("sources", "add", first.Name, $"{north.Address}oai", "--prefix", "lido", "--data", _region);
        await Workshop.Run("sources", "add", second.Name, $"{outside}oai", "--prefix", "lido", "--data", _region);
        await using var region = await Server.Portal(_region, settings: [("Site__Kind", "Region")]);
        var watch = Stopwatch.StartNew();
        await Harvest(false, first.Name);
        figures.Add("region.first", first.Refs.Length / watch.Elapsed.TotalSeconds, "records/s");
        figures.Add("region.first.memory", _most, "MB");
        watch.Restart();
        await Harvest(false, second.Name);
        figures.Add("region.awkward", second.Refs.Length / watch.Elapsed.TotalSeconds, "records/s");
        await Expect("works searchable", await Found(region), first.Refs.Length + second.Refs.Length);

        using var stop = new CancellationTokenSource(TimeSpan.FromMinutes(minutes));
        Task[] writers = [Write(first, 1, stop.Token), Write(first, 2, stop.Token), Write(second, 3, stop.Token)];
        var harvests = await HarvestOverAndOver(writers, stop.Token);
        await Task.WhenAll(writers);
        await Settled(north, first);
        await Settled(south, second);
        // Nobody writes any more: this one is whole, or the harvester is wrong.
        _incomplete = await Last();
        figures.Add("region.incomplete", _incomplete, "harvests while somebody wrote");
        figures.Add("region.harvests", harvests, "");
        figures.Add("region.kills", _killed, "");
        figures.Add("region.taken_up", _takenUp, "times by the server");
        figures.Add("region.changes", _changed, "notices");
        figures.Add("region.memory", _most, "MB");
        await Expect("works searchable", await Found(region), await Published(first) + await Published(second));
        await Same(first);
        await Same(second);
        if (_changed == 0 || _killed < kills)
        {
            throw new InvalidOperationException($"{_changed} changes and {_killed} kills show nothing.");
        }

        Console.WriteLine($"spoilt answers: {string.Join(", ", proxy.Spoilt.Select(s => $"{s.Key} {s.Value}"))}");
    }

    private static Database Base(string folder) => new(Engine.Sqlite, $"Data Source={Path.Combine(folder, "musenor.db")}");

    private static async Task<Network> Filled(string name, string file)
    {
        var folder = Workshop.EmptyFolder($"soak-{name.ToLowerInvariant()}");
        await Workshop.Run("import", file, "--data", folder, "--json");
        await using var connection = await Base(folder).Open();
        var notices = (await connection.QueryAsync<(string Ref, string Fields)>("select ref, fields from notice order by number")).AsList();
        return new Network(name, folder, [.. notices.Select(n => n.Ref)], notices.ToDictionary(n => n.Ref, n => FieldsJson.Read(n.Fields).GetValueOrDefault("MUSEO", "")));
    }

    /// <summary>Other notices, whose references and numbers no notice of the first network has.</summary>
    private static async Task<string> Other()
    {
        var (made, path) = (Workshop.File("notices-second.made.csv"), Workshop.File("notices-second.csv"));
        await Workshop.Run("generate", "--data", Workshop.EmptyFolder("generate"), "--notices", $"{SecondNetwork}", "--seed", "2", "--to", made);
        await File.WriteAllLinesAsync(path, File.ReadLines(made).Select(l => l.Length > 2 && l[1] is 'M' or 'R' && char.IsAsciiDigit(l[2]) ? $"\"{(l[1] == 'M' ? 'P' : 'Q')}{l[2..]}".Replace("DEMO", "AUTRE", StringComparison.Ordinal) : l));
        return path;
    }

    /// <summary>The repository has told all that its catalogue has.</summary>
    private static async Task Settled(Server server, Network network)
    {
        using var client = server.Client();
        await using var connection = await network.Database.Open();
        for (var i = 0; i < 3_000; i++)
        {
            await client.GetByteArrayAsync(new Uri("/oai?verb=Identify", UriKind.Relative));
            if (await connection.ExecuteScalarAsync<long>("select count(*) from oai_state where revision >= (select max(revision) from notice)") > 0)
            {
                return;
            }

            await Task.Delay(100);
        }

        throw new TimeoutException($"{network.Name} never told all that it has.");
    }

    private static async Task<long> Found(Server region)
    {
        using var client = region.Client();
        using var json = JsonDocument.Parse(await client.GetByteArrayAsync(new Uri("/api/v1/search", UriKind.Relative)));
        return json.RootElement.GetProperty("total").GetInt64();
    }

    private static async Task<long> Published(Network network)
    {
        await using var connection = await network.Database.Open();
        return await connection.ExecuteScalarAsync<long>("select count(*) from notice where state = 'published'");
    }

    private static Task Expect(string what, long is_, long wanted) =>
        is_ == wanted ? Console.Out.WriteLineAsync($"{what}: {is_}") : throw new InvalidOperationException($"{what}: {is_}, and not {wanted}");

    /// <summary>Titles change and are put back, some tens of notices at a time, each time by a program of its own.</summary>
    private async Task Write(Network network, int writer, CancellationToken stop)
    {
        var chance = new Random(writer);
        for (var turn = 1; !stop.IsCancellationRequested; turn++)
        {
            var file = Workshop.File($"soak-{writer}.csv");
            var some = Enumerable.Range(0, 40).Select(_ => network.Refs[chance.Next(network.Refs.Length)]).Distinct().ToArray();
            await File.WriteAllLinesAsync(file, ["REF;MUSEO;TITR", .. some.Select(r => $"{r};{network.Codes[r]};Vue {writer}-{turn}")], CancellationToken.None);
            // 1: a notice of another writer may be refused.
            await Workshop.Run([0, 1], "import", file, "--data", network.Folder, "--json");
            await using (var connection = await network.Database.Open(CancellationToken.None))
            {
                Interlocked.Add(ref _changed, await connection.QueryFirstAsync<int>("select changed from import where file_name = @name order by started_at desc limit 1", new { name = Path.GetFileName(file) }));
            }

            if (chance.Next(4) == 0)
            {
                await using var connection = await network.Database.Open(CancellationToken.None);
                var import = await connection.QueryFirstAsync<string>("select id from import where file_name = @name order by started_at desc limit 1", new { name = Path.GetFileName(file) });
                await Workshop.Run([0, 1], "import", "undo", import, "--data", network.Folder, "--json");
            }
        }
    }

    /// <summary>As long as there is time, and kills are left; not behind a writer that broke, for then nothing would be shown.</summary>
    private async Task<int> HarvestOverAndOver(Task[] writers, CancellationToken stop)
    {
        var harvests = 0;
        while (!stop.IsCancellationRequested || _killed < kills)
        {
            await Task.WhenAll(writers.Where(w => w.IsFaulted));
            await Harvest(_killed < kills);
            harvests++;
        }

        return harvests;
    }

    /// <summary>One harvest by a program of its own; killed at a moment of chance where that is wanted.</summary>
    private async Task Harvest(bool isKilled, params string[] name)
    {
        using var process = Process.Start(Workshop.Portal(["harvest", .. name, "--data", _region, "--json", "--Site:Kind=Region"]))!;
        var (said, wrong) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        var patience = isKilled ? _chance.Next(300, 4_000) : int.MaxValue;
        for (var watch = Stopwatch.StartNew(); !process.WaitForExit(20);)
        {
            _most = Math.Max(_most, Most(process.Id));
            if (watch.ElapsedMilliseconds > patience)
            {
                process.Kill();
                await process.WaitForExitAsync();
                _killed++;
                return;
            }
        }

        if (process.ExitCode == 2 && (await wrong).Contains("déjà en cours", StringComparison.Ordinal))
        {
            // The server took up what a killed program left: it is waited for, and asked again.
            _takenUp++;
            await Task.Delay(1_000);
            await Harvest(isKilled, name);
        }
        else if (process.ExitCode == 1 && (await said).Contains("\"incomplete\"", StringComparison.Ordinal))
        {
            // More of a list moved to its next one, while it was read, than a list may lack: its mark stays, and the next harvest asks for all of it again.
            _incomplete++;
        }
        else if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"harvest: {process.ExitCode}\n{await said}\n{await wrong}");
        }
    }

    private async Task<int> Last()
    {
        var before = _incomplete;
        await Harvest(false);
        return _incomplete == before ? before : throw new InvalidOperationException("A harvest of networks where nobody wrote was not whole.");
    }

    private static double Most(int process)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024.0;
        }
        catch (IOException)
        {
            return 0;
        }
    }

    /// <summary>Every notice of the network is at the region with its title of today, or is gone there too; asking everything again finds nothing new.</summary>
    private async Task Same(Network network)
    {
        await using var theirs = await network.Database.Open();
        await using var ours = await Base(_region).Open();
        var there = (await theirs.QueryAsync<(string, string)>("select ref, fields from notice where state = 'published'")).ToDictionary(n => n.Item1, n => Title(n.Item2));
        var here = (await ours.QueryAsync<(string, string)>("""
            select o.oai_id, n.fields from harvest_origin o join notice n on n.ref = o.ref where o.source = lower(@Name) and n.state = 'published'
            """, network)).ToDictionary(n => n.Item1[(n.Item1.LastIndexOf(':') + 1)..], n => Title(n.Item2));
        var wrong = there.Where(n => here.GetValueOrDefault(n.Key) is not { } title || ((IsOurs(n.Value) || IsOurs(title)) && title != n.Value)).Select(n => n.Key).ToArray();
        await Expect($"{network.Name}: notices lost or with another title", wrong.Length, 0);
        await Expect($"{network.Name}: notices that should be gone", here.Keys.Except(there.Keys).Count(), 0);
        using var process = Process.Start(Workshop.Portal("harvest", network.Name, "--full", "--data", _region, "--json", "--Site:Kind=Region"))!;
        var (said, errors) = (await process.StandardOutput.ReadToEndAsync(), await process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        using var json = JsonDocument.Parse(said.Split('\n')[0]);
        foreach (var count in new[] { "new", "changed", "deleted", "quarantined" })
        {
            await Expect($"{network.Name}, all asked again, {count} {errors}", json.RootElement.GetProperty(count).GetInt64(), 0);
        }
    }

    /// <summary>A title that the soak wrote: one that was put back at its network must be gone at the region too.</summary>
    private static bool IsOurs(string title) => title.StartsWith("Vue ", StringComparison.Ordinal);

    /// <summary>The first one: the name of an object that has both follows its title in LIDO.</summary>
    private static string Title(string fields) => FieldsJson.Read(fields).GetValueOrDefault("TITR", "").Split(" ; ")[0];
}
