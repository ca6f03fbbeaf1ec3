using System.Globalization;
using System.Text;

namespace Heritage.Standards.Joconde;

/// <summary>
/// Names of image files that POP keeps as they are: it cuts names at « _ », and since 2024 makes hyphens of dots and accents without changing
/// the link (joconde.md §2.5). « m0160000123-001.jpg » survives all of it.
/// </summary>
public static class PopImageName
{
    /// <param name="reference">REF of the notice.</param>
    /// <param name="position">From 1, the order on the screen.</param>
    public static string Of(string reference, int position) => $"{Stem(reference)}-{position.ToString("000", CultureInfo.InvariantCulture)}.jpg";

    /// <summary>The reference in lower case, letters and digits alone, with single hyphens in place of anything else.</summary>
    public static string Stem(string reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        var stem = new StringBuilder(reference.Length);
        foreach (var c in reference.ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                stem.Append(c);
            }
            else if (stem.Length > 0 && stem[^1] != '-')
            {
                stem.Append('-');
            }
        }

        return stem.ToString().TrimEnd('-');
    }
}
