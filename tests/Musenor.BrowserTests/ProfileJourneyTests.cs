using System.Text;
using Microsoft.Playwright;
using Musenor.BrowserTests.Checks;
using Xunit;

namespace Musenor.BrowserTests;

/// <summary>A mapping profile made from a wide file, by a finger on a phone and by a script that shows what is typed.</summary>
[Collection(Browser.Collection)]
public sealed class ProfileJourneyTests(Browser browser)
{
    [BrowserFact]
    public async Task A_file_of_eighty_columns_is_set_and_its_preview_follows_what_is_typed()
    {
        await using var visit = await browser.SignedIn(SeededAccounts.Referent, 360);
        await visit.Go("/gestion/imports/profils/nouveau");
        string[] columns = ["N° inv.", "Titre de l’œuvre", "Matières", .. Enumerable.Range(4, 77).Select(i => $"Colonne {i}")];
        var rows = Enumerable.Range(1, 8).Select(r => string.Join(';', columns.Select((_, c) => c == 1 ? $"vue du port {r}" : $"texte {r}.{c}")));
        await visit.Page.SetInputFilesAsync("#exemple", new FilePayload { Name = "inventaire.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(string.Join('\n', rows.Prepend(string.Join(';', columns)))) });
        await visit.Page.GetByLabel("Nom", new() { Exact = true }).FillAsync("Profil d’essai");
        await visit.Press("Lire le fichier");
        Assert.Equal(["INV", "TITR", "TECH"], await visit.Page.Locator("input[name=champ]").EvaluateAllAsync<string[]>("all => all.slice(0, 3).map(i => i.value)"));

        await visit.Page.Locator("tr:has(#etapes-1) summary").ClickAsync();
        await visit.Page.Locator("#etapes-1").FillAsync("majuscules");
        await visit.Page.WaitForFunctionAsync("() => document.getElementById('apercu').textContent.includes('VUE DU PORT 1')", null, new() { Timeout = 20_000 });
        var faults = new List<string>();
        foreach (var width in new[] { 360, 1280 })
        {
            await visit.Page.SetViewportSizeAsync(width, 900);
            faults.AddRange((await AxeCheck.Run(visit.Page)).Concat(await TargetCheck.Run(visit.Page)).Select(f => $"{width}: {f}"));
            var spills = await visit.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
            faults.AddRange(spills > 0 ? [$"{width}: the page is {spills} pixels too wide"] : []);
        }

        faults.AddRange(await DocumentCheck.Run(visit.Page));
        faults.AddRange(visit.Faults);
        Assert.True(faults.Count == 0, string.Join('\n', faults.Take(30)));
        await Photograph(visit, 1280);
        await visit.Page.SetViewportSizeAsync(360, 900);
        await Photograph(visit, 360);

        await visit.Press("Enregistrer");
        Assert.Contains("Le profil est enregistré", await visit.Page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal("majuscules", await visit.Page.Locator("#etapes-1").InputValueAsync());
    }

    [BrowserFact]
    public async Task Without_script_the_button_shows_the_same_preview()
    {
        await using var visit = await browser.SignedIn(SeededAccounts.Referent, 1280, script: false);
        await visit.Go("/gestion/imports/profils/nouveau");
        await visit.Page.SetInputFilesAsync("#exemple", new FilePayload { Name = "petit.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes("N° inv.;Titre\nA 1;vue du port") });
        await visit.Page.GetByLabel("Nom", new() { Exact = true }).FillAsync("Profil sans script");
        await visit.Press("Lire le fichier");
        await visit.Page.Locator("tr:has(#etapes-1) summary").ClickAsync();
        await visit.Page.Locator("#etapes-1").FillAsync("capitale");
        await visit.Press("Aperçu");
        Assert.Contains("Vue du port", await visit.Page.Locator("#apercu").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal("capitale", (await visit.Page.Locator("#etapes-1").InputValueAsync()).Trim());
    }

    private static async Task Photograph(Visit visit, int width)
    {
        if (Environment.GetEnvironmentVariable("MUSENOR_SCREENSHOTS") is { Length: > 0 } folder)
        {
            await visit.Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"profil-{width}.png"), FullPage = true });
        }
    }
}
