using System.Text;
using System.Text.RegularExpressions;
using Xunit;

namespace Musenor.BrowserTests;

/// <summary>A notice is printed on one sheet: that is what goes into a file or on a desk.</summary>
[Collection(Browser.Collection)]
public sealed partial class PrintTests(Browser browser)
{
    [BrowserTheory]
    [InlineData("/collections?image=1")]
    [InlineData("/collections?image=0")]
    public async Task A_notice_holds_on_one_sheet(string search)
    {
        await using var visit = await browser.Open(1280);
        await visit.Go(search);
        var notice = await visit.Page.Locator(".grid a").First.GetAttributeAsync("href");
        await visit.Go(notice!);
        var pdf = Encoding.Latin1.GetString(await visit.Page.PdfAsync(new() { PreferCSSPageSize = true }));
        Assert.Equal((notice, 1), (notice, Sheet().Count(pdf)));
        await visit.Page.EmulateMediaAsync(new() { Media = Microsoft.Playwright.Media.Print });
        var shown = await visit.Page.Locator("body").InnerTextAsync();
        Assert.Contains("inv.", shown, StringComparison.Ordinal); // the citation
        Assert.DoesNotContain("(RIS)", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("pèse au plus", shown, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"/Type\s*/Page\b(?!s)")]
    private static partial Regex Sheet();
}
