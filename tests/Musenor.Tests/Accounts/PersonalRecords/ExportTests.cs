using System.IO.Compression;
using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Musenor.Accounts.Access;
using Musenor.Accounts.Memberships;
using Musenor.Accounts.PersonalRecords;
using Xunit;

namespace Musenor.Tests.Accounts.PersonalRecords;

public sealed class ExportTests(People shared) : IClassFixture<People>
{
    private People _people = shared;

    [Fact]
    public async Task The_archive_holds_what_is_known_in_JSON_and_in_a_page()
    {
        var (person, browser) = await SomebodySignedIn();
        using var _ = browser;
        var museum = await _people.Museum();
        await _people.Ask((AskMembership ask) => ask.Run(person, new(museum, "régisseuse <b>en chef</b>")));
        var path = await Exported(person, browser);
        using var answer = await browser.GetAsync(path);
        Assert.Equal("application/zip", answer.Content.Headers.ContentType?.MediaType);
        Assert.True(answer.Headers.CacheControl!.NoStore);
        using var zip = new ZipArchive(await answer.Content.ReadAsStreamAsync());
        using var json = JsonDocument.Parse(await Text(zip, "donnees.json"));
        Assert.Equal(person.Email, json.RootElement.GetProperty("known").GetProperty("account")[0].GetProperty("adresse").GetString());
        Assert.Equal("régisseuse <b>en chef</b>", json.RootElement.GetProperty("known").GetProperty("memberships")[0].GetProperty("fonction").GetString());
        Assert.NotEqual(0, json.RootElement.GetProperty("known").GetProperty("sessions").GetArrayLength());
        var page = await Text(zip, "donnees.html");
        Assert.Contains("&lt;b&gt;en chef", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>en chef", page, StringComparison.Ordinal);
        Assert.Contains("export.fetch", await _people.Query<string>("select action from journal where account_id = @Id", new { person.Id }));
    }

    [Fact]
    public async Task A_room_adds_the_files_that_the_person_sent()
    {
        using var bytes = new MemoryStream();
        await using (var archive = new PersonalArchive(bytes))
        {
            await archive.AddFile("../../photo du coq.jpg", new MemoryStream([1, 2, 3]), default);
            await archive.AddFile("photo du coq.jpg", new MemoryStream([4]), default);
            await archive.Finish("Lou", DateTimeOffset.UnixEpoch, default);
        }

        using var zip = new ZipArchive(bytes);
        Assert.Equal(["fichiers/001-_.._photo du coq.jpg", "fichiers/002-photo du coq.jpg", "donnees.json", "donnees.html"], zip.Entries.Select(e => e.FullName));
        Assert.Equal(3, zip.Entries[0].Length);
        Assert.Contains("fichiers/002-photo%20du%20coq.jpg", await Text(zip, "donnees.html"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RGP_5_the_link_asks_another_session_to_sign_in_and_gives_nothing_to_somebody_else()
    {
        var (person, browser) = await SomebodySignedIn();
        using var _ = browser;
        var path = await Exported(person, browser);
        using var visitor = _people.Visitor();
        Assert.Equal($"/compte/connexion?retour={Uri.EscapeDataString(path)}", (await visitor.GetAsync(path)).Headers.Location?.OriginalString);
        using var other = await _people.SignedIn(Role.Administrator);
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync(path)).StatusCode);
        using var again = await _people.SignIn(person.Email);
        Assert.Equal(HttpStatusCode.OK, (await again.GetAsync(path)).StatusCode);
    }

    [Fact]
    public async Task RGP_5_asking_for_the_data_of_another_sends_nothing_to_anybody()
    {
        var victim = await _people.Person();
        using var browser = await _people.SignedIn();
        using var answer = await browser.Send("/compte/donnees", new() { ["email"] = victim.Email, ["account"] = victim.Id, ["id"] = victim.Id }, "#export");
        await _people.Ask((BuildExports build) => build.Run());
        Assert.Empty(await _people.MailsTo(victim.Id));
        Assert.Empty(await _people.Query<string>("select id from data_export where account_id = @Id", new { victim.Id }));
    }

    [Fact]
    public async Task After_seven_days_the_link_and_the_file_are_gone()
    {
        await using var later = _people = new People();
        var (person, browser) = await SomebodySignedIn();
        using var _ = browser;
        var path = await Exported(person, browser);
        var files = Path.Combine(_people.Portal.Folder, "exports", person.Id);
        Assert.Single(Directory.GetFiles(files));
        _people.Clock.Move(now => now.AddDays(6));
        await _people.Ask((RunRetention retention) => retention.Run(trial: false));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(path)).StatusCode);
        _people.Clock.Move(now => now.AddDays(1).AddMinutes(1));
        Assert.Equal(HttpStatusCode.Gone, (await browser.GetAsync(path)).StatusCode);
        await _people.Ask((RunRetention retention) => retention.Run(trial: false));
        Assert.False(Directory.Exists(files));
    }

    [Fact]
    public async Task Asked_twice_it_is_made_once()
    {
        var (person, browser) = await SomebodySignedIn();
        using var _ = browser;
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _people.Ask((AskExport ask) => ask.Run(person))));
        var build = _people.Services.GetRequiredService<BuildExports>();
        await Task.WhenAll(build.Run(), build.Run());
        Assert.Single(await _people.Query<string>("select id from data_export where account_id = @Id", new { person.Id }));
    }

    [Fact]
    public async Task The_portal_makes_it_by_itself_within_a_moment()
    {
        var (person, browser) = await SomebodySignedIn();
        using var _ = browser;
        using var asked = await browser.Send("/compte/donnees", [], "#export");
        for (var i = 0; i < 100 && !(await _people.MailsTo(person.Id)).Any(m => m.ActionPath!.Contains("/export/", StringComparison.Ordinal)); i++)
        {
            await Task.Delay(100);
        }

        Assert.Contains("Télécharger", await browser.GetStringAsync("/compte/donnees"), StringComparison.Ordinal);
    }

    private async Task<(Person Person, HttpClient Browser)> SomebodySignedIn()
    {
        var person = await _people.Person();
        return (person, await _people.SignIn(person.Email));
    }

    private async Task<string> Exported(Person person, HttpClient browser)
    {
        using var asked = await browser.Send("/compte/donnees", [], "#export");
        await _people.Ask((BuildExports build) => build.Run());
        for (var i = 0; i < 100; i++)
        {
            if ((await _people.MailsTo(person.Id)).FirstOrDefault(m => m.ActionPath!.Contains("/export/", StringComparison.Ordinal)) is { } mail)
            {
                return mail.ActionPath!;
            }

            await Task.Delay(100); // the portal's own maker was first
        }

        throw new InvalidOperationException("No archive was made.");
    }

    private static async Task<string> Text(ZipArchive zip, string name)
    {
        using var reader = new StreamReader(zip.GetEntry(name)!.Open());
        return await reader.ReadToEndAsync();
    }
}
