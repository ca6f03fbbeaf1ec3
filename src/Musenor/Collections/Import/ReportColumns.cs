using System.Globalization;
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

    /// <summary>The same, of a file that is none of POP's: its notices need not have all that POP asks for.</summary>
    public const string FromOther = "champs absents laissés vides (hors POP)";

    /// <summary>
    /// How many cells the row had: those after it were absent and do not empty their fields. A corrected row keeps this number.
    /// </summary>
    public const string CellsRead = "cellules lues";

    public static bool AreIn(IReadOnlyList<string> header) => Names.All(n => header.Any(h => Same(h, n)));

    public static bool BlankIsAbsent(IReadOnlyList<string> header) => header.Any(h => Same(h, FromPilot) || Same(h, FromOther));

    public static bool AreOutsidePop(IReadOnlyList<string> header) => header.Any(h => Same(h, FromOther));

    public static bool IsOne(string column) => Names.Any(n => Same(n, column)) || Same(column, FromPilot) || Same(column, FromOther) || Same(column, CellsRead);

    /// <summary>Cells that the source row had; null when the file does not say.</summary>
    public static int? Read(IReadOnlyList<string> header, IReadOnlyList<string> cells)
    {
        for (var i = 0; i < header.Count && i < cells.Count; i++)
        {
            if (Same(header[i], CellsRead))
            {
                return int.TryParse(cells[i].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var read) ? read : null;
            }
        }

        return null;
    }

    private static bool Same(string one, string other) => Folding.Fold(Folding.Blanks(one)) == Folding.Fold(other);
}
