using System.Globalization;
using Musenor.Collections.Import.Reading;
using Musenor.Web;

namespace Musenor.Collections.Import.Profiles;

/// <summary>The part of a form that tells how the file itself is read.</summary>
internal sealed record ProfileHints(SourceHints Hints, IReadOnlyList<FieldProblem> Problems)
{
    public static SourceHints Read(IFormCollection form)
    {
        var row = form["entete"].ToString().Trim();
        var isNumber = int.TryParse(row, NumberStyles.None, CultureInfo.InvariantCulture, out var header);
        // A tab would not survive trimming.
        return new(form["encodage"].ToString(), form["separateur"].ToString(), form["feuille"].ToString().Trim(), row.Length == 0 ? 0 : isNumber ? header : -1);
    }
}
