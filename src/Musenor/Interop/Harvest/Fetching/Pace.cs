namespace Musenor.Interop.Harvest.Fetching;

/// <summary>The pauses of a harvest, in one place: tests look at them instead of living through them.</summary>
internal class Pace(TimeProvider clock)
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    public virtual Task Wait(TimeSpan time, CancellationToken stop) => time > TimeSpan.Zero ? Task.Delay(time < Longest ? time : Longest, clock, stop) : Task.CompletedTask;
}
