namespace Musenor.BrowserTests;

/// <summary>A page that only signed-in people see.</summary>
/// <param name="Budget">Its kind in budgets.json.</param>
/// <param name="Follow">The first link of this form in the page is the one visited: it carries an identifier.</param>
/// <param name="Enhanced">A script adds a button to it: with and without are not the same text.</param>
public sealed record OfficePage(string Address, Persona Who, string Budget = "account", string? Follow = null, bool Enhanced = false)
{
    public string Name => $"{Address}{(Follow is null ? "" : " > " + Follow)} ({Who.Role})";
}

public static class OfficePages
{
    public static readonly IReadOnlyList<OfficePage> All =
    [
        new("/compte", SeededAccounts.Referent),
        new("/compte/mot-de-passe", SeededAccounts.Referent, Enhanced: true),
        new("/compte/adresse", SeededAccounts.Referent, Enhanced: true),
        // Offers another key each time.
        new("/compte/double-authentification", SeededAccounts.Referent, Enhanced: true),
        new("/compte/double-authentification", SeededAccounts.Team, Enhanced: true),
        new("/compte/cles", SeededAccounts.Referent, Enhanced: true),
        new("/compte/sessions", SeededAccounts.Referent),
        new("/compte/donnees", SeededAccounts.Referent),
        new("/compte/donnees/effacement", SeededAccounts.Referent, Enhanced: true),
        new("/compte/musees", SeededAccounts.Referent),
        new("/compte/messages", SeededAccounts.Referent),
        new("/compte/notifications", SeededAccounts.Referent),
        new("/pro", SeededAccounts.Referent),
        new("/gestion", SeededAccounts.Referent, "office"),
        new("/gestion", SeededAccounts.Administrator, "office"),
        new("/gestion/notices", SeededAccounts.Referent, "office"),
        new("/gestion/notices?afaire=image&etat=publiee", SeededAccounts.Team, "office"),
        new("/gestion/notices?q=motintrouvable", SeededAccounts.Referent, "office"),
        new("/gestion/notices/M0788999996", SeededAccounts.Referent, "editor"),
        new("/gestion/notices/M0788999996/historique", SeededAccounts.Referent, "office"),
        new("/gestion/imports/profils", SeededAccounts.Referent, "office"),
        new("/gestion/imports/profils/nouveau", SeededAccounts.Referent, "office"),
        new("/gestion/imports/profils/csv-excel-libre", SeededAccounts.Referent, "office"),
        new("/gestion/notices/M0788999996/photographies", SeededAccounts.Referent, "editor"),
        new("/gestion/photographies", SeededAccounts.Referent, "office"),
        new("/gestion/photographies", SeededAccounts.Team, "office"),
        new("/gestion/notices/lot?afaire=image", SeededAccounts.Referent, "office"),
        new("/gestion/notices/lot?afaire=completer&geste=remplacer&champ=DOMN", SeededAccounts.Referent, "office"),
        new("/gestion/notices/lot?geste=ajouter&champ=DOMN&par=essai&apercu=1", SeededAccounts.Referent, "office"),
        new("/gestion/notices/lots", SeededAccounts.Referent, "office"),
        new("/gestion/qualite", SeededAccounts.Team, "office"),
        new($"/gestion/qualite/{SeededAccounts.Museum}", SeededAccounts.Referent, "office"),
        new("/gestion/qualite/doublons", SeededAccounts.Referent, "office"),
        new("/gestion/imports", SeededAccounts.Referent, "office"),
        new("/gestion/imports/nouveau", SeededAccounts.Referent, "office"),
        new("/gestion/imports/nouveau", SeededAccounts.Team, "office"),
        new("/gestion/musees", SeededAccounts.Referent, "office"),
        new($"/gestion/musees/{SeededAccounts.Museum}", SeededAccounts.Referent, "editor", Enhanced: true),
        new($"/gestion/musees/{SeededAccounts.Museum}/photographie", SeededAccounts.Referent, "office"),
        new("/gestion/alignements", SeededAccounts.Team, "office"),
        new("/gestion/oeuvres-communes", SeededAccounts.Team, "office"),
        new("/gestion/correspondances", SeededAccounts.Team, "office"),
        new("/gestion/liens", SeededAccounts.Team, "office"),
        new("/gestion/correspondances?source=METIERS", SeededAccounts.Team, "office"),
        new("/gestion/sources", SeededAccounts.Team, "office"),
        new("/gestion/sources/METIERS", SeededAccounts.Team, "office"),
        new("/gestion/sources/METIERS/reglages", SeededAccounts.Team, "editor"),
        new("/gestion/sources/METIERS/moissons", SeededAccounts.Team, "office"),
        new("/gestion/sources/METIERS/moissons", SeededAccounts.Team, "office", Follow: "/gestion/sources/METIERS/moissons/0"),
        new("/gestion/sources/METIERS/quarantaine", SeededAccounts.Team, "office"),
        new("/gestion/sources/METIERS/enregistrement?id=oai:metiers.example.org:1", SeededAccounts.Team, "office"),
        new("/gestion/sources/METIERS/essai", SeededAccounts.Team, "office"),
        new("/gestion/envois", SeededAccounts.Referent, "office"),
        new("/gestion/envois", SeededAccounts.Team, "office"),
        new("/gestion/envois/preparer", SeededAccounts.Team, "office"),
        new($"/gestion/envois/preparer?musee={SeededAccounts.Museum}&voir=1", SeededAccounts.Referent, "office"),
        new($"/gestion/envois/notices?musee={SeededAccounts.Museum}&etat=a-envoyer", SeededAccounts.Referent, "office"),
        new("/gestion/membres", SeededAccounts.Referent, "office"),
        new("/gestion/membres", SeededAccounts.Team, "office"),
        new("/gestion/membres", SeededAccounts.Team, "office", Follow: "/gestion/membres/0"),
        new("/gestion/membres/inviter", SeededAccounts.Referent),
        new("/gestion/membres/inviter", SeededAccounts.Team, "office"),
        new("/gestion/journal", SeededAccounts.Administrator, "office"),
        new("/gestion/comptes", SeededAccounts.Administrator, "office"),
        new("/gestion/comptes", SeededAccounts.Administrator, "office", Follow: "/gestion/comptes/0"),
        new("/gestion/demandes", SeededAccounts.Administrator, "office"),
        new("/gestion/registre", SeededAccounts.Administrator, "office"),
        // Mails leave while it is looked at: two looks do not read the same.
        new("/gestion/courriels", SeededAccounts.Team, "office", Enhanced: true),
    ];
}
