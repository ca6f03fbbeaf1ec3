using Musenor.Collections.Search.Columns;

namespace Musenor.Collections.Notices;

/// <summary>Addresses that pages make of terms and references.</summary>
public static class NoticeLinks
{
    public static string Key(string term) => Slug.Of(term);

    /// <summary>Where those who may do so correct a notice.</summary>
    public static string Edit(string reference) => $"/gestion/notices/{Uri.EscapeDataString(reference)}";
}
