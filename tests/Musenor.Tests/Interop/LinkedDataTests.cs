using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Musenor.Interop.LinkedData;
using Musenor.Storage;
using Musenor.Tests.Collections;
using Musenor.Tests.Collections.Editing;
using Musenor.Tests.Corpora;
using Musenor.Web;
using Xunit;

namespace Musenor.Tests.Interop;

public sealed class LinkedDataTests : IAsyncLifetime
{
    private const string Work = "/notices/M0160000001";

    private readonly MusenorFixture _portal = new();

    public async Task InitializeAsync()
    {
        await _portal.Listed("M0160");
        await _portal.Notice("M0160000001", "M0160", ("TITR", "Vue de Lille"), ("INV", "P 12"), ("AUTR", "DUPONT Jean (1801-1850) ; peintre"), ("MILL", "1832"), ("TECH", "toile ; peinture à l'huile"),
            ("DIMS", "H. 24 ; L. 30.5 cm ; Pds. 2 kg"), ("DENO", "tableau"), ("REPR", "paysage ; Lille ; beffroi"), ("LIEUX", "France ; Nord ; Lille"), ("STAT", "propriété de la commune ; achat ; Lille ; palais"), ("DESC", "Une vue\u0001du soir </script>"));
        await _portal.Notice("M0160000002", "M0160", ("TITR", "Sans rien"), ("INV", "2"), ("AUTR", "d'après Rubens Pierre Paul"));
        await _portal.Notice(null, "M0160", ("INV", "A.1-2"));
        await _portal.Photograph("M0160000001", SoundFiles.Png, kind: "png");
    }

    public async Task DisposeAsync() => await _portal.DisposeAsync();

    [Fact]
    public async Task A_work_in_Linked_Art_says_who_made_it_when_of_what_how_large_and_who_keeps_it()
    {
        using var visitor = _portal.Visitor();
        var work = JsonDocument.Parse(await visitor.GetStringAsync($"{Work}.jsonld?profil=linked-art")).RootElement;
        Assert.Equal((LinkedArt.Context, "HumanMadeObject", "http://localhost:5080" + Work), (work.Text("@context"), work.Text("type"), work.Text("id")));
        Assert.Contains(work.GetProperty("identified_by").EnumerateArray(), n => n.Text("type") == "Identifier" && n.Text("content") == "P 12");
        var production = work.GetProperty("produced_by")[0];
        Assert.Equal(("1832-01-01T00:00:00Z", "1832-12-31T23:59:59Z"), (production.GetProperty("timespan").Text("begin_of_the_begin"), production.GetProperty("timespan").Text("end_of_the_end")));
        var part = Assert.Single(production.GetProperty("part").EnumerateArray());
        var maker = Assert.Single(part.GetProperty("carried_out_by").EnumerateArray());
        Assert.Equal(("Person", "peintre"), (maker.Text("type"), part.GetProperty("technique")[0].Text("_label")));
        Assert.Equal("1801-01-01T00:00:00Z", maker.GetProperty("born").GetProperty("timespan").Text("begin_of_the_begin"));
        Assert.Equal("Lille", production.GetProperty("took_place_at")[0].Text("_label").Split(", ")[^1]);
        Assert.Equal("toile", work.GetProperty("made_of")[0].Text("_label"));
        Assert.Equal([24m, 30.5m, 2m], work.GetProperty("dimension").EnumerateArray().Select(d => d.GetProperty("value").GetDecimal()));
        Assert.Equal(["Height", "Length", "Weight"], work.GetProperty("dimension").EnumerateArray().Select(d => d.GetProperty("classified_as")[0].Text("_label")));
        Assert.Equal("http://vocab.getty.edu/aat/300379226", work.GetProperty("dimension")[2].GetProperty("unit").Text("id"));
        Assert.Equal("M0160", work.GetProperty("current_keeper")[0].GetProperty("identified_by")[0].Text("content"));
        Assert.Equal("Lille", work.GetProperty("current_owner")[0].Text("_label"));
        var image = work.GetProperty("representation")[0].GetProperty("digitally_shown_by")[0];
        Assert.StartsWith("http://localhost:5080/iiif/3/", image.GetProperty("digitally_available_via")[0].GetProperty("access_point")[0].Text("id"), StringComparison.Ordinal);
        Assert.Equal("http://creativecommons.org/publicdomain/zero/1.0/", image.GetProperty("subject_to")[0].GetProperty("classified_as")[0].Text("id"));
        Assert.Contains(work.GetProperty("subject_of").EnumerateArray(), d => d.GetProperty("digitally_carried_by")[0].GetProperty("access_point")[0].Text("id").EndsWith("/manifest", StringComparison.Ordinal));
        AssertShape(work, "");
    }

    [Fact]
    public async Task A_deposited_work_is_kept_by_the_depositary_and_a_stolen_one_by_nobody()
    {
        await _portal.Notice("M0160000008", "M0160", ("TITR", "Prêtée"), ("INV", "8"), ("DEPO", "Douai ; musée de la Chartreuse"));
        await _portal.Notice("M0160000009", "M0160", ("TITR", "Volée"), ("INV", "9"), ("LOCA", "Lille ; palais des beaux-arts ; volé"));
        using var visitor = _portal.Visitor();
        var lent = JsonDocument.Parse(await visitor.GetStringAsync("/notices/M0160000008.jsonld?profil=linked-art")).RootElement;
        Assert.Contains("Chartreuse", Assert.Single(lent.GetProperty("current_keeper").EnumerateArray()).Text("_label"), StringComparison.Ordinal);
        var stolen = JsonDocument.Parse(await visitor.GetStringAsync("/notices/M0160000009.jsonld?profil=linked-art")).RootElement;
        Assert.False(stolen.TryGetProperty("current_keeper", out _));
    }

    [Fact]
    public async Task What_follows_a_master_is_not_said_to_be_by_him()
    {
        using var visitor = _portal.Visitor();
        var part = JsonDocument.Parse(await visitor.GetStringAsync("/notices/M0160000002.jsonld?profil=linked-art")).RootElement.GetProperty("produced_by")[0].GetProperty("part")[0];
        Assert.False(part.TryGetProperty("carried_out_by", out _));
        Assert.Contains("Rubens", part.GetProperty("influenced_by")[0].Text("_label"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Search_engines_are_told_the_maker_who_took_part_and_in_words_whom_the_work_follows()
    {
        await _portal.Notice("M0160000003", "M0160", ("TITR", "Estampe"), ("INV", "3"), ("AUTR", "DUPONT Jean ; graveur ; PELLERIN Charles ; imprimeur ; RUBENS Pierre Paul ; d'après"));
        using var visitor = _portal.Visitor();
        var work = JsonDocument.Parse(await visitor.GetStringAsync("/notices/M0160000003.jsonld")).RootElement;
        var maker = Assert.Single(work.GetProperty("creator").EnumerateArray());
        Assert.Equal(("DUPONT Jean", "graveur"), (maker.Text("name"), maker.GetProperty("hasOccupation").Text("name")));
        Assert.Equal("PELLERIN Charles", Assert.Single(work.GetProperty("contributor").EnumerateArray()).Text("name"));
        Assert.Equal("RUBENS Pierre Paul (d'après)", work.Text("disambiguatingDescription"));
        Assert.False(JsonDocument.Parse(await visitor.GetStringAsync("/notices/M0160000002.jsonld")).RootElement.TryGetProperty("creator", out _));
    }

    [Theory]
    [InlineData("application/ld+json", "https://schema.org", "VisualArtwork")]
    [InlineData("application/ld+json;profile=\"https://schema.org\"", "https://schema.org", "VisualArtwork")]
    [InlineData("application/ld+json;profile=\"https://linked.art/ns/v1/linked-art.json\"", LinkedArt.Context, "HumanMadeObject")]
    public async Task The_profile_asked_for_is_the_one_that_answers(string accept, string profile, string type)
    {
        using var visitor = _portal.Visitor();
        using var page = await Ask(visitor, Work, accept);
        Assert.Equal((HttpStatusCode.SeeOther, "Accept"), (page.StatusCode, page.Headers.Vary.Single()));
        using var followed = await visitor.GetAsync(page.Headers.Location);
        using var asked = await Ask(visitor, $"{Work}.jsonld", accept);
        foreach (var answer in new[] { followed, asked })
        {
            Assert.Equal($"\"{profile}\"", answer.Content.Headers.ContentType!.Parameters.Single(p => p.Name == "profile").Value);
            var work = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
            Assert.Equal(type, work.TryGetProperty("@type", out var said) ? said.GetString() : work.Text("type"));
            Assert.Contains($"<{profile}>; rel=\"profile\"", answer.Headers.GetValues("Link"));
        }

        // One address, two answers: who holds one must not be told that the other has not changed.
        using var plain = await Ask(visitor, $"{Work}.jsonld", "text/html");
        Assert.NotEqual(plain.Headers.ETag, asked.Headers.ETag);
    }

    [Fact]
    public async Task People_get_the_page_and_programs_are_told_its_other_forms()
    {
        using var visitor = _portal.Visitor();
        using var page = await Ask(visitor, Work, "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8");
        Assert.Equal((HttpStatusCode.OK, "text/html"), (page.StatusCode, page.Content.Headers.ContentType!.MediaType));
        var links = string.Join(' ', page.Headers.GetValues("Link"));
        foreach (var address in new[] { $"{Work}.json>", $"{Work}.jsonld>", $"{Work}.lido.xml>", "/iiif/presentation/3/M0160000001/manifest>" })
        {
            Assert.Contains($"<http://localhost:5080{address}", links, StringComparison.Ordinal);
        }

        Xss.AssertDead(await page.Content.ReadAsStringAsync(), Work);
    }

    [Fact]
    public async Task An_ark_leads_to_its_notice_in_both_forms_whatever_its_hyphens()
    {
        await using var portal = _portal.Set(("Site:Ark", "12345"));
        using var visitor = portal.CreateClient(new() { AllowAutoRedirect = false });
        var own = JsonDocument.Parse(await visitor.GetStringAsync("/api/v1/notices?champs=ark")).RootElement.GetProperty("notices").EnumerateArray().ToDictionary(n => n.Text("ref"), n => n.Text("ark"));
        Assert.Equal("http://localhost:5080/ark:/12345/M0160000001", own["M0160000001"]);
        foreach (var (address, leads) in own.Select(n => (new Uri(n.Value).AbsolutePath, n.Key)).Concat(
        [
            ("/ark:12345/M0160000001", "M0160000001"), ("/ark:/12345/M0160-0000-01", "M0160000001"), ("/ark:12345/M0160\u2010000001", "M0160000001"), ("/ark:/12345/m0160000001", "M0160000001"), ("/ark:/12345/M0160000001/", "M0160000001"),
        ]))
        {
            using var answer = await visitor.GetAsync(address);
            Assert.Equal((HttpStatusCode.Redirect, $"/notices/{Uri.EscapeDataString(leads)}"), (answer.StatusCode, answer.Headers.Location?.OriginalString));
        }

        foreach (var none in new[] { "/ark:/12345/M9", "/ark:/99999/M0160000001", "/ark:/12345/M0160000001/part", "/ark:/12345/=zz", "/ark:/12345/=00", "/ark:12345/M016=00" })
        {
            using var answer = await visitor.GetAsync(none);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }

        Assert.Contains("ark:/12345/M0160000001", await visitor.GetStringAsync(Work), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inflections_answer_metadata_and_a_withdrawn_work_still_tells_what_it_was()
    {
        // A real server: that of the tests drops a « ? » with nothing behind.
        await using var portal = _portal.Set(("Site:Ark", "12345"));
        portal.UseKestrel(0);
        portal.StartServer();
        using var visitor = portal.CreateClient(new() { AllowAutoRedirect = false, BaseAddress = portal.ClientOptions.BaseAddress });
        var shortly = await visitor.GetStringAsync("/ark:/12345/M0160000001?");
        Assert.StartsWith("erc:\nwho: DUPONT Jean", shortly, StringComparison.Ordinal);
        Assert.Contains("\nwhat: Vue de Lille\nwhen: 1832\nwhere: http://localhost:5080/ark:/12345/M0160000001\n", shortly, StringComparison.Ordinal);
        Assert.DoesNotContain("erc-support", shortly, StringComparison.Ordinal);
        foreach (var inflection in new[] { "??", "?info" })
        {
            Assert.Contains("\nerc-support:\nwho: ", await visitor.GetStringAsync($"/ark:12345/M0160000001{inflection}"), StringComparison.Ordinal);
        }

        await _portal.Withdraw(await _portal.Curator("claire", "M0160"), "M0160000001");
        using var told = await visitor.GetAsync("/ark:/12345/M0160000001?info");
        Assert.Equal(HttpStatusCode.Gone, told.StatusCode);
        var text = await told.Content.ReadAsStringAsync();
        Assert.Contains("what: M0160000001\n", text, StringComparison.Ordinal);
        Assert.Contains("\nkeeper: Palais des Beaux-Arts", text, StringComparison.Ordinal);
        Assert.All(new[] { "Vue de Lille", "DUPONT", "1832", "P 12" }, words => Assert.DoesNotContain(words, text, StringComparison.Ordinal));
        Assert.Contains("\nwithdrawn: 20", text, StringComparison.Ordinal);
        using var gone = await visitor.GetAsync("/ark:/12345/M0160000001");
        Assert.Equal(HttpStatusCode.Gone, gone.StatusCode);
    }

    [Fact]
    public async Task Without_a_number_there_is_no_ark_and_a_wrong_one_stops_the_start()
    {
        using var visitor = _portal.Visitor();
        using var none = await visitor.GetAsync("/ark:/12345/M0160000001");
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
        Assert.Equal(JsonValueKind.Null, JsonDocument.Parse(await visitor.GetStringAsync($"{Work}.json")).RootElement.GetProperty("ark").ValueKind);
        foreach (var wrong in new[] { "1234", "ark:/12345", "12 345", "abcde" })
        {
            Assert.Equal("Site:Ark", Assert.Throws<WrongSetting>(() => WebApplication.CreateBuilder().AddSettings(["--Site:Ark", wrong])).Key);
        }
    }

    [Fact]
    public async Task No_text_of_a_notice_lives_in_any_form_of_it()
    {
        using var visitor = _portal.Visitor();
        foreach (var payload in Xss.Markup.Concat(Xss.Lines))
        {
            await _portal.Notice("M0160000002", "M0160", ("INV", "2"), ("TITR", payload), ("AUTR", payload), ("DESC", payload), ("TECH", payload), ("LIEUX", payload), ("REPR", payload));
            foreach (var profile in new[] { "linked-art", "schema" })
            {
                var work = JsonDocument.Parse(await visitor.GetStringAsync($"/notices/M0160000002.jsonld?profil={profile}")).RootElement;
                if (profile == "linked-art")
                {
                    AssertShape(work, payload);
                }
            }
        }
    }

    private static Task<HttpResponseMessage> Ask(HttpClient visitor, string address, string accept)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        foreach (var one in accept.Split(','))
        {
            request.Headers.Accept.Add(MediaTypeWithQualityHeaderValue.Parse(one));
        }

        return visitor.SendAsync(request);
    }

    /// <summary>Each thing has a type that the model has, words where words are due, and no empty list: what the JSON schemas of Linked Art hold first of all.</summary>
    private static void AssertShape(JsonElement element, string where)
    {
        string[] types =
        [
            "HumanMadeObject", "Type", "Material", "Name", "Identifier", "LinguisticObject", "Production", "TimeSpan", "Place", "Person", "Group", "Birth", "Death", "Dimension", "MeasurementUnit",
            "VisualItem", "DigitalObject", "DigitalService", "InformationObject", "Right", "AttributeAssignment",
        ];
        switch (element.ValueKind)
        {
            case JsonValueKind.Array:
                Assert.True(element.GetArrayLength() > 0, where);
                Assert.All(element.EnumerateArray(), e => AssertShape(e, where));
                break;
            case JsonValueKind.Object:
                Assert.Contains(element.Text("type"), types);
                Assert.True(element.Text("type") is not ("Name" or "Identifier" or "LinguisticObject") || element.TryGetProperty("content", out var content) && content.GetString()!.Length > 0 || element.TryGetProperty("digitally_carried_by", out _), $"{where}: {element}");
                Assert.All(element.EnumerateObject().Where(p => p.Value.ValueKind is JsonValueKind.Array or JsonValueKind.Object), p => AssertShape(p.Value, $"{where} {p.Name}"));
                break;
        }
    }
}

internal static class JsonText
{
    public static string Text(this JsonElement element, string property) => element.GetProperty(property).GetString() ?? "";
}
