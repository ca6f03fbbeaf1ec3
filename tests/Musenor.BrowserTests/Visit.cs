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

    /// <summary>Presses the button with these words, and waits for the page that answers.</summary>
    public async Task Press(string button)
    {
        var answered = new TaskCompletionSource();
        void Answer(object? sender, IPage page) => answered.TrySetResult();
        Page.Load += Answer;
        await Page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
        await answered.Task.WaitAsync(TimeSpan.FromSeconds(30));
        Page.Load -= Answer;
    }

    /// <summary>The address of a page, read from the list that links to it when it carries an identifier.</summary>
    public async Task<string> Find(OfficePage page)
    {
        if (page.Follow is null)
        {
            return page.Address;
        }

        await Go(page.Address);
        return (await Page.Locator($"main a[href^='{page.Follow}']").First.GetAttributeAsync("href"))!;
    }

    /// <summary>Weighs from here on.</summary>
    public void Forget() => (Bytes, Requests) = (0, 0);

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
