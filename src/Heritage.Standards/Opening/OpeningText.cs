using Heritage.Standards.Opening.Reading;

namespace Heritage.Standards.Opening;

/// <summary>The three columns in which the ministry's file tells opening hours, in the museum's own words.</summary>
/// <param name="Opening">periode_ouverture.</param>
/// <param name="Closing">fermeture_annuelle.</param>
/// <param name="Evenings">jours_nocturnes.</param>
public sealed record OpeningWords(string Opening, string Closing = "", string Evenings = "");

public enum ReadingKind
{
    /// <summary>No hours are told.</summary>
    Nothing,

    /// <summary>Every word was understood.</summary>
    Structured,

    /// <summary>Something was not understood: the words stay words.</summary>
    Text,
}

/// <summary>What came out of a museum's words.</summary>
/// <param name="Hours">Null unless structured.</param>
/// <param name="Stretch">The part that was not understood, as it is written.</param>
/// <param name="Reason">Why, in French, for the person who will read it.</param>
public sealed record OpeningReading(ReadingKind Kind, OpeningHours? Hours, string Stretch, string Reason);

/// <summary>
/// Reads French sentences about opening hours: « Ouvert d'avril à septembre tous les jours de 10h à 19h, le reste de l'année … ».
/// Nothing is guessed: where one word is unknown, or where a text can be read in two ways, it stays a text.
/// </summary>
public static class OpeningText
{
    // The ministry's column held 255 characters: what is longer was cut, often in the middle of a season.
    private const int Cut = 250;

    public static OpeningReading Read(OpeningWords words)
    {
        if (words.Opening.Trim().Length == 0)
        {
            return new OpeningReading(ReadingKind.Nothing, null, "", "");
        }

        foreach (var text in new[] { words.Opening, words.Closing, words.Evenings })
        {
            if (text.Trim().Length >= Cut)
            {
                return new OpeningReading(ReadingKind.Text, null, text.Trim()[^40..], "Texte coupé : la fin manque.");
            }
        }

        var reading = words.Opening;
        try
        {
            var lines = Lines.Read(new Cursor(reading));
            reading = words.Closing;
            lines.Closures.Read(new Cursor(reading), oneSentence: false);
            reading = words.Evenings;
            lines.LateOpenings.AddRange(EveningWords.Column(new Cursor(reading), lines.Closures));
            reading = words.Opening;
            return new OpeningReading(ReadingKind.Structured, Assembly.Of(lines), "", "");
        }
        catch (NotUnderstood fault)
        {
            return new OpeningReading(ReadingKind.Text, null, Shown(reading, fault), fault.Message);
        }
    }

    private static string Shown(string text, NotUnderstood fault)
    {
        var stretch = text[Math.Min(fault.Start, text.Length)..Math.Min(fault.End, text.Length)].Trim();
        return stretch.Length == 0 ? text.Trim() : stretch.Length > 80 ? stretch[..80] + "…" : stretch;
    }
}
