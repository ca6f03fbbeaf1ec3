using Heritage.Standards.Joconde;

namespace Musenor.Collections.Notices;

/// <summary>
/// What a notice still lacks of the ministry's « fiche minimum de diffusion » (December 2019): what is obligatory, then what is
/// indispensable. REF and MUSEO are there from the start. And dates that nobody can read.
/// </summary>
internal static class MinimumRecord
{
    private static readonly string[] Obligatory = ["INV", "DOMN"];
    private static readonly string[] Indispensable = ["TECH", "DIMS", "STAT", "LOCA"];

    // One of the three names the object.
    private static readonly string[] Names = ["DENO", "APPL", "TITR"];

    /// <summary>Codes of what is missing; DENO stands for « one of DENO, APPL, TITR ».</summary>
    public static IReadOnlyList<string> Missing(JocondeNotice notice, bool hasImage)
    {
        var missing = Obligatory.Where(code => notice[code].Length == 0).ToList();
        if (Names.All(code => notice[code].Length == 0))
        {
            missing.Add(Names[0]);
        }

        missing.AddRange(Indispensable.Where(code => notice[code].Length == 0));
        if (hasImage && notice["PHOT"].Length == 0)
        {
            missing.Add("PHOT");
        }

        return missing;
    }

    /// <summary>A year or a period is written, and no year can be made of it.</summary>
    public static bool HasUnreadableDate(JocondeNotice notice) =>
        notice.Creation is null && (notice.Terms("MILL").Count > 0 || notice.Terms("PERI").Count > 0);
}
