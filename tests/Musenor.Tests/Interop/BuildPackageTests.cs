using System.Text;
using System.Text.Json;
using Heritage.Standards.Tests.Joconde.Pop;
using Microsoft.Extensions.DependencyInjection;
using Musenor.Accounts.Access;
using Musenor.Collections.Notices;
using Musenor.Interop.JocondeExport;
using Musenor.Tests.Collections;
using Musenor.Tests.Collections.Editing;
using Musenor.Web;
using Xunit;

namespace Musenor.Tests.Interop;

public sealed class BuildPackageTests : IAsyncLifetime
{
    private readonly MusenorFixture _portal = new();

    public Task InitializeAsync() => _portal.Listed("M0160");

    public async Task DisposeAsync() => await _portal.DisposeAsync();

    [Fact]
    public async Task A_package_is_one_zip_that_POP_takes_with_its_report_outside()
    {
        await _portal.Notice("M0160000001", "M0160", ("TITR", "Vue"), ("DESC", "Une \"belle\" vue;\nle soir"));
        await _portal.Notice("M0160000002", "M0160", ("TITR", "Assiette"), ("TECH", "faïence ; décor peint"));
        var package = await _portal.Make("M0160");
        Assert.Equal((Package.Ready, 2), (package.State, package.Notices));
        var name = $"J_M0160-0001_{ParisDay.Today(TimeProvider.System):yyyy-MM-dd}";
        Assert.Equal([name], package.Files.Select(f => f.Name));
        Assert.Equal([$"{name}.html", $"{name}.json", $"{name}.zip"], Directory.GetFileSystemEntries(_portal.FolderOf(package)).Select(Path.GetFileName).Order());

        var zip = _portal.Zip(package);
        Assert.Equal([$"{name}.csv"], zip.Keys);
        var pop = new PopBase();
        Assert.All(pop.Take(zip), a => Assert.Equal(("Création", 0), (a.State, a.Problems.Count)));
        Assert.Equal("Une \"belle\" vue;#le soir", pop.Stored["M0160000001"]["DESC"][0]);
        Assert.Equal(["M0160"], pop.Stored["M0160000002"]["MUSEO"]);
        Assert.All(pop.Take(zip), a => Assert.Equal("Inchangé", a.State));
        // Numbers go on, whatever became of the package before.
        Assert.Contains("J_M0160-0002_", (await _portal.Make("M0160")).Files[0].Name, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Labelled_text_is_taken_too()
    {
        await _portal.Notice("M0160000001", "M0160", ("TITR", "Sans titre -"), ("DESC", "HIST"), ("HIST", "ligne\n\n//\nfin"));
        var zip = _portal.Zip(await _portal.Make("M0160", format: Selection.Pilot));
        Assert.EndsWith(".txt", Assert.Single(zip.Keys), StringComparison.Ordinal);
        var pop = new PopBase();
        Assert.Equal("Création", Assert.Single(pop.Take(zip)).State);
        Assert.Equal("HIST ", pop.Stored["M0160000001"]["DESC"][0]);
    }

    [Fact]
    public async Task A_notice_that_POP_would_refuse_stays_here_and_the_report_says_what_to_do()
    {
        await _portal.Notice("M0160000001", "M0160", ("TITR", "Vue"));
        await _portal.Notice("M0160000002", "M0160", ("TITR", "<b>Sans statut</b>"), ("INV", "A 2"), ("STAT", "x"));
        await _portal.Execute("update notice set fields = replace(fields, '\"STAT\":\"x\"', '\"STAT\":\" \"') where ref = 'M0160000002'");
        await _portal.Notice("M0160000003", "M0160", ("TITR", "perdu \uFFFD"));
        await _portal.Notice("M0160000004", "M0160", ("LOCA", "Nantes ; Volerie"), ("INV", "A 4"));
        var package = await _portal.Make("M0160");
        Assert.Equal((2, 2), (package.Notices, package.LeftOut));
        Assert.Equal(["M0160000001", "M0160000004"], _portal.Zip(package).Drop().Select(n => n["REF"]).Order());
        Assert.Equal("Nantes ;Volerie", _portal.Zip(package).Drop().Single(n => n["REF"] == "M0160000004")["LOCA"]);

        var report = JsonDocument.Parse(await File.ReadAllTextAsync(_portal.PathOf(package, ".json"))).RootElement;
        var left = report.GetProperty("notices_left_out").EnumerateArray().ToDictionary(l => l.GetProperty("ref").GetString()!, l => l.GetProperty("words").GetString()!);
        Assert.Contains("Statut juridique (STAT) est vide", left["M0160000002"], StringComparison.Ordinal);
        Assert.Contains("POP refuserait tout le fichier", left["M0160000003"], StringComparison.Ordinal);
        Assert.Equal(1, report.GetProperty("counts").GetProperty("remark.MarkerAvoided").GetInt32());
        var html = await File.ReadAllTextAsync(_portal.PathOf(package, ".html"));
        Assert.Contains("A 2", html, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;Sans statut&lt;/b&gt;", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Invented_and_withdrawn_notices_never_leave()
    {
        await _portal.Notice("M0160000001", "M0160", ("TITR", "Vraie"));
        await _portal.Notice("M0160000002", "M0160", ("TITR", "Retirée"), ("INV", "2"));
        await _portal.Write(new Incoming("M0160999999", "M0160", new Dictionary<string, string> { ["INV"] = "3", ["DOMN"] = "dessin", ["STAT"] = "x" }) { IsDemo = true });
        await _portal.Withdraw(await _portal.Curator("claire", "M0160"), "M0160000002");
        Assert.Equal(["M0160000001"], _portal.Zip(await _portal.Make("M0160")).Drop().Select(n => n["REF"]));
        Assert.Equal("a-envoyer 1", await _portal.States("M0160"));
    }

    [Fact]
    public async Task A_museum_that_Museofile_does_not_know_sends_nothing()
    {
        await _portal.Museum("M9999", "Musée inconnu");
        await _portal.Notice("M9999000001", "M9999");
        var (report, refusal) = await _portal.Ask((PrepareSending prepare) => prepare.Run(Person.Operator, new("M9999", new())));
        Assert.Null(report);
        Assert.Contains("M9999", ((Outcome.Invalid)refusal!).Problem, StringComparison.Ordinal);
        Assert.Empty((await _portal.Make("M9999")).Files);
    }

    [Fact]
    public async Task Everything_at_home_is_an_empty_package_and_no_file()
    {
        var package = await _portal.Make("M0160");
        Assert.Equal((Package.Empty, 0), (package.State, package.Files.Count));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_portal.FolderOf(package)));
    }

    [Fact]
    public async Task Killed_anywhere_it_leaves_no_package_and_the_next_run_makes_it_whole()
    {
        await _portal.Write([.. Enumerable.Range(1, 1200).Select(i => new Incoming(null, "M0160", Fields($"K {i}")))]);
        Package? killed = null;
        foreach (var at in new[] { 500, 1000, 1200 })
        {
            using var stop = new CancellationTokenSource();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _portal.Make("M0160", progress: (done, _) => (done >= at ? stop : null)?.Cancel(), stop: stop.Token));
            killed = (await _portal.Services.GetRequiredService<PackageStore>().Latest(["M0160"], 1))[0];
            Assert.Equal(Package.Building, killed.State);
            Assert.Empty(Directory.EnumerateFileSystemEntries(_portal.FolderOf(killed)));
        }

        // A process that really died left its folder; silence tells that it did.
        var half = Path.Combine(_portal.FolderOf(killed!), $".{killed!.Id}");
        Directory.CreateDirectory(half);
        await File.WriteAllTextAsync(Path.Combine(half, "J_M0160-0001_2026-01-01.zip"), "half");
        // It had put a whole zip in its place, and died before a row named it.
        var unnamed = Path.Combine(_portal.FolderOf(killed), "J_M0160-0001_2026-01-01.zip");
        await File.WriteAllTextAsync(unnamed, "whole");
        await using var second = _portal.SecondPortal();
        var store = second.Services.GetRequiredService<PackageStore>();
        Assert.Null(await store.Claim());
        _portal.Clock.Advance(TimeSpan.FromMinutes(3));
        while (await store.Claim() is { } claimed)
        {
            await second.Services.GetRequiredService<PackageWorker>().One(claimed, default);
        }

        var whole = (await store.Find(killed.Id))!;
        Assert.Equal((Package.Ready, 1200), (whole.State, whole.Notices));
        Assert.False(Directory.Exists(half));
        Assert.False(File.Exists(unnamed));
        Assert.Equal(1200, second.Zip(whole).Drop().Select(n => n["REF"]).Distinct().Count());
    }

    [Fact]
    public async Task Cancelled_while_it_is_made_it_leaves_nothing()
    {
        await _portal.Write([.. Enumerable.Range(1, 600).Select(i => new Incoming(null, "M0160", Fields($"K {i}")))]);
        var store = _portal.Services.GetRequiredService<PackageStore>();
        var package = await _portal.Make("M0160", progress: (_, _) =>
        {
            var latest = store.Latest(null, 1).GetAwaiter().GetResult()[0];
            _ = _portal.Ask((DecidePackage decide) => decide.Cancel(Person.Operator, latest.Id)).GetAwaiter().GetResult();
        });
        Assert.Equal((Package.Cancelled, 0), (package.State, package.Files.Count));
        Assert.Empty(Directory.EnumerateFiles(_portal.FolderOf(package), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void A_zip_too_heavy_for_POP_is_several()
    {
        var notices = Enumerable.Range(1, 7).Select(i => new SpooledNotice($"R{i}", $"R{i}", 1, "", "", "") { Values = new Dictionary<string, string> { ["REF"] = $"R{i}" }, Images = [new MakeImages.Made("a.jpg", "", 40)] }).ToList();
        var parts = ZipParts.Split(notices, largest: 3 * notices[0].Weight);
        Assert.Equal([(0, 3, 3), (3, 3, 3), (6, 1, 1)], parts.Select(p => (p.From, p.Count, p.Images)));
        Assert.True(ZipParts.Largest < 300_000_000);
        Assert.Single(ZipParts.Split(notices.Take(1), largest: 1));
    }

    [Fact]
    public async Task The_name_of_a_file_in_the_address_opens_nothing_else()
    {
        await _portal.Notice("M0160000001", "M0160");
        var package = await _portal.Make("M0160");
        using var claire = await Accounts.AccountIntents.SignedIn(_portal, Role.Professional, "M0160");
        using var zip = await claire.GetAsync($"/gestion/envois/{package.Id}/{package.Files[0].Name}.zip");
        Assert.Equal((System.Net.HttpStatusCode.OK, "application/zip"), (zip.StatusCode, zip.Content.Headers.ContentType!.MediaType));
        foreach (var wrong in new[] { "..%2F..%2F..%2Fmusenor.db", "musenor.db", package.Files[0].Name + ".csv", "x.zip" })
        {
            using var none = await claire.GetAsync($"/gestion/envois/{package.Id}/{wrong}");
            Assert.Equal(System.Net.HttpStatusCode.NotFound, none.StatusCode);
        }
    }

    private static Dictionary<string, string> Fields(string inventory) => new() { ["INV"] = inventory, ["DOMN"] = "dessin", ["STAT"] = "propriété de la commune", ["TITR"] = new StringBuilder("Feuille ").Append(inventory).ToString() };
}
