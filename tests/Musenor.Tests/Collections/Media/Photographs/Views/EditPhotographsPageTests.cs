using System.Net;
using Musenor.Accounts.Access;
using Musenor.Collections.Media;
using Musenor.Collections.Media.Photographs.Views;
using Musenor.Tests.Accounts;
using Musenor.Tests.Collections.Editing;
using Musenor.Tests.Corpora;
using Musenor.Web;
using Xunit;

namespace Musenor.Tests.Collections.Media.Photographs.Views;

public sealed class EditPhotographsPageTests : IAsyncLifetime
{
    private const string Address = "/gestion/notices/M0638000123/photographies";
    private PhotosPortal _photos = null!;
    private HttpClient _claire = null!;

    public async Task InitializeAsync()
    {
        _photos = await PhotosPortal.Start();
        _claire = await _photos.Portal.SignedIn(Role.Professional, PhotosPortal.Museum, "claire@example.org");
        _photos.Put("2010.1.1_1.jpg", PhotosPortal.Jpeg(1));
        _photos.Put("2010.1.1_2.jpg", PhotosPortal.Jpeg(2));
        _photos.Put("2010.1.1_3.jpg", PhotosPortal.Jpeg(3));
        await _photos.Import();
    }

    public async Task DisposeAsync()
    {
        _claire.Dispose();
        await _photos.DisposeAsync();
    }

    [Fact]
    public async Task Words_of_a_picture_are_saved_and_shown_to_visitors()
    {
        var id = (await _photos.Images("M0638000123"))[0].Id;
        Assert.Contains("3 n’ont pas de texte de remplacement", (await _claire.Page(Address)).Words().Replace('\u00a0', ' '), StringComparison.Ordinal);
        using var sent = await _claire.Send(Address, new() { [$"legende-{id}"] = "De face", [$"alt-{id}"] = "Un champ de blé", [$"licence-{id}"] = Licence.OpenLicence, [$"credit-{id}"] = "© Ville" }, "#f-photos");
        Assert.Equal((HttpStatusCode.Redirect, Address), (sent.StatusCode, sent.Headers.Location?.OriginalString));
        using var visitor = _photos.Portal.Visitor();
        var page = await visitor.Page("/notices/M0638000123");
        Assert.Equal(("Un champ de blé", "De face"), (page.QuerySelector("#images .fig img")!.GetAttribute("alt"), page.QuerySelector("#images figcaption")!.TextContent));
        Assert.Contains("© Ville", page.QuerySelector(".rights")!.TextContent, StringComparison.Ordinal);
        Assert.Single((await _photos.Portal.Search("", s => s.With("droits", "libre"))).Lines);
        Assert.Contains("Photographies de la notice M0638000123 décrites", (await _claire.Page("/gestion")).Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Buttons_order_views_and_keep_what_was_typed()
    {
        var before = await _photos.Images("M0638000123");
        using var sent = await _claire.Send(Address, new() { ["geste"] = $"monter:{before[2].Id}", [$"legende-{before[0].Id}"] = "Tapé avant" }, "#f-photos");
        var after = await _photos.Images("M0638000123");
        Assert.Equal([before[0].Id, before[2].Id, before[1].Id], after.Select(i => i.Id));
        Assert.Equal([1, 2, 3], after.Select(i => i.Position));
        Assert.Equal("Tapé avant", after[0].Caption);
        using var down = await _claire.Send(Address, new() { ["geste"] = $"descendre:{before[0].Id}" }, "#f-photos");
        Assert.Equal([before[2].Id, before[0].Id, before[1].Id], (await _photos.Images("M0638000123")).Select(i => i.Id));
        // What an import brings later comes after the order that a person chose.
        _photos.Put("2010.1.1.jpg", PhotosPortal.Jpeg(9));
        await _photos.Import();
        Assert.Equal("2010.1.1.jpg", (await _photos.Images("M0638000123"))[^1].FileName);
    }

    [Fact]
    public async Task A_picture_taken_away_stays_away_from_imports_and_can_be_brought_back()
    {
        var before = await _photos.Images("M0638000123");
        using var sent = await _claire.Send(Address, new() { ["geste"] = $"retirer:{before[1].Id}" }, "#f-photos");
        Assert.Equal([before[0].Id, before[2].Id], (await _photos.Images("M0638000123")).Select(i => i.Id));
        using var visitor = _photos.Portal.Visitor();
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync(before[1].Address(480))).StatusCode);
        Assert.Equal("0 attached, 3 unchanged, 0 waiting, 0 rejected", PhotosPortal.Counts(await _photos.Import()));
        using var back = await _claire.Send(Address, [], "ol.history form");
        var page = await _claire.Page(Address);
        Assert.Empty(page.QuerySelectorAll("ol.history form input[name=geste]"));
        using var undone = await _claire.Send(Address, new() { ["geste"] = $"revenir:{await _photos.Query<int>("select max(number) from notice_image_change")}" }, "ol.history form");
        Assert.Equal(before.Select(i => i.Id), (await _photos.Images("M0638000123")).Select(i => i.Id));
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync(before[1].Address(480))).StatusCode);
        Assert.Equal(0, await _photos.Query<int>("select count(*) from photograph_waiting"));
    }

    [Fact]
    public async Task One_file_taken_away_from_two_notices_stays_away_from_both_until_a_person_adds_it()
    {
        _photos.Put("2010.1.2.jpg", PhotosPortal.Jpeg(2));
        await _photos.Import();
        foreach (var reference in new[] { "M0638000123", "M0638000124" })
        {
            var both = (await _photos.Images(reference)).Single(i => i.Width == 602);
            using var sent = await _claire.Send($"/gestion/notices/{reference}/photographies", new() { ["geste"] = $"retirer:{both.Id}" }, "#f-photos");
        }

        Assert.Equal("0 attached, 4 unchanged, 0 waiting, 0 rejected", PhotosPortal.Counts(await _photos.Import()));
        using var added = await TrayForms.Send(_claire, Address, "#f-add", ("2010.1.1_2.jpg", PhotosPortal.Jpeg(2)));
        Assert.Equal((3, 0), ((await _photos.Images("M0638000123")).Count, (await _photos.Images("M0638000124")).Count));
        Assert.Equal("M0638000124", await _photos.Query<string>("select ref from picture_removed"));
        Assert.Equal("0 attached, 4 unchanged, 0 waiting, 0 rejected", PhotosPortal.Counts(await _photos.Import()));
    }

    [Fact]
    public async Task Two_views_become_a_pair()
    {
        var images = await _photos.Images("M0638000123");
        using var sent = await _claire.Send(Address, new() { [$"avant-{images[2].Id}"] = images[0].Id }, "#f-photos");
        using var visitor = _photos.Portal.Visitor();
        Assert.Equal(2, (await visitor.Page("/notices/M0638000123?vue=3")).QuerySelectorAll(".pair img").Length);
        // The pair goes with one of its two.
        using var removed = await _claire.Send(Address, new() { ["geste"] = $"retirer:{images[0].Id}" }, "#f-photos");
        Assert.Empty((await visitor.Page("/notices/M0638000123?vue=2")).QuerySelectorAll(".pair"));
    }

    [Fact]
    public async Task Somebody_who_saved_first_is_said_and_both_texts_are_shown()
    {
        var id = (await _photos.Images("M0638000123"))[0].Id;
        using var anne = await _photos.Portal.SignedIn(Role.Professional, PhotosPortal.Museum, "anne@example.org");
        using var late = await _claire.Send(Address, new() { [$"legende-{id}"] = "De Claire" }, "#f-photos",
            () => anne.Send(Address, new() { [$"legende-{id}"] = "D’Anne" }, "#f-photos").GetAwaiter().GetResult().Dispose());
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        var page = await late.Page();
        Assert.Contains("anne", page.QuerySelector(".banner")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("De Claire", page.QuerySelector($"[name=legende-{id}]")!.GetAttribute("value"));
        Assert.Contains("D’Anne", page.QuerySelector($"#legende-{id}-aide")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("D’Anne", (await _photos.Images("M0638000123"))[0].Caption);
    }

    [Fact]
    public async Task The_same_sending_twice_is_done_once()
    {
        var who = await _photos.Portal.Curator("anne");
        var opened = (await _photos.Portal.Ask((OpenPictures open) => open.Run("M0638000123")))!;
        var form = new ArrangePhotographs.Form("M0638000123", opened.Version, new Dictionary<string, PictureTexts>(), $"retirer:{opened.Rows[0].Id}", "cle");
        Assert.Equal(new Outcome.Done("remove"), await _photos.Portal.Ask((ArrangePhotographs arrange) => arrange.Run(who, form)));
        Assert.Equal(new Outcome.Done("remove"), await _photos.Portal.Ask((ArrangePhotographs arrange) => arrange.Run(who, form)));
        Assert.Equal(2, (await _photos.Images("M0638000123")).Count);
    }

    [Fact]
    public async Task Two_people_at_once_end_with_one_order()
    {
        var who = await _photos.Portal.Curator("anne");
        var opened = (await _photos.Portal.Ask((OpenPictures open) => open.Run("M0638000123")))!;
        using var barrier = new Barrier(4);
        var outcomes = new Outcome[4];
        var threads = Enumerable.Range(0, 4).Select(i => new Thread(() =>
        {
            barrier.SignalAndWait();
            outcomes[i] = _photos.Portal.Ask((ArrangePhotographs arrange) => arrange.Run(who, new("M0638000123", opened.Version, new Dictionary<string, PictureTexts>(), $"monter:{opened.Rows[1 + (i % 2)].Id}", $"cle{i}"))).GetAwaiter().GetResult();
        })).ToArray();
        Array.ForEach(threads, t => t.Start());
        Array.ForEach(threads, t => t.Join());
        Assert.Equal((1, 3), (outcomes.Count(o => o is Outcome.Done), outcomes.Count(o => o is Outcome.Conflict)));
        Assert.Equal([1, 2, 3], (await _photos.Images("M0638000123")).Select(i => i.Position));
    }

    [Fact]
    public async Task What_is_wrong_is_said_beside_its_field()
    {
        var id = (await _photos.Images("M0638000123"))[1].Id;
        using var answer = await _claire.Send(Address, new() { [$"legende-{id}"] = new string('x', 501), [$"licence-{id}"] = "gratuite", [$"avant-{id}"] = id }, "#f-photos");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var page = await answer.Page();
        Assert.Equal(3, page.QuerySelectorAll(".errors li").Length);
        Assert.NotNull(page.QuerySelector($"#legende-{id}-erreur"));
    }

    [Fact]
    public async Task Files_sent_for_a_notice_join_it_and_bad_ones_are_named()
    {
        using var sent = await TrayForms.Send(_claire, Address, "#f-add", ("nouvelle.jpg", PhotosPortal.Jpeg(7)), ("faux.png", SoundFiles.Pdf), ("lot.zip", SoundFiles.Archive(("x.txt", "y"))));
        Assert.Equal(HttpStatusCode.OK, sent.StatusCode);
        var page = await sent.Page();
        Assert.Equal(["faux.png", "x.txt"], page.QuerySelectorAll(".banner li strong").Select(s => s.TextContent).Order(StringComparer.Ordinal));
        Assert.Contains("nouvelle.jpg", (await _photos.Images("M0638000123")).Select(i => i.FileName));
        using var none = await TrayForms.Send(_claire, Address, "#f-add");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, none.StatusCode);
    }

    [Fact]
    public async Task Another_museum_may_not()
    {
        using var other = await _photos.Portal.SignedIn(Role.Professional, "M0160");
        using var answer = await other.GetAsync(Address);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }
}
