using Microsoft.Playwright;
using Musenor.BrowserTests.Checks;
using Xunit;

namespace Musenor.BrowserTests;

/// <summary>The portal of a region, with the works of two networks, its own name, words, colours and menu.</summary>
public sealed class RegionPortal : Portal, IAsyncLifetime
{
    public const string Name = "Patrimoines d’essai";

    protected override string[][] Seeds => [["users", "add", Pages.Person, "--role", "network_team", "--password-stdin"]];

    protected override IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>
    {
        ["Site__Kind"] = "Region",
        ["Site__Name"] = Name,
        ["Site__Heading"] = "Les collections de toute une région d’essai",
        ["Site__Introduction"] = "Deux réseaux de démonstration publient ici leurs œuvres inventées.",
        ["Site__Colour"] = "#5b1a6e",
        ["Site__DarkColour"] = "#e2b8f0",
        ["Site__Menu"] = "/collections; /musees; Le réseau=https://reseau.example.org/",
    };

    private protected override IReadOnlyList<SeededNetwork> Networks => [SeededNetwork.Crafts, SeededNetwork.Arts];

    public Task InitializeAsync() => Browser.Chromium is null ? Task.CompletedTask : Start();

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();
}

/// <summary>Its pages, with every check in one visit.</summary>
[Collection(Browser.Collection)]
public sealed class RegionPageTests(Browser browser, RegionPortal region, MarkupChecker checker) : IClassFixture<RegionPortal>, IClassFixture<MarkupChecker>
{
    public static readonly IReadOnlyList<VisitedPage> All =
    [
        new("/", "front"),
        new("/collections", "search"),
        new("/collections?q=metier&reseau=beauxarts", "search"),
        new("/collections/facettes/reseau", "text"),
        new(SeededNetwork.Notice, "notice"),
        new("/notices/src-BEAUXARTS-1", "notice"),
        new("/musees", "map"),
        new("/depot-oai", "text"),
        new("/donnees", "text"),
        new("/plan-du-site", "text"),
    ];

    public static TheoryData<string> Addresses => [.. All.Select(p => p.Address)];

    [MarkupTheory, MemberData(nameof(Addresses))]
    public async Task The_page_keeps_every_rule(string address)
    {
        await using var visit = await browser.Open(360, at: region.Address);
        Assert.Equal(200, await visit.Go(address, WaitUntilState.NetworkIdle));
        var elements = await visit.Page.EvaluateAsync<int>("document.querySelectorAll('*').length");
        var faults = Budget.Of(All.Single(p => p.Address == address).Budget).Over(visit.Bytes / 1000, visit.Requests, elements).ToList();
        faults.AddRange(await Rules(visit));
        Assert.True(faults.Count == 0 && visit.Faults.Count == 0, string.Join('\n', faults.Concat(visit.Faults)));
        Assert.Contains(RegionPortal.Name, await visit.Page.TitleAsync(), StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task A_visitor_goes_from_a_word_to_the_work_its_museum_its_networks_and_the_page_of_its_source()
    {
        await using var visit = await browser.Open(360, script: false, at: region.Address);
        await visit.Go("/collections?q=tisser");
        // Both networks have the loom: one result, which names them.
        Assert.Equal(1, await visit.Page.Locator("main ol.grid > li").CountAsync());
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Métier à tisser" }).First.ClickAsync();
        var text = await visit.Page.Locator("main").InnerTextAsync();
        foreach (var said in new[] { "Musée des métiers (essai)", "Réseau des métiers (essai)", "Réseau des beaux-arts (essai)" })
        {
            Assert.Contains(said, text, StringComparison.Ordinal);
        }

        Assert.Equal(1, await visit.Page.Locator("main a[href='https://metiers.example.org/1']").CountAsync());
    }

    [MarkupTheory, InlineData("/gestion/oeuvres-communes")]
    public async Task What_the_networks_have_in_common_is_parted_and_the_page_keeps_every_rule(string address)
    {
        var team = new SignedInPeople(() => browser.Open(at: region.Address));
        await using var visit = await browser.Open(360, at: region.Address, state: await team.State(new Persona(Pages.Person, "network_team", NeedsCode: true)));
        Assert.Equal(200, await visit.Go(address));
        await Look(visit, address, "avant");
        var faults = await Rules(visit);
        // The rules end with a page without its style.
        await visit.Go(address);
        await visit.Press("Séparer : ce sont deux œuvres src-BEAUXARTS-1");
        Assert.Contains("deux œuvres", await visit.Page.Locator("main table").InnerTextAsync(), StringComparison.Ordinal);
        await Look(visit, address, "apres");
        faults.AddRange(await Rules(visit));
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Oublier cette décision" }).First.ClickAsync();
        await visit.Page.GetByText("La décision est oubliée").WaitForAsync();
        Assert.True(faults.Count == 0 && visit.Faults.Count == 0, string.Join('\n', faults.Concat(visit.Faults)));
    }

    private static async Task Look(Visit visit, string address, string when)
    {
        if (Environment.GetEnvironmentVariable("MUSENOR_SCREENSHOTS") is not { Length: > 0 } folder)
        {
            return;
        }

        foreach (var (width, scheme) in Screenshots.Looks)
        {
            await visit.Page.SetViewportSizeAsync(width, 900);
            await visit.Page.EmulateMediaAsync(new() { ColorScheme = scheme });
            await Screenshots.Save(visit, folder, $"region{address}-{when}", width, scheme);
        }

        // Taking a picture leaves styles in the page.
        await visit.Page.ReloadAsync();
    }

    private async Task<List<string>> Rules(Visit visit)
    {
        var faults = new List<string>();
        foreach (var (width, scheme) in Screenshots.Looks)
        {
            await visit.Page.SetViewportSizeAsync(width, 900);
            await visit.Page.EmulateMediaAsync(new() { ColorScheme = scheme });
            faults.AddRange((await AxeCheck.Run(visit.Page)).Concat(await TargetCheck.Run(visit.Page)).Select(f => $"{width} {scheme}: {f}"));
        }

        faults.AddRange(await KeyboardCheck.Run(visit.Page));
        faults.AddRange(await DocumentCheck.Run(visit.Page));
        faults.AddRange((await checker.Faults(await visit.Page.ContentAsync())).Select(f => "markup " + f));
        faults.AddRange(await PresentationCheck.Run(visit.Page));
        return faults;
    }

    [BrowserFact]
    public async Task Take_pages_of_a_region()
    {
        if (Environment.GetEnvironmentVariable("MUSENOR_SCREENSHOTS") is not { Length: > 0 } folder)
        {
            return;
        }

        foreach (var page in All)
        {
            foreach (var (width, scheme) in Screenshots.Looks)
            {
                await using var visit = await browser.Open(width, scheme, at: region.Address);
                await visit.Go(page.Address, WaitUntilState.NetworkIdle);
                await Screenshots.Save(visit, folder, "region" + page.Address, width, scheme);
            }
        }
    }
}
