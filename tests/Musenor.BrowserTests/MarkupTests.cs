using Xunit;

namespace Musenor.BrowserTests;

/// <summary>RGAA 8.2: the generated source is valid, before and after scripts.</summary>
[Collection(Browser.Collection)]
public sealed class MarkupTests(Browser browser, MarkupChecker checker) : IClassFixture<MarkupChecker>
{
    public static TheoryData<string> Addresses => [.. Pages.All.Select(p => p.Address)];

    [MarkupTheory, MemberData(nameof(Addresses))]
    public async Task The_source_is_valid(string address)
    {
        using var client = new HttpClient();
        using var answer = await client.GetAsync(new Uri(browser.Address + address));
        var faults = await checker.Faults(await answer.Content.ReadAsStringAsync());
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [MarkupTheory, InlineData("<!DOCTYPE html><html lang=fr><title>x</title><p><div></p>")]
    public async Task The_checker_sees_a_wrong_page(string html) => Assert.NotEmpty(await checker.Faults(html));
}

[AttributeUsage(AttributeTargets.Method)]
public sealed class MarkupTheoryAttribute : TheoryAttribute
{
    public MarkupTheoryAttribute() => Skip = Browser.Chromium is null ? "Chromium is not installed." : MarkupChecker.Missing;
}
