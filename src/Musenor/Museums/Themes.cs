namespace Musenor.Museums;

/// <summary>Main domains of Muséofile. Museums write them in several ways; the address and the facet know one.</summary>
internal static class Themes
{
    private static readonly Dictionary<string, string> Official = new[]
    {
        "Archéologie", "Art moderne et contemporain", "Arts décoratifs", "Beaux-arts", "Civilisations extra-européennes", "Ethnologie", "Histoire", "Photographie",
        "Sciences de la nature", "Sciences fondamentales", "Technique et industrie", "Arts de l’Islam",
    }.ToDictionary(NameWords.Slug, StringComparer.Ordinal);

    public static IEnumerable<(string Slug, string Label)> Of(string domains) =>
        domains.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(d => (Slug: NameWords.Slug(d), Label: d))
            .Where(d => d.Slug.Length > 0)
            .Select(d => (d.Slug, Official.GetValueOrDefault(d.Slug) ?? MuseumFields.Capital(d.Label)))
            .DistinctBy(d => d.Slug);
}
