using Microsoft.Playwright;

namespace Musenor.BrowserTests.Checks;

/// <summary>Thumbs: every link or control that stands alone is at least 44 CSS pixels high. Links inside a
/// sentence, or among the terms of a field, are exempt: those have words or marks beside them.</summary>
internal static class TargetCheck
{
    private const string Script = """
        () => [...document.querySelectorAll('a[href],button,input:not([type=hidden]),select,summary')].filter(e => {
            if (!e.checkVisibility() || e.closest('svg') || e.matches('.skip')) return false;
            const block = e.tagName === 'A' && getComputedStyle(e).display === 'inline' && e.closest('p,dd,td,th,caption,figcaption,li');
            if (block) {
                const copy = block.cloneNode(true);
                copy.querySelectorAll('a,.vh,details').forEach(a => a.remove());
                const beside = copy.textContent.trim();
                if (block.matches('dd') ? beside.length > 0 : /\p{L}{2,}.*\s.*\p{L}{2,}/su.test(beside)) return false;
            }
            const box = (e.matches('input[type=checkbox],input[type=radio]') ? e.closest('label') || e : e).getBoundingClientRect();
            return box.height < 43.5 || box.width < 24 }).map(e => `target too small: ${e.outerHTML.slice(0, 90)}`)
        """;

    public static async Task<IEnumerable<string>> Run(IPage page) => await page.EvaluateAsync<string[]>(Script);
}
