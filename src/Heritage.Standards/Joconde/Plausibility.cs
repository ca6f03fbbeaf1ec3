using System.Globalization;
using System.Text.RegularExpressions;
using Heritage.Standards.Dates;
using Heritage.Standards.Text;

namespace Heritage.Standards.Joconde;

/// <summary>Something in a notice that can hardly be true.</summary>
public enum DoubtKind
{
    /// <summary>A year or a century that has not come.</summary>
    Future,

    /// <summary>MILL lies outside PERI.</summary>
    PeriodAndYear,

    /// <summary>Made before its author was born.</summary>
    BeforeBirth,

    /// <summary>Made when all its authors had been dead for long.</summary>
    AfterDeath,

    /// <summary>The author dies before being born, or lives longer than anybody.</summary>
    ImpossibleLife,
}

/// <param name="What">The words at fault.</param>
/// <param name="Against">What they disagree with; empty when it is the calendar.</param>
public sealed record Doubt(DoubtKind Kind, string Code, string What, string Against)
{
    public bool IsAboutAuthor => Kind is DoubtKind.BeforeBirth or DoubtKind.AfterDeath or DoubtKind.ImpossibleLife;
}

/// <summary>
/// Compares dates and authors of a notice with each other and with the calendar. Tells doubts, not faults: casts, prints and copies are made
/// after their author's death, so that only what is said of one sure author is judged.
/// </summary>
public static partial class Plausibility
{
    /// <summary>Years after the last author's death: works finished, cast or printed by others.</summary>
    public const int AfterDeathTolerance = 10;

    /// <summary>« 1700 » is often said of the 18th century, which begins in 1701.</summary>
    private const int CenturyEdge = 1;

    private const int LongestLife = 115;

    /// <param name="thisYear">The present year.</param>
    public static IReadOnlyList<Doubt> Of(JocondeNotice notice, int thisYear)
    {
        var doubts = new List<Doubt>();
        AddDates(notice, thisYear, doubts);
        AddAuthors(notice, doubts);
        return doubts;
    }

    private static void AddDates(JocondeNotice notice, int thisYear, List<Doubt> doubts)
    {
        var (year, period) = (FrenchDates.Parse(notice["MILL"]), FrenchDates.Parse(notice["PERI"]));
        foreach (var (code, span) in new[] { ("MILL", year), ("PERI", period) })
        {
            // A century in progress ends later than today: only its beginning counts.
            if (span is { } s && (code == "MILL" ? s.To : s.From) > thisYear || NoCentury(notice[code]) || (span is null && code == "MILL" && HasLateYear(notice[code], thisYear)))
            {
                doubts.Add(new Doubt(DoubtKind.Future, code, notice.Line(code), ""));
            }
        }

        if (year is { } y && period is { } p && !y.Overlaps(new YearSpan(p.From - CenturyEdge, p.To + CenturyEdge)))
        {
            doubts.Add(new Doubt(DoubtKind.PeriodAndYear, "MILL", notice.Line("MILL"), notice.Line("PERI")));
        }
    }

    private static void AddAuthors(JocondeNotice notice, List<Doubt> doubts)
    {
        var dead = new List<Author>();
        foreach (var author in notice.Authors)
        {
            switch (Judge(author, notice.Creation))
            {
                case DoubtKind.AfterDeath:
                    dead.Add(author);
                    break;
                case DoubtKind.BeforeBirth:
                    doubts.Add(new Doubt(DoubtKind.BeforeBirth, "AUTR", author.Text, notice.DateWords));
                    break;
                case DoubtKind.ImpossibleLife:
                    doubts.Add(new Doubt(DoubtKind.ImpossibleLife, "AUTR", author.Text, ""));
                    break;
            }
        }

        // Of several, one alive at the time may have made it: the engraver after the painter.
        if (dead.Count > 0 && dead.Count == notice.Authors.Count)
        {
            doubts.Add(new Doubt(DoubtKind.AfterDeath, "AUTR", dead[0].Text, notice.DateWords));
        }
    }

    /// <summary>Null for whom nothing is wrong, or nothing known.</summary>
    private static DoubtKind? Judge(Author author, YearSpan? creation)
    {
        if (LifeSpan.Parse(author.Dates) is not { IsActivity: false } life)
        {
            return null;
        }

        if (life is { Birth: { } birth, Death: { } death } && (death < birth || death - birth > LongestLife))
        {
            return DoubtKind.ImpossibleLife;
        }

        // « d’après », « école de », « copie »: made by others, at another time.
        if (creation is not { } made || author.Qualifier is not null)
        {
            return null;
        }

        return life.Birth is { } born && made.To < born ? DoubtKind.BeforeBirth
            : life.Death is { } died && made.From > died + AfterDeathTolerance ? DoubtKind.AfterDeath
            : null;
    }

    /// <summary>A figure of four digits that no calendar has reached: read as no date, it is a slip of a key all the same.</summary>
    private static bool HasLateYear(string text, int thisYear) =>
        text.Length is > 0 and < 200 && LateYear().Matches(text).Any(m => int.Parse(m.Value, CultureInfo.InvariantCulture) > thisYear);

    /// <summary>« 45e siècle », « 0e siècle »: no century of ours, before Christ or after.</summary>
    private static bool NoCentury(string text)
    {
        if (text.Length is 0 or > 2000 || !text.Contains("cle", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        foreach (Match match in Century().Matches(Folding.Fold(text)))
        {
            var number = int.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture);
            if (number == 0 || (number > 21 && !match.Groups["before"].Success))
            {
                return true;
            }
        }

        return false;
    }

    [GeneratedRegex(@"(?<![0-9-])[2-9][0-9]{3}(?![0-9])(?!\s*(?:av|BC))", RegexOptions.CultureInvariant)]
    private static partial Regex LateYear();

    [GeneratedRegex(@"(?<![0-9])(?<number>[0-9]{1,3})\s?(?:e|eme|er)?\s+siecle(?<before>\s+av)?", RegexOptions.CultureInvariant)]
    private static partial Regex Century();
}
