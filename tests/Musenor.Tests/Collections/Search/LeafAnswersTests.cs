using Microsoft.Extensions.DependencyInjection;
using Musenor.Collections.Search.Index;
using Musenor.Storage;
using Xunit;

namespace Musenor.Tests.Collections.Search;

public sealed class LeafAnswersTests
{
    [Fact]
    public async Task Many_threads_fill_the_memory_and_it_keeps_its_bound()
    {
        await using var portal = new MusenorFixture();
        await portal.Services.GetRequiredService<Migrator>().Run();
        var answers = portal.Services.GetRequiredService<LeafAnswers>();
        const int Threads = 8;
        using var together = new Barrier(Threads);
        // A million bytes each: the bound is passed several times while others add.
        var work = Enumerable.Range(0, Threads).Select(t => Task.Factory.StartNew(
            () =>
            {
                together.SignalAndWait();
                for (var i = 0; i < 30; i++)
                {
                    answers.Get(new Leaf.Prefix(null, $"m{((t % 4) * 30) + i}"), 1, 8_000_000, default).GetAwaiter().GetResult();
                }
            },
            default, TaskCreationOptions.LongRunning, TaskScheduler.Default));
        await Task.WhenAll(work);
        Assert.InRange(answers.Held, 1, 48L << 20);
    }
}
