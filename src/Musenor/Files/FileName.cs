using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Musenor.Files;

/// <summary>The name that a file keeps, whatever name it came under: one line, safe on every system, told as it is read.</summary>
public static partial class FileName
{
    public const int Longest = 120;

    /// <summary>Without folders, control and invisible characters (one of them writes backwards, so that « exe » reads « jpg »), in NFC.</summary>
    public static string Clean(string sent)
    {
        var last = sent[(sent.LastIndexOfAny(['/', '\\']) + 1)..];
        var name = new StringBuilder(last.Length);
        foreach (var rune in last.EnumerateRunes())
        {
            // Half a surrogate pair comes out as U+FFFD.
            var keep = Rune.GetUnicodeCategory(rune) switch
            {
                UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate => "",
                UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => " ",
                _ when rune == Rune.ReplacementChar || Reserved.Contains(rune.ToString(), StringComparison.Ordinal) => "_",
                _ => rune.ToString(),
            };
            name.Append(keep);
        }

        var whole = Blanks().Replace(name.ToString().Normalize(NormalizationForm.FormC), " ").Trim(' ', '.');
        var extension = Extension(whole);
        var stem = (extension.Length == 0 ? whole : whole[..^(extension.Length + 1)]).TrimEnd(' ', '.');
        stem = Cut(stem.Length == 0 ? "fichier" : stem, Longest - extension.Length - 1);
        if (Device().IsMatch(stem) || OwnName().IsMatch($"{stem}.{extension}"))
        {
            stem = "_" + stem;
        }

        return extension.Length == 0 ? stem : $"{stem}.{extension}";
    }

    /// <summary>Lower case, without dot; empty when there is none.</summary>
    public static string Extension(string name) => LastPart().Match(name) is { Success: true } part ? part.Groups[1].Value.ToLowerInvariant() : "";

    private const string Reserved = "<>:\"|?*";

    private static string Cut(string text, int length)
    {
        if (text.Length <= length)
        {
            return text;
        }

        // Between two letters as they are read, never inside one.
        var cut = 0;
        var letters = StringInfo.GetTextElementEnumerator(text);
        while (letters.MoveNext() && letters.ElementIndex + letters.GetTextElement().Length <= length)
        {
            cut = letters.ElementIndex + letters.GetTextElement().Length;
        }

        return cut == 0 ? "fichier" : text[..cut].TrimEnd();
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"\.([A-Za-z0-9]{1,10})$")]
    private static partial Regex LastPart();

    // Names of devices, wherever they are typed in Windows.
    [GeneratedRegex(@"^(con|prn|aux|nul|com\d|lpt\d)(\.|$)", RegexOptions.IgnoreCase)]
    private static partial Regex Device();

    // The addresses of our own derivatives, see Serving/ServeFile.
    [GeneratedRegex(@"^image-\d+\.webp$", RegexOptions.IgnoreCase)]
    private static partial Regex OwnName();
}
