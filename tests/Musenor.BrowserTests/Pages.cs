namespace Musenor.BrowserTests;

/// <summary>A page that every check visits. The one place to add one.</summary>
/// <param name="Budget">Its kind in budgets.json.</param>
public sealed record VisitedPage(string Address, string Budget, int Status = 200);

public static class Pages
{
    /// <summary>Verbs run on the empty portal before it serves, in order.</summary>
    public static readonly string[][] Seeds = [["generate", "--notices", "300", "--photos", "60"]];

    public static readonly IReadOnlyList<VisitedPage> All =
    [
        new("/", "front"),
        new("/collections", "search"),
        new("/collections?q=portrait&domaine=peinture", "search"),
        new("/collections?vue=liste", "table"),
        new("/collections?vue=frise", "table"),
        new("/collections?vue=carte", "table"),
        new("/collections/facettes/auteur", "text"),
        new("/collections?image=1", "search"),
        new("/collections?q=motintrouvable", "search"),
        new("/notices/M0788999996", "notice"),
        new("/musees", "map"),
        new("/musees/musee-boucher-de-perthes-abbeville", "museum"),
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
