namespace Musenor.BrowserTests;

/// <summary>A page that every check visits. The one place to add one.</summary>
/// <param name="Budget">Its kind in budgets.json.</param>
/// <param name="Enhanced">A script adds a button to it: with and without are not the same text.</param>
public sealed record VisitedPage(string Address, string Budget, int Status = 200, bool Enhanced = false);

public static class Pages
{
    /// <summary>Verbs run on the empty portal before it serves, in order.</summary>
    public static readonly string[][] Seeds =
    [
        ["generate", "--notices", "300", "--photos", "60"],
        ["users", "add", Person, "--role", "network_team", "--password-stdin"],
        .. SeededAccounts.All.Select(p => p.Seed),
    ];

    /// <summary>Somebody of the network's team, for the journeys of signed-in people.</summary>
    public const string Person = "reseau@example.org";

    public const string Password = "trois petits pots de grès";

    /// <summary>The zoom of a drawing of the demonstration.</summary>
    public const string Zoom = "/notices/M0613999764/zoom";

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
        new("/notices/M0613999764", "notice"),
        new(SeededNetwork.Notice, "notice"),
        new("/collections?reseau=metiers", "search"),
        new(Zoom, "zoom", Enhanced: true),
        new("/musees", "map"),
        new("/musees/musee-boucher-de-perthes-abbeville", "museum"),
        new("/donnees", "text"),
        new("/donnees/api", "text"),
        new("/depot-oai", "text"),
        new("/depot-oai?verifier=1", "text"),
        new("/aide", "text"),
        new("/contact", "text"),
        new("/accessibilite", "text"),
        new("/ecoconception", "text"),
        new("/mentions-legales", "text"),
        new("/donnees-personnelles", "text"),
        new("/plan-du-site", "text"),
        new("/compte/connexion", "account", Enhanced: true),
        new("/compte/creer", "account", Enhanced: true),
        new("/compte/confirmation", "account"),
        new("/compte/mot-de-passe-oublie", "account"),
        new("/cette/page-nexiste-pas", "text", 404),
    ];
}
