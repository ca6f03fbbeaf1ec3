using Musenor.Accounts;
using Musenor.Home;
using Musenor.Museums.Import;
using Musenor.Tests.Accounts;
using Xunit;

namespace Musenor.Tests.Home;

public sealed class DemoAccountsTests : IAsyncLifetime
{
    private readonly MusenorFixture _portal = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _portal.DisposeAsync();

    [Fact]
    public async Task One_account_per_role_with_passwords_that_only_the_owner_of_the_file_reads()
    {
        await _portal.Ask((LoadRegion region) => region.Run());
        Assert.Empty(await Told());
        await _portal.Ask(async (DemoAccounts accounts) => { await accounts.Make(); return 0; });
        var file = Path.Combine(_portal.Folder, "demo-accounts.txt");
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(file) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
        var told = (await Told()).Skip(1).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();
        Assert.Equal(7, told.Count);
        Assert.All(await _portal.Ask((ListAccounts list) => list.Run()), a => Assert.True(a.IsDemo));
        using var browser = await _portal.SignIn(told[0][0], told[0][1]);
        // No second factor is asked of a demonstration.
        Assert.Equal(System.Net.HttpStatusCode.OK, (await browser.GetAsync("/gestion")).StatusCode);
    }

    [Fact]
    public async Task Made_again_after_a_stop_they_keep_their_passwords()
    {
        await _portal.Ask((LoadRegion region) => region.Run());
        await _portal.Ask(async (DemoAccounts accounts) => { await accounts.Make(); return 0; });
        var before = await Told();
        await _portal.Ask(async (DemoAccounts accounts) => { await accounts.Make(); return 0; });
        Assert.Equal(before, await Told());
        Assert.Equal(7, (await _portal.Ask((ListAccounts list) => list.Run())).Count);
    }

    private async Task<List<string>> Told()
    {
        var told = new List<string>();
        await _portal.Ask(async (DemoAccounts accounts) => { await accounts.Tell(told.Add); return 0; });
        return told;
    }
}
