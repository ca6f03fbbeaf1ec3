using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Musenor.Accounts.Access;
using Musenor.Files;
using Musenor.Tests.Accounts;
using Musenor.Tests.Collections.Editing;
using Musenor.Tests.Corpora;
using Musenor.Tests.Museums.Practical;
using Xunit;

namespace Musenor.Tests.Museums.Picture;

public sealed class EditPictureTests : IAsyncLifetime
{
    private const string Address = "/gestion/musees/M0001/photographie";
    private const string Public = "/musees/musee-du-lin-lille";
    private readonly MusenorFixture _portal = new();
    private HttpClient _claire = null!;

    public async Task InitializeAsync()
    {
        await _portal.AddMuseums("Musée du Lin", "Musée de la Dentelle");
        _claire = await _portal.SignedIn(Role.MuseumReferent, "M0001", "claire@example.org");
    }

    public async Task DisposeAsync()
    {
        _claire.Dispose();
        await _portal.DisposeAsync();
    }

    [Fact]
    public async Task A_photograph_is_on_the_page_of_the_museum_and_tells_visitors_nothing_of_where_it_was_taken()
    {
        using var sent = await Send(SpeakingPhotograph.Jpeg(1), "facade.jpg");
        Assert.Equal((HttpStatusCode.Redirect, Address), (sent.StatusCode, sent.Headers.Location?.OriginalString));
        using var visitor = _portal.Visitor();
        var figure = (await visitor.Page(Public)).QuerySelector("figure.picture")!;
        Assert.Equal("© M. Durand", figure.QuerySelector("figcaption")!.TextContent);
        var image = figure.QuerySelector("img")!;
        Assert.Equal("La façade", image.GetAttribute("alt"));
        using var shown = await visitor.GetAsync(image.GetAttribute("src"));
        Assert.Equal("image/webp", shown.Content.Headers.ContentType?.MediaType);
        var bytes = Encoding.Latin1.GetString(await shown.Content.ReadAsByteArrayAsync());
        Assert.DoesNotContain(SpeakingPhotograph.Secrets, secret => bytes.Contains(secret, StringComparison.Ordinal));
        var file = image.GetAttribute("src")!.Split('/')[2];
        foreach (var who in new[] { visitor, _claire })
        {
            using var original = await who.GetAsync($"/fichiers/{file}/facade.jpg");
            Assert.Equal(HttpStatusCode.NotFound, original.StatusCode);
        }

        Assert.Contains($"/fichiers/{file}/image-960.webp", await visitor.GetStringAsync($"{Public}.json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_photograph_takes_the_place_of_the_first_which_goes_from_the_disk()
    {
        using var first = await Send(SpeakingPhotograph.Jpeg(1), "un.jpg");
        var former = (await _portal.PracticalOf("M0001")).PictureFile!;
        using var second = await Send(SpeakingPhotograph.Jpeg(1), "deux.jpg");
        var now = (await _portal.PracticalOf("M0001")).PictureFile!;
        Assert.NotEqual(former, now);
        Assert.Equal([now], (await _portal.Ask<StoredFiles, IReadOnlyList<StoredFile>>(files => files.Of("museum", "M0001"))).Select(f => f.Id));
        Assert.Equal(HttpStatusCode.NotFound, (await _claire.GetAsync($"/fichiers/{former}/image-960.webp")).StatusCode);
    }

    [Fact]
    public async Task Words_change_without_a_new_file_and_the_photograph_can_be_taken_off()
    {
        using var sent = await Send(SpeakingPhotograph.Jpeg(1), "un.jpg");
        using var words = await Send(null, "", alt: "La cour");
        Assert.Equal(HttpStatusCode.Redirect, words.StatusCode);
        Assert.Equal("La cour", (await _portal.PracticalOf("M0001")).PictureAlt);
        using var removed = await _claire.Send(Address, [], "#f-remove");
        Assert.Equal(HttpStatusCode.Redirect, removed.StatusCode);
        using var visitor = _portal.Visitor();
        Assert.Null((await visitor.Page(Public)).QuerySelector("figure.picture"));
        Assert.Empty(await _portal.Ask<StoredFiles, IReadOnlyList<StoredFile>>(files => files.Of("museum", "M0001")));
    }

    [Theory]
    [InlineData("svg", "photo")]
    [InlineData("none", "photo")]
    [InlineData("no words", "alt")]
    public async Task What_is_wrong_is_told_beside_its_field_and_leaves_nothing(string fault, string field)
    {
        using var answer = fault switch
        {
            "svg" => await Send(Encoding.UTF8.GetBytes("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"), "facade.jpg"),
            "none" => await Send(null, ""),
            _ => await Send(SpeakingPhotograph.Jpeg(1), "facade.jpg", alt: " "),
        };
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
        Assert.Equal("true", page.QuerySelector($"#{field}")!.GetAttribute("aria-invalid"));
        Assert.Empty(await _portal.Ask<StoredFiles, IReadOnlyList<StoredFile>>(files => files.Of("museum", "M0001")));
    }

    [Fact]
    public async Task Of_two_who_put_a_photograph_up_one_is_told_and_only_one_file_stays()
    {
        using var paul = await _portal.SignedIn(Role.MuseumReferent, "M0001");
        var (one, two) = (await Form(_claire), await Form(paul));
        using var gate = new Barrier(2);
        var answers = await Task.WhenAll(new[] { (_claire, one), (paul, two) }.Select(sender => Task.Factory.StartNew(() =>
        {
            gate.SignalAndWait();
            return Post(sender.Item1, sender.Item2, SpeakingPhotograph.Jpeg(1), "une.jpg", "La façade");
        }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap()));
        Assert.Equal([HttpStatusCode.Redirect, HttpStatusCode.Conflict], answers.Select(a => a.StatusCode).Order());
        var shown = (await _portal.PracticalOf("M0001")).PictureFile;
        Assert.Equal([shown], (await _portal.Ask<StoredFiles, IReadOnlyList<StoredFile>>(files => files.Of("museum", "M0001"))).Select(f => f.Id));
    }

    [Fact]
    public async Task The_referent_of_another_museum_sends_nothing()
    {
        var form = await Form(_claire);
        using var neighbour = await _portal.SignedIn(Role.MuseumReferent, "M0002");
        var own = await Form(neighbour, "/gestion/musees/M0002/photographie");
        using var answer = await Post(neighbour, form with { Token = own.Token }, SpeakingPhotograph.Jpeg(1), "une.jpg", "La façade");
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Empty(await _portal.Ask<StoredFiles, IReadOnlyList<StoredFile>>(files => files.Of("museum", "M0001")));
    }

    private sealed record Hidden(string Token, string Key, string Version);

    private static async Task<Hidden> Form(HttpClient browser, string address = Address)
    {
        var page = await browser.Page(address);
        string Of(string name) => page.QuerySelector($"#f-picture input[name={name}]")!.GetAttribute("value")!;
        return new Hidden(Of("__RequestVerificationToken"), Of("_cle"), Of("version"));
    }

    private async Task<HttpResponseMessage> Send(byte[]? photo, string name, string alt = "La façade") => await Post(_claire, await Form(_claire), photo, name, alt);

    private static async Task<HttpResponseMessage> Post(HttpClient browser, Hidden form, byte[]? photo, string name, string alt)
    {
        using var content = new MultipartFormDataContent
        {
            { new StringContent(form.Token), "__RequestVerificationToken" }, { new StringContent(form.Key), "_cle" }, { new StringContent(form.Version), "version" },
            { new StringContent(alt), "alt" }, { new StringContent("© M. Durand"), "credit" },
        };
        var file = new ByteArrayContent(photo ?? []);
        file.Headers.ContentType = new MediaTypeHeaderValue("image/jpeg");
        content.Add(file, "photo", name.Length > 0 ? name : "\"\"");
        return await browser.PostAsync(Address, content);
    }
}
