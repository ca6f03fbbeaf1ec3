using Microsoft.AspNetCore.Http.Extensions;
using Musenor.Collections.Editing;

namespace Musenor.Collections.Quality.Bulk;

/// <summary>Addresses of changes by lot.</summary>
public static class BulkLinks
{
    public const string Form = "/gestion/notices/lot";
    public const string List = "/gestion/notices/lots";

    public static string Of(string id) => $"{List}/{id}";

    /// <summary>The form for the notices of a list.</summary>
    public static string New(NoticeFilter filter) => With(filter, null);

    /// <summary>The form already filled.</summary>
    public static string With(NoticeFilter filter, BulkChange? change)
    {
        var query = new QueryBuilder();
        foreach (var (key, value) in Pairs(filter, change))
        {
            query.Add(key, value);
        }

        return Form + query;
    }

    /// <summary>What hidden fields carry from the list to the form and back.</summary>
    public static IEnumerable<(string Key, string Value)> Pairs(NoticeFilter filter, BulkChange? change = null)
    {
        var pairs = filter.Pairs().ToList();
        if (change is not null)
        {
            pairs.AddRange([("geste", change.Kind), ("champ", change.Field), ("terme_a_remplacer", change.Term), ("par", change.Replacement), ("aussi", change.IsOver ? "true" : "")]);
        }

        return pairs.Where(p => p.Value.Length > 0);
    }
}
