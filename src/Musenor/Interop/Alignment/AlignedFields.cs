using Heritage.Standards.Joconde;
using Heritage.Standards.Text;

namespace Musenor.Interop.Alignment;

/// <summary>The fields whose terms are aligned, and how they are cut: as the facets cut them.</summary>
internal static class AlignedFields
{
    public static readonly IReadOnlyList<string> Codes = ["DOMN", "DENO", "AUTR", "TECH", "PERI", "EPOQ", "ECOL"];

    private const int LongestTerm = 120;

    public static IEnumerable<(string Field, string Term)> Terms(IReadOnlyDictionary<string, string> fields)
    {
        var notice = new JocondeNotice(fields);
        return Codes.Where(c => notice[c].Length > 0).SelectMany(c => Of(notice, c).Where(t => t.Length is > 1 and <= LongestTerm).Select(t => (c, t)));
    }

    /// <summary>Case, accents and blanks do not count.</summary>
    public static string Key(string term) => Folding.Blanks(Folding.Fold(term));

    private static IEnumerable<string> Of(JocondeNotice notice, string code) => code == "AUTR" ? notice.Authors.Select(a => a.Name).Distinct() : notice.Terms(code);
}
