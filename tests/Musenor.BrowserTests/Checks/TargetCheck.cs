using Microsoft.Playwright;

namespace Musenor.BrowserTests.Checks;

/// <summary>Thumbs: every link or control that stands alone is at least 44 CSS pixels high. Links inside a sentence are exempt.</summary>
internal static class TargetCheck
{
    private const string Script = """
        () => [...document.querySelectorAll('a[href],button,input:not([type=hidden]),select,summary')].filter(e => {
            if (!e.checkVisibility() || e.closest('svg') || e.matches('.skip')) return false;
            const inText = e.tagName === 'A' && e.closest('p,dd,td,th,caption,figcaption,li') && getComputedStyle(e).display === 'inline';
            if (inText) return false;
            const box = (e.matches('input[type=checkbox],input[type=radio]') ? e.closest('label') || e : e).getBoundingClientRect();
            return box.height < 43.5 || box.width < 24 }).map(e => `target too small: ${e.outerHTML.slice(0, 90)}`)
        """;

    public static async Task<IEnumerable<string>> Run(IPage page) => await page.EvaluateAsync<string[]>(Script);
}
