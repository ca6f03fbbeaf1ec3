namespace Musenor.Collections.Media.Manifests;

/// <summary>Texts of a manifest, each in its language (Presentation API 3.0 §4.2): « fr », or « none » for what has none.</summary>
internal static class LanguageMap
{
    public static Dictionary<string, string[]> French(params string[] texts) => new() { ["fr"] = [.. texts.Select(Plain)] };

    public static Dictionary<string, string[]> None(params string[] texts) => new() { ["none"] = [.. texts.Select(Plain)] };

    // §4.2: what begins with « < » would be taken for HTML; a blank in front says that it is text.
    private static string Plain(string text) => text.StartsWith('<') ? $" {text}" : text;
}
