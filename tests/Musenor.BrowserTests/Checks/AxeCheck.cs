using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Musenor.BrowserTests.Checks;

/// <summary>axe, whose rules carry RGAA criteria: « RGAA-11.1.1 » is criterion 11.1, test 1.</summary>
internal static class AxeCheck
{
    public static async Task<IEnumerable<string>> Run(IPage page)
    {
        var result = await page.RunAxe(new AxeRunOptions
        {
            RunOnly = new RunOnlyOptions
            {
                Type = "tag",
                Values = ["RGAAv4", "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
            },
        });
        return from violation in result.Violations
               let criteria = violation.Tags.Where(t => t.StartsWith("RGAA-", StringComparison.Ordinal))
               from node in violation.Nodes
               select $"{string.Join(' ', criteria)} {violation.Id}: {node.Target} {node.Html}";
    }
}
