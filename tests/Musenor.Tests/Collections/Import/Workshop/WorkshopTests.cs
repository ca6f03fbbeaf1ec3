using System.Net;
using Musenor.Accounts.Access;
using Musenor.Collections.Import.Workshop;
using Musenor.Tests.Accounts;
using Musenor.Tests.Collections.Editing;
using Xunit;

namespace Musenor.Tests.Collections.Import.Workshop;

/// <summary>From a file handed over to an import put back, by the pages.</summary>
public sealed class WorkshopTests : IAsyncLifetime
{
    private readonly WorkshopPortal _shop = new();

    public Task InitializeAsync() => _shop.InitializeAsync();

    public Task DisposeAsync() => _shop.DisposeAsync();

    [Fact]
    public async Task A_file_is_tried_then_imported_and_the_run_does_what_the_trial_said()
    {
        await _shop.Import(WorkshopPortal.Rows(1, 2));
        var address = await _shop.Give(WorkshopPortal.Rows(2, 3, "Autre vue") + "\nM0160000099;A;peinture;;M0160;Vue");
        var tried = await _shop.Settled(address);
        Assert.Equal(("tried", "4 read, 2 new, 1 changed, 0 unchanged, 1 rejected"), (tried.Request.State, WorkshopPortal.Counts(tried.Trial)));
        Assert.Equal(2, await _shop.Query<long>("select count(*) from notice"));
        await WorkshopPortal.Press(_shop.Claire, address, DecideImport.Import);
        var done = await _shop.Settled(address);
        Assert.Equal(("done", WorkshopPortal.Counts(tried.Trial)), (done.Request.State, WorkshopPortal.Counts(done.Run)));
        Assert.Equal(4, await _shop.Query<long>("select count(*) from notice"));
        var page = await _shop.Claire.Page(address);
        var touched = page.QuerySelector("main a[href*='import=']")!;
        Assert.Equal("Voir les 3 notices importées", touched.TextContent.Replace('\u00a0', ' '));
        Assert.Equal(3, (await _shop.Claire.Page(touched.GetAttribute("href")!)).QuerySelectorAll("tbody tr").Length);
        Assert.DoesNotContain("annonçait", page.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_report_tells_fields_conflicts_and_what_to_do()
    {
        await _shop.Import(WorkshopPortal.Rows(1, 30));
        var paul = await _shop.Portal.Curator("paul", "M0160");
        await _shop.Portal.Edit(paul, "M0160000001", ("TITR", "Vue corrigée"));
        var address = await _shop.Give(WorkshopPortal.Rows(1, 30, "Grande vue") + "\nM0160000099;A;peinture;;M0160;Vue\nM0160000098;A;peinture;;M0160;Vue");
        await _shop.Settled(address);
        var page = await _shop.Claire.Page(address);
        var words = page.Words().Replace('\u00a0', ' ');
        // 29 change, the one corrected by hand is a conflict with both texts.
        Assert.Equal(["0", "29", "0"], page.QuerySelectorAll("#champs-titre ~ table tbody tr").First(r => r.TextContent.Contains("TITR", StringComparison.Ordinal)).QuerySelectorAll("td").Select(c => c.TextContent));
        Assert.Equal(20, page.QuerySelectorAll("#champ-TITR dl.meta > div").Length);
        Assert.Contains("Grande", page.QuerySelector("#champ-TITR ins")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(["Vue corrigée", "Grande vue"], page.QuerySelectorAll("section[aria-labelledby=conflits-titre] .versus p.words").Select(p => p.TextContent));
        Assert.Contains("2 lignes rejetées — STAT : Le champ STAT ne doit pas être vide.", words, StringComparison.Ordinal);
        Assert.Contains("Donner le statut juridique", words, StringComparison.Ordinal);
        using var csv = await _shop.Claire.GetAsync($"{address}/rejets.csv");
        var rejects = await csv.Content.ReadAsStringAsync();
        Assert.Contains("erreur", rejects.Split('\n')[0], StringComparison.Ordinal);
        Assert.Equal(3, rejects.Trim().Split('\n').Length);
    }

    [Fact]
    public async Task A_catalogue_that_moved_since_the_trial_is_told_before_and_after()
    {
        await _shop.Import(WorkshopPortal.Rows(1, 3));
        var address = await _shop.Give(WorkshopPortal.Rows(1, 3, "Autre vue"));
        await _shop.Settled(address);
        await _shop.Import(WorkshopPortal.Rows(3, 1, "Autre vue"));
        Assert.Contains("Depuis l’essai, 1 notice a changé", (await _shop.Claire.Page(address)).Words().Replace('\u00a0', ' '), StringComparison.Ordinal);
        await WorkshopPortal.Press(_shop.Claire, address, DecideImport.Import);
        Assert.Equal("3 read, 0 new, 2 changed, 1 unchanged, 0 rejected", WorkshopPortal.Counts((await _shop.Settled(address)).Run));
        Assert.Contains("L’essai annonçait", (await _shop.Claire.Page(address)).Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_file_again_is_told_and_doubles_nothing()
    {
        var first = await _shop.Imported(WorkshopPortal.Rows(1, 3));
        var address = await _shop.Give(WorkshopPortal.Rows(1, 3), "autre-nom.csv");
        var view = await _shop.Settled(address);
        Assert.Equal((first.Request.Id, "3 read, 0 new, 0 changed, 3 unchanged, 0 rejected"), (view.Earlier?.Id, WorkshopPortal.Counts(view.Trial)));
        Assert.Contains("déjà été importé le", (await _shop.Claire.Page(address)).Words(), StringComparison.Ordinal);
        await WorkshopPortal.Press(_shop.Claire, address, DecideImport.Import);
        await _shop.Settled(address);
        Assert.Equal((3, 3), (await _shop.Query<long>("select count(*) from notice"), await _shop.Query<long>("select count(*) from notice_change")));
    }

    [Fact]
    public async Task A_form_sent_twice_is_one_import_and_one_file()
    {
        var form = (await _shop.Claire.Page(WorkshopPortal.Ask)).QuerySelector("#f-import")!;
        using var one = await _shop.Claire.PostAsync(WorkshopPortal.Ask, WorkshopPortal.Form(form, WorkshopPortal.Rows(1, 2), "a.csv", "M0160"));
        using var two = await _shop.Claire.PostAsync(WorkshopPortal.Ask, WorkshopPortal.Form(form, WorkshopPortal.Rows(1, 2), "a.csv", "M0160"));
        Assert.Equal(one.Headers.Location, two.Headers.Location);
        Assert.Equal((1, 1), (await _shop.Query<long>("select count(*) from import_request"), await _shop.Query<long>("select count(*) from stored_file")));
    }

    [Fact]
    public async Task Put_back_from_its_page_it_counts_first_and_tells_after()
    {
        await _shop.Import(WorkshopPortal.Rows(1, 2));
        var done = await _shop.Imported(WorkshopPortal.Rows(1, 3, "Autre vue"));
        await _shop.Portal.Edit(await _shop.Portal.Curator("paul", "M0160"), "M0160000001", ("TITR", "Corrigée"));
        var ask = await _shop.Claire.Page($"{done.Request.Address}/annuler");
        Assert.Equal(["2", "1", "1"], ask.QuerySelectorAll("main dl dd").Select(d => d.TextContent));
        var undone = await _shop.Undone(done.Request.Address);
        Assert.Equal(("undone", 1L, 1L, 1L), (undone.Request.State, undone.Undo!.Restored, undone.Undo.Withdrawn, undone.Undo.Kept));
        Assert.Contains("M0160000001", await _shop.Claire.GetStringAsync($"{done.Request.Address}/laissees.csv"), StringComparison.Ordinal);
        // Not twice.
        Assert.Contains("ne peut pas être annulé", (await _shop.Claire.Page($"{done.Request.Address}/annuler")).Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_import_of_the_command_line_is_in_the_list_and_can_be_put_back_from_its_page()
    {
        await _shop.Portal.Account("reseau@example.org", Role.NetworkTeam);
        using var team = await _shop.Portal.SignIn("reseau@example.org");
        var import = await _shop.Import(WorkshopPortal.Rows(1, 2), "terminal.csv");
        Assert.Contains("terminal.csv", (await team.Page("/gestion/imports")).Words(), StringComparison.Ordinal);
        using var asked = await team.Send($"/gestion/imports/{import.Id}/annuler", []);
        Assert.Equal(HttpStatusCode.Redirect, asked.StatusCode);
        Assert.Equal("undone", (await _shop.Settled($"/gestion/imports/{import.Id}")).Request.State);
        Assert.Empty(await _shop.Portal.Refs("vue"));
    }

    [Fact]
    public async Task Somebody_of_another_museum_sees_and_touches_nothing_of_it()
    {
        var done = await _shop.Imported(WorkshopPortal.Rows(1, 2) + "\nM0160000099;A;peinture;;M0160;Vue");
        using var paul = await _shop.Portal.SignedIn(Role.MuseumReferent, "M0638");
        Assert.DoesNotContain("notices.csv", (await paul.Page("/gestion/imports")).Words(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await paul.GetAsync(done.Request.Address)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await paul.GetAsync($"{done.Request.Address}/annuler")).StatusCode);
        foreach (var list in new[] { "rejets.csv", "avancement.json", "absentes" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await paul.GetAsync($"{done.Request.Address}/{list}")).StatusCode);
        }

        var file = (await _shop.Claire.Page(done.Request.Address)).QuerySelector("a[href^='/fichiers/']")!.GetAttribute("href")!;
        Assert.Equal(HttpStatusCode.OK, (await _shop.Claire.GetAsync(file)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await paul.GetAsync(file)).StatusCode);
        using var refused = await WorkshopPortal.Send(paul, WorkshopPortal.Rows(1, 1), "a.csv", "M0160");
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        using var everywhere = await WorkshopPortal.Send(paul, WorkshopPortal.Rows(1, 1), "a.csv", "");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, everywhere.StatusCode);
    }

    [Fact]
    public async Task Rows_of_another_museum_do_not_go_in()
    {
        var done = await _shop.Imported("REF;INV;DOMN;STAT;MUSEO;TITR\nM0638000001;A 1;peinture;x;M0638;Vue\nM0160000001;A 1;peinture;x;M0160;Vue");
        Assert.Equal("2 read, 1 new, 0 changed, 0 unchanged, 1 rejected", WorkshopPortal.Counts(done.Run));
    }

    [Fact]
    public async Task A_file_of_the_whole_collection_proposes_what_it_does_not_name_and_withdraws_nothing()
    {
        await _shop.Import(WorkshopPortal.Rows(1, 5));
        // Row 2 is refused: its object did not leave.
        var done = await _shop.Imported(WorkshopPortal.Rows(1, 1) + "\nM0160000002;A 2;peinture;;M0160;Vue", "tout.csv", ("entier", "true"));
        Assert.Equal((3L, 5L), (done.Absent, await _shop.Query<long>("select count(*) from notice where state = 'published'")));
        var page = await _shop.Claire.Page($"{done.Request.Address}/absentes");
        Assert.Equal(["M0160000003", "M0160000004", "M0160000005"], page.QuerySelectorAll("input[name=ref]").Select(i => i.GetAttribute("value")));
        using var chosen = await _shop.Claire.Send($"{done.Request.Address}/absentes", new() { ["ref"] = "M0160000004", ["geste"] = "retirer" });
        Assert.Equal(HttpStatusCode.OK, chosen.StatusCode);
        Assert.Contains("Pourquoi retirer", (await chosen.Page()).Words(), StringComparison.Ordinal);
        Assert.Equal(5L, await _shop.Query<long>("select count(*) from notice where state = 'published'"));
    }

    [Fact]
    public async Task What_is_no_file_of_notices_is_refused_with_a_sentence_and_counted_as_wrong()
    {
        var address = await _shop.Give("ceci n’est pas un tableau", "lettre.txt");
        var view = await _shop.Settled(address);
        Assert.Equal("refused", view.Request.State);
        Assert.Contains("lettre.txt", view.Request.Problem, StringComparison.Ordinal);
        Assert.Contains("1 import en erreur", (await _shop.Claire.Page("/gestion")).Words().Replace('\u00a0', ' '), StringComparison.Ordinal);
        await WorkshopPortal.Press(_shop.Claire, address, DecideImport.Drop);
        Assert.DoesNotContain("import en erreur", (await _shop.Claire.Page("/gestion")).Words(), StringComparison.Ordinal);
        using var image = await WorkshopPortal.Send(_shop.Claire, "\u0089PNG", "photo.png", "M0160");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, image.StatusCode);
        using var nothing = await _shop.Claire.Send(WorkshopPortal.Ask, []);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, nothing.StatusCode);
    }

    [Fact]
    public async Task The_end_is_told_by_mail_once()
    {
        await _shop.Imported(WorkshopPortal.Rows(1, 2));
        var mail = Assert.Single(await _shop.Portal.Mails(WorkshopPortal.Email), m => m.Subject.Contains("Import de", StringComparison.Ordinal));
        Assert.Contains("2 nouvelles", mail.Paragraphs.Replace('\u00a0', ' '), StringComparison.Ordinal);
        Assert.StartsWith("/gestion/imports/", mail.ActionPath, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_people_decide_at_once_and_the_second_is_told()
    {
        var address = await _shop.Give(WorkshopPortal.Rows(1, 2));
        await _shop.Settled(address);
        using var paul = await _shop.Portal.SignedIn(Role.MuseumReferent, "M0160");
        using var late = await paul.Send(address, new() { ["geste"] = DecideImport.Drop }, "main form.act", () => WorkshopPortal.Press(_shop.Claire, address, DecideImport.Import).Wait());
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        Assert.Contains("Quelqu’un a décidé avant vous", (await late.Page()).Words(), StringComparison.Ordinal);
        Assert.Equal("done", (await _shop.Settled(address)).Request.State);
    }

    [Fact]
    public async Task The_list_filters_by_museum_and_state_in_its_address()
    {
        await _shop.Imported(WorkshopPortal.Rows(1, 2), "premier.csv");
        await _shop.Settled(await _shop.Give(WorkshopPortal.Rows(3, 2), "second.csv"));
        Assert.Equal(["second.csv", "premier.csv"], await Files("/gestion/imports"));
        Assert.Equal(["second.csv"], await Files("/gestion/imports?etat=tried"));
        Assert.Equal(["premier.csv"], await Files("/gestion/imports?etat=done"));
        Assert.Empty(await Files("/gestion/imports?musee=M0638"));
    }

    private async Task<IEnumerable<string>> Files(string address) => (await _shop.Claire.Page(address)).QuerySelectorAll("tbody th a").Select(a => a.TextContent);
}
