using Musenor.BrowserTests.Checks;
using Xunit;

namespace Musenor.BrowserTests;

/// <summary>A passkey from its first day to a sign-in, on a device that Chromium plays.</summary>
[Collection(Browser.Collection)]
public sealed class PasskeyTests(Browser browser)
{
    [BrowserFact]
    public async Task Somebody_adds_a_passkey_signs_out_and_signs_in_with_it()
    {
        await using var visit = await browser.Open(1280);
        var page = visit.Page;
        await PlayDevice(page);

        await visit.Go("/compte/connexion");
        await page.GetByLabel("Adresse électronique").FillAsync(Pages.Person);
        await page.GetByLabel("Mot de passe", new() { Exact = true }).FillAsync(Pages.Password);
        await page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Se connecter", Exact = true }).ClickAsync();
        await page.WaitForURLAsync("**/compte");
        var faults = new List<string>();
        foreach (var address in new[] { "/compte", "/compte/mot-de-passe", "/compte/adresse", "/compte/double-authentification", "/compte/sessions", "/compte/cles" })
        {
            Assert.Equal(200, await visit.Go(address));
            faults.AddRange((await AxeCheck.Run(page)).Concat(await TargetCheck.Run(page)).Select(f => $"{address}: {f}"));
        }

        // The role sleeps until a second factor is there: the passkey is one, at once.
        await visit.Go("/gestion");
        Assert.EndsWith("/compte/double-authentification", page.Url, StringComparison.Ordinal);
        await visit.Go("/compte/cles");
        await page.GetByLabel("Nom de la clé").FillAsync("ordinateur du bureau");
        await page.GetByLabel("Mot de passe actuel").FillAsync(Pages.Password);
        await page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Ajouter la clé" }).ClickAsync();
        await page.GetByRole(Microsoft.Playwright.AriaRole.Rowheader, new() { Name = "ordinateur du bureau" }).WaitForAsync();
        Assert.Equal(200, await visit.Go("/gestion"));
        Assert.EndsWith("/gestion", page.Url, StringComparison.Ordinal);

        await visit.Go("/compte");
        await page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Se déconnecter" }).ClickAsync();
        await visit.Go("/compte/connexion?retour=%2Fgestion");
        await page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Se connecter avec une clé d’accès" }).ClickAsync();
        await page.WaitForURLAsync("**/gestion");
        Assert.Equal("À faire aujourd’hui", await page.Locator("h1").InnerTextAsync());
        faults.AddRange(visit.Faults);
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    /// <summary>A device with a reader of fingers that always knows its owner.</summary>
    private static async Task PlayDevice(Microsoft.Playwright.IPage page)
    {
        var device = await page.Context.NewCDPSessionAsync(page);
        await device.SendAsync("WebAuthn.enable");
        await device.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });
    }
}
