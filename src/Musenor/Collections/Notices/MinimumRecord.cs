using Heritage.Standards.Joconde;

namespace Musenor.Collections.Notices;

/// <summary>What a notice still lacks of the ministry's « fiche minimum de diffusion », and dates that nobody can read.</summary>
internal static class MinimumRecord
{
    /// <summary>Bits of notice_column.todo.</summary>
    public const int Incomplete = 1;
    public const int UnreadableDate = 2;

    // One of the three names the object.
    private static readonly string[] Names = ["DENO", "APPL", "TITR"];
    private static readonly string[] Wanted = ["TECH", "DIMS", "LOCA"];

    /// <summary>Codes of what is missing; DENO stands for « one of DENO, APPL, TITR ».</summary>
    public static IReadOnlyList<string> Missing(JocondeNotice notice, bool hasImage)
    {
        var missing = new List<string>();
        if (Names.All(code => notice[code].Length == 0))
        {
            missing.Add(Names[0]);
        }

        missing.AddRange(Wanted.Where(code => notice[code].Length == 0));
        if (hasImage && notice["PHOT"].Length == 0)
        {
            missing.Add("PHOT");
        }

        return missing;
    }

    /// <summary>A year or a period is written, and no year can be made of it.</summary>
    public static bool HasUnreadableDate(JocondeNotice notice) =>
        notice.Creation is null && (notice.Terms("MILL").Count > 0 || notice.Terms("PERI").Count > 0);

    public static int Todo(JocondeNotice notice, bool hasImage) =>
        (Missing(notice, hasImage).Count > 0 ? Incomplete : 0) + (HasUnreadableDate(notice) ? UnreadableDate : 0);
}
