using Microsoft.Playwright;

namespace Musenor.BrowserTests;

/// <summary>One visitor with one page open, and what went wrong behind it: refused scripts, errors, requests to strangers.</summary>
public sealed class Visit : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly string _address;
    private readonly List<string> _faults = [];

    private Visit(IBrowserContext context, IPage page, string address)
    {
        _context = context;
        _address = address;
        Page = page;
    }

    public IPage Page { get; }

    /// <summary>Bytes on the wire, headers included, and how many answers.</summary>
    public double Bytes { get; private set; }

    public int Requests { get; private set; }

    public IReadOnlyList<string> Faults => _faults;

    public static async Task<Visit> Start(IBrowserContext context, string address)
    {
        var visit = new Visit(context, await context.NewPageAsync(), address);
        await context.RouteAsync(
            url => !url.StartsWith(address, StringComparison.Ordinal) && !url.StartsWith("data:", StringComparison.Ordinal),
            async route =>
            {
                visit._faults.Add($"request to a third party: {route.Request.Url}");
                await route.AbortAsync();
            });
        visit.Page.Console += (_, message) => visit.Hear(message);
        visit.Page.PageError += (_, error) => visit._faults.Add($"script error: {error}");
        await visit.Weigh();
        return visit;
    }

    /// <summary>Opens a page and answers its status.</summary>
    public async Task<int> Go(string path, WaitUntilState until = WaitUntilState.Load)
    {
        var answer = await Page.GotoAsync(_address + path, new() { WaitUntil = until });
        return answer!.Status;
    }

    public async ValueTask DisposeAsync() => await _context.CloseAsync();

    private void Hear(IConsoleMessage message)
    {
        // The browser reports an expected 404 as an error of the page: it is none.
        if (message.Type == "error" && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal))
        {
            _faults.Add($"console: {message.Text}");
        }
    }

    private async Task Weigh()
    {
        var network = await _context.NewCDPSessionAsync(Page);
        await network.SendAsync("Network.enable");
        await network.SendAsync("Network.setCacheDisabled", new() { ["cacheDisabled"] = true });
        network.Event("Network.loadingFinished").OnEvent += (_, finished) =>
        {
            Bytes += finished!.Value.GetProperty("encodedDataLength").GetDouble();
            Requests++;
        };
    }
}
