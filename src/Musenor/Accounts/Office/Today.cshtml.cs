using Microsoft.AspNetCore.Mvc.RazorPages;
using Musenor.Accounts.Access;

namespace Musenor.Accounts.Office;

/// <summary>« What needs me today »: counters that lead to the lists behind them.</summary>
[Needs(nameof(Rights.Office))]
public sealed class TodayPage(IEnumerable<IWaiting> queues) : PageModel
{
    public IReadOnlyList<Waiting> Waiting { get; private set; } = [];

    public async Task OnGet(CancellationToken stop)
    {
        var who = HttpContext.Known();
        var waiting = new List<Waiting>();
        foreach (var queue in queues.Where(q => q.Space == "gestion" && who.MaySomewhere(q.Right)))
        {
            waiting.AddRange(await queue.For(who, stop));
        }

        Waiting = [.. waiting.Where(w => w.Count > 0)];
    }
}
