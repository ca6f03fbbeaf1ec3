using Musenor.Collections.Search;
using Musenor.Collections.Search.Columns;
using Musenor.Web;
using Musenor.Web.Abuse;

namespace Musenor.Interop.Feeds;

/// <summary>/notices.atom, and /collections.atom or .rss for any search: the works that entered last, first.</summary>
internal static class ServeFeed
{
    public const int Most = 50;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var page = new PublicPageAttribute();
        routes.MapGet("/notices.atom", (SearchNotices search, SiteSettings site, CancellationToken stop) => Answer(new SearchState(), "/notices.atom", false, search, site, stop)).WithMetadata(page);
        routes.MapGet("/collections.atom", (HttpRequest request, SearchNotices search, SiteSettings site, CancellationToken stop) =>
            Answer(SearchState.Read(request.Query), "/collections.atom", false, search, site, stop)).WithMetadata(page, CostAttribute.Search);
        routes.MapGet("/collections.rss", (HttpRequest request, SearchNotices search, SiteSettings site, CancellationToken stop) =>
            Answer(SearchState.Read(request.Query), "/collections.rss", true, search, site, stop)).WithMetadata(page, CostAttribute.Search);
    }

    private static async Task<IResult> Answer(SearchState asked, string path, bool isRss, SearchNotices search, SiteSettings site, CancellationToken stop)
    {
        // A feed has one order, and no pages or views.
        var state = asked with { Sort = Sort.Added, View = ResultView.Mosaic, Page = 1 };
        var slice = (await search.After(state, null, Most, stop))!;
        var words = Texts.Of("Interop");
        var said = slice.Restated.Length > 0 ? slice.Restated : state.Filters > 0 ? words["Feeds.Filtered"] : "";
        var plain = state with { Sort = Sort.Relevance };
        var feed = new Feed(
            said.Length > 0 ? words["Feeds.TitleOf", site.Name, said] : words["Feeds.Title", site.Name],
            new Uri(site.BaseUrl, plain.Address(path)), new Uri(site.BaseUrl, state.Address()), site, slice.Lines);
        return Results.Bytes(isRss ? WriteFeed.Rss(feed) : WriteFeed.Atom(feed), isRss ? "application/rss+xml; charset=utf-8" : "application/atom+xml; charset=utf-8");
    }
}

/// <summary>What a feed tells, whatever its syntax.</summary>
/// <param name="Self">Its own address.</param>
/// <param name="Page">The page that shows the same to people.</param>
internal sealed record Feed(string Title, Uri Self, Uri Page, SiteSettings Site, IReadOnlyList<NoticeLine> Lines)
{
    public DateTimeOffset Updated => Lines.Count == 0 ? DateTimeOffset.UnixEpoch : Lines.Max(l => l.UpdatedAt);

    /// <summary>The address of the installation's own portal, that never changes: the identity of a work in both syntaxes.</summary>
    public string Address(NoticeLine line) => new Uri(Site.BaseUrl, line.Address).AbsoluteUri;

    public static string TitleOf(NoticeLine line) => (line.IsDemo ? Texts.Of("Interop")["Feeds.Demo"] + " " : "") + (line.Title.Length > 0 ? line.Title : line.Ref);

    public static string Summary(NoticeLine line) =>
        string.Join(". ", new[] { string.Join(", ", line.Authors), line.Date, line.Technique, string.Join(", ", new[] { line.Museum.Name, line.Museum.City }.Where(t => t.Length > 0)) }.Where(t => t.Length > 0));
}
