namespace Heritage.Standards.Text;

/// <summary>How far two words are from each other, counted in typing faults.</summary>
public static class EditDistance
{
    /// <summary>Letters to add, drop, change or swap between two words; gives up above <paramref name="most"/>.</summary>
    /// <returns>The number of faults, or <paramref name="most"/> + 1.</returns>
    public static int Faults(string a, string b, int most)
    {
        if (Math.Abs(a.Length - b.Length) > most)
        {
            return most + 1;
        }

        var rows = new int[3][];
        for (var i = 0; i < 3; i++)
        {
            rows[i] = new int[b.Length + 1];
        }

        for (var j = 0; j <= b.Length; j++)
        {
            rows[0][j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            if (Next(a, b, i, rows) > most)
            {
                return most + 1;
            }
        }

        return rows[a.Length % 3][b.Length];
    }

    /// <summary>Fills one row of the table; answers its least.</summary>
    private static int Next(string a, string b, int i, int[][] rows)
    {
        var (now, last, before) = (rows[i % 3], rows[(i + 2) % 3], rows[(i + 1) % 3]);
        now[0] = i;
        var least = i;
        for (var j = 1; j <= b.Length; j++)
        {
            now[j] = Math.Min(Math.Min(now[j - 1], last[j]) + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
            {
                now[j] = Math.Min(now[j], before[j - 2] + 1);
            }

            least = Math.Min(least, now[j]);
        }

        return least;
    }
}
