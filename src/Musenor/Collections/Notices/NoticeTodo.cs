using Heritage.Standards.Joconde;

namespace Musenor.Collections.Notices;

/// <summary>
/// What is to do in a notice, as bits of notice_column.todo: found when it is written, so that lists and counts stay in memory. Bits are never
/// given another meaning; a new one is filled by « reindex ».
/// </summary>
internal static class NoticeTodo
{
    public const int Incomplete = 1;
    public const int UnreadableDate = 2;

    /// <summary>In the future, or the year outside the period.</summary>
    public const int DoubtfulDate = 4;

    /// <summary>Made before the author's birth or long after their death; an impossible life.</summary>
    public const int DoubtfulAuthor = 8;

    /// <summary>A picture without alternative text.</summary>
    public const int NoAlt = 16;

    /// <summary>A picture without licence.</summary>
    public const int NoLicence = 32;

    /// <summary>A picture whose photographer is named neither beside it nor in PHOT.</summary>
    public const int NoCredit = 64;

    /// <summary>No place of making, use, discovery or collection: nothing to show on a map.</summary>
    public const int NoPlace = 128;

    public static int Of(JocondeNotice notice, Beside beside)
    {
        var doubts = Plausibility.Of(notice, beside.Year);
        return Bit(Incomplete, MinimumRecord.Missing(notice, beside.HasPicture).Count > 0)
            + Bit(UnreadableDate, MinimumRecord.HasUnreadableDate(notice))
            + Bit(DoubtfulDate, doubts.Any(d => !d.IsAboutAuthor))
            + Bit(DoubtfulAuthor, doubts.Any(d => d.IsAboutAuthor))
            + Bit(NoAlt, beside.Pictures.Any(p => p.Alt.Length == 0))
            + Bit(NoLicence, beside.Pictures.Any(p => p.Licence.Length == 0))
            + Bit(NoCredit, notice["PHOT"].Length == 0 && beside.Pictures.Any(p => p.Credit.Length == 0 && p.Photographer.Length == 0))
            + Bit(NoPlace, notice["LIEUX"].Length == 0 && notice["DECV"].Length == 0);
    }

    private static int Bit(int bit, bool isSet) => isSet ? bit : 0;
}
