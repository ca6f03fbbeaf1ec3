using Musenor.Home.Duties;
using Xunit;

namespace Musenor.BrowserTests;

public sealed class BudgetTests
{
    [Theory]
    [InlineData("front", "EcoFrontPage")]
    [InlineData("search", "EcoSearchPage")]
    [InlineData("notice", "EcoNoticePage")]
    [InlineData("zoom", "EcoZoomPage")]
    [InlineData("museum", "EcoMuseumPage")]
    [InlineData("map", "EcoMapPage")]
    [InlineData("text", "EcoTextPage")]
    public void The_limits_published_are_the_limits_tested(string kind, string key)
    {
        var said = EcodesignLimits.All.Single(l => l.Key == key);
        Assert.Equal(Budget.Of(kind), new Budget(said.Kilobytes, said.Requests, said.Elements));
    }
}
