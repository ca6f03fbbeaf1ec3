using Microsoft.AspNetCore.Mvc.RazorPages;
using Musenor.Accounts.Access;

namespace Musenor.Accounts.Office;

/// <summary>/pro: the shared tools that are there, and what waits in them.</summary>
[Needs(nameof(Rights.ProSpace))]
public sealed class ProHomePage(IEnumerable<IWaiting> queues, IEnumerable<OfficeEntry> entries) : PageModel
{
    public IReadOnlyList<Waiting> Waiting { get; private set; } = [];

    public IReadOnlyList<OfficeEntry> Tools { get; private set; } = [];

    public async Task OnGet(CancellationToken stop)
    {
        var who = HttpContext.Known();
        var waiting = new List<Waiting>();
        foreach (var queue in queues.Where(q => q.Space == "pro" && who.MaySomewhere(q.Right)))
        {
            waiting.AddRange(await queue.For(who, stop));
        }

        Waiting = [.. waiting.Where(w => w.Count > 0)];
        Tools = [.. entries.Where(e => e.Space == "pro" && e.Address != "/pro" && who.MaySomewhere(e.Right)).OrderBy(e => e.Order)];
    }
}
