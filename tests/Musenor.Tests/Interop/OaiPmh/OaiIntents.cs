using System.Xml.Linq;
using Microsoft.Extensions.DependencyInjection;
using Musenor.Interop.OaiPmh;
using Xunit;

namespace Musenor.Tests.Interop.OaiPmh;

/// <summary>A harvester of few words.</summary>
internal static class OaiIntents
{
    public static readonly XNamespace Oai = "http://www.openarchives.org/OAI/2.0/";

    /// <summary>One second later, so that what changed before may be stamped.</summary>
    public static async Task<XDocument> Oai2(this MusenorFixture portal, string query)
    {
        portal.Clock.Advance(TimeSpan.FromSeconds(2));
        using var visitor = portal.Visitor();
        return await visitor.Ask(query);
    }

    public static async Task<XDocument> Ask(this HttpClient visitor, string query)
    {
        using var answer = await visitor.GetAsync($"/oai?{query}");
        Assert.Equal(System.Net.HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("text/xml; charset=UTF-8", answer.Content.Headers.ContentType?.ToString());
        Assert.NotNull(answer.Content.Headers.ContentLength);
        return XDocument.Parse(await answer.Content.ReadAsStringAsync());
    }

    public static string[] Errors(this XDocument answer) => [.. answer.Root!.Elements(Oai + "error").Select(e => (string)e.Attribute("code")!).Distinct()];

    public static string[] Refs(this XDocument answer) => [.. answer.Descendants(Oai + "header").Select(h => h.Element(Oai + "identifier")!.Value.Split(':', 3)[2])];

    public static bool IsDeleted(this XElement header) => (string?)header.Attribute("status") == "deleted";

    public static string? Token(this XDocument answer) => answer.Descendants(Oai + "resumptionToken").SingleOrDefault()?.Value is { Length: > 0 } token ? token : null;

    /// <summary>Every page of a list.</summary>
    public static async Task<List<XDocument>> Walk(this HttpClient visitor, string query)
    {
        var pages = new List<XDocument> { await visitor.Ask(query) };
        while (pages[^1].Token() is { } token)
        {
            pages.Add(await visitor.Ask($"verb={pages[0].Root!.Elements().Last().Name.LocalName}&resumptionToken={token}"));
        }

        return pages;
    }

    public static async Task PublishAll(this IServiceProvider services)
    {
        var publish = services.GetRequiredService<PublishItems>();
        while (await publish.IsBehind())
        {
            await publish.Run(PublishItems.Batch);
        }
    }
}
