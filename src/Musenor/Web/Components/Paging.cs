using Microsoft.AspNetCore.Http.Extensions;

namespace Musenor.Web.Components;

/// <summary>Where the reader stands in a long list. <c>&lt;partial name="_Pagination" model="Paging.Of(Request, page, pages)" /&gt;</c></summary>
/// <param name="Address">Address of a page by its number.</param>
public sealed record Paging(int Page, int Pages, Func<int, string> Address)
{
    /// <summary>Same address and query, another page; the first page carries no number.</summary>
    public static Paging Of(HttpRequest request, int page, int pages, string key = "page", string fragment = "")
    {
        var kept = request.Query.Where(q => q.Key != key).SelectMany(q => q.Value.Select(v => KeyValuePair.Create(q.Key, v ?? ""))).ToArray();
        return new Paging(page, pages, number =>
        {
            var query = new QueryBuilder(kept);
            if (number > 1)
            {
                query.Add(key, number.ToString(System.Globalization.CultureInfo.InvariantCulture));
            }

            return request.PathBase + request.Path + query.ToQueryString().ToUriComponent() + (fragment.Length > 0 ? "#" + fragment : "");
        });
    }

    /// <summary>The page that an address asks for. Razor keeps « page » for itself: it cannot be bound as a property.</summary>
    public static int Asked(HttpRequest request, string key = "page") => int.TryParse(request.Query[key], out var number) && number > 0 ? number : 1;

    /// <summary>The numbers shown: first, last, the page and its neighbours; 0 stands for a gap.</summary>
    public IEnumerable<int> Numbers()
    {
        var last = 0;
        foreach (var number in new[] { 1, Page - 1, Page, Page + 1, Pages }.Where(n => n >= 1 && n <= Pages).Distinct().Order())
        {
            if (number == last + 2)
            {
                yield return last + 1;
            }
            else if (number > last + 2)
            {
                yield return 0;
            }

            yield return last = number;
        }
    }
}
