namespace Musenor.Bench;

/// <summary>From the start of the process to its first answers, the better of three: the files are in the system's cache, as after a restart.</summary>
internal static class StartBench
{
    public static async Task Run(Workshop workshop, Figures figures)
    {
        foreach (var (name, address) in new[] { ("start.ready", "/health/ready"), ("start.collections", "/collections") })
        {
            var best = TimeSpan.MaxValue;
            for (var i = 0; i < 3; i++)
            {
                await using var server = await Server.Portal(workshop, address);
                best = server.ToFirstAnswer < best ? server.ToFirstAnswer : best;
            }

            figures.Add(name, best.TotalSeconds, "s");
        }
    }
}
