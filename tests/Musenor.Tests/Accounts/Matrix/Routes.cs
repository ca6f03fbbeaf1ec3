namespace Musenor.Tests.Accounts.Matrix;

/// <summary>method, route (with its handler), who (a group of <see cref="Table"/> or letters), address to try when it has parameters.</summary>
internal static class Routes
{
    /// <summary>Below this line: what ends the session or the account of those who try it.</summary>
    public const string Last = "# last";

    public const string Text = """
        # public
        GET  /                                          everyone
        GET  /collections                               everyone
        GET  /collections.json                          everyone
        GET  /collections/facettes/{facet}              everyone   /collections/facettes/domaine
        GET  /notices/{reference}                       everyone   /notices/{own}
        GET  /notices/{reference}.json                  everyone   /notices/{own}.json
        GET  /notices/{reference}.ris                   everyone   /notices/{own}.ris
        GET  /musees/{carte:regex(^carte$)?}            everyone   /musees
        GET  /musees.json                               everyone
        GET  /musees/{slug}                             everyone   /musees/{slug}
        GET  /musees/{slug}.json                        everyone   /musees/{slug}.json
        GET  /aide                                      everyone
        GET  /accessibilite                             everyone
        GET  /ecoconception                             everyone
        GET  /mentions-legales                          everyone
        GET  /donnees-personnelles                      everyone
        GET  /plan-du-site                              everyone
        GET  /contact                                   everyone
        # machines
        GET  /health/live                               everyone
        GET  /health/ready                              everyone
        GET  /robots.txt                                everyone
        GET  /favicon.ico                               everyone
        GET  /assets/{file}                             everyone   /assets/none.css
        GET  /images/{id}-{width}.webp                  everyone   /images/none-320.webp
        GET  /erreur/{code:int}                         everyone   /erreur/404
        # account
        GET  /compte/connexion                          everyone
        POST /compte/connexion                          everyone
        # back office
        GET  /gestion                                   office
        GET  /gestion/musees                            editors
        GET  /gestion/musees/{id}                       own-editors /gestion/musees/{museum}
        POST /gestion/musees/{id}                       own-editors /gestion/musees/{museum}
        # last
        POST /compte/deconnexion                        everyone
        """;
}
