using System.Text;
using Microsoft.Playwright;
using Musenor.BrowserTests.Checks;
using Xunit;

namespace Musenor.BrowserTests;

/// <summary>What a museum does all year, on a phone: a file comes in, a photograph joins its notice, a sending is made for POP, the import is put back.</summary>
[Collection(Browser.Collection)]
public sealed class CollectionJourneyTests(Browser browser)
{
    private const string Museum = SeededAccounts.Museum;
    private const string File = $"""
        REF;MUSEO;INV;DOMN;STAT;TITR;DENO;TECH
        {Museum}700001;{Museum};2031.7.1;peinture;"propriété de la commune ; achat ; Hirson ; musée";Le Chemin creux;tableau;toile
        {Museum}700002;{Museum};2031.7.2;dessin;"propriété de la commune ; achat ; Hirson ; musée";Étude de haies;dessin;papier
        {Museum}700003;{Museum};2031.7.3;dessin;;Sans statut;dessin;papier
        """;

    private readonly List<string> _faults = [];

    [BrowserFact]
    public async Task A_file_comes_in_is_illustrated_leaves_for_POP_and_is_put_back()
    {
        await using var visit = await browser.SignedIn(SeededAccounts.Referent, 360);
        var import = await Import(visit);
        await Illustrate(visit);
        await Send(visit);
        await visit.Page.GotoAsync(import);
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Annuler cet import" }).ClickAsync();
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Annuler l’import" })).ToBeVisibleAsync();
        await Look(visit);
        await visit.Press("Annuler cet import");
        await Says(visit, "retirées, que l’import avait apportées : 2");
        await Look(visit);
        Assert.Equal(410, await visit.Go($"/notices/{Museum}700001"));
        // The browser itself tells of an answer 410.
        _faults.AddRange(visit.Faults.Where(f => !f.Contains("410", StringComparison.Ordinal)));
        Assert.True(_faults.Count == 0, string.Join('\n', _faults.Take(30)));
    }

    private async Task<string> Import(Visit visit)
    {
        await visit.Go("/gestion/imports/nouveau");
        await visit.Page.SetInputFilesAsync("input[type=file]", new FilePayload { Name = "été.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(File) });
        await visit.Press("Envoyer et essayer");
        // Without a reload: the page follows by itself.
        await Says(visit, "Bilan de l’essai");
        Assert.Contains("Le champ STAT ne doit pas être vide", await visit.Page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        await Look(visit);
        await visit.Press("Importer");
        await Says(visit, "Bilan de l’import");
        await Look(visit);
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Voir les 2 notices importées" }).ClickAsync();
        await Says(visit, "2 notices");
        await visit.Page.GoBackAsync();
        return visit.Page.Url;
    }

    private async Task Illustrate(Visit visit)
    {
        await visit.Go("/gestion/photographies");
        var photograph = await visit.Page.ScreenshotAsync();
        await visit.Page.SetInputFilesAsync("input[type=file]", new FilePayload { Name = "2031-7-1 (détail).png", MimeType = "image/png", Buffer = photograph });
        await visit.Page.GetByLabel("Photographe").FillAsync("Jeanne Martin");
        await visit.Page.GetByLabel("Licence").SelectOptionAsync("Licence Ouverte 2.0");
        await visit.Press("Envoyer");
        await Says(visit, "1 photographie rattachée");
        await Look(visit);
        await visit.Go($"/gestion/notices/{Museum}700001/photographies");
        await Look(visit);
        Assert.Equal(200, await visit.Go($"/notices/{Museum}700001"));
        await Restore(visit);
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Agrandir et zoomer" }).First.ClickAsync();
        await Assertions.Expect(visit.Page.Locator(".zoom [role=status]")).ToContainTextAsync("Zoom");
        await Says(visit, "Jeanne Martin");
    }

    /// <summary>Before and after a restoration: a pair, compared with the keyboard.</summary>
    private async Task Restore(Visit visit)
    {
        var photographs = $"/gestion/notices/{Museum}700001/photographies";
        await visit.Go(photographs);
        // Another file: the same bytes would be the same photograph.
        await visit.Page.SetInputFilesAsync("input[type=file]", new FilePayload { Name = "apres.png", MimeType = "image/png", Buffer = await visit.Page.ScreenshotAsync() });
        await visit.Page.Locator("#f-add [name=photographe]").FillAsync("Jeanne Martin");
        await visit.Page.Locator("#f-add button:not(.vh)").ClickAsync();
        await Assertions.Expect(visit.Page.Locator("section.photo")).ToHaveCountAsync(2);
        await visit.Page.Locator("select[name^=avant-]").Last.SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await visit.Page.Locator(".save button").ClickAsync();
        await Look(visit);
        await visit.Go($"/notices/{Museum}700001");
        var slider = visit.Page.Locator(".compare input[type=range]");
        await slider.FocusAsync();
        await visit.Page.Keyboard.PressAsync("Home");
        await visit.Page.Keyboard.PressAsync("ArrowRight");
        await visit.Page.Keyboard.PressAsync("ArrowRight");
        Assert.Equal("2", await slider.InputValueAsync());
        Assert.Contains("2", await slider.GetAttributeAsync("aria-valuetext"), StringComparison.Ordinal);
        Assert.Equal("2%", await visit.Page.Locator(".compare .stack").EvaluateAsync<string>("stack => getComputedStyle(stack).getPropertyValue('--cut')"));
        // Side by side stays, with both descriptions.
        Assert.Equal(2, await visit.Page.Locator("[data-compare] img").CountAsync());
        await Look(visit);
    }

    private async Task Send(Visit visit)
    {
        await visit.Go("/gestion/envois/preparer");
        await visit.Page.GetByLabel("Seulement les notices qui répondent à").FillAsync("2031.7.1");
        await visit.Press("Voir ce qui partira");
        await Look(visit);
        await visit.Press("Créer l’envoi de 1 notice");
        for (var i = 0; i < 30 && await visit.Page.Locator("a[download]").CountAsync() == 0; i++)
        {
            await Task.Delay(1000);
            await visit.Page.ReloadAsync();
        }

        await Look(visit);
        var download = await visit.Page.RunAndWaitForDownloadAsync(() => visit.Page.Locator("a[download]").First.ClickAsync());
        Assert.Matches($@"^J_{Museum}-\d{{4}}_\d{{4}}-\d{{2}}-\d{{2}}\.zip$", download.SuggestedFilename);
    }

    private static Task Says(Visit visit, string words) => Assertions.Expect(visit.Page.Locator("main")).ToContainTextAsync(words, new() { Timeout = 30_000 });

    private async Task Look(Visit visit)
    {
        var at = new Uri(visit.Page.Url).AbsolutePath;
        var spills = await visit.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        _faults.AddRange((await AxeCheck.Run(visit.Page)).Concat(await TargetCheck.Run(visit.Page)).Concat(await DocumentCheck.Run(visit.Page)).Select(f => $"{at}: {f}"));
        _faults.AddRange(spills > 0 ? [$"{at}: {spills} pixels too wide"] : []);
    }
}
