namespace Musenor.Collections.Import;

/// <summary>Something to say of one row: why it was refused, or a warning on a row that went in.</summary>
/// <param name="Line">Physical line of the file where the row starts.</param>
/// <param name="Field">Joconde code, or « (ligne) ».</param>
/// <param name="Value">The value at fault, shortened.</param>
/// <param name="Remedy">What the museum can do.</param>
/// <param name="Cells">The row as read (JSON), on a refusal only.</param>
public sealed record Remark(long Line, int Position, bool IsReject, string Field, string Value, string Reason, string Remedy, string? Cells)
{
    public const string WholeRow = "(ligne)";
    private const int Shown = 120;

    public static string Shorten(string value) => value.Length > Shown ? value[..Shown] + "…" : value;
}
