using System.Globalization;
using Musenor.Bench;
using Musenor.Storage;

// bench [NAME…] [--notices N] [--kills N] [--record], or « region [--minutes N] [--kills N] »: prints « name: value unit » and writes out/bench.json. Without a name, everything.
if (args is ["raw-server", var file, var url])
{
    return await RawServer.Serve(file, url);
}

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
ValueTypes.Register();
int Number(string option, int without) => Array.IndexOf(args, option) is >= 0 and var at ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : without;
var (notices, kills) = (Number("--notices", 64_495), Number("--kills", 0));
var names = args.Where((a, i) => !a.StartsWith("--", StringComparison.Ordinal) && (i == 0 || args[i - 1] is not ("--notices" or "--minutes" or "--kills"))).ToArray();
if (names is ["region"])
{
    // A soak and no benchmark: it holds or it throws.
    await new RegionSoak(new Workshop(notices), new Figures(notices), Number("--minutes", 10), Number("--kills", 100)).Run();
    return 0;
}

string[] known = ["import", "export", "search", "pages", "office", "start", "memory", "derivatives", "images", "api", "oai", "harvest"];
if (names.Except(known).ToArray() is [var unknown, ..])
{
    Console.Error.WriteLine($"Unknown benchmark « {unknown} ». Known: {string.Join(", ", known)}.");
    return 2;
}

var wanted = names.Length == 0 ? known : names;
var workshop = new Workshop(notices);
var figures = new Figures(notices);
try
{
    if (wanted.Contains("import"))
    {
        await ImportBench.Run(workshop, figures);
    }

    if (wanted.Contains("export"))
    {
        await ExportBench.Run(figures);
    }

    if (wanted.Contains("derivatives"))
    {
        await DerivativesBench.Run(figures);
    }

    if (wanted.Contains("images"))
    {
        await ImagesBench.Run(figures);
    }

    if (wanted.Any(n => n is not ("import" or "export" or "derivatives" or "images")))
    {
        await workshop.Catalogue();
    }

    if (wanted.Contains("start"))
    {
        await StartBench.Run(workshop, figures);
    }

    if (wanted.Contains("search") || wanted.Contains("memory"))
    {
        await SearchBench.Run(workshop, figures);
    }

    if (wanted.Contains("pages"))
    {
        await PagesBench.Run(workshop, figures);
    }

    if (wanted.Contains("api"))
    {
        await ApiBench.Run(workshop, figures);
    }

    if (wanted.Contains("oai"))
    {
        await OaiBench.Run(workshop, figures);
    }

    if (wanted.Contains("harvest"))
    {
        // Killed again and again it is no measure of speed: one or the other.
        await (kills > 0 ? HarvestBench.Kill(workshop, figures, kills) : HarvestBench.Run(workshop, figures));
    }

    if (wanted.Contains("office"))
    {
        await OfficeBench.Run(workshop, figures);
    }
}
finally
{
    figures.Write(Workshop.File("bench.json"));
}

if (args.Contains("--record"))
{
    figures.Record("docs/performance.md");
}

return 0;
