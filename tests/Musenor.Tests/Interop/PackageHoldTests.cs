using Microsoft.Extensions.DependencyInjection;
using Musenor.Accounts.Access;
using Musenor.Collections.Editing;
using Musenor.Interop.JocondeExport;
using Musenor.Tests.Collections;
using Musenor.Web;
using Xunit;

namespace Musenor.Tests.Interop;

/// <summary>A package is made by one run at a time: the one that holds it.</summary>
public sealed class PackageHoldTests : IAsyncLifetime
{
    private readonly MusenorFixture _portal = new();

    private PackageStore Store => _portal.Services.GetRequiredService<PackageStore>();

    private BuildPackage Build => _portal.Services.GetRequiredService<BuildPackage>();

    public async Task InitializeAsync()
    {
        await _portal.Listed("M0160");
        await _portal.Notice("M0160000001", "M0160", ("TITR", "Vue"));
    }

    public async Task DisposeAsync() => await _portal.DisposeAsync();

    private async Task<Package> Held()
    {
        var package = Package.Of(new Selection("M0160", new NoticeFilter()) { Scope = Selection.All }, Store.Now, isOutside: false) with { State = Package.Building, Holder = Package.NewHolder() };
        await Store.Add(package, default);
        return package;
    }

    [Fact]
    public async Task A_run_that_was_taken_over_changes_nothing_of_the_other_one()
    {
        var package = await Held();
        var theirs = Path.Combine(_portal.FolderOf(package), $".{package.Id}.other");
        var (built, refusal) = await Build.Run(package, progress: (_, _) =>
        {
            _ = _portal.Execute("update joconde_package set holder = 'other' where id = @Id", new { package.Id }).GetAwaiter().GetResult();
            Directory.CreateDirectory(theirs);
        });
        Assert.Null(built);
        Assert.IsType<Outcome.Refused>(refusal);
        await Store.Fail(package, "a fault", default);
        Assert.False(await Store.Beat(package, 1, 1, default));

        var now = (await Store.Find(package.Id))!;
        Assert.Equal((Package.Building, "other", "", 0), (now.State, now.Holder, now.Problem, now.Files.Count));
        Assert.Equal(theirs, Assert.Single(Directory.GetFileSystemEntries(_portal.FolderOf(package))));
        Assert.True(await Store.Beat(now, 1, 1, default));
    }

    [Fact]
    public async Task A_run_that_lost_its_package_before_it_began_takes_nothing_off()
    {
        var package = await Held();
        await _portal.Execute("update joconde_package set holder = 'other' where id = @Id", new { package.Id });
        var theirs = Path.Combine(_portal.FolderOf(package), $".{package.Id}.other");
        Directory.CreateDirectory(theirs);
        Assert.IsType<Outcome.Refused>((await Build.Run(package)).Refusal);
        Assert.True(Directory.Exists(theirs));
    }

    [Fact]
    public async Task While_its_run_lives_a_package_is_nobody_elses_however_long_it_takes()
    {
        var package = await Held();
        using var hold = new PackageHold(Store, package, default);
        for (var i = 1; i <= 2; i++)
        {
            _portal.Clock.Advance(PackageStore.Patience * 2);
            hold.Report(i, 10);
            await Until(async () => (await Store.Find(package.Id))!.Done == i);
            Assert.Null(await Store.Claim());
        }

        Assert.False(hold.IsLost);
        await hold.End();
        _portal.Clock.Advance(PackageStore.Patience * 2);
        var taken = (await Store.Claim())!;
        Assert.Equal(package.Id, taken.Id);
        Assert.NotEqual(package.Holder, taken.Holder);
    }

    [Fact]
    public async Task A_package_given_up_stops_its_run()
    {
        var package = await Held();
        using var hold = new PackageHold(Store, package, default);
        Assert.IsType<Outcome.Done>(await _portal.Ask((DecidePackage decide) => decide.Cancel(Person.Operator, package.Id)));
        await Until(() => Task.FromResult(hold.Stop.IsCancellationRequested));
        Assert.True(hold.IsLost);
        await hold.End();
    }

    [Fact]
    public async Task What_lies_in_a_folder_of_somebody_else_stays()
    {
        var folder = Directory.CreateTempSubdirectory("musenor-");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "J_M0160-0009_2026-01-01.zip"), "theirs");
            var package = Package.Of(new Selection("M0160", new NoticeFilter()) { Scope = Selection.All }, Store.Now, isOutside: true);
            await Store.Add(package, default);
            var (built, _) = await Build.Run(package, folder.FullName);
            var name = Assert.Single(built!.Files).Name;
            Assert.Equal(
                new[] { "J_M0160-0009_2026-01-01.zip", $"{name}.html", $"{name}.json", $"{name}.zip" }.Order(StringComparer.Ordinal),
                folder.GetFileSystemInfos().Select(f => f.Name).Order(StringComparer.Ordinal));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task Until(Func<Task<bool>> holds)
    {
        for (var tries = 0; tries < 300; tries++)
        {
            if (await holds())
            {
                return;
            }

            await Task.Delay(100);
        }

        Assert.Fail("It never came.");
    }
}
