using Microsoft.Extensions.DependencyInjection;
using Musenor.Accounts.Office;
using Musenor.Tests.Collections.Editing;
using Xunit;

namespace Musenor.Tests.Accounts;

public sealed class OfficeMenuTests : TeamAtWork
{
    private static readonly string[] OfSources = ["/gestion/sources", "/gestion/alignements", "/gestion/correspondances", "/gestion/liens", "/gestion/oeuvres-communes"];

    [Fact]
    public async Task A_part_of_the_space_opens_in_the_menu_where_the_person_is()
    {
        Assert.Equal(["/gestion/sources"], (await Menu("/gestion")).Intersect(OfSources));
        foreach (var address in OfSources)
        {
            var menu = await Menu(address);
            Assert.Equal(OfSources, menu.Intersect(OfSources));
            Assert.Contains("/gestion/notices", menu);
        }
    }

    [Fact]
    public void Every_entry_under_another_finds_it_in_the_menu()
    {
        var entries = Portal.Services.GetServices<OfficeEntry>().ToList();
        foreach (var entry in entries.Where(e => e.Under.Length > 0))
        {
            var head = Assert.Single(entries, e => e.Address == entry.Under);
            Assert.Equal((entry.Space, "", entry.Right), (head.Space, head.Under, head.Right));
        }
    }

    private async Task<string[]> Menu(string address)
    {
        var page = await Team.Page(address);
        Assert.Single(page.QuerySelectorAll(".office-nav a[aria-current]"));
        return [.. page.QuerySelectorAll(".office-nav a").Select(a => a.GetAttribute("href")!)];
    }
}
