using Musenor.BrowserTests.Checks;
using Xunit;

namespace Musenor.BrowserTests;

/// <summary>A check that never fails proves nothing: each one is shown something wrong.</summary>
[Collection(Browser.Collection)]
public sealed class BiteTests(Browser browser)
{
    private const string Wrong = """
        <!DOCTYPE html><html><head><title>Sans tiret</title></head><body>
        <p style="width:900px">large</p><img src="data:,"><p><a href="/seul">seul</a></p><p>Voir <a href="/phrase">ici</a> pour lire la suite.</p><a href="/x">x</a><a href="#nulle-part">rien</a><div tabindex="3">ordre</div>
        <button style="outline:none;height:12px"></button><h1>un</h1><h1>deux</h1><p id="a"></p><p id="a"></p></body></html>
        """;

    [BrowserFact]
    public async Task The_checks_see_a_page_full_of_faults()
    {
        await using var visit = await browser.Open();
        await visit.Page.SetContentAsync(Wrong);
        Assert.Contains(await AxeCheck.Run(visit.Page), f => f.Contains("image-alt", StringComparison.Ordinal));
        var small = string.Join('\n', await TargetCheck.Run(visit.Page));
        Assert.Contains("button", small, StringComparison.Ordinal);
        Assert.Contains("/seul", small, StringComparison.Ordinal);
        Assert.DoesNotContain("/phrase", small, StringComparison.Ordinal);
        Assert.Contains(await KeyboardCheck.Run(visit.Page), f => f.StartsWith("10.7", StringComparison.Ordinal));
        var document = string.Join('\n', await DocumentCheck.Run(visit.Page));
        foreach (var criterion in new[] { "8.6", "9.1", "9.2", "12.7 the skip", "12.7 broken", "12.8", "10.1", "8.2", "decree" })
        {
            Assert.Contains(criterion, document, StringComparison.Ordinal);
        }

        Assert.Contains(await PresentationCheck.Run(visit.Page), f => f.StartsWith("10.11", StringComparison.Ordinal));
    }

    [BrowserFact]
    public async Task A_refused_script_and_a_stranger_are_heard()
    {
        await using var visit = await browser.Open();
        await visit.Go("/contact");
        Assert.Empty(visit.Faults);
        await visit.Page.EvaluateAsync("() => { const s = document.createElement('script'); s.textContent = 'window.bad = 1'; document.body.append(s) }");
        await visit.Page.EvaluateAsync("() => new Promise(done => { const i = new Image(); i.onerror = done; i.src = 'https://example.org/pixel.gif'; document.body.append(i) })");
        Assert.Null(await visit.Page.EvaluateAsync<object?>("() => window.bad"));
        Assert.True(visit.Faults.Count >= 2, string.Join('\n', visit.Faults));
    }
}
