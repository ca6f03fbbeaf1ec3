using System.Net;
using System.Text.Json;
using AngleSharp.Html.Parser;
using Heritage.Standards.Opening;
using Musenor.Accounts.Access;
using Musenor.Museums.Practical;
using Musenor.Tests.Accounts;
using Musenor.Tests.Collections.Editing;
using Musenor.Tests.Corpora;
using Xunit;

namespace Musenor.Tests.Museums.Practical;

public sealed class EditPracticalPageTests : IAsyncLifetime
{
    private const string Address = "/gestion/musees/M0001";
    private const string Public = "/musees/musee-du-lin-lille";
    private readonly MusenorFixture _portal = new();
    private HttpClient _claire = null!;

    public async Task InitializeAsync()
    {
        // Noon in Paris, in winter as in summer an hour at which museums are open.
        _portal.Clock.Advance(TimeSpan.FromHours((35 - DateTimeOffset.UtcNow.Hour) % 24));
        await _portal.AddMuseums("Musée du Lin", "Musée de la Dentelle");
        _claire = await _portal.SignedIn(Role.MuseumReferent, "M0001", "claire@example.org");
    }

    public async Task DisposeAsync()
    {
        _claire.Dispose();
        await _portal.DisposeAsync();
    }

    [Fact]
    public async Task A_referent_edits_the_hours_and_the_public_page_says_so()
    {
        var hours = Enumerable.Range(0, 7).ToDictionary(d => $"weeks[0].days[{d}].slots", _ => "10h-18h");
        hours["public_holidays"] = "Open";
        hours["notes"] = "Dernière entrée une heure avant";
        using var sent = await _claire.Send(Address, hours, "#f-hours");
        Assert.Equal((HttpStatusCode.Redirect, Address), (sent.StatusCode, sent.Headers.Location!.OriginalString));
        Assert.Contains("Modifications enregistrées", (await _claire.Page(Address)).Words(), StringComparison.Ordinal);
        using var visitor = _portal.Visitor();
        var page = await visitor.Page(Public);
        Assert.Equal("Ouvert aujourd’hui jusqu’à 18 h", page.QuerySelector("main .status")!.TextContent.Replace('\u00a0', ' '));
        Assert.Contains("Dernière entrée une heure avant", page.Words(), StringComparison.Ordinal);
        Assert.Null(page.QuerySelector($"a[href='{Address}']"));
        Assert.NotNull((await _claire.Page(Public)).QuerySelector($"a[href='{Address}']"));
    }

    [Fact]
    public async Task The_referent_of_another_museum_neither_reads_nor_sends_the_form()
    {
        using var neighbour = await _portal.SignedIn(Role.MuseumReferent, "M0002");
        using var read = await neighbour.GetAsync(Address);
        Assert.Equal(HttpStatusCode.Forbidden, read.StatusCode);
        var list = await neighbour.Page("/gestion/musees");
        Assert.Equal(["/gestion/musees/M0002"], list.QuerySelectorAll("main tbody th a").Select(a => a.GetAttribute("href")));
        var token = (await neighbour.Page("/gestion/musees/M0002")).QuerySelector("#f-prices input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var sent = await neighbour.PostAsync(Address, new FormUrlEncodedContent(new Dictionary<string, string> { ["bloc"] = "prices", ["version"] = "0", ["prices"] = "9 €", ["__RequestVerificationToken"] = token }));
        Assert.Equal(HttpStatusCode.Forbidden, sent.StatusCode);
        Assert.Empty((await _portal.Ask<PracticalShelf, PracticalShelf.Snapshot>(s => s.Read())).ById);
    }

    [Fact]
    public async Task Two_editors_of_two_blocks_both_succeed_and_the_second_of_one_block_sees_both_texts()
    {
        using var paul = await _portal.SignedIn(Role.Professional, "M0001", "paul@example.org");
        using var prices = await _claire.Send(Address, new() { ["prices"] = "Plein tarif 5 €" }, "#f-prices", () => _portal.Keep("M0001", 0, PracticalIntents.Hours("10h-18h")).GetAwaiter().GetResult());
        Assert.Equal(HttpStatusCode.Redirect, prices.StatusCode);

        HttpResponseMessage? first = null;
        using var second = await _claire.Send(Address, new() { ["prices"] = "Plein tarif 6 €" }, "#f-prices", () => first = paul.Send(Address, new() { ["prices"] = "Plein tarif 7 €" }, "#f-prices").GetAwaiter().GetResult());
        Assert.Equal((HttpStatusCode.Redirect, HttpStatusCode.Conflict), (first!.StatusCode, second.StatusCode));
        var page = await second.Page();
        Assert.Contains("paul a modifié cette partie", page.Words(), StringComparison.Ordinal);
        Assert.Equal(["7"], page.QuerySelectorAll(".versus del").Select(e => e.TextContent.Single(char.IsDigit).ToString()));
        Assert.Equal("Plein tarif 6 €", page.QuerySelector("textarea[name=prices]")!.TextContent.Trim());
        Assert.Equal("Plein tarif 7 €", (await _portal.PracticalOf("M0001")).Prices);
        first.Dispose();
    }

    [Theory]
    [InlineData("hours", "weeks[0].days[0].slots", "18h-10h")]
    [InlineData("hours", "weeks[0].days[0].slots", "10h-24:30")]
    [InlineData("hours", "weeks[0].days[0].slots", "10h-14h, 13h-18h")]
    [InlineData("hours", "weeks[0].from", "30/02")]
    [InlineData("hours", "exceptions[0].from", "24/12")]
    [InlineData("hours", "exceptions[0].from", "30/02/2027")]
    [InlineData("hours", "late_openings[0].slot", "25h")]
    [InlineData("contact", "phone", "02 31")]
    [InlineData("contact", "mail", "accueil")]
    public async Task Bad_input_is_refused_beside_its_field_and_kept(string block, string field, string typed)
    {
        var fields = new Dictionary<string, string> { [field] = typed, [block == "hours" ? "notes" : "groups"] = "Texte gardé" };
        using var answer = await _claire.Send(Address, fields, $"#f-{block}");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var page = await answer.Page();
        Assert.StartsWith("Erreur", page.Title, StringComparison.Ordinal);
        var input = page.QuerySelector($"[name='{field}']")!;
        Assert.Equal(("true", typed), (input.GetAttribute("aria-invalid"), input.GetAttribute("value")));
        Assert.NotNull(page.GetElementById($"{input.Id}-erreur"));
        Assert.Contains($"#{input.Id}", page.QuerySelectorAll("#erreurs a").Select(a => a.GetAttribute("href")));
        Assert.Equal("Texte gardé", page.QuerySelector($"#f-{block} textarea[name={(block == "hours" ? "notes" : "groups")}]")!.TextContent.Trim());
    }

    [Fact]
    public async Task A_line_more_is_given_and_all_that_was_typed_stays()
    {
        var before = (await _claire.Page(Address)).QuerySelectorAll("#exceptions .row").Length;
        using var answer = await _claire.Send(Address, new() { ["plus"] = "exceptions", ["exceptions[0].from"] = "24/12/2027", ["weeks[0].days[2].more"] = "14h-18h", ["notes"] = "Texte gardé" }, "#f-hours");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var page = await answer.Page();
        Assert.True(page.QuerySelectorAll("#exceptions .row").Length > before);
        Assert.Equal("24/12/2027", page.QuerySelector("[name='exceptions[0].from']")!.GetAttribute("value"));
        Assert.Equal("14h-18h", page.QuerySelector("[name='weeks[0].days[2].more']")!.GetAttribute("value"));
        Assert.Equal("Texte gardé", page.QuerySelector("[name=notes]")!.TextContent.Trim());
    }

    [Fact]
    public async Task Rules_without_a_field_stay_through_a_save_until_the_person_takes_them_out()
    {
        await _portal.ImportHours("Musée du Lin;Lille;1er mai, lundi de Pâques, du 24 décembre au 2 janvier;Ouvert d'avril à septembre du mardi au dimanche de 10h à 12h30 et de 14h à 18h, le reste de l'année le samedi de 14h à 17h;premier jeudi du mois jusqu'à 20h\n");
        var before = Days((await _portal.PracticalOf("M0001")).Opening()!);
        var page = await _claire.Page(Address);
        var rule = Assert.Single(page.QuerySelectorAll(".unshown label"));
        Assert.Contains("lundi de Pâques", rule.TextContent, StringComparison.Ordinal);
        using var saved = await _claire.Send(Address, [], "#f-hours");
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        var kept = await _portal.PracticalOf("M0001");
        Assert.Equal("person", kept.HoursSource);
        Assert.Equal(before, Days(kept.Opening()!));

        using var removed = await _claire.Send(Address, new() { ["remove"] = page.QuerySelector(".unshown input")!.GetAttribute("value")! }, "#f-hours");
        Assert.Equal(HttpStatusCode.Redirect, removed.StatusCode);
        Assert.DoesNotContain((await _portal.PracticalOf("M0001")).Opening()!.Yearly, y => y.When.Feast is not null);
        Assert.Empty((await _claire.Page(Address)).QuerySelectorAll(".unshown label"));
    }

    [Fact]
    public async Task Hours_wait_to_be_confirmed_and_one_button_confirms_them()
    {
        await _portal.ImportHours("Musée du Lin;Lille;;Ouvert du mardi au dimanche de 10h à 18h;\n");
        Assert.Contains("1 musée dont les horaires sont à confirmer", (await _claire.Page("/gestion")).Words().Replace('\u00a0', ' '), StringComparison.Ordinal);
        using var sent = await _claire.Send(Address, [], "form.confirm");
        Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
        Assert.DoesNotContain("à confirmer", (await _claire.Page("/gestion")).Words(), StringComparison.Ordinal);
        _portal.Clock.Advance(TimeSpan.FromDays(370));
        using var later = await _portal.SignedIn(Role.MuseumReferent, "M0001");
        Assert.Contains("à confirmer", (await later.Page("/gestion")).Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Words_of_the_ministry_that_could_not_be_read_stand_beside_the_form()
    {
        await _portal.ImportHours("Musée du Lin;Lille;;Ouvert selon l'humeur du gardien;\n");
        Assert.Contains("selon l'humeur du gardien", (await _claire.Page(Address)).Words().Replace('’', '\''), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_directory_finds_what_is_open_today_and_accessible()
    {
        var always = new EnteredHours { PublicHolidays = HolidayRule.Open, Weeks = [new("", "", [.. Enum.GetValues<OpenDay>().Take(7).Select(d => new EnteredDay(d, "10h-18h"))])] };
        await _portal.Keep("M0001", 0, new PracticalBlock.Hours(always));
        await _portal.Keep("M0002", 0, new PracticalBlock.Accessibility(new("partial", ""), new("unknown", ""), new("unknown", ""), new("no", "")));
        using var visitor = _portal.Visitor();
        Assert.Equal(["M0001"], await Codes(visitor, "?ouvert=1"));
        Assert.Equal(["M0002"], await Codes(visitor, "?accessible=moteur"));
        Assert.Empty(await Codes(visitor, "?accessible=mental"));
        Assert.Contains("Musée du Lin", (await visitor.Page("/musees?ouvert=1")).QuerySelector("ul.cards")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_typed_in_a_free_text_lives_on_a_page()
    {
        using var visitor = _portal.Visitor();
        var year = DateTimeOffset.UtcNow.Year;
        foreach (var (i, text) in Xss.Markup.Index())
        {
            var hours = new EnteredHours
            {
                Notes = text,
                Exceptions = [new($"01/01/{year}", $"31/12/{year + 1}", "", text)],
                Yearly = [new("01/05", "", text)],
                Works = [new("", "01/01/2020", "", text)],
            };
            await _portal.Keep("M0001", i, new PracticalBlock.Hours(hours));
            await _portal.Keep("M0001", i, new PracticalBlock.Prices(text, text));
            await _portal.Keep("M0001", i, new PracticalBlock.Access(text, text, text, text));
            await _portal.Keep("M0001", i, new PracticalBlock.Accessibility(new("yes", text), new("no", text), new("partial", text), new("unknown", text)));
            await _portal.Keep("M0001", i, new PracticalBlock.Contact("", "", text, text, text));
            var page = await visitor.GetStringAsync(Public);
            Xss.AssertDead(page, text);
            Xss.AssertDead(await _claire.GetStringAsync(Address), text);
            using var linked = JsonDocument.Parse(new HtmlParser().ParseDocument(page).QuerySelector("script[type='application/ld+json']")!.TextContent);
        }

        Assert.Equal(Xss.Markup.Count, (await _portal.PracticalOf("M0001")).HoursVersion);
    }

    private static async Task<string[]> Codes(HttpClient visitor, string query)
    {
        using var json = JsonDocument.Parse(await visitor.GetStringAsync($"/musees.json{query}"));
        return [.. json.RootElement.GetProperty("museums").EnumerateArray().Select(m => m.GetProperty("code").GetString()!)];
    }

    /// <summary>What the rules say of each day of three years.</summary>
    private static string[] Days(OpeningHours hours) =>
        [.. Enumerable.Range(0, 1100).Select(d => new DateOnly(2026, 1, 1).AddDays(d)).Select(d => (Day: d, Plan: DayPlan.For(hours, d))).Select(d => $"{d.Day:O} {d.Plan.Kind} {string.Join(' ', d.Plan.Slots)}")];
}
