using Heritage.Standards.Text;

namespace Musenor.Collections.Import;

/// <summary>The columns that a report of refusals adds after those of its source; ignored when the corrected report is imported.</summary>
internal static class ReportColumns
{
    public static readonly string[] Names = ["ligne", "erreur", "remède"];

    /// <summary>
    /// Last column of the report of an « ajout piloté » file: its notices do not all have the same fields, so that a blank cell there
    /// means an absent field and not an emptied one.
    /// </summary>
    public const string FromPilot = "champs absents laissés vides";

    public static bool AreIn(IReadOnlyList<string> header) => Names.All(n => header.Any(h => Same(h, n)));

    public static bool BlankIsAbsent(IReadOnlyList<string> header) => header.Any(h => Same(h, FromPilot));

    public static bool IsOne(string column) => Names.Any(n => Same(n, column)) || Same(column, FromPilot);

    private static bool Same(string one, string other) => Folding.Fold(Folding.Blanks(one)) == Folding.Fold(other);
}
