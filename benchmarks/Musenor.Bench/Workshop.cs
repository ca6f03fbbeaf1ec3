using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Musenor.Storage;

namespace Musenor.Bench;

/// <summary>Where the benchmarks work: out/bench, the portal's executable, a catalogue made once for each size and shape.</summary>
internal sealed class Workshop(int notices)
{
    private const string Executable = "src/Musenor/bin/Release/net10.0/musenor";

    public int Notices { get; } = notices;

    public string CatalogueFolder => File($"catalogue-{Notices}");

    public static string File(string name)
    {
        var path = Path.GetFullPath(Path.Combine("out", name == "bench.json" ? "" : "bench", name));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return path;
    }

    public static string EmptyFolder(string name)
    {
        var folder = File(name);
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        return folder;
    }

    public static ProcessStartInfo Portal(params string[] arguments) => new(Path.GetFullPath(Executable), arguments) { RedirectStandardOutput = true, RedirectStandardError = true };

    /// <summary>Runs a verb to its end; answers how long the whole process took.</summary>
    public static Task<TimeSpan> Run(params string[] arguments) => Run([0], arguments);

    /// <param name="statuses">Those that are no failure.</param>
    public static async Task<TimeSpan> Run(int[] statuses, params string[] arguments)
    {
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(Portal(arguments))!;
        var (said, wrong) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        watch.Stop();
        return statuses.Contains(process.ExitCode) ? watch.Elapsed : throw new InvalidOperationException($"musenor {string.Join(' ', arguments)}: {process.ExitCode}\n{await said}\n{await wrong}");
    }

    /// <summary>The same notices as a file to import.</summary>
    public async Task<string> Csv()
    {
        var path = File($"notices-{Notices}.csv");
        if (!IsFresh(path))
        {
            await Run("generate", "--data", EmptyFolder("generate"), "--notices", $"{Notices}", "--to", path);
            Stamp(path);
        }

        return path;
    }

    /// <summary>A portal filled with generated notices; kept between runs while schema and seeds stay the same.</summary>
    public async Task Catalogue()
    {
        if (!IsFresh(CatalogueFolder))
        {
            await Run("generate", "--data", EmptyFolder($"catalogue-{Notices}"), "--notices", $"{Notices}");
            Stamp(CatalogueFolder);
        }
    }

    public Database Database() => new(Engine.Sqlite, $"Data Source={Path.Combine(CatalogueFolder, "musenor.db")}");

    private static bool IsFresh(string path) => System.IO.File.Exists($"{path}.stamp") && System.IO.File.ReadAllText($"{path}.stamp") == Shape();

    private static void Stamp(string path) => System.IO.File.WriteAllText($"{path}.stamp", Shape());

    private static string Shape()
    {
        var parts = Migrator.Scripts(Engine.Sqlite).Select(s => s.Sql).Concat(Directory.EnumerateFiles("seeds", "*.json").Order(StringComparer.Ordinal).Select(System.IO.File.ReadAllText));
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))));
    }
}
