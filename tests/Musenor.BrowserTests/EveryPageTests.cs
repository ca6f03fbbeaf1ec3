using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Musenor.BrowserTests.Checks;
using Xunit;

namespace Musenor.BrowserTests;

/// <summary>Each page of <see cref="Pages"/>, as people and machines meet it.</summary>
[Collection(Browser.Collection)]
public sealed partial class EveryPageTests(Browser browser)
{
    public static TheoryData<string> Addresses => [.. Pages.All.Select(p => p.Address)];

    public static TheoryData<string> Plain => [.. Pages.All.Where(p => !p.Enhanced).Select(p => p.Address)];

    [BrowserTheory, MemberData(nameof(Addresses))]
    public async Task Axe_finds_nothing_on_a_phone_or_a_desk_by_day_or_night(string address)
    {
        await using var visit = await browser.Open();
        Assert.Equal(Page(address).Status, await visit.Go(address));
        var faults = new List<string>();
        foreach (var (width, scheme) in Screenshots.Looks)
        {
            await visit.Page.SetViewportSizeAsync(width, 900);
            await visit.Page.EmulateMediaAsync(new() { ColorScheme = scheme });
            faults.AddRange((await AxeCheck.Run(visit.Page)).Concat(await TargetCheck.Run(visit.Page)).Select(f => $"{width} {scheme}: {f}"));
        }

        None([.. faults, .. visit.Faults]);
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

    [BrowserTheory, MemberData(nameof(Plain))]
    public async Task The_page_is_the_same_without_script(string address)
    {
        await using var with = await browser.Open();
        await with.Go(address);
        await using var without = await browser.Open(script: false);
        await without.Go(address);
        Assert.Equal(await with.Page.Locator("main").InnerTextAsync(), await without.Page.Locator("main").InnerTextAsync());
    }

    [BrowserTheory, MemberData(nameof(Addresses))]
    public async Task The_page_keeps_its_budget_and_weighs_no_more_than_it_says(string address)
    {
        await using var visit = await browser.Open();
        await visit.Go(address, WaitUntilState.NetworkIdle);
        var elements = await visit.Page.EvaluateAsync<int>("document.querySelectorAll('*').length");
        var faults = Budget.Of(Page(address).Budget).Over(visit.Bytes / 1000, visit.Requests, elements).ToList();
        var told = ToldWeight().Match(await visit.Page.Locator("body > footer").InnerTextAsync());
        if (!told.Success || visit.Bytes > 1000 * int.Parse(told.Groups[1].Value, CultureInfo.InvariantCulture))
        {
            faults.Add($"{visit.Bytes:N0} bytes came, the page said « {told.Value} »");
        }

        None(faults);
    }

    private static VisitedPage Page(string address) => Pages.All.Single(p => p.Address == address);

    private static void None(IEnumerable<string> faults) => Assert.True(!faults.Any(), string.Join('\n', faults));

    [GeneratedRegex(@"au plus (\d+)")]
    private static partial Regex ToldWeight();
}
