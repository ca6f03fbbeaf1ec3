using System.Diagnostics;
using Musenor.Collections.Media;
using Musenor.Collections.Media.Photographs;
using Musenor.Storage;

namespace Musenor.Bench;

/// <summary>
/// Everything made of real photographs, against the command line of libvips for the same files: the same sizes, formats and qualities, as
/// many processes as there are cores, each with all its files at once. Each takes its turn three times; the better time counts.
/// </summary>
internal static class DerivativesBench
{
    private const int Photographs = 60;
    private const string Script = """
        set -e
        batch() {
          export VIPS_CONCURRENCY=1 VIPS_WARNING=0
          vipsthumbnail "$@" --size '1600x6400>' -o "$OUT/%s.png[strip,compression=0]"
          local whole=()
          for file in "$@"; do whole+=("$OUT/$(basename "$file" .jpg).png"); done
          vipsthumbnail "${whole[@]}" --size '1600x6400>' -o "$OUT/%s-1600.jpg[Q=85,strip,optimize_coding]"
          vipsthumbnail "${whole[@]}" --size '800x3200>' -o "$OUT/%s-800.jpg[Q=85,strip,optimize_coding]"
          for width in 960 480 320 160; do
            vipsthumbnail "${whole[@]}" --size "${width}x$((width * 4))>" -o "$OUT/%s-$width.webp[Q=66,effort=4,strip]"
          done
          rm -f "${whole[@]}"
        }
        export -f batch
        printf '%s\0' "$@" | xargs -0 -n $((($# + $(nproc) - 1) / $(nproc))) -P "$(nproc)" bash -c 'batch "$@"' bash
        """;

    public static async Task Run(Figures figures)
    {
        var folder = Path.GetFullPath("../shared/data/images/art-institute");
        string[] files = Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "*.jpg").Order(StringComparer.Ordinal).Take(Photographs)] : [];
        if (files.Length == 0 || !File.Exists("/usr/bin/vipsthumbnail"))
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
}
