namespace Heritage.Standards.Text;

/// <summary>One record of a delimited file.</summary>
/// <param name="Line">Physical line where it starts, from 1.</param>
/// <param name="Cells">Cells in order, unquoted. On a record with a problem, what could be read of its first line.</param>
/// <param name="Problem">French sentence when the record could not be read; null when it is sound.</param>
public sealed record CsvRecord(long Line, IReadOnlyList<string> Cells, string? Problem)
{
    /// <summary>French sentence about something repaired while reading (a stray quote); the record is sound.</summary>
    public string? Remark { get; init; }
}
