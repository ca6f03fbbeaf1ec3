namespace Heritage.Standards.Text;

/// <summary>A physical line whose quotes make no sense, cut as well as can be: for the eyes of who will correct it.</summary>
internal static class CsvLine
{
    /// <summary>Its cells, without the quotes around them.</summary>
    public static string[] Cells(string line, char delimiter, int most) => [.. line.Split(delimiter, most).Select(Bare)];

    private static string Bare(string cell)
    {
        if (!cell.StartsWith('"'))
        {
            return cell;
        }

        var end = cell.Length > 1 && cell.EndsWith('"') ? cell.Length - 1 : cell.Length;
        return cell[1..end].Replace("\"\"", "\"", StringComparison.Ordinal);
    }
}
