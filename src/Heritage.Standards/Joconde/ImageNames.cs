namespace Heritage.Standards.Joconde;

/// <summary>
/// File names that a field REFIM gives, in today's syntax (« a.jpg;b.jpg ») and in that of older exports
/// (« NOM_P.JPG,DS1,,NOM.JPG », whose last part is the file).
/// </summary>
public static class ImageNames
{
    /// <summary>The names in order, blanks around them and empty items removed; a name given twice comes once.</summary>
    public static IReadOnlyList<string> Of(string refim)
    {
        ArgumentNullException.ThrowIfNull(refim);
        return [.. refim.Split([';', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(File).Where(n => n.Length > 0).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>An old item has four parts; a comma alone may be in a file's name.</summary>
    private static string File(string item) => item.Split(',', StringSplitOptions.TrimEntries) is { Length: >= 4 } parts ? parts[^1] : item;
}
