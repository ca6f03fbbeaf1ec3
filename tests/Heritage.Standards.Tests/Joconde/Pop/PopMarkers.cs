using System.Text.RegularExpressions;

namespace Heritage.Standards.Tests.Joconde.Pop;

/// <summary>What POP takes out of LOCA.</summary>
internal static partial class PopMarkers
{
    public static void Read(Dictionary<string, string[]> fields)
    {
        if (!fields.TryGetValue("LOCA", out var values) || Marker().Match(values[0]) is not { Success: true } marker)
        {
            return;
        }

        fields["LOCA"] = [values[0].Remove(marker.Index, marker.Length)];
        var word = marker.Groups["word"].Value.ToLowerInvariant();
        var comment = fields.TryGetValue("MANQUANT_COM", out var said) ? said[0] : "";
        fields["MANQUANT"] = [word.StartsWith("vol", StringComparison.Ordinal) ? "volé" : "manquant"];
        var appended = word.StartsWith("disparu", StringComparison.Ordinal) ? "disparu" : word.StartsWith("localisation", StringComparison.Ordinal) ? "localisation inconnue" : word.StartsWith("pill", StringComparison.Ordinal) ? "pillé" : null;
        if (word.StartsWith("présumé", StringComparison.Ordinal))
        {
            fields["MANQUANT_COM"] = ["présumé détruit"];
        }
        else if (appended is not null)
        {
            fields["MANQUANT_COM"] = [comment.Length == 0 ? appended : $"{comment} ; {appended}"];
        }
    }

    [GeneratedRegex("; (?<word>manquante?s?|vol[ée]e?s?|disparue?s?|localisation inconnue|pill[ée]e?s?|présumée?s? détruite?s?)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Marker();
}
