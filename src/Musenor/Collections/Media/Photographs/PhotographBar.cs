using System.Diagnostics;

namespace Musenor.Collections.Media.Photographs;

/// <summary>Progress on the error output: a bar on a terminal, now and then a line elsewhere.</summary>
internal sealed class PhotographBar(TextWriter output, bool isTerminal) : IProgress<PhotographProgress>, IDisposable
{
    private const int BarWidth = 30;
    private static readonly TimeSpan Redraw = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan NextLine = TimeSpan.FromSeconds(10);
    private readonly long _start = Stopwatch.GetTimestamp();
    private long _last = Stopwatch.GetTimestamp();
    private bool _drawn;

    public void Report(PhotographProgress value)
    {
        if (Stopwatch.GetElapsedTime(_last) < (isTerminal ? Redraw : NextLine))
        {
            return;
        }

        _last = Stopwatch.GetTimestamp();
        var percent = (int)Math.Clamp(value.Share * 100, 0, 100);
        var left = TimeSpan.FromSeconds(Math.Round(Stopwatch.GetElapsedTime(_start).TotalSeconds * (1 - value.Share) / Math.Max(value.Share, 0.001)));
        if (!isTerminal)
        {
            output.WriteLine($"Photographies : {percent} %, {value.Done} sur {value.All}, encore {left:c}");
            return;
        }

        var full = percent * BarWidth / 100;
        output.Write($"\rPhotographies [{new string('#', full)}{new string('.', BarWidth - full)}] {percent,3} %  {value.Done} sur {value.All}, encore {left:c} ");
        _drawn = true;
    }

    public void Dispose()
    {
        if (_drawn)
        {
            output.WriteLine();
            _drawn = false;
        }
    }
}
