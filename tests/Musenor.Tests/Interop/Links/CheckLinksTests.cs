using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Musenor.Accounts.Access;
using Musenor.Interop.Harvest.Fetching;
using Musenor.Interop.Links;
using Musenor.Storage;
using Musenor.Tests.Accounts;
using Musenor.Tests.Collections.Editing;
using Musenor.Tests.Interop.Mapping;
using Musenor.Web;
using Xunit;

namespace Musenor.Tests.Interop.Links;

/// <summary>Links and pictures of harvested works: asked one after the other, told broken when they are broken twice.</summary>
public sealed class CheckLinksTests
{
    private static readonly AddressGuard Guard = new(new Microsoft.Extensions.Configuration.ConfigurationBuilder().Build());

    [Fact]
    public async Task What_is_broken_twice_is_listed_and_what_is_mended_leaves_the_list()
    {
        await using var portal = new MusenorFixture();
        await portal.Source("TIERS", "Un tiers");
        foreach (var (id, page) in new[] { ("1", "good"), ("2", "gone"), ("3", "tired"), ("4", "moved") })
        {
            await portal.Record("TIERS", $"oai:t:{id}", HarvestedIntents.Dc(("title", $"Œuvre {id}"), ("identifier", $"https://t.example/{page}"), ("relation", $"https://t.example/{page}.jpg")));
        }

        await portal.Map("TIERS");
        var site = new Site();
        using var ask = new AskLink(portal.Services.GetRequiredService<SiteSettings>(), Guard, site);
        var check = new CheckLinks(portal.Services.GetRequiredService<Database>(), ask, portal.Clock);
        Assert.Equal(8, await check.Run("TIERS", TimeSpan.Zero, default));
        Assert.Empty(await Broken(portal)); // once is an accident
        await Round(check);
        Assert.Equal(["https://t.example/gone gone", "https://t.example/gone.jpg gone", "https://t.example/moved.jpg kind"], await Broken(portal));
        Assert.All(site.Agents, a => Assert.StartsWith("Musenor-links/1.0", a, StringComparison.Ordinal));

        using (var team = await portal.SignedIn(Role.NetworkTeam))
        {
            var page = await team.Page("/gestion/liens?source=TIERS");
            Assert.Contains("3 liens", page.Words(), StringComparison.Ordinal);
            Assert.Contains("https://t.example/gone.jpg", page.Words(), StringComparison.Ordinal);
        }

        site.IsMended = true;
        await Round(check);
        Assert.Empty(await Broken(portal));
    }

    [Theory]
    [InlineData("127.0.0.1", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("::1", false)]
    [InlineData("::ffff:192.168.1.1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("93.184.216.34", true)]
    [InlineData("2606:2800:220:1::1", true)]
    public void Addresses_of_the_inside_are_not_asked(string address, bool isPublic) => Assert.Equal(isPublic, Guard.Allows(IPAddress.Parse(address)));

    [Fact]
    public async Task A_link_to_the_inside_is_told_so()
    {
        await using var portal = new MusenorFixture();
        using var ask = new AskLink(portal.Services.GetRequiredService<SiteSettings>(), Guard);
        Assert.Equal(new LinkAnswer(0, "private"), await ask.Run(new Uri("http://127.0.0.1:9/"), false, default));
        Assert.Equal(new LinkAnswer(0, "private"), await ask.Run(new Uri("http://localhost:9/"), false, default));
    }

    // The end of the works is met, then the beginning again.
    private static async Task Round(CheckLinks check)
    {
        Assert.Equal(0, await check.Run("TIERS", TimeSpan.Zero, default));
        Assert.Equal(8, await check.Run("TIERS", TimeSpan.Zero, default));
    }

    private static async Task<string[]> Broken(MusenorFixture portal) => [.. (await portal.Ask((ListLinks list) => list.Broken("TIERS", 0, 100))).Select(b => $"{b.Address} {b.Problem}")];

    private sealed class Site : HttpMessageHandler
    {
        public bool IsMended { get; set; }

        public List<string> Agents { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Agents.Add(request.Headers.UserAgent.ToString());
            var path = request.RequestUri!.AbsolutePath;
            var answer = new HttpResponseMessage(IsMended ? HttpStatusCode.OK : path switch
            {
                "/gone" or "/gone.jpg" => HttpStatusCode.NotFound,
                "/tired" or "/tired.jpg" => HttpStatusCode.ServiceUnavailable,
                "/moved" or "/moved.jpg" => HttpStatusCode.Redirect,
                _ => HttpStatusCode.OK,
            })
            { Content = new ByteArrayContent([]) };
            answer.Headers.Location = answer.StatusCode == HttpStatusCode.Redirect ? new Uri("/page.html", UriKind.Relative) : null;
            answer.Content.Headers.ContentType = new(IsMended || path.EndsWith(".jpg", StringComparison.Ordinal) ? "image/jpeg" : "text/html");
            return Task.FromResult(answer);
        }
    }
}
