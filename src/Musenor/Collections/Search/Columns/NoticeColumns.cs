using System.Text;
using Heritage.Standards.Joconde;
using Heritage.Standards.Text;
using Musenor.Collections.Media;
using Musenor.Collections.Notices;

namespace Musenor.Collections.Search.Columns;

/// <summary>What the memory of the search holds of one notice: facet values, years, sorting key, quality, what is to do.</summary>
internal sealed record NoticeColumns(string Facets, int? From, int? To, string TitleKey, int Quality, int Todo)
{
    // A term longer than this is a sentence in the wrong field: it would make a facet nobody can read.
    private const int LongestTerm = 120;
    private const int LongestTitleKey = 80;

    private static readonly string[] Described = ["TITR", "AUTR", "DENO", "PERI", "TECH", "DIMS", "REPR", "DESC", "STAT", "LIEUX"];

    public static NoticeColumns Of(JocondeNotice notice, string museumId, Beside beside)
    {
        var lines = new StringBuilder();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        void Add(string facet, string value)
        {
            if (value.Length is > 0 and <= LongestTerm && seen.Add($"{facet}:{Slug.Of(value)}"))
            {
                lines.Append(facet).Append(':').Append(value.Replace('\n', ' ')).Append('\n');
            }
        }

        Add(Facet.Museum, museumId);
        foreach (var source in beside.Sources)
        {
            Add(Facet.Source, source);
        }

        var shown = beside.Shown(notice);
        AddTerms(shown, Add);
        foreach (var twin in beside.Twins)
        {
            Add(Facet.Museum, twin.MuseumId);
            AddTerms(twin.Beside.Shown(twin.Notice), Add);
        }

        Add(Facet.Image, beside.IsShown || beside.Twins.Any(t => t.Beside.IsShown) ? "1" : "0");
        if (beside.Pictures.Concat(beside.Twins.SelectMany(t => t.Beside.Pictures)).Any(p => Licence.IsOpen(p.Licence)))
        {
            Add(Facet.Rights, "libre");
        }

        var span = shown.Creation ?? notice.Creation ?? beside.Twins.Select(t => t.Beside.Shown(t.Notice).Creation).FirstOrDefault(c => c is not null);
        var title = Folding.Fold(notice.Title).TrimStart('"', '\'', '(', '[', '«', ' ', '.', '-');
        return new NoticeColumns(
            lines.ToString(), span?.From, span?.To, title.Length > LongestTitleKey ? title[..LongestTitleKey] : title,
            (beside.HasPicture ? 100 : beside.IsShown ? 50 : 0) + Described.Count(code => notice[code].Length > 0),
            NoticeTodo.Of(notice, beside));
    }

    private static void AddTerms(JocondeNotice shown, Action<string, string> add)
    {
        foreach (var facet in Facet.All)
        {
            foreach (var value in facet.Values(shown))
            {
                add(facet.Key, value);
            }
        }
    }
}
