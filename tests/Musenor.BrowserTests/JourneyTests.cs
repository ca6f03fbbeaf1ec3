using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;

namespace Musenor.BrowserTests;

/// <summary>What people do from one page to the next, with the mails that the portal really sends. A refused script or an error in the console fails them.</summary>
[Collection(Browser.Collection)]
public sealed partial class JourneyTests(Browser browser)
{
    [BrowserFact]
    public async Task Somebody_signs_up_confirms_from_the_real_mail_and_signs_in()
    {
        const string email = "nouvelle@example.org";
        await using var visit = await browser.Open();
        await visit.Go("/compte/creer");
        await visit.Page.GetByLabel("Nom", new() { Exact = true }).FillAsync("Nouvelle venue");
        await visit.Page.GetByLabel("Adresse électronique").FillAsync(email);
        await visit.Page.GetByLabel("Mot de passe", new() { Exact = true }).FillAsync(Pages.Password);
        // A form sent in less time than it takes to read is taken for a machine's.
        await Task.Delay(TimeSpan.FromSeconds(3.5));
        await visit.Press("Créer le compte");
        Assert.EndsWith("/compte/confirmation", visit.Page.Url, StringComparison.Ordinal);
        Assert.Contains(email, await visit.Page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);

        await visit.Go(await LinkSent(email, "/compte/confirmer"));
        await visit.Page.GetByLabel("Mot de passe", new() { Exact = true }).FillAsync(Pages.Password);
        await visit.Press("Créer mon compte");
        await SignedInPeople.SignIn(visit, email);
        Assert.Equal(200, await visit.Go("/compte/donnees"));
        Assert.Equal(403, await visit.Go("/gestion"));
        Quiet(visit);
    }

    [BrowserFact]
    public async Task A_colleague_invited_by_mail_corrects_withdraws_and_republishes_a_notice()
    {
        const string email = "collegue@example.org";
        await using (var referent = await browser.SignedIn(SeededAccounts.Referent, 1280))
        {
            await referent.Go("/gestion/membres/inviter");
            await referent.Page.GetByLabel("Adresse électronique").FillAsync(email);
            await referent.Page.Locator("select[name=museum]").SelectOptionAsync(SeededAccounts.Museum);
            await referent.Press("Envoyer l’invitation");
            Assert.EndsWith("/gestion/membres", new Uri(referent.Page.Url).AbsolutePath, StringComparison.Ordinal);
            Quiet(referent);
        }

        await using var visit = await browser.Open(1280);
        await visit.Go(await LinkSent(email, "/invitation/"));
        await visit.Page.GetByLabel("Votre nom").FillAsync("Camille Renard");
        await visit.Page.GetByLabel("Mot de passe", new() { Exact = true }).FillAsync(Pages.Password);
        await visit.Press("Créer le compte et accepter");
        Assert.EndsWith("/compte/musees", visit.Page.Url, StringComparison.Ordinal);

        var notice = await FirstNotice(visit);
        await Correct(visit, notice, "Titre corrigé par une collègue");
        await Withdraw(visit, notice);
        await Republish(visit, notice);
        Quiet(visit);
    }

    [BrowserFact]
    public async Task Signing_in_and_correcting_a_notice_need_no_script()
    {
        await using var visit = await browser.Open(script: false);
        await SignedInPeople.SignIn(visit, SeededAccounts.Referent.Email);
        await Correct(visit, await FirstNotice(visit), "Titre corrigé sans script");
        Quiet(visit);
    }

    [BrowserFact]
    public async Task A_referent_changes_the_hours_of_a_museum_and_visitors_read_them()
    {
        await using var visit = await browser.SignedIn(SeededAccounts.Referent, 1280);
        var address = $"/gestion/musees/{SeededAccounts.Museum}";
        Assert.Equal(200, await visit.Go("/gestion/musees"));
        Assert.Equal(200, await visit.Go(address));
        await visit.Page.GetByLabel("lundi, Premier horaire").First.FillAsync("7 h 15 à 23 h 45");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer les horaires" }).First.ClickAsync();
        await Assertions.Expect(visit.Page.Locator(".banner.ok")).ToBeVisibleAsync();
        var museum = await visit.Page.Locator("main a[href^='/musees/']").First.GetAttributeAsync("href");
        Assert.Equal(200, await visit.Go(museum!));
        await Assertions.Expect(visit.Page.Locator("main")).ToContainTextAsync("7 h 15");

        Quiet(visit);

        // A wrong hour is told beside its field, and what was typed stays.
        await visit.Go(address);
        await visit.Page.GetByLabel("lundi, Premier horaire").First.FillAsync("vers midi");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer les horaires" }).First.ClickAsync();
        await Assertions.Expect(visit.Page.GetByLabel("lundi, Premier horaire").First).ToHaveValueAsync("vers midi");
        await Assertions.Expect(visit.Page.GetByLabel("lundi, Premier horaire").First).ToHaveAttributeAsync("aria-invalid", "true");
    }

    private static async Task<string> FirstNotice(Visit visit)
    {
        Assert.Equal(200, await visit.Go("/gestion/notices"));
        var address = await visit.Page.Locator("main th a[href^='/gestion/notices/']").First.GetAttributeAsync("href");
        return address!.Split('/')[^1];
    }

    private static async Task Correct(Visit visit, string notice, string title)
    {
        Assert.Equal(200, await visit.Go($"/gestion/notices/{notice}"));
        await visit.Page.Locator("[name=TITR]").FillAsync(title);
        await visit.Press("Enregistrer");
        await Assertions.Expect(visit.Page.Locator(".banner.ok")).ToContainTextAsync("Modification enregistrée");
        Assert.Equal(200, await visit.Go($"/notices/{notice}"));
        Assert.Equal(title, await visit.Page.Locator("h1").InnerTextAsync());
    }

    private static async Task Withdraw(Visit visit, string notice)
    {
        await visit.Go($"/gestion/notices/{notice}");
        await visit.Press("Retirer du portail");
        await visit.Page.GetByLabel("Notice en cours de révision").CheckAsync();
        await visit.Press("Retirer la notice");
        Assert.Equal(410, await visit.Go($"/notices/{notice}"));
        Assert.Contains("notice en cours de révision", await visit.Page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
    }

    private static async Task Republish(Visit visit, string notice)
    {
        await visit.Go($"/gestion/notices/{notice}");
        await visit.Press("Republier");
        await visit.Press("Publier la notice");
        Assert.Equal(200, await visit.Go($"/notices/{notice}"));
    }

    /// <summary>The link of this form in the mail that this address receives, as a path of the portal.</summary>
    private async Task<string> LinkSent(string email, string path)
    {
        for (var patience = Stopwatch.StartNew(); patience.Elapsed < TimeSpan.FromSeconds(30); await Task.Delay(100))
        {
            var links = from received in browser.Mails.To(email)
                        from Match link in Link().Matches(received.Mail.TextBody ?? "")
                        where link.Value.StartsWith(browser.Address + path, StringComparison.Ordinal)
                        select link.Value[browser.Address.Length..];
            if (links.FirstOrDefault() is { } found)
            {
                return found;
            }
        }

        throw new TimeoutException($"No mail for {email} with a link to {path}.");
    }

    private static void Quiet(Visit visit) => Assert.True(visit.Faults.Count == 0, string.Join('\n', visit.Faults));

    [GeneratedRegex(@"https?://[^\s>]+")]
    private static partial Regex Link();
}
