using Microsoft.Playwright;

namespace Musenor.BrowserTests.Checks;

/// <summary>320 pixels, text at 200 %, wider spacing, no style sheet (RGAA 10.11, 10.4, 10.12, 10.2).</summary>
internal static class PresentationCheck
{
    // Answers what sticks out, the deepest elements first to blame; nothing when the page fits.
    private const string Overflow = """
        () => { const width = document.documentElement.clientWidth;
          if (document.documentElement.scrollWidth <= width + 1) return [];
          return [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > width + 1 && ![...e.children].some(c => c.getBoundingClientRect().right > width + 1))
            .slice(0, 4).map(e => e.outerHTML.slice(0, 80)).concat('') }
        """;

    private const string Clipped = """
        () => [...document.querySelectorAll('p,a,button,label,h1,h2,h3,dt,dd,li,td,th,summary')].filter(e => {
            const s = getComputedStyle(e);
            return e.childElementCount === 0 && e.textContent.trim() && !e.matches('.vh') && (s.overflow === 'hidden' || s.textOverflow === 'ellipsis')
              && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1) && e.clientWidth > 2 }).map(e => e.textContent.trim().slice(0, 40))
        """;

    private const string Length = "() => document.body.innerText.replace(/\\s+/g, ' ').trim().length";

    public static async Task<IEnumerable<string>> Run(IPage page)
    {
        var faults = new List<string>();
        await page.SetViewportSizeAsync(320, 800);
        await Look(page, "10.11 at 320 pixels", faults);

        await page.SetViewportSizeAsync(1280, 900);
        await page.EvaluateAsync("() => document.documentElement.style.fontSize = '200%'");
        await Look(page, "10.4 at 200 %", faults);
        await page.EvaluateAsync("() => document.documentElement.style.fontSize = ''");

        await page.SetViewportSizeAsync(390, 844);
        await page.EvaluateAsync("""
            () => { const sheet = new CSSStyleSheet();
              sheet.replaceSync('*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-bottom:2em!important}');
              document.adoptedStyleSheets = [sheet] }
            """);
        await Look(page, "10.12 with wider spacing", faults);
        await page.EvaluateAsync("() => document.adoptedStyleSheets = []");

        var with = await page.EvaluateAsync<int>(Length);
        await page.EvaluateAsync("() => document.querySelectorAll('link[rel=stylesheet],style').forEach(e => e.disabled = true)");
        var without = await page.EvaluateAsync<int>(Length);
        if (without < with * 0.98)
        {
            faults.Add($"10.2 content lost without style sheets ({with} → {without} characters)");
        }

        return faults;
    }

    private static async Task Look(IPage page, string when, List<string> faults)
    {
        if (await page.EvaluateAsync<string[]>(Overflow) is { Length: > 0 } outside)
        {
            faults.Add($"{when}: the page scrolls sideways {string.Join(" | ", outside)}");
        }

        faults.AddRange((await page.EvaluateAsync<string[]>(Clipped)).Select(text => $"{when}: text cut: {text}"));
    }
}
