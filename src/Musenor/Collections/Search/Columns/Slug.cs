using System.Text;
using Heritage.Standards.Text;

namespace Musenor.Collections.Search.Columns;

/// <summary>The stable form of a term in addresses: « Céramique » and « ceramique » are one value, « ceramique ».</summary>
internal static class Slug
{
    public static string Of(string term)
    {
        var slug = new StringBuilder(term.Length);
        foreach (var c in Folding.Fold(term))
        {
            if (char.IsLetterOrDigit(c))
            {
                slug.Append(c);
            }
            else if (slug.Length > 0 && slug[^1] != '-')
            {
                slug.Append('-');
            }
        }

        return slug.ToString().TrimEnd('-') is { Length: > 0 } kept ? kept : term;
    }
}
