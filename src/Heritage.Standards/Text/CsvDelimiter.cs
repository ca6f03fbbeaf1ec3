namespace Heritage.Standards.Text;

/// <summary>Finds which of « ; », « , » and TAB parts the cells, by how regularly each one comes in the first records.</summary>
internal static class CsvDelimiter
{
    private const int Records = 12;
    private static readonly char[] Candidates = [';', ',', '\t'];

    public static char Detect(ReadOnlySpan<char> head)
    {
        var best = Candidates[0];
        var score = 0d;
        foreach (var candidate in Candidates)
        {
            var counts = Count(head, candidate);
            if (counts.Count == 0 || counts[0] == 0)
            {
                continue;
            }

            var regular = counts.Count(c => c == counts[0]) / (double)counts.Count;
            var own = regular * 1000 + counts[0];
            if (own > score)
            {
                (best, score) = (candidate, own);
            }
        }

        return best;
    }

    /// <summary>How many times <paramref name="delimiter"/> stands outside quotes in each of the first records.</summary>
    private static List<int> Count(ReadOnlySpan<char> head, char delimiter)
    {
        var counts = new List<int>(Records);
        var count = 0;
        var quoted = false;
        var cellStart = true;
        var any = false;
        foreach (var c in head)
        {
            if (c == '"' && (quoted || cellStart))
            {
                quoted = !quoted;
            }
            else if (!quoted && c is '\n' or '\r')
            {
                if (any)
                {
                    counts.Add(count);
                }

                (count, any, cellStart) = (0, false, true);
                if (counts.Count == Records)
                {
                    return counts;
                }

                continue;
            }

            any = true;
            cellStart = !quoted && (c == delimiter || (cellStart && c == '"'));
            count += !quoted && c == delimiter ? 1 : 0;
        }

        if (counts.Count == 0 && any)
        {
            counts.Add(count);
        }

        return counts;
    }
}
