using System.Diagnostics;
using Musenor.Collections.Media;
using Musenor.Collections.Media.Photographs;
using Musenor.Storage;

namespace Musenor.Bench;

/// <summary>
/// Everything made of real photographs, against the « vips » command line for the same files: the same sizes, formats and qualities, the
/// same chain of sizes, as many at once as there are cores. Each takes its turn three times; the better time counts.
/// </summary>
internal static class DerivativesBench
{
    private const int Photographs = 60;
    private const string Script = """
        set -e
        one() {
          out="$OUT/$(basename "$1")"; export VIPS_CONCURRENCY=1 VIPS_WARNING=0
          vips thumbnail "$1" "$out.1600.png[strip,compression=0]" 1600 --height 6400 --size down --export-profile srgb
          vips thumbnail "$out.1600.png" "$out-1600.jpg[Q=85,strip,optimize_coding]" 1600 --size down
          vips thumbnail "$out.1600.png" "$out-800.jpg[Q=85,strip,optimize_coding]" 800 --size down
          before=1600
          for width in 960 480 320 160; do
            vips thumbnail "$out.$before.png" "$out.$width.png[strip,compression=0]" $width --height $((width * 4)) --size down
            vips copy "$out.$width.png" "$out-$width.webp[Q=66,effort=4,strip]"
            before=$width
          done
          rm -f "$out".*.png
        }
        export -f one
        printf '%s\0' "$@" | xargs -0 -n 1 -P "$(nproc)" bash -c 'one "$0"'
        """;

    public static async Task Run(Figures figures)
    {
        var files = Folders().Where(Directory.Exists).SelectMany(f => Directory.EnumerateFiles(f, "*.jpg")).Order(StringComparer.Ordinal).Take(Photographs).ToArray();
        if (files.Length == 0 || !File.Exists("/usr/bin/vips"))
        {
            Console.WriteLine("images.derive: skipped, the photographs (../shared/data/images) or libvips-tools are not here");
            return;
        }

        var (ours, theirs) = (TimeSpan.MaxValue, TimeSpan.MaxValue);
        for (var turn = 0; turn < 3; turn++)
        {
            theirs = Better(theirs, await CommandLine(files));
            ours = Better(ours, await Portal(files));
        }

        figures.Add("images.derive.portal", ours.TotalMilliseconds / files.Length, "ms a photograph");
        figures.Add("images.derive.vips", theirs.TotalMilliseconds / files.Length, "ms a photograph");
        figures.Add("images.derive", ours / theirs, "× the vips command line");
    }

    private static async Task<TimeSpan> Portal(string[] files)
    {
        var make = new MakeDerivatives(new DataFolder(Workshop.EmptyFolder("derivatives")));
        var watch = Stopwatch.StartNew();
        await Parallel.ForAsync(0, files.Length, async (i, stop) => await make.Run(PictureId.Of("bench", $"{i}"), files[i], isJpeg: true, stop));
        return watch.Elapsed;
    }

    private static async Task<TimeSpan> CommandLine(string[] files)
    {
        var folder = Workshop.EmptyFolder("derivatives-vips");
        Directory.CreateDirectory(folder);
        var start = new ProcessStartInfo("bash", ["-c", Script, "bash", .. files]);
        start.Environment["OUT"] = folder;
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        var made = Directory.GetFiles(folder).Length;
        return process.ExitCode == 0 && made == files.Length * (Pictures.Widths.Length + MakeDerivatives.Sides.Length)
            ? watch.Elapsed
            : throw new InvalidOperationException($"vips: {process.ExitCode}, {made} files");
    }

    private static TimeSpan Better(TimeSpan one, TimeSpan other) => one < other ? one : other;

    // Beside the repository, or one folder higher for a second working copy of it.
    private static IEnumerable<string> Folders() => new[] { "../shared", "../../shared" }.Select(f => Path.GetFullPath($"{f}/data/images/art-institute"));
}
