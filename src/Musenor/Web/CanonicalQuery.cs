using Microsoft.AspNetCore.WebUtilities;

namespace Musenor.Web;

/// <summary>Tells whether an address is already written canonically; « + » and « %20 » are the same blank.</summary>
public static class CanonicalQuery
{
    public static bool Same(QueryString asked, string canonical) => Pairs(asked.Value).SequenceEqual(Pairs(canonical));

    private static List<(string, string)> Pairs(string? query)
    {
        var pairs = new List<(string, string)>();
        foreach (var pair in new QueryStringEnumerable(query))
        {
            pairs.Add((pair.DecodeName().ToString(), pair.DecodeValue().ToString()));
        }

        return pairs;
    }
}
