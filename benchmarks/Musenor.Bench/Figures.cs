using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Musenor.Bench;

/// <summary>What was measured, said at once and kept.</summary>
internal sealed class Figures(int notices)
{
    /// <summary>What issue and specification ask, by figure; « ≥ » or « ≤ » first.</summary>
    private static readonly Dictionary<string, string> Targets = new()
    {
        ["import"] = "≥ 3000",
        ["import.dry_run"] = "≥ 3000",
        ["import.unchanged"] = "≤ 10",
        ["import.undo"] = "≤ 15",
        ["export.joconde"] = "≤ 20",
        ["search.p95"] = "≤ 50",
        ["search.http.p95"] = "≤ 50",
        ["api.search.p95"] = "≤ 50",
        ["api.sitemap"] = "≤ 2000",
        ["oai.oai_dc"] = "≥ 8000",
        ["oai.oai_dc.p95"] = "≤ 100",
        ["oai.lido"] = "≥ 4000",
        ["oai.lido.p95"] = "≤ 100",
        ["oai.edm.p95"] = "≤ 100",
        ["oai.get.p95"] = "≤ 5",
        ["harvest.lido"] = "≥ 1500",
        ["harvest.lido.memory"] = "≤ 300",
        ["harvest.oai_dc"] = "≥ 1500",
        ["harvest.oai_dc.memory"] = "≤ 300",
        ["pages.notice"] = "≥ 1000",
        ["office.worst.p95"] = "≤ 60",
        ["start.collections"] = "≤ 3",
        ["start.ready"] = "≤ 3",
        ["memory.resident"] = "≤ 400",
        ["images.derive"] = "≤ 1.3",
        ["iiif.first_zoom"] = "≤ 1000",
        ["iiif.tile.new"] = "≥ 400",
        ["iiif.tile.repeated"] = "≥ 3000",
    };

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private readonly List<(string Name, double Value, string Unit)> _all = [];

    public void Add(string name, double value, string unit)
    {
        _all.Add((name, value, unit));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {value:0.##} {unit}"));
    }

    public void Write(string path)
    {
        // Benchmarks run one by one complete each other.
        var known = File.Exists(path) ? JsonSerializer.Deserialize<Dictionary<string, Figure>>(File.ReadAllText(path)) ?? [] : [];
        foreach (var (name, value, unit) in _all)
        {
            known[name] = new Figure(value, unit, notices, DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        }

        File.WriteAllText(path, JsonSerializer.Serialize(known, Indented));
    }

    /// <summary>The table of docs/performance.md, below its mark.</summary>
    public void Record(string path)
    {
        const string mark = "<!-- figures -->";
        var text = File.ReadAllText(path);
        var table = new StringBuilder($"{mark}\n").Append(CultureInfo.InvariantCulture,
            $"Measured on {DateTime.UtcNow:yyyy-MM-dd} with {notices} generated notices, {Environment.ProcessorCount} cores, {Math.Round(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9)} GB, SQLite, Release build; load of the machine when it ended: {File.ReadAllText("/proc/loadavg").Split(' ')[0]} (1 is the benchmark alone on one core).\n\n");
        table.Append("| figure | measured | target |\n|---|---|---|\n");
        foreach (var (name, value, unit) in _all)
        {
            var target = Targets.TryGetValue(name, out var asked) ? $"{asked} {unit}" : "";
            table.Append(CultureInfo.InvariantCulture, $"| {name} | {value:0.##} {unit} | {target} |\n");
        }

        var at = text.IndexOf(mark, StringComparison.Ordinal);
        File.WriteAllText(path, (at < 0 ? text + "\n" : text[..at]) + table);
    }

    private sealed record Figure(double Value, string Unit, int Notices, string Date);
}
