using Microsoft.Playwright;
using Musenor.BrowserTests.Checks;
using Xunit;

namespace Musenor.BrowserTests;

/// <summary>Each page of <see cref="OfficePages"/>, with every check in one visit: signing in and opening cost more than looking.</summary>
[Collection(Browser.Collection)]
public sealed class OfficePageTests(Browser browser, MarkupChecker checker) : IClassFixture<MarkupChecker>
{
    public static TheoryData<string> Names => [.. OfficePages.All.Select(p => p.Name)];

    private static readonly (int Width, ColorScheme Scheme)[] Looks =
        [(360, ColorScheme.Light), (1280, ColorScheme.Dark)];

    [MarkupTheory, MemberData(nameof(Names))]
    public async Task The_page_keeps_every_rule(string name)
    {
        var page = OfficePages.All.Single(p => p.Name == name);
        await using var visit = await browser.SignedIn(page.Who);
        var address = await visit.Find(page);
        var faults = new List<string>();
        faults.AddRange(await Weigh(visit, page, address));
        var text = await visit.Page.Locator("main").InnerTextAsync();
        foreach (var (width, scheme) in Looks)
        {
            await visit.Page.SetViewportSizeAsync(width, 900);
            await visit.Page.EmulateMediaAsync(new() { ColorScheme = scheme });
            faults.AddRange((await AxeCheck.Run(visit.Page)).Concat(await TargetCheck.Run(visit.Page)).Select(f => $"{width} {scheme}: {f}"));
        }

        faults.AddRange(await KeyboardCheck.Run(visit.Page));
        faults.AddRange(await DocumentCheck.Run(visit.Page));
        faults.AddRange((await checker.Faults(await visit.Page.ContentAsync())).Select(f => "markup " + f));
        faults.AddRange(await PresentationCheck.Run(visit.Page));
        faults.AddRange(await WithoutScript(page, address, text));
        faults.AddRange(visit.Faults);
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    private static async Task<IEnumerable<string>> Weigh(Visit visit, OfficePage page, string address)
    {
        visit.Forget();
        Assert.Equal(200, await visit.Go(address, WaitUntilState.NetworkIdle));
        // Sent elsewhere, to sign in or to enrol, the checks would look at the wrong page.
        Assert.EndsWith(address, visit.Page.Url, StringComparison.Ordinal);
        var elements = await visit.Page.EvaluateAsync<int>("document.querySelectorAll('*').length");
        return Budget.Of(page.Budget).Over(visit.Bytes / 1000, visit.Requests, elements);
    }

    private async Task<IEnumerable<string>> WithoutScript(OfficePage page, string address, string with)
    {
        if (page.Enhanced)
        {
            return [];
        }

        await using var without = await browser.SignedIn(page.Who, script: false);
        await without.Go(address);
        var text = await without.Page.Locator("main").InnerTextAsync();
        return with == text ? [] : [$"not the same without script: « {with} » and « {text} »"];
    }
}
