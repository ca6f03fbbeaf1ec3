using Musenor.Collections.Search.Columns;

namespace Musenor.Collections.Notices;

/// <summary>How pages name a facet value in an address.</summary>
public static class NoticeLinks
{
    public static string Key(string term) => Slug.Of(term);
}
