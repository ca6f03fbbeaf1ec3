using Heritage.Standards.Joconde;
using Musenor.Collections.Notices;

namespace Musenor.Collections.Search.Analysis;

/// <summary>What the text index holds of one notice: the distinct stems of each field, and the exact words of all in order.</summary>
internal sealed record NoticeText(string[] Stems, string[] Words)
{
    // Between two fields, so that no phrase runs across.
    private const string Border = "_";
    // A description may run to megabytes; past this many words it no longer helps to find the work.
    private const int MostWords = 8_000;

    /// <param name="beside">The harmonised terms are found as those of the source are, and the words of the notices that it leads as its own.</param>
    public static NoticeText Of(JocondeNotice notice, Beside beside)
    {
        var stems = new string[SearchField.Indexed.Length];
        var words = new List<string>();
        var distinct = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < stems.Length; i++)
        {
            distinct.Clear();
            foreach (var code in SearchField.Indexed[i].Codes)
            {
                AddWords(notice[code], words, distinct);
                AddWords(beside.Harmonised.GetValueOrDefault(code, ""), words, distinct);
                foreach (var twin in beside.Twins)
                {
                    AddWords(twin.Notice[code], words, distinct);
                    AddWords(twin.Beside.Harmonised.GetValueOrDefault(code, ""), words, distinct);
                }
            }

            if (SearchField.Indexed[i] == SearchField.Inventory)
            {
                AddNumbers(notice, distinct);
                foreach (var twin in beside.Twins)
                {
                    AddNumbers(twin.Notice, distinct);
                }
            }

            stems[i] = string.Join(' ', distinct);
        }

        return new NoticeText(stems, [.. words]);
    }

    private static void AddWords(string text, List<string> words, HashSet<string> distinct)
    {
        if (text.Length == 0)
        {
            return;
        }

        foreach (var word in FrenchAnalyser.Words(text).Take(MostWords - words.Count))
        {
            var forms = FrenchAnalyser.Forms(word);
            words.Add(forms.Exact);
            foreach (var stem in forms.Stems)
            {
                distinct.Add(stem);
            }
        }

        words.Add(Border);
    }

    /// <summary>Inventory numbers whole, and their parts as words even where they are letters that French drops (« D 5810 »).</summary>
    private static void AddNumbers(JocondeNotice notice, HashSet<string> stems)
    {
        foreach (var number in notice.Inventory.Others.Select(o => o.Number).Prepend(notice.Inventory.Current))
        {
            if (FrenchAnalyser.InventoryKey(number) is { Length: > 0 and < 200 } key)
            {
                stems.Add(key);
                stems.UnionWith(key.Split('_'));
            }
        }
    }
}
