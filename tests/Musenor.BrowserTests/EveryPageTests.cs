using Microsoft.Playwright;
using Musenor.BrowserTests.Checks;
using Xunit;

namespace Musenor.BrowserTests;

/// <summary>Each page of <see cref="Pages"/>, as people and machines meet it.</summary>
[Collection(Browser.Collection)]
public sealed class EveryPageTests(Browser browser)
{
    public static TheoryData<string> Addresses => [.. Pages.All.Select(p => p.Address)];

    public static IEnumerable<object[]> Looks =>
        from page in Pages.All
        from width in new[] { 360, 1280 }
        from scheme in new[] { ColorScheme.Light, ColorScheme.Dark }
        select new object[] { page.Address, width, scheme };

    [BrowserTheory, MemberData(nameof(Looks))]
    public async Task Axe_finds_nothing(string address, int width, ColorScheme scheme)
    {
        await using var visit = await browser.Open(width, scheme);
        Assert.Equal(Page(address).Status, await visit.Go(address));
        None([.. await AxeCheck.Run(visit.Page), .. await TargetCheck.Run(visit.Page), .. visit.Faults]);
    }

    [BrowserTheory, MemberData(nameof(Addresses))]
    public async Task The_document_keeps_the_rules(string address)
    {
        await using var visit = await browser.Open();
        await visit.Go(address);
        None([.. await DocumentCheck.Run(visit.Page), .. visit.Faults]);
    }

    [BrowserTheory, MemberData(nameof(Addresses))]
    public async Task The_keyboard_reaches_everything(string address)
    {
        await using var visit = await browser.Open(1280);
        await visit.Go(address);
        None(await KeyboardCheck.Run(visit.Page));
    }

    [BrowserTheory, MemberData(nameof(Addresses))]
    public async Task Nothing_is_lost_when_the_text_grows_or_the_screen_shrinks(string address)
    {
        await using var visit = await browser.Open();
        await visit.Go(address);
        None(await PresentationCheck.Run(visit.Page));
    }

    [BrowserTheory, MemberData(nameof(Addresses))]
    public async Task The_page_is_the_same_without_script(string address)
    {
        await using var with = await browser.Open();
        await with.Go(address);
        await using var without = await browser.Open(script: false);
        await without.Go(address);
        Assert.Equal(await with.Page.Locator("main").InnerTextAsync(), await without.Page.Locator("main").InnerTextAsync());
    }

    [BrowserTheory, MemberData(nameof(Addresses))]
    public async Task The_page_keeps_its_budget(string address)
    {
        await using var visit = await browser.Open();
        await visit.Go(address);
        var budget = Budget.Of(Page(address).Budget);
        var elements = await visit.Page.EvaluateAsync<int>("document.querySelectorAll('*').length");
        None(budget.Over(visit.Bytes / 1000, visit.Requests, elements));
    }

    [BrowserTheory, MemberData(nameof(Addresses))]
    public async Task The_weight_told_at_the_foot_is_not_exceeded(string address)
    {
        await using var visit = await browser.Open();
        await visit.Go(address);
        var told = await visit.Page.Locator("footer").InnerTextAsync();
        var most = int.Parse(System.Text.RegularExpressions.Regex.Match(told, @"au plus (\d+)").Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);
        Assert.True(visit.Bytes <= most * 1000, $"{visit.Bytes:N0} bytes came, {most} Ko were told");
    }

    [BrowserTheory, MemberData(nameof(Addresses))]
    public async Task The_second_visit_sends_no_shared_file_again(string address)
    {
        await using var visit = await browser.Open();
        await visit.Go(address);
        var again = await visit.Page.EvaluateAsync<string[]>("""
            async () => { const seen = performance.getEntriesByType('resource').filter(r => r.name.includes('/assets/'));
              const answers = await Promise.all(seen.map(r => fetch(r.name)));
              return answers.filter(a => !/immutable/.test(a.headers.get('cache-control') || '')).map(a => a.url) }
            """);
        None(again.Select(url => $"not kept by the browser: {url}"));
    }

    private static VisitedPage Page(string address) => Pages.All.Single(p => p.Address == address);

    private static void None(IEnumerable<string> faults) => Assert.True(!faults.Any(), string.Join('\n', faults));
}
