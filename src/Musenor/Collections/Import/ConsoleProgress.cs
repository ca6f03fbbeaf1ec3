namespace Musenor.Collections.Import;

/// <summary>Progress on the error output: a bar that redraws itself on a terminal, now and then a line elsewhere.</summary>
internal sealed class ConsoleProgress(TextWriter output, bool isTerminal) : IProgress<ImportProgress>, IDisposable
{
    private const int BarWidth = 30;
    private static readonly TimeSpan Redraw = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan NextLine = TimeSpan.FromSeconds(10);
    private long _last = System.Diagnostics.Stopwatch.GetTimestamp();
    private bool _drawn;

    public void Report(ImportProgress value)
    {
        if (System.Diagnostics.Stopwatch.GetElapsedTime(_last) < (isTerminal ? Redraw : NextLine))
        {
            return;
        }

        _last = System.Diagnostics.Stopwatch.GetTimestamp();
        var percent = (int)Math.Clamp(value.Share * 100, 0, 100);
        if (!isTerminal)
        {
            output.WriteLine($"{value.Stage} : {percent} %, {value.Rows} notices");
            return;
        }

        var full = percent * BarWidth / 100;
        output.Write($"\r{value.Stage,-8} [{new string('#', full)}{new string('.', BarWidth - full)}] {percent,3} %  {value.Rows} notices ");
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
