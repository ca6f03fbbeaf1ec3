using System.Net;
using Musenor.Accounts.Access;
using Musenor.Tests.Accounts;
using Musenor.Tests.Corpora;
using Xunit;

namespace Musenor.Tests.Collections.Editing;

public sealed class EditNoticePageTests : IAsyncLifetime
{
    private const string Address = "/gestion/notices/R1";
    private readonly MusenorFixture _portal = new();
    private HttpClient _claire = null!;

    public async Task InitializeAsync()
    {
        await _portal.Museum("M0638", "Musée des Beaux-Arts", "Valenciennes");
        await _portal.Museum("M0160", "Palais des Beaux-Arts", "Lille");
        await _portal.Notice("R1", "M0638", ("TITR", "Vase"), ("AUTR", "DUPONT Jean"), ("INV", "A 1"));
        await _portal.Notice("L1", "M0160", ("TITR", "Autre"));
        _claire = await _portal.SignedIn(Role.Professional, "M0638", "claire@example.org");
    }

    public async Task DisposeAsync()
    {
        _claire.Dispose();
        await _portal.DisposeAsync();
    }

    [Fact]
    public async Task Saved_from_the_form_it_says_what_changed_and_can_be_undone()
    {
        using var sent = await _claire.Send(Address, new() { ["TITR"] = "Vase bleu" }, "form.edit");
        Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
        var back = sent.Headers.Location!.OriginalString;
        Assert.Contains("Modification enregistrée : Titre.", (await _claire.Page(back)).Words().Replace('\u00a0', ' '), StringComparison.Ordinal);
        using var undone = await _claire.Send(back, [], ".banner form");
        Assert.Equal(HttpStatusCode.Redirect, undone.StatusCode);
        Assert.Equal("Vase", await _portal.Text("R1", "TITR"));
        Assert.Empty((await _claire.Page(back)).QuerySelectorAll(".banner form"));
    }

    [Fact]
    public async Task The_form_tells_what_a_field_wants_and_proposes_terms_of_the_catalogue()
    {
        var page = await _claire.Page(Address);
        Assert.Equal("Vase", page.QuerySelector("input[name=TITR]")!.GetAttribute("value"));
        Assert.Contains("peinture", page.QuerySelectorAll("#DOMN-termes option").Select(o => o.GetAttribute("value")));
        Assert.Contains("propriété", page.QuerySelector("#STAT-aide")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll("[name=REF], [name=MUSEO]"));
        Assert.Contains("il manque", page.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_wrong_is_said_beside_its_field_and_nothing_typed_is_lost()
    {
        using var answer = await _claire.Send(Address, new() { ["INV"] = "", ["DESC"] = "longue description" }, "form.edit");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var page = await answer.Page();
        Assert.StartsWith("Erreur", page.Title, StringComparison.Ordinal);
        Assert.Equal("#INV", page.QuerySelector("#erreurs a")!.GetAttribute("href"));
        Assert.Equal("true", page.QuerySelector("input[name=INV]")!.GetAttribute("aria-invalid"));
        Assert.Equal("longue description", page.QuerySelector("textarea[name=DESC]")!.TextContent.Trim());
    }

    [Fact]
    public async Task Two_texts_of_one_field_are_shown_and_the_person_chooses()
    {
        using var paul = await _portal.SignedIn(Role.Professional, "M0638", "paul@example.org");
        using var opened = await _claire.GetAsync(Address);
        var revision = (await opened.Page()).QuerySelector("input[name=revision]")!.GetAttribute("value")!;
        using var first = await paul.Send(Address, new() { ["TITR"] = "Vase rouge", ["AUTR"] = "DURAND Anne" }, "form.edit");

        using var answer = await _claire.Send(Address, new() { ["revision"] = revision, ["TITR"] = "Vase bleu", ["AUTR"] = "DUPONT Jean", ["DESC"] = "un vase" }, "form.edit");
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        var page = await answer.Page();
        Assert.Matches(@"Modifié par paul à \d\d h \d\d", page.QuerySelector("[role=alert]")!.TextContent);
        Assert.Contains("Auteur", page.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(["Vase rouge", "Vase bleu"], page.QuerySelectorAll(".versus .words").Select(w => w.TextContent));
        Assert.Equal(("rouge", "bleu"), (page.QuerySelector(".diff del")!.ChildNodes[1].TextContent, page.QuerySelector(".diff ins")!.ChildNodes[1].TextContent));

        var fields = page.QuerySelectorAll("form.edit input[type=hidden]").GroupBy(e => e.GetAttribute("name")!).ToDictionary(g => g.Key, g => g.First().GetAttribute("value")!);
        using var unchosen = await _claire.PostAsync(Address, new FormUrlEncodedContent(new Dictionary<string, string>(fields) { ["TITR"] = "Vase bleu" }));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unchosen.StatusCode);
        Assert.NotEmpty((await unchosen.Page()).QuerySelectorAll(".versus"));

        using var chosen = await _claire.PostAsync(Address, new FormUrlEncodedContent(new Dictionary<string, string>(fields) { ["choix.TITR"] = "mien", ["TITR"] = "Vase rouge et bleu" }));
        Assert.Equal(HttpStatusCode.Redirect, chosen.StatusCode);
        Assert.Equal(("Vase rouge et bleu", "DURAND Anne", "un vase"), (await _portal.Text("R1", "TITR"), await _portal.Text("R1", "AUTR"), await _portal.Text("R1", "DESC")));
    }

    [Fact]
    public async Task Different_fields_go_together_and_the_page_says_so()
    {
        using var paul = await _portal.SignedIn(Role.Professional, "M0638", "paul@example.org");
        var revision = (await _claire.Page(Address)).QuerySelector("input[name=revision]")!.GetAttribute("value")!;
        using var first = await paul.Send(Address, new() { ["AUTR"] = "DURAND Anne" }, "form.edit");
        using var second = await _claire.Send(Address, new() { ["revision"] = revision, ["AUTR"] = "DUPONT Jean", ["TITR"] = "Vase bleu" }, "form.edit");
        Assert.Matches(@"paul a modifié entre-temps, à \d\d h \d\d, .* : Auteur\.", (await _claire.Page(second.Headers.Location!.OriginalString)).Words().Replace('\u00a0', ' '));
    }

    [Fact]
    public async Task The_history_shows_each_change_word_by_word_and_leads_back()
    {
        using var sent = await _claire.Send(Address, new() { ["TITR"] = "Vase bleu" }, "form.edit");
        var page = await _claire.Page(Address + "/historique");
        Assert.Equal(["Modification à la main", "Entrée de la notice"], page.QuerySelectorAll(".history h2").Select(h => h.TextContent));
        Assert.Contains("claire", page.QuerySelector(".history li")!.TextContent, StringComparison.Ordinal);
        Assert.Contains(" bleu", page.QuerySelector(".history ins")!.TextContent, StringComparison.Ordinal);
        using var back = await _claire.Send(Address + "/historique", [], ".history form");
        Assert.Equal("Vase", await _portal.Text("R1", "TITR"));
        Assert.Equal("Retour à un état antérieur", (await _claire.Page(Address + "/historique")).QuerySelector(".history h2")!.TextContent);
    }

    [Fact]
    public async Task Going_back_from_a_page_that_is_out_of_date_changes_nothing()
    {
        using var one = await _claire.Send(Address, new() { ["TITR"] = "Vase bleu" }, "form.edit");
        var form = (await _claire.Page(Address + "/historique")).QuerySelector(".history form")!;
        var fields = form.QuerySelectorAll("input").ToDictionary(i => i.GetAttribute("name")!, i => i.GetAttribute("value")!);
        using var two = await _claire.Send(Address, new() { ["TITR"] = "Vase vert" }, "form.edit");
        using var late = await _claire.PostAsync(Address + "/historique", new FormUrlEncodedContent(fields));
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        Assert.Contains("rien n’a été rétabli", (await late.Page()).Words(), StringComparison.Ordinal);
        Assert.Equal("Vase vert", await _portal.Text("R1", "TITR"));
    }

    [Fact]
    public async Task The_preview_shows_the_public_page_and_writes_nothing()
    {
        var page = await _claire.Page(Address);
        var token = page.QuerySelector("form.edit input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var answer = await _claire.PostAsync(Address + "/apercu", new FormUrlEncodedContent(new Dictionary<string, string> { ["__RequestVerificationToken"] = token, ["TITR"] = "Vase à voir" }));
        var preview = await answer.Page();
        Assert.Equal((HttpStatusCode.OK, "Vase à voir"), (answer.StatusCode, preview.QuerySelector("h1")!.TextContent));
        Assert.Equal("Vase", await _portal.Text("R1", "TITR"));
    }

    [Fact]
    public async Task The_public_page_offers_to_edit_to_those_who_may_and_to_nobody_else()
    {
        using var visitor = _portal.Visitor();
        Assert.Empty((await visitor.Page("/notices/R1")).QuerySelectorAll("a[href^='/gestion']"));
        Assert.NotEmpty((await _claire.Page("/notices/R1")).QuerySelectorAll($"main a[href='{Address}']"));
        Assert.Empty((await _claire.Page("/notices/L1")).QuerySelectorAll("main a[href^='/gestion']"));
        using var copy = await visitor.GetAsync("/notices/R1");
        Assert.Equal("public, no-cache", string.Join(", ", copy.Headers.GetValues("Cache-Control")));
    }

    [Theory]
    [InlineData("/gestion/notices/L1")]
    [InlineData("/gestion/notices/L1/historique")]
    public async Task Another_museum_is_refused(string address)
    {
        using var answer = await _claire.GetAsync(address);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task A_form_without_its_token_is_refused()
    {
        using var answer = await _claire.PostAsync(Address, new FormUrlEncodedContent(new Dictionary<string, string> { ["TITR"] = "Forgé", ["revision"] = "1" }));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("Vase", await _portal.Text("R1", "TITR"));
    }

    [Fact]
    public async Task Nothing_typed_in_any_field_lives_on_any_page()
    {
        using var visitor = _portal.Visitor();
        foreach (var payloads in Xss.All.Chunk(12))
        {
            // Each payload in every sixth field: all fields get all kinds over the chunks.
            var typed = Musenor.Collections.Editing.EditedFields.Codes.Select((code, i) => (code, Text: payloads[i % payloads.Length])).ToDictionary(f => f.code, f => f.Text);
            using var sent = await _claire.Send(Address, typed, "form.edit");
            Assert.True(sent.StatusCode == HttpStatusCode.Redirect, $"{sent.StatusCode} {payloads[0]}");
            foreach (var address in new[] { sent.Headers.Location!.OriginalString, Address + "/historique", "/gestion/notices", "/gestion" })
            {
                Xss.AssertDead(await _claire.GetStringAsync(address), address);
            }

            Xss.AssertDead(await visitor.GetStringAsync("/notices/R1"), "/notices/R1");
            var ris = await visitor.GetStringAsync("/notices/R1.ris");
            Assert.All(ris.Split("\r\n", StringSplitOptions.RemoveEmptyEntries), line => Assert.Matches("^[A-Z][A-Z0-9]  - ", line));
            Assert.Single(ris.Split("\r\n"), line => line == "ER  - ");
            using var json = await visitor.GetAsync("/notices/R1.json");
            Assert.Equal("application/json", json.Content.Headers.ContentType!.MediaType);
            using var parsed = System.Text.Json.JsonDocument.Parse(await json.Content.ReadAsStringAsync());
            Assert.Equal("R1", parsed.RootElement.GetProperty("ref").GetString());
        }
    }
}
