namespace Musenor.BrowserTests;

/// <summary>A page that every check visits. The one place to add one.</summary>
/// <param name="Budget">Its kind in budgets.json.</param>
public sealed record VisitedPage(string Address, string Budget, int Status = 200);

public static class Pages
{
    /// <summary>Verbs run on the empty portal before it serves, in order.</summary>
    public static readonly string[][] Seeds = [];

    public static readonly IReadOnlyList<VisitedPage> All =
    [
        new("/", "front"),
        new("/aide", "text"),
        new("/contact", "text"),
        new("/accessibilite", "text"),
        new("/ecoconception", "text"),
        new("/mentions-legales", "text"),
        new("/donnees-personnelles", "text"),
        new("/plan-du-site", "text"),
        new("/cette/page-nexiste-pas", "text", 404),
    ];
}
