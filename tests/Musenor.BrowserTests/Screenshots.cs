using Microsoft.Playwright;

namespace Musenor.BrowserTests;

/// <summary>Pictures of every page for human eyes, when MUSENOR_SCREENSHOTS names a folder; otherwise passes without a look.</summary>
[Xunit.Collection(Browser.Collection)]
public sealed class Screenshots(Browser browser)
{
    public static readonly (int Width, ColorScheme Scheme)[] Looks =
        [(360, ColorScheme.Light), (360, ColorScheme.Dark), (1280, ColorScheme.Light), (1280, ColorScheme.Dark)];

    [BrowserFact]
    public async Task Take()
    {
        if (Environment.GetEnvironmentVariable("MUSENOR_SCREENSHOTS") is not { Length: > 0 } folder)
        {
            return;
        }

        // All of them take minutes: MUSENOR_SCREENSHOTS_OF may name those that are wanted.
        var wanted = Environment.GetEnvironmentVariable("MUSENOR_SCREENSHOTS_OF")?.Split(',');
        foreach (var page in Pages.All.Where(p => wanted is null || wanted.Contains(p.Address)))
        {
            foreach (var (width, scheme) in Looks)
            {
                await using var visit = await browser.Open(width, scheme);
                await visit.Go(page.Address, WaitUntilState.NetworkIdle);
                await Save(visit, folder, page.Address, width, scheme);
            }
        }
    }

    [BrowserFact]
    public async Task Take_signed_in_pages()
    {
        if (Environment.GetEnvironmentVariable("MUSENOR_SCREENSHOTS") is not { Length: > 0 } folder)
        {
            return;
        }

        var wanted = Environment.GetEnvironmentVariable("MUSENOR_SCREENSHOTS_OF")?.Split(',');
        foreach (var page in OfficePages.All.Where(p => wanted is null || wanted.Contains(p.Address)))
        {
            foreach (var (width, scheme) in new[] { (360, ColorScheme.Light), (1280, ColorScheme.Light), (1280, ColorScheme.Dark) })
            {
                await using var visit = await browser.SignedIn(page.Who, width, scheme);
                await visit.Go(await visit.Find(page));
                await Save(visit, folder, $"{page.Address}{(page.Follow is null ? "" : "-un")}-{page.Who.Role}", width, scheme);
            }
        }
    }

    public static Task Save(Visit visit, string folder, string address, int width, ColorScheme scheme)
    {
        var name = address.Trim('/').Replace('/', '-').Replace('?', '-');
        return visit.Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{(name.Length == 0 ? "accueil" : name)}-{width}-{scheme}.png"), FullPage = true });
    }
}
