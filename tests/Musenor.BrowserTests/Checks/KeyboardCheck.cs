using System.Text.Json;
using Microsoft.Playwright;

namespace Musenor.BrowserTests.Checks;

/// <summary>Walks the page with Tab: everything reached, nothing trapped, focus always seen (RGAA 7.3, 10.7, 12.9).</summary>
internal static class KeyboardCheck
{
    private const int MostParts = 8;

    private const string Count = """
        () => { document.activeElement?.blur(); scrollTo(0, 0);
          return [...document.querySelectorAll('a[href],button,input:not([type=hidden]),select,textarea,summary,[tabindex="0"]')].filter(e => !e.disabled && !e.closest('[aria-hidden="true"]') && e.checkVisibility() && getComputedStyle(e).pointerEvents !== 'none')
            // Radio buttons of one question are one stop; the arrows choose.
            .filter((e, i, all) => e.type !== 'radio' || all.findIndex(o => o.type === 'radio' && o.name === e.name && o.form === e.form) === i).length }
        """;

    private const string Where = """
        () => { const e = document.activeElement; if (!e || e === document.body) return { name: '' };
          const same = window.previousFocus === e; window.previousFocus = e;
          const style = getComputedStyle(e), box = e.getBoundingClientRect();
          const parts = e.matches('input:is([type=date],[type=time],[type=datetime-local],[type=month],[type=week])');
          return { same, parts, name: e.tagName + ' ' + (e.id || e.getAttribute('href') || e.name || '') + ' ' + (e.textContent || '').trim().slice(0, 20),
            seen: (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== 'none',
            onScreen: box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth } }
        """;

    public static async Task<IEnumerable<string>> Run(IPage page, int most = 250)
    {
        var faults = new List<string>();
        var expected = await page.EvaluateAsync<int>(Count);
        var (reached, stops) = (0, 0);
        for (; reached < Math.Min(expected, most); reached++)
        {
            await page.Keyboard.PressAsync("Tab");
            var focus = await page.EvaluateAsync<JsonElement>(Where);
            var name = focus.GetProperty("name").GetString()!;
            if (name.Length == 0)
            {
                break;
            }

            if (focus.GetProperty("same").GetBoolean())
            {
                // A date has its day, its month, its year and its calendar: several stops, one control.
                if (focus.GetProperty("parts").GetBoolean() && stops++ < MostParts)
                {
                    reached--;
                    continue;
                }

                faults.Add($"12.9 keyboard trap: {name}");
                break;
            }

            stops = 0;
            faults.AddRange(Unseen(focus, name));
        }

        if (reached < Math.Min(expected, most))
        {
            faults.Add($"7.3 {expected - reached} of {expected} controls never reached with Tab");
        }

        return faults;
    }

    private static IEnumerable<string> Unseen(JsonElement focus, string name)
    {
        if (!focus.GetProperty("seen").GetBoolean())
        {
            yield return $"10.7 focus cannot be seen: {name}";
        }

        if (!focus.GetProperty("onScreen").GetBoolean())
        {
            yield return $"10.7 focus off screen: {name}";
        }
    }
}
