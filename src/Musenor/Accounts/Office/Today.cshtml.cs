using Microsoft.AspNetCore.Mvc.RazorPages;
using Musenor.Accounts.Access;

namespace Musenor.Accounts.Office;

/// <summary>« What needs me today »: counters that lead to the lists behind them.</summary>
[Needs(nameof(Rights.Office))]
public sealed class TodayPage(IEnumerable<IWaiting> queues, RecentActivity recent, IEnumerable<OfficeEntry> entries) : PageModel
{
    public IReadOnlyList<Waiting> Waiting { get; private set; } = [];

    public IReadOnlyList<Activity> Activity { get; private set; } = [];

    /// <summary>Where to go when nothing waits: the first of the other pages that this person may open.</summary>
    public OfficeEntry? Elsewhere => entries.Where(e => e.Space == "gestion" && e.Address != "/gestion" && HttpContext.Person().MaySomewhere(e.Right)).MinBy(e => e.Order);

    public async Task OnGet(CancellationToken stop)
    {
        var who = HttpContext.Known();
        var waiting = new List<Waiting>();
        foreach (var queue in queues.Where(q => q.Space == "gestion" && who.MaySomewhere(q.Right)))
        {
            waiting.AddRange(await queue.For(who, stop));
        }

        Waiting = [.. waiting.Where(w => w.Count > 0)];
        Activity = await recent.Run(who, stop);
    }
}
