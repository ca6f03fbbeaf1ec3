using System.Text;
using System.Text.RegularExpressions;

namespace Heritage.Standards.Tests.Joconde.Pop;

/// <summary>How POP matches the names of REFIM with the files dropped beside, and what it makes of them.</summary>
public static partial class PopImages
{
    /// <summary>What both names are reduced to before they are compared.</summary>
    public static string Reduce(string name) => Runs().Replace(View().Replace(name[(name.LastIndexOfAny(['/', '\\']) + 1)..], "."), "").ToLowerInvariant();

    /// <summary>The name under which the file is stored since March 2024; the link keeps the reduced name.</summary>
    public static string Stored(string name)
    {
        var (stem, extension) = (Path.GetFileNameWithoutExtension(name), Path.GetExtension(name));
        var plain = string.Concat(stem.Normalize(NormalizationForm.FormD).Where(c => System.Globalization.CharUnicodeInfo.GetUnicodeCategory(c) != System.Globalization.UnicodeCategory.NonSpacingMark));
        return NotPlain().Replace(plain.ToLowerInvariant(), "-").Trim('-') + extension;
    }

    /// <summary>Paths of IMG, or the sentence that rejects the notice.</summary>
    public static (IReadOnlyList<string> Paths, string? Problem) Match(string reference, string refim, IReadOnlyCollection<string> dropped)
    {
        if (refim.Length == 0)
        {
            return ([], null);
        }

        var files = dropped.Select(Reduce).ToHashSet(StringComparer.Ordinal);
        var paths = new List<string>();
        foreach (var item in refim.Split(';').Select(i => i.Split(',')[0]))
        {
            if (!files.Contains(Reduce(item)) || item != item.Trim())
            {
                return ([], $"Image {item} introuvable");
            }

            paths.Add($"joconde/{reference}/{Reduce(item)}");
        }

        return (paths, null);
    }

    [GeneratedRegex(@"_[A-Za-z0-9]\.")]
    private static partial Regex View();

    [GeneratedRegex("[A-Za-z0-9]+_")]
    private static partial Regex Runs();

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex NotPlain();
}
