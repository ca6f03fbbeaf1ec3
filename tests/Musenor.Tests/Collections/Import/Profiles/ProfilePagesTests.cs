using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Musenor.Accounts.Access;
using Musenor.Collections.Import.Profiles;
using Musenor.Tests.Accounts;
using Musenor.Tests.Collections.Editing;
using Musenor.Tests.Collections.Import.Reading;
using Xunit;

namespace Musenor.Tests.Collections.Import.Profiles;

public sealed class ProfilePagesTests : IAsyncLifetime
{
    private const string List = "/gestion/imports/profils";
    private readonly MusenorFixture _portal = new();
    private HttpClient _claire = null!;

    public async Task InitializeAsync()
    {
        await _portal.Museum("M0638", "Musée des Beaux-Arts", "Valenciennes");
        await _portal.Museum("M0160", "Palais des Beaux-Arts", "Lille");
        _claire = await _portal.SignedIn(Role.Professional, "M0638", "claire@example.org");
    }

    public async Task DisposeAsync()
    {
        _claire.Dispose();
        await _portal.DisposeAsync();
    }

    [Fact]
    public async Task A_file_becomes_a_profile_whose_fields_are_proposed()
    {
        var book = new XlsxFile().Sheet("Inventaire", ["N° inv.", "Titre de l’œuvre", "Étagère"], ["A 1", "Vue", "B12"], ["A 2", "Port", "C3"]).Bytes();
        using var sent = await Upload($"{List}/nouveau", "form[enctype]", book, "mon inventaire.xlsx", new() { ["musee"] = "M0638" });
        Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
        var page = await _claire.Page(sent.Headers.Location!.OriginalString);
        Assert.Contains("Profil « mon inventaire »", page.QuerySelector("h1")!.TextContent.Replace('\u00a0', ' ').Replace('\u202f', ' '), StringComparison.Ordinal);
        Assert.Equal(["INV", "TITR", "", "", "", ""], page.QuerySelectorAll<IHtmlInputElement>("input[name=champ]").Select(i => i.Value));
        var rows = page.QuerySelectorAll("#apercu tbody tr").Select(r => string.Join('|', r.Children.Select(c => c.TextContent.Trim()))).ToArray();
        Assert.Contains(rows, r => r.StartsWith("N° d’inventaire INV|", StringComparison.Ordinal) && r.EndsWith("|A 1", StringComparison.Ordinal));
        Assert.Equal(2, page.QuerySelectorAll("#apercu details").Length);
    }

    [Fact]
    public async Task The_preview_shows_what_is_typed_and_saves_nothing()
    {
        var id = await _portal.ImportProfile("M0638");
        var form = (await _claire.Page($"{List}/{id}")).QuerySelector<IHtmlFormElement>("#f-profil")!;
        using var answer = await _claire.PostAsync($"{List}/{id}?handler=Apercu", Filled(form, ("etapes", 1, "majuscules\nrogner")));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var page = await answer.Page();
        Assert.Contains("VUE DU PORT", page.GetElementById("apercu")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("majuscules\nrogner", page.QuerySelectorAll<IHtmlTextAreaElement>("textarea[name=etapes]").ElementAt(1).Value.Trim());
        Assert.Equal(1, await _portal.Query<long>("select count(*) from import_profile_version"));
        Assert.Contains("huile ; toile", page.GetElementById("apercu")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Saved_from_the_form_it_is_a_version_and_what_it_had_is_kept()
    {
        var id = await _portal.ImportProfile("M0638");
        var form = (await _claire.Page($"{List}/{id}")).QuerySelector<IHtmlFormElement>("#f-profil")!;
        // Opened and sent as it is: nothing changes on the way.
        using var same = await _claire.PostAsync($"{List}/{id}", Filled(form));
        Assert.Equal((HttpStatusCode.Redirect, 1L), (same.StatusCode, await _portal.Query<long>("select count(*) from import_profile_version")));
        form = (await _claire.Page($"{List}/{id}")).QuerySelector<IHtmlFormElement>("#f-profil")!;
        using var sent = await _claire.PostAsync($"{List}/{id}", Filled(form, ("champ", 3, "comm ; Historique"), ("liste", 2, "\" / \"")));
        Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
        var opened = (await _portal.Ask((OpenProfile open) => open.Run(Person.Operator, id)))!;
        Assert.Equal(["INV", "TITR", "TECH", "COMM", "HIST"], opened.Profile.Rules.Select(r => r.Field));
        Assert.Equal((" / ", 2), (opened.Profile.Rules[2].List, opened.Version));
        Assert.Equal(ProfileIntents.Example.Fixed, opened.Profile.Fixed);
        var older = await _claire.Page($"{List}/{id}?version=1");
        Assert.Contains("Vous voyez la version 1", older.Words(), StringComparison.Ordinal);
        Assert.Equal("|", older.QuerySelectorAll<IHtmlInputElement>("input[name=liste]").ElementAt(2).Value);
    }

    [Fact]
    public async Task What_is_wrong_is_said_and_nothing_typed_is_lost()
    {
        var id = await _portal.ImportProfile("M0638");
        var form = (await _claire.Page($"{List}/{id}")).QuerySelector<IHtmlFormElement>("#f-profil")!;
        using var answer = await _claire.PostAsync($"{List}/{id}", Filled(form, ("champ", 0, "nimportequoi"), ("etapes", 1, "traduire"), ("nom", 0, "")));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var page = await answer.Page();
        Assert.StartsWith("Erreur", page.Title, StringComparison.Ordinal);
        Assert.Equal(["#nom", "#champ-0", "#etapes-1"], page.QuerySelectorAll("#erreurs a").Select(a => a.GetAttribute("href")));
        Assert.All(page.QuerySelectorAll("#erreurs a"), a => Assert.NotNull(page.QuerySelector(a.GetAttribute("href")!)));
        Assert.Equal("nimportequoi", page.QuerySelector<IHtmlInputElement>("#champ-0")!.Value);
        Assert.Equal("true", page.QuerySelector("#etapes-1")!.GetAttribute("aria-invalid"));
    }

    [Fact]
    public async Task A_file_of_eighty_columns_can_be_set()
    {
        var columns = Enumerable.Range(1, 80).Select(i => $"Colonne {i}").ToArray();
        using var sent = await Upload($"{List}/nouveau", "form[enctype]", System.Text.Encoding.UTF8.GetBytes($"{string.Join(';', columns)}\n{string.Join(';', columns.Select(c => c.ToUpperInvariant()))}"), "large.csv", new() { ["musee"] = "M0638" });
        var address = sent.Headers.Location!.OriginalString;
        var form = (await _claire.Page(address)).QuerySelector<IHtmlFormElement>("#f-profil")!;
        using var saved = await _claire.PostAsync(address, Filled(form, ("champ", 79, "TITR")));
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        Assert.Contains("COLONNE 80", (await _claire.Page(address)).GetElementById("apercu")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_profile_is_exported_received_and_duplicated()
    {
        var shared = await _portal.ImportProfile(null);
        var page = await _claire.Page($"{List}/{shared}");
        Assert.Null(page.QuerySelector("#f-profil"));
        using var copied = await _claire.Send($"{List}/{shared}", new() { ["copie"] = "Le nôtre", ["musee"] = "M0638" }, "#f-copie");
        Assert.Equal(HttpStatusCode.Redirect, copied.StatusCode);
        var text = await _claire.GetByteArrayAsync($"{copied.Headers.Location!.OriginalString}/export.json");
        using var received = await Upload($"{List}/nouveau", "form[enctype]", text, "profil.json", new() { ["musee"] = "M0638", ["nom"] = "Reçu" });
        Assert.Equal(HttpStatusCode.Redirect, received.StatusCode);
        var list = await _claire.Page(List);
        Assert.Equal(["Musée des Beaux-Arts", "Réseau", "Modèles"], list.QuerySelectorAll("main caption").Select(c => c.TextContent).OrderBy(c => c == "Modèles").ThenBy(c => c == "Réseau"));
        Assert.Contains("Le nôtre", list.Words(), StringComparison.Ordinal);
        Assert.Contains("Reçu", list.Words(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "Choisissez un fichier")]
    [InlineData("%PDF-1.7 x", "PDF")]
    [InlineData("{\"format\":\"musenor-profil-1\",\"profile\":{\"name\":\"x\",\"rules\":[{\"column\":\"a\",\"field\":\"ZZZ\"}]}}", "n’est pas un champ Joconde")]
    public async Task A_file_that_is_no_sample_is_one_sentence_beside_its_field(string text, string words)
    {
        using var answer = await Upload($"{List}/nouveau", "form[enctype]", System.Text.Encoding.UTF8.GetBytes(text), "x.csv", new() { ["musee"] = "M0638" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains(words, (await answer.Page()).QuerySelector("#exemple-erreur")!.TextContent.Replace('\u00a0', ' '), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_file_is_tried_on_the_profile_that_is_there()
    {
        var id = await _portal.ImportProfile("M0638");
        using var sent = await Upload($"{List}/{id}", "#f-exemple", "N° inv.;Matières\nZ 9;Or|ARGENT"u8.ToArray(), "autre.csv", []);
        Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
        var preview = (await _claire.Page($"{List}/{id}")).GetElementById("apercu")!.TextContent;
        Assert.Contains("or ; argent", preview, StringComparison.Ordinal);
        Assert.Contains("Titre de l’œuvre", preview, StringComparison.Ordinal);
        Assert.Equal(1, await _portal.Query<long>("select count(*) from import_profile_version"));
    }

    [Fact]
    public async Task Another_museum_is_told_that_there_is_nothing()
    {
        var id = await _portal.ImportProfile("M0160");
        foreach (var address in new[] { $"{List}/{id}", $"{List}/{id}/export.json", $"{List}/absent" })
        {
            using var answer = await _claire.GetAsync(address);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }

        using var refused = await Upload($"{List}/nouveau", "form[enctype]", "a;b\n1;2"u8.ToArray(), "x.csv", new() { ["musee"] = "M0160" });
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    /// <summary>The form as a browser sends it, some of its fields typed: name, place among those of this name, text.</summary>
    private static FormUrlEncodedContent Filled(IHtmlFormElement form, params (string Name, int At, string Text)[] typed)
    {
        var seen = new Dictionary<string, int>();
        var sent = new List<KeyValuePair<string, string>>();
        foreach (var element in form.Elements.Where(e => e.GetAttribute("name") is { Length: > 0 }))
        {
            var name = element.GetAttribute("name")!;
            var at = seen[name] = seen.GetValueOrDefault(name, -1) + 1;
            var value = element switch
            {
                IHtmlInputElement { Type: "checkbox", IsChecked: false } => null,
                IHtmlInputElement input => input.Value,
                IHtmlTextAreaElement text => text.Value,
                IHtmlSelectElement select => select.Value,
                _ => null,
            };
            if (value is not null)
            {
                sent.Add(new(name, typed.Where(t => t.Name == name && t.At == at).Select(t => t.Text).FirstOrDefault(value)));
            }
        }

        return new FormUrlEncodedContent(sent);
    }

    private async Task<HttpResponseMessage> Upload(string page, string form, byte[] bytes, string name, Dictionary<string, string> fields)
    {
        var found = (await _claire.Page(page)).QuerySelector<IHtmlFormElement>(form)!;
        using var content = new MultipartFormDataContent();
        foreach (var field in found.Elements.OfType<IHtmlInputElement>().Where(i => i.Type == "hidden"))
        {
            content.Add(new StringContent(field.Value), field.Name!);
        }

        foreach (var (field, value) in fields)
        {
            content.Add(new StringContent(value), field);
        }

        content.Add(new ByteArrayContent(bytes), "exemple", name);
        return await _claire.PostAsync(found.GetAttribute("action"), content);
    }
}
