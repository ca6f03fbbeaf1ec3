using System.Net;
using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Musenor.Museums.Practical;
using Xunit;

namespace Musenor.Tests.Museums.Practical;

public sealed class PracticalPageTests : IAsyncLifetime
{
    private const string Page = "/musees/musee-du-lin-lille";
    private readonly MusenorFixture _musenor = new();
    private readonly HandClock _clock = new("2026-06-04T09:00:00Z"); // Thursday, 11:00 in Paris
    private WebApplicationFactory<Program> _app = null!;
    private HttpClient _visitor = null!;

    public async Task InitializeAsync()
    {
        await _musenor.AddMuseums("Musée du Lin");
        _app = _musenor.With(services => services.AddSingleton<TimeProvider>(_clock));
        _visitor = _app.CreateClient(new() { AllowAutoRedirect = false });
    }

    public async Task DisposeAsync()
    {
        _visitor.Dispose();
        await _app.DisposeAsync();
        await _musenor.DisposeAsync();
    }

    [Theory]
    [InlineData("2026-06-04T07:00:00Z", "Fermé pour le moment, ouvre aujourd’hui à 10 h")]
    [InlineData("2026-06-04T09:00:00Z", "Ouvert aujourd’hui jusqu’à 12 h 30")]
    [InlineData("2026-06-04T11:00:00Z", "Fermé pour le moment, rouvre aujourd’hui à 14 h")]
    [InlineData("2026-06-04T19:00:00Z", "Fermé, rouvre demain à 10 h")]
    [InlineData("2026-06-08T09:00:00Z", "Fermé aujourd’hui, ouvre demain à 10 h")]
    [InlineData("2026-07-14T09:00:00Z", "Jour férié : horaires à vérifier auprès du musée")]
    [InlineData("2026-05-01T09:00:00Z", "Fermé aujourd’hui, ouvre demain à 10 h")]
    [InlineData("2026-12-24T09:00:00Z", "Fermé aujourd’hui, ouvre le 3 janvier 2027 à 10 h")]
    public async Task Says_first_whether_it_is_open(string utc, string sentence)
    {
        await _musenor.ImportHours("Musée du Lin;Lille;1er mai, du 24 décembre au 2 janvier;Ouvert du mardi au dimanche de 10h à 12h30 et de 14h à 18h;\n");
        _clock.Set(utc);
        Assert.Equal(sentence, Plain(Parse(await _visitor.GetStringAsync(Page)).QuerySelector("main .status")!.TextContent));
    }

    [Fact]
    public async Task Shows_hours_closures_prices_access_and_accessibility_in_words()
    {
        await _musenor.ImportHours("Musée du Lin;Lille;1er mai;Ouvert d'avril à septembre du mardi au dimanche de 10h à 18h, le reste de l'année le samedi de 14h à 17h et sur rendez-vous;premier jeudi du mois jusqu'à 20h\n");
        await _musenor.Keep("M0001", 0, new PracticalBlock.Prices("5 €", "Premier dimanche du mois"));
        await _musenor.Keep("M0001", 0, new PracticalBlock.Access("Gare à 300 m", "", "", ""));
        await _musenor.Keep("M0001", 0, new PracticalBlock.Accessibility(new("yes", "Ascenseur"), new("no", ""), new("unknown", ""), new("partial", "")));
        await _musenor.Keep("M0001", 0, new PracticalBlock.Contact("+33 3 20 00 00 00", "", "Groupes de 10 à 25", "", ""));
        var page = Parse(await _visitor.GetStringAsync(Page));
        Assert.Equal(["Du 1er avril au 30 septembre", "Du 1er octobre au 31 mars"], page.QuerySelectorAll("table caption").Select(c => c.TextContent));
        Assert.All(page.QuerySelectorAll("table tbody th"), th => Assert.Equal("row", th.GetAttribute("scope")));
        var text = Plain(page.QuerySelector("main")!.TextContent);
        foreach (var words in new[] { "de 10 h à 18 h", "premier jeudi du mois, jusqu’à 20 h", "1er mai", "sur rendez-vous", "5 €", "Premier dimanche du mois", "Gare à 300 m", "Accessible. Ascenseur", "Non accessible", "Accessible en partie", "Non renseigné", "Groupes de 10 à 25", "ministère de la Culture" })
        {
            Assert.Contains(words, text, StringComparison.Ordinal);
        }

        Assert.NotNull(page.QuerySelector("a[href='tel:+33320000000']"));
        using var data = JsonDocument.Parse(page.QuerySelector("script[type='application/ld+json']")!.TextContent);
        var hours = data.RootElement.GetProperty("openingHoursSpecification").EnumerateArray().Select(h => h.GetRawText()).ToArray();
        Assert.Contains(hours, h => h.Contains("https://schema.org/Sunday", StringComparison.Ordinal) && h.Contains("\"validFrom\":\"2026-04-01\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Machines_read_the_hours_that_people_read()
    {
        await _musenor.ImportHours("Musée du Lin;Lille;1er mai, 14 juillet;Ouvert en juillet et août du mardi au dimanche de 10h à 18h, le reste de l'année le samedi de 14h à 17h;\n");
        var page = Parse(await _visitor.GetStringAsync(Page));
        using var data = JsonDocument.Parse(page.QuerySelector("script[type='application/ld+json']")!.TextContent);
        var told = data.RootElement.GetProperty("openingHoursSpecification").EnumerateArray()
            .Select(h => string.Join(' ', new[] { "validFrom", "validThrough", "opens", "closes" }.Select(f => h.GetProperty(f).GetString()))).ToArray();
        Assert.Contains("2025-09-01 2026-06-30 14:00 17:00", told);
        Assert.Contains(told, t => t.StartsWith("2026-07-01 ", StringComparison.Ordinal) && t.EndsWith(" 10:00 18:00", StringComparison.Ordinal));
        Assert.Contains("2026-07-14 2026-07-14 00:00 00:00", told);
    }

    [Fact]
    public async Task Never_answers_that_nothing_changed_once_the_museum_has_closed()
    {
        await _musenor.ImportHours("Musée du Lin;Lille;;Ouvert du mardi au dimanche de 10h à 18h;\n");
        foreach (var address in new[] { Page, $"{Page}.json" })
        {
            _clock.Set("2026-06-04T09:00:00Z");
            var open = await _visitor.GetAsync(new Uri(address, UriKind.Relative));
            _clock.Set("2026-06-04T15:59:59Z");
            Assert.Equal(HttpStatusCode.NotModified, (await Again(address, open)).StatusCode);
            _clock.Set("2026-06-04T16:00:00Z");
            var closed = await Again(address, open);
            Assert.Equal(HttpStatusCode.OK, closed.StatusCode);
            Assert.Contains("Ferm", await closed.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            _clock.Set("2026-06-04T22:00:00Z"); // midnight in Paris: « demain » is another day
            Assert.Equal(HttpStatusCode.OK, (await Again(address, closed)).StatusCode);
        }

        // Pages that say nothing of the hour stay fresh.
        _clock.Set("2026-06-04T09:00:00Z");
        var list = await _visitor.GetAsync(new Uri("/collections", UriKind.Relative));
        _clock.Set("2026-06-04T16:00:00Z");
        Assert.Equal(HttpStatusCode.NotModified, (await Again("/collections", list)).StatusCode);
    }

    [Fact]
    public async Task A_change_of_hours_makes_every_kept_page_stale()
    {
        var before = await _visitor.GetAsync(new Uri(Page, UriKind.Relative));
        await _musenor.Keep("M0001", 0, PracticalIntents.Hours("10:00-18:00"));
        Assert.Equal(HttpStatusCode.OK, (await Again(Page, before)).StatusCode);
    }

    [Fact]
    public async Task Warns_when_nobody_confirmed_the_hours_for_a_year()
    {
        await _musenor.Keep("M0001", 0, PracticalIntents.Hours("10:00-18:00"));
        var day = (await _musenor.PracticalOf("M0001")).ConfirmedOn!.Value;
        _clock.Set($"{day.AddMonths(11):yyyy-MM-dd}T12:00:00Z");
        var fresh = Parse(await _visitor.GetStringAsync(Page)).QuerySelector("main")!.TextContent;
        Assert.DoesNotContain("depuis plus d’un an", fresh, StringComparison.Ordinal);
        Assert.Contains("Dernière confirmation le", fresh, StringComparison.Ordinal);
        _clock.Set($"{day.AddMonths(12).AddDays(1):yyyy-MM-dd}T12:00:00Z");
        Assert.Contains("depuis plus d’un an", Parse(await _visitor.GetStringAsync(Page)).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shows_the_ministrys_words_where_they_were_not_understood_and_claims_nothing()
    {
        await _musenor.ImportHours("Musée du Lin;Lille;Certains jours;Ouvert selon les expositions;Nocturnes événementielles\n");
        var page = Parse(await _visitor.GetStringAsync(Page));
        Assert.Null(page.QuerySelector("main .status"));
        var text = page.QuerySelector("main")!.TextContent;
        Assert.All(["Ouvert selon les expositions", "Certains jours", "Nocturnes événementielles"], w => Assert.Contains(w, text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Never_lets_a_practical_text_become_markup()
    {
        foreach (var payload in await File.ReadAllLinesAsync(RealMuseums.Corpus("xss.txt")))
        {
            var known = (await _musenor.Ask<PracticalShelf, PracticalShelf.Snapshot>(s => s.Read())).ById.GetValueOrDefault("M0001")?.PricesVersion ?? 0;
            await _musenor.Keep("M0001", known, new PracticalBlock.Prices(payload, payload));
        }

        await _musenor.Keep("M0001", 0, new PracticalBlock.Access("<img src=x onerror=alert(1)>", "<b>", "\"><script>", "</dd>"));
        var page = Parse(await _visitor.GetStringAsync(Page));
        Assert.Empty(page.QuerySelectorAll("main img, main b, main script:not([type='application/ld+json']), main [onerror]"));
    }

    private async Task<HttpResponseMessage> Again(string address, HttpResponseMessage before)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.IfNoneMatch.Add(before.Headers.ETag!);
        return await _visitor.SendAsync(request);
    }

    private static IDocument Parse(string html) => new HtmlParser().ParseDocument(html);

    private static string Plain(string text) => System.Text.RegularExpressions.Regex.Replace(text.Replace('\u00A0', ' ').Replace('\u202F', ' '), @"\s+", " ").Trim();
}
