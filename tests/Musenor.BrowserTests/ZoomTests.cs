using Microsoft.Playwright;
using Xunit;

namespace Musenor.BrowserTests;

/// <summary>The zoom page by mouse, by keys, in full screen and without script (ux §7).</summary>
[Collection(Browser.Collection)]
public sealed class ZoomTests(Browser browser)
{
    [BrowserFact]
    public async Task Buttons_zoom_and_say_what_they_did()
    {
        await using var visit = await Open(1280);
        await Says(visit, "Zoom 100 %");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Zoomer", Exact = false }).First.ClickAsync();
        await Says(visit, "Zoom 150 %");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Taille initiale" }).ClickAsync();
        await Says(visit, "Zoom 100 %");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Tourner" }).ClickAsync();
        await Says(visit, "Image tournée de 90 degrés");
        Quiet(visit);
    }

    [BrowserFact]
    public async Task Keys_do_the_same_inside_the_image_and_nothing_outside_of_it()
    {
        await using var visit = await Open(1280);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Taille initiale" }).FocusAsync();
        await visit.Page.Keyboard.PressAsync("+");
        await Task.Delay(600);
        await Says(visit, "Zoom 100 %");
        await Stage(visit).FocusAsync();
        await visit.Page.Keyboard.PressAsync("+");
        await visit.Page.Keyboard.PressAsync("+");
        await Says(visit, "Zoom 225 %");
        var before = await Detail(visit);
        await visit.Page.Keyboard.PressAsync("ArrowDown");
        await visit.Page.WaitForFunctionAsync("old => location.hash !== '' && location.hash !== old", before);
        await visit.Page.Keyboard.PressAsync("0");
        await Says(visit, "Zoom 100 %");
        await visit.Page.Keyboard.PressAsync("Tab");
        Assert.NotEqual("application", await visit.Page.EvaluateAsync<string?>("document.activeElement.getAttribute('role')"));
        Quiet(visit);
    }

    [BrowserFact]
    public async Task A_detail_is_kept_in_the_address_and_shown_again()
    {
        await using var visit = await Open(1280);
        await Stage(visit).FocusAsync();
        foreach (var key in new[] { "+", "+", "ArrowRight", "ArrowDown" })
        {
            await visit.Page.Keyboard.PressAsync(key);
        }

        await Says(visit, "Zoom 225 %");
        var detail = await Detail(visit);
        var address = new Uri(visit.Page.Url);
        await using var other = await browser.Open(1280);
        await other.Go(address.PathAndQuery + address.Fragment);
        await Says(other, "Zoom 22");
        Assert.Equal(Numbers(detail), Numbers(await Detail(other)), (a, b) => a.Zip(b).All(p => Math.Abs(p.First - p.Second) <= 2));
    }

    [BrowserFact]
    public async Task Full_screen_gives_the_focus_back_and_a_page_without_script_shows_the_image()
    {
        await using var visit = await Open(1280);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Plein écran" }).ClickAsync();
        await visit.Page.WaitForFunctionAsync("() => document.fullscreenElement !== null");
        var leave = visit.Page.GetByRole(AriaRole.Button, new() { Name = "Quitter le plein écran" });
        await leave.ClickAsync();
        await visit.Page.WaitForFunctionAsync("() => document.fullscreenElement === null && document.activeElement.textContent === 'Plein écran'");
        Quiet(visit);

        await using var plain = await Open(360, script: false);
        Assert.True(await plain.Page.Locator(".zoom noscript img, .zoom img").First.EvaluateAsync<bool>("i => i.complete && i.naturalWidth > 300"));
        Assert.Equal(0, await plain.Page.Locator(".zoom button:visible").CountAsync());
    }

    [BrowserFact]
    public async Task When_the_images_cannot_be_had_the_page_says_so_and_shows_the_picture()
    {
        await using var visit = await browser.Open(1280);
        await visit.Page.RouteAsync("**/info.json", route => route.AbortAsync());
        await visit.Go(Pages.Zoom);
        await Assertions.Expect(visit.Page.GetByText("L’image ne peut pas être zoomée ici")).ToBeVisibleAsync();
        Assert.True(await visit.Page.Locator(".zoom > img").EvaluateAsync<bool>("i => i.decode().then(() => i.naturalWidth > 300)"));
    }

    private async Task<Visit> Open(int width, bool script = true)
    {
        var visit = await browser.Open(width, script: script);
        await visit.Go(Pages.Zoom, WaitUntilState.NetworkIdle);
        return visit;
    }

    private static ILocator Stage(Visit visit) => visit.Page.Locator(".stage");

    private static Task Says(Visit visit, string words) => Assertions.Expect(visit.Page.Locator(".zoom [role=status]")).ToContainTextAsync(words.Replace(" %", "", StringComparison.Ordinal));

    private static async Task<string> Detail(Visit visit)
    {
        await visit.Page.WaitForFunctionAsync("() => location.hash.startsWith('#xywh=')");
        await Task.Delay(500);
        return await visit.Page.EvaluateAsync<string>("location.hash");
    }

    private static int[] Numbers(string hash) => [.. hash.Split('=')[1].Split(',').Select(n => int.Parse(n, System.Globalization.CultureInfo.InvariantCulture))];

    private static void Quiet(Visit visit) => Assert.True(visit.Faults.Count == 0, string.Join('\n', visit.Faults));
}
