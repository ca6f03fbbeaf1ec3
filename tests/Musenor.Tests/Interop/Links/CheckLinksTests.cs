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
        Assert.Equal(5, await check.Run("TIERS", TimeSpan.Zero, default)); // the third asks for patience: nothing more now
        Assert.Equal(2, await check.Run("TIERS", TimeSpan.Zero, default));
        Assert.Empty(await Broken(portal)); // once is an accident
        await Round(check, 5, 2);
        Assert.Equal(["https://t.example/gone gone", "https://t.example/gone.jpg gone", "https://t.example/moved.jpg kind"], await Broken(portal));
        Assert.All(site.Agents, a => Assert.StartsWith("Musenor-links/1.0", a, StringComparison.Ordinal));

        using (var team = await portal.SignedIn(Role.NetworkTeam))
        {
            var page = await team.Page("/gestion/liens?source=TIERS");
            Assert.Contains("3 liens", page.Words(), StringComparison.Ordinal);
            Assert.Contains("https://t.example/gone.jpg", page.Words(), StringComparison.Ordinal);
            Assert.Contains("Image : adresse introuvable (404)", page.Words(), StringComparison.Ordinal);
            Assert.Matches(@"404\) \d{1,2} \p{L}+ 20\d\d", page.Words());
        }

        site.IsMended = true;
        await Round(check, 8);
        Assert.Empty(await Broken(portal));
    }

    [Fact]
    public async Task What_a_work_names_no_more_and_works_that_are_gone_leave_the_list()
    {
        await using var portal = new MusenorFixture();
        await portal.Source("TIERS", "Un tiers");
        async Task Work(string id, string page) => await portal.Record("TIERS", $"oai:t:{id}", HarvestedIntents.Dc(("title", $"Œuvre {id}"), ("identifier", $"https://t.example/{page}"), ("identifier", $"Inv. {id}")));
        await Work("1", "gone");
        await Work("2", "gone.jpg");
        await portal.Map("TIERS");
        using var ask = new AskLink(portal.Services.GetRequiredService<SiteSettings>(), Guard, new Site());
        var check = new CheckLinks(portal.Services.GetRequiredService<Database>(), ask, portal.Clock);
        Assert.Equal(2, await check.Run("TIERS", TimeSpan.Zero, default));
        await Round(check, 2);
        Assert.Equal(2, (await Broken(portal)).Length);
        await Work("1", "good");
        await portal.Delete("TIERS", "oai:t:2");
        await portal.Map("TIERS");
        await Round(check, 1);
        await Round(check, 1);
        Assert.Equal("https://t.example/good", await portal.Value<string>("select url from link_check"));
        Assert.Equal(1, await portal.Value<long>("select count(*) from link_check"));
    }

    [Fact]
    public async Task A_place_that_is_no_address_is_a_fault()
    {
        await using var portal = new MusenorFixture();
        using var ask = new AskLink(portal.Services.GetRequiredService<SiteSettings>(), Guard, new Site());
        Assert.Equal(new LinkAnswer(0, "fault"), await ask.Run(new Uri("https://t.example/nowhere"), false, default));
    }

    [Theory]
    [InlineData("http://127.0.0.1:9/oai", "http://127.0.0.1:9/1", "fault")]
    [InlineData("http://127.0.0.1:9/oai", "http://127.0.0.1:10/1", "private")]
    [InlineData("http://127.0.0.1:9/oai", "https://127.0.0.1:9/1", "private")]
    [InlineData("http://127.0.0.1:9/oai", "http://[::1]:9/1", "private")]
    public async Task A_source_that_is_inside_has_its_own_door_and_no_other(string source, string address, string problem)
    {
        await using var portal = new MusenorFixture();
        using var ask = new AskLink(portal.Services.GetRequiredService<SiteSettings>(), Guard, inside: Door.Inside(source, "127.0.0.1"));
        Assert.Equal(new LinkAnswer(0, problem), await ask.Run(new Uri(address), false, default));
    }

    [Fact]
    public async Task No_other_site_leads_to_the_door_of_a_source_that_is_inside()
    {
        await using var portal = new MusenorFixture();
        using var ask = new AskLink(portal.Services.GetRequiredService<SiteSettings>(), Guard, new Site(), new Uri("http://127.0.0.1:9/oai"));
        Assert.Equal(new LinkAnswer(0, "private"), await ask.Run(new Uri("https://t.example/inside"), false, default));
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
    private static async Task Round(CheckLinks check, params int[] turns)
    {
        foreach (var asked in turns.Prepend(0))
        {
            Assert.Equal(asked, await check.Run("TIERS", TimeSpan.Zero, default));
        }
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
                "/moved" or "/moved.jpg" or "/nowhere" or "/inside" => HttpStatusCode.Redirect,
                _ => HttpStatusCode.OK,
            })
            { Content = new ByteArrayContent([]) };
            answer.Headers.Location = answer.StatusCode == HttpStatusCode.Redirect ? new Uri(path switch { "/nowhere" => "//[x", "/inside" => "http://127.0.0.1:9/", _ => "/page.html" }, UriKind.RelativeOrAbsolute) : null;
            answer.Content.Headers.ContentType = new(IsMended || path.EndsWith(".jpg", StringComparison.Ordinal) ? "image/jpeg" : "text/html");
            return Task.FromResult(answer);
        }
    }
}
