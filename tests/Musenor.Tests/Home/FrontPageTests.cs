using AngleSharp.Html.Parser;
using Musenor.Tests.Collections;
using Xunit;

namespace Musenor.Tests.Home;

public sealed class FrontPageTests
{
    [Fact]
    public async Task Shows_works_and_counts_museums_even_without_a_picture()
    {
        await using var portal = new MusenorFixture();
        for (var i = 0; i < 8; i++)
        {
            await portal.Museum($"M000{i}", $"Musée {i}", "Lille", "Nord");
            await portal.Notice($"N{i}", $"M000{i}", ("TITR", $"Assiette {i}"));
        }

        var page = new HtmlParser().ParseDocument(await portal.Visitor().GetStringAsync("/"));
        Assert.Equal(6, page.QuerySelectorAll(".grid li").Length);
        Assert.Contains(page.QuerySelectorAll(".figures li"), f => f.TextContent.StartsWith("8 musées", StringComparison.Ordinal));
    }
}
