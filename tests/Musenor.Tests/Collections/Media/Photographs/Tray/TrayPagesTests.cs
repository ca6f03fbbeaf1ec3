using System.Net;
using Musenor.Accounts.Access;
using Musenor.Tests.Accounts;
using Musenor.Tests.Collections.Editing;
using Xunit;

namespace Musenor.Tests.Collections.Media.Photographs.Tray;

public sealed class TrayPagesTests : IAsyncLifetime
{
    private const string Address = "/gestion/photographies";
    private PhotosPortal _photos = null!;
    private HttpClient _claire = null!;

    public async Task InitializeAsync()
    {
        _photos = await PhotosPortal.Start();
        _claire = await _photos.Portal.SignedIn(Role.Professional, PhotosPortal.Museum, "claire@example.org");
    }

    public async Task DisposeAsync()
    {
        _claire.Dispose();
        await _photos.DisposeAsync();
    }

    [Fact]
    public async Task Files_sent_find_their_notices_and_the_others_wait()
    {
        using var sent = await TrayForms.SendWith(_claire, Address, "#f-send", new() { ["photographe"] = "Jeanne Martin", ["licence"] = "CC BY 4.0" },
            ("2010-1-1 (verso).jpg", PhotosPortal.Jpeg(1)), ("IMG_7.jpg", PhotosPortal.Jpeg(2)), ("lot.zip", await File.ReadAllBytesAsync(_photos.Zip("lot.zip", ("M0638000124-1.jpg", PhotosPortal.Jpeg(3))))));
        Assert.Equal(HttpStatusCode.OK, sent.StatusCode);
        var page = await sent.Page();
        Assert.Contains("2 photographies rattachées, 0 déjà là, 1 en attente", page.QuerySelector(".banner")!.TextContent.Replace('\u00a0', ' '), StringComparison.Ordinal);
        Assert.Equal(["IMG_7.jpg"], page.QuerySelectorAll("tbody th a").Select(a => a.TextContent));
        Assert.Equal(("Jeanne Martin", "CC BY 4.0"), ((await _photos.Images("M0638000123"))[0].Photographer, (await _photos.Images("M0638000124"))[0].Licence));
        Assert.Contains("1 photographie en attente d’une notice", (await _claire.Page("/gestion")).Words().Replace('\u00a0', ' '), StringComparison.Ordinal);
        Assert.Contains("0 (0 %)", (await _claire.Page(Address)).QuerySelector("#couverture + table")!.TextContent.Replace('\u00a0', ' ').Replace('\u202f', ' '), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Path.Combine(_photos.Portal.Folder, "files", "incoming")));
    }

    [Fact]
    public async Task A_waiting_file_is_attached_by_hand_after_a_search()
    {
        var waiting = await Waiting("IMG_7.jpg");
        var page = await _claire.Page($"{waiting}?q=moisson");
        Assert.Equal(HttpStatusCode.OK, (await _claire.GetAsync(page.QuerySelector("figure img")!.GetAttribute("src"))).StatusCode);
        using var sent = await _claire.Send($"{waiting}?q=moisson", [], "li form");
        Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
        Assert.Equal("IMG_7.jpg", Assert.Single(await _photos.Images("M0638000123")).FileName);
        Assert.Empty((await _claire.Page(Address)).QuerySelectorAll("tbody th a"));
        // Imported again, it stays where the person put it; said again, it is one picture.
        Assert.Equal("0 attached, 1 unchanged, 0 waiting, 0 rejected", PhotosPortal.Counts(await _photos.Import()));
        using var again = await _claire.Send($"{waiting}?q=moisson", [], "li form");
        Assert.Single(await _photos.Images("M0638000123"));
    }

    [Fact]
    public async Task A_doubtful_name_proposes_its_notice()
    {
        var waiting = await Waiting("2010.1.1.7.jpg");
        using var sent = await _claire.Send(waiting, [], "li form");
        Assert.Single(await _photos.Images("M0638000123"));
    }

    [Fact]
    public async Task A_file_put_aside_does_not_come_back()
    {
        var waiting = await Waiting("IMG_8.jpg");
        using var sent = await _claire.Send(waiting, [], "#f-aside");
        Assert.Empty((await _claire.Page(Address)).QuerySelectorAll("tbody th a"));
        Assert.Equal("0 attached, 1 unchanged, 0 waiting, 0 rejected", PhotosPortal.Counts(await _photos.Import()));
    }

    [Fact]
    public async Task Another_museum_neither_sees_nor_touches_it()
    {
        var waiting = await Waiting("IMG_9.jpg");
        using var other = await _photos.Portal.SignedIn(Role.Professional, "M0160");
        using var visitor = _photos.Portal.Visitor();
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync(waiting)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync($"{waiting}/apercu-160.webp")).StatusCode);
        Assert.Empty((await other.Page($"{Address}?musee=M0638")).QuerySelectorAll("tbody th a"));
        Assert.NotEqual(HttpStatusCode.OK, (await visitor.GetAsync($"{waiting}/apercu-160.webp")).StatusCode);
        var hash = await _photos.Query<string>("select master_hash from photograph_waiting");
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync($"/images/{Musenor.Collections.Media.Photographs.PictureId.Of("tray M0638", hash)}-160.webp")).StatusCode);
        using var stolen = await other.Send($"{Address}", new() { ["musee"] = "M0638" }, "#f-send");
        Assert.NotEqual(HttpStatusCode.Redirect, stolen.StatusCode);
    }

    [Fact]
    public async Task The_team_chooses_the_museum_first()
    {
        using var team = await _photos.Portal.SignedIn(Role.NetworkTeam);
        using var sent = await TrayForms.SendWith(team, Address, "#f-send", new() { ["musee"] = "" }, ("2010.1.1.jpg", PhotosPortal.Jpeg()));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, sent.StatusCode);
        using var chosen = await TrayForms.SendWith(team, Address, "#f-send", new() { ["musee"] = "M0160" }, ("2010.1.1.jpg", PhotosPortal.Jpeg()));
        Assert.Single(await _photos.Images("M0160000001"));
    }

    private async Task<string> Waiting(string name)
    {
        _photos.Put(name, PhotosPortal.Jpeg(5));
        await _photos.Import();
        return (await _claire.Page(Address)).QuerySelector("tbody th a")!.GetAttribute("href")!;
    }
}
