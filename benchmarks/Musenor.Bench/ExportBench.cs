using System.Globalization;
using System.Text.Json;

namespace Musenor.Bench;

/// <summary>« export joconde » of ten thousand notices without images, and the whole catalogue as files, by the real process.</summary>
internal static class ExportBench
{
    private const int Package = 10_000;

    public static async Task Run(Figures figures)
    {
        var workshop = new Workshop(Package);
        // The region is loaded there first: a museum that the directory does not know sends nothing.
        var file = await workshop.Csv();
        var folder = Workshop.EmptyFolder("export");
        await Workshop.Run("generate", "--data", folder, "--notices", "1", "--to", Workshop.File("none.csv"));
        await Workshop.Run("import", file, "--data", folder, "--json");
        var zips = Workshop.EmptyFolder("export-zips");
        // Museums without Muséofile code are told: status 1 or a sentence, never a failure.
        var joconde = await Workshop.Run([0, 1], "export", "joconde", "--out", zips, "--data", folder, "--json");
        figures.Add("export.joconde", joconde.TotalSeconds, "s");
        figures.Add("export.joconde.rate", Written(zips) / joconde.TotalSeconds, "notices/s");
        foreach (var kind in new[] { "csv", "jsonl", "lido" })
        {
            var took = await Workshop.Run("export", kind, "--out", Workshop.File($"export.{kind}"), "--data", folder, "--json");
            figures.Add($"export.{kind}", Package / took.TotalSeconds, "notices/s");
        }
    }

    private static int Written(string folder) => Directory.EnumerateFiles(folder, "*.json").Sum(report =>
    {
        using var read = JsonDocument.Parse(File.ReadAllText(report));
        return int.Parse(read.RootElement.GetProperty("in_this_file").GetRawText(), CultureInfo.InvariantCulture);
    });
}
