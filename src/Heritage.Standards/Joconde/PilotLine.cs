namespace Heritage.Standards.Joconde;

/// <summary>What a line of an « ajout piloté » file is, seen alone.</summary>
internal static class PilotLine
{
    // Codes that are French words: in lower case, such a line is text.
    private static readonly string[] Words = ["BASE", "CONTACT", "COPY", "DATA", "DATION", "IMAGE", "LABEL", "LABO", "MANQUANT", "RANG", "REGION", "TOUT", "VIDEO", "REF"];

    /// <summary>The line without the « ¶ » that CollectiveAccess writes at line ends.</summary>
    public static string Bare(string line) => line.TrimEnd().EndsWith('¶') ? line.TrimEnd().TrimEnd('¶') : line;

    public static bool IsSeparator(string line) => line.Length < 64 && Bare(line).AsSpan().Trim() is "//";

    /// <summary>The upper-case code the line holds alone; null when it is text.</summary>
    public static string? Code(string line)
    {
        if (line.Length > 64 || JocondeFields.Find(Bare(line)) is not { } field)
        {
            return null;
        }

        var written = Bare(line).Trim();
        return written != field.Code && field.Code != "REF" && Words.Contains(field.Code) ? null : field.Code;
    }

    /// <summary>True for a code written in upper case, as it should be.</summary>
    public static bool IsExactCode(string line) => Code(line) is { } code && Bare(line).Trim() == code;
}
