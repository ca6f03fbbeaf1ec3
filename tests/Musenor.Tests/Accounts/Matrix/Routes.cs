namespace Musenor.Tests.Accounts.Matrix;

/// <summary>method, route (with its handler), who (a group of <see cref="Table"/>), address to try when it has parameters, what is sent.
/// « + »: nothing real is sent, so that « not found » is an answer to those who may; the others must be refused, not told that it is not there.</summary>
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
        GET  /notices/{reference}/zoom                  everyone   /notices/{own}/zoom
        GET  /notices/{reference}.json                  everyone   /notices/{own}.json
        GET  /notices/{reference}.ris                   everyone   /notices/{own}.ris
        GET  /notices/{reference}.lido.xml              everyone   /notices/{own}.lido.xml
        GET  /notices/{reference}.jsonld                everyone   /notices/{own}.jsonld
        GET  /oai                                       everyone   /oai?verb=Identify
        POST /oai                                       everyone
        GET  /schemas/joconde-1.xsd                     everyone
        GET  /depot-oai                                 everyone
        GET  /donnees                                   everyone
        GET  /donnees/{file}                            everyone   /donnees/none.csv.gz
        GET  /donnees/index.json                        everyone
        GET  /donnees/SHA256SUMS                        everyone
        GET  /donnees/api                               everyone
        GET  /api/openapi.json                          everyone
        GET  /api/v1/search                             everyone
        GET  /api/v1/notices                            everyone
        GET  /api/v1/notices/{reference}                everyone   /api/v1/notices/{own}
        GET  /api/v1/museums                            everyone
        GET  /api/v1/museums/{slug}                     everyone   /api/v1/museums/{slug}
        GET  /notices.atom                              everyone
        GET  /collections.atom                          everyone
        GET  /collections.rss                           everyone
        GET  /ark:/{naan}/{**name}                      everyone   /ark:/12345/none
        GET  /ark:{naan}/{**name}                       everyone   /ark:12345/none
        GET  /iiif/discovery/collection                 everyone
        GET  /iiif/discovery/page/{number:int}          everyone   /iiif/discovery/page/1
        GET  /sitemap.xml                               everyone
        GET  /sitemaps/{part}.xml                       everyone   /sitemaps/pages.xml
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
        GET  /marque/logo                               everyone
        GET  /images/{id}-{width}.webp                  everyone   /images/none-320.webp
        GET  /images/{id}/telecharger/{size}            everyone   /images/none/telecharger/800
        GET  /iiif/3/{**address}                        everyone   /iiif/3/none/info.json
        GET  /iiif/presentation/3/{reference}/manifest  everyone   /iiif/presentation/3/{own}/manifest
        GET  /iiif/presentation/3/collection            everyone
        GET  /iiif/presentation/3/collection/{museum}/{page:int?}  everyone   /iiif/presentation/3/collection/none
        GET  /erreur/{code:int}                         everyone   /erreur/404
        # account, before one is signed in: links of mails included
        GET  /compte/connexion                          everyone
        POST /compte/connexion                          everyone
        GET  /compte/connexion/code                     everyone
        POST /compte/connexion/code                     everyone
        GET  /compte/connexion/cle                      everyone
        POST /compte/connexion/cle                      everyone
        POST /compte/connexion/cle/options              everyone
        GET  /compte/creer                              everyone
        POST /compte/creer                              everyone
        GET  /compte/confirmation                       everyone
        POST /compte/confirmation                       everyone
        GET  /compte/confirmer                          everyone
        POST /compte/confirmer                          everyone
        GET  /compte/mot-de-passe-oublie                everyone
        POST /compte/mot-de-passe-oublie                everyone
        GET  /compte/nouveau-mot-de-passe               everyone
        POST /compte/nouveau-mot-de-passe               everyone
        GET  /compte/adresse/confirmer                  everyone
        POST /compte/adresse/confirmer                  everyone
        GET  /compte/pas-moi                            everyone
        POST /compte/pas-moi                            everyone
        GET  /compte/donnees/annuler/{token}            everyone   /compte/donnees/annuler/none
        POST /compte/donnees/annuler/{token}            everyone   /compte/donnees/annuler/none
        GET  /desabonnement/{token}                     everyone   /desabonnement/none
        POST /desabonnement/{token}                     everyone   /desabonnement/none
        GET  /invitation/{token}                        everyone   /invitation/none
        POST /invitation/{token}                        everyone   /invitation/none
        # account of one's own
        GET  /compte                                    signed-in
        GET  /compte/adresse                            signed-in
        POST /compte/adresse                            signed-in
        GET  /compte/cles                               signed-in
        POST /compte/cles                               signed-in
        POST /compte/cles/options                       signed-in
        POST /compte/cles?handler=Remove                signed-in+
        GET  /compte/donnees                            signed-in
        POST /compte/donnees?handler=Exporter           signed-in
        POST /compte/donnees?handler=Annuler            signed-in+
        GET  /compte/donnees/effacement                 signed-in
        POST /compte/donnees/effacement                 signed-in
        GET  /compte/double-authentification            signed-in
        POST /compte/double-authentification?handler=Codes    signed-in
        POST /compte/double-authentification?handler=Disable  signed-in
        POST /compte/double-authentification?handler=Enable   signed-in
        GET  /compte/evenements                         signed-in
        GET  /compte/evenements.json                    signed-in
        GET  /compte/messages                           signed-in
        GET  /compte/messages.json                      signed-in
        POST /compte/messages                           signed-in+
        POST /compte/messages?handler=All               signed-in
        GET  /compte/mot-de-passe                       signed-in
        POST /compte/mot-de-passe                       signed-in
        GET  /compte/musees                             signed-in
        POST /compte/musees?handler=Demander            signed-in
        GET  /compte/notifications                      signed-in
        POST /compte/notifications                      signed-in
        POST /compte/notifications?handler=Resume       signed-in
        GET  /compte/sessions                           signed-in
        POST /compte/sessions?handler=End               signed-in+
        # of somebody else, or of nobody: not there for anyone
        GET  /compte/messages/{id}                      nobody     /compte/messages/0198c0de-0000-7000-8000-000000000000
        GET  /compte/donnees/export/{id:guid}           nobody     /compte/donnees/export/0198c0de-0000-7000-8000-000000000000
        GET  /fichiers/{id}/{name}                      nobody     /fichiers/0198c0de000070008000000000000000/x.pdf
        GET  /fichiers/{id}/image-{width}.webp          nobody     /fichiers/0198c0de000070008000000000000000/image-480.webp
        # professional space
        GET  /pro                                       pro
        # back office
        GET  /gestion                                   office
        GET  /gestion/notices                           editors
        GET  /gestion/notices/etat                      editors    /gestion/notices/etat?ref={own}
        POST /gestion/notices/etat                      editors
        GET  /gestion/notices/{reference}               own-editors   /gestion/notices/{own}
        POST /gestion/notices/{reference}               own-editors   /gestion/notices/{own}
        # only leads to the form
        GET  /gestion/notices/{reference}/apercu        editors       /gestion/notices/{own}/apercu
        POST /gestion/notices/{reference}/apercu        own-editors   /gestion/notices/{own}/apercu
        GET  /gestion/notices/{reference}/historique    own-editors   /gestion/notices/{own}/historique
        POST /gestion/notices/{reference}/historique    own-editors+   /gestion/notices/{own}/historique
        GET  /gestion/imports/profils                   editors
        GET  /gestion/imports/profils/nouveau           editors
        POST /gestion/imports/profils/nouveau           editors
        GET  /gestion/imports/profils/{id}              own-editors   /gestion/imports/profils/{profile}
        POST /gestion/imports/profils/{id}              own-editors   /gestion/imports/profils/{profile}
        POST /gestion/imports/profils/{id}?handler=Apercu       own-editors   /gestion/imports/profils/{profile}?handler=Apercu
        POST /gestion/imports/profils/{id}?handler=Dupliquer    own-editors   /gestion/imports/profils/{profile}?handler=Dupliquer
        POST /gestion/imports/profils/{id}?handler=Exemple      own-editors   /gestion/imports/profils/{profile}?handler=Exemple
        GET  /gestion/imports/profils/{id}/export.json  own-editors   /gestion/imports/profils/{profile}/export.json
        GET  /gestion/imports                           editors
        GET  /gestion/imports/nouveau                   editors
        POST /gestion/imports/nouveau                   editors
        GET  /gestion/imports/{id:guid}                 own-editors   /gestion/imports/{import}
        POST /gestion/imports/{id:guid}                 own-editors   /gestion/imports/{import}
        GET  /gestion/imports/{id:guid}/avancement.json own-editors   /gestion/imports/{import}/avancement.json
        GET  /gestion/imports/{id:guid}/{list}.csv      own-editors   /gestion/imports/{import}/rejets.csv
        GET  /gestion/imports/{id:guid}/absentes        own-editors   /gestion/imports/{import}/absentes
        GET  /gestion/imports/{id:guid}/annuler         own-editors   /gestion/imports/{import}/annuler
        POST /gestion/imports/{id:guid}/annuler         own-editors   /gestion/imports/{undone}/annuler
        GET  /gestion/notices/{reference}/photographies                    own-editors   /gestion/notices/{own}/photographies
        POST /gestion/notices/{reference}/photographies                    own-editors   /gestion/notices/{own}/photographies
        POST /gestion/notices/{reference}/photographies?handler=Ajouter    own-editors   /gestion/notices/{own}/photographies?handler=Ajouter
        GET  /gestion/photographies                     editors
        POST /gestion/photographies                     editors
        # of somebody else, or of nobody: not there for anyone
        GET  /gestion/photographies/{id:guid}           nobody     /gestion/photographies/0198c0de-0000-7000-8000-000000000000
        POST /gestion/photographies/{id:guid}           nobody     /gestion/photographies/0198c0de-0000-7000-8000-000000000000
        GET  /gestion/photographies/{id:guid}/apercu-{width}.webp   nobody   /gestion/photographies/0198c0de-0000-7000-8000-000000000000/apercu-160.webp
        GET  /gestion/notices/lot                       editors
        POST /gestion/notices/lot                       editors
        GET  /gestion/notices/lots                      editors
        GET  /gestion/notices/fichier/{kind}            editors       /gestion/notices/fichier/csv
        GET  /gestion/notices/lots/{id:guid}            editors+      /gestion/notices/lots/0198c0de-0000-7000-8000-000000000000
        POST /gestion/notices/lots/{id:guid}            editors+      /gestion/notices/lots/0198c0de-0000-7000-8000-000000000000
        GET  /gestion/qualite                           editors
        GET  /gestion/qualite.csv                       editors
        GET  /gestion/qualite/doublons                  editors
        POST /gestion/qualite/doublons                  editors+
        GET  /gestion/qualite/{museum}                  own-editors   /gestion/qualite/{museum}
        GET  /gestion/qualite/{museum}.csv              own-editors   /gestion/qualite/{museum}.csv
        GET  /gestion/alignements                       network
        POST /gestion/alignements                       network+
        GET  /gestion/oeuvres-communes                  network
        POST /gestion/oeuvres-communes                  network+
        GET  /gestion/liens                             network
        GET  /gestion/correspondances                   network
        POST /gestion/correspondances                   network+
        GET  /gestion/sources                           network
        POST /gestion/sources                           network
        GET  /gestion/sources/{code}                    network+   /gestion/sources/none
        POST /gestion/sources/{code}                    network+   /gestion/sources/none
        GET  /gestion/sources/{code}/reglages           network+   /gestion/sources/none/reglages
        POST /gestion/sources/{code}/reglages           network+   /gestion/sources/none/reglages
        GET  /gestion/sources/{code}/moissons           network+   /gestion/sources/none/moissons
        GET  /gestion/sources/{code}/moissons.csv       network+   /gestion/sources/none/moissons.csv
        GET  /gestion/sources/{code}/moissons/{id:guid}   network+   /gestion/sources/none/moissons/0198c0de-0000-7000-8000-000000000000
        GET  /gestion/sources/{code}/quarantaine        network+   /gestion/sources/none/quarantaine
        POST /gestion/sources/{code}/quarantaine        network+   /gestion/sources/none/quarantaine
        GET  /gestion/sources/{code}/enregistrement     network+   /gestion/sources/none/enregistrement
        GET  /gestion/sources/{code}/essai              network+   /gestion/sources/none/essai
        POST /gestion/sources/{code}/essai              network+   /gestion/sources/none/essai
        POST /gestion/sources/{code}/essai?handler=Apercu   network+   /gestion/sources/none/essai?handler=Apercu
        GET  /gestion/envois                            editors
        GET  /gestion/envois/preparer                   editors
        POST /gestion/envois/preparer                   own-editors   /gestion/envois/preparer   musee=M0001
        GET  /gestion/envois/notices                    own-editors   /gestion/envois/notices?musee={museum}
        POST /gestion/envois/notices                    own-editors   /gestion/envois/notices?musee={museum}
        GET  /gestion/envois/{id:guid}                  own-editors   /gestion/envois/{package}
        POST /gestion/envois/{id:guid}                  own-editors+   /gestion/envois/{package}
        POST /gestion/envois/{id:guid}?handler=Rapport  own-editors   /gestion/envois/{package}?handler=Rapport
        GET  /gestion/envois/{id:guid}/{file}           own-editors+   /gestion/envois/{package}/none.zip
        GET  /gestion/membres                           members
        GET  /gestion/membres.csv                       members
        GET  /gestion/membres/inviter                   members
        POST /gestion/membres/inviter                   members
        POST /gestion/membres?handler=Renvoyer          own-members   /gestion/membres?handler=Renvoyer   invitation={invitation}
        POST /gestion/membres?handler=Retirer           own-members   /gestion/membres?handler=Retirer   invitation={invitation}
        GET  /gestion/membres/{id:guid}                 own-members   /gestion/membres/{member}
        POST /gestion/membres/{id:guid}?handler=Fonction   own-members   /gestion/membres/{member}?handler=Fonction
        POST /gestion/membres/{id:guid}?handler=Decider    own-members   /gestion/membres/{asked}?handler=Decider
        GET  /gestion/journal                           members
        GET  /gestion/journal.csv                       members
        GET  /gestion/courriels                         team
        POST /gestion/courriels                         team+
        GET  /gestion/comptes                           admin
        GET  /gestion/comptes.csv                       admin
        GET  /gestion/comptes/{id:guid}                 admin      /gestion/comptes/{account}
        GET  /gestion/registre                          admin
        GET  /gestion/demandes                          admin
        POST /gestion/demandes?handler=Ajouter          admin
        POST /gestion/demandes?handler=Repondre         admin
        GET  /gestion/musees                            editors
        GET  /gestion/musees/{id}                       own-editors /gestion/musees/{museum}
        POST /gestion/musees/{id}                       own-editors /gestion/musees/{museum}
        GET  /gestion/musees/{id}/photographie          own-editors /gestion/musees/{museum}/photographie
        POST /gestion/musees/{id}/photographie          own-editors /gestion/musees/{museum}/photographie
        # last
        POST /compte/musees?handler=Quitter             signed-in+
        POST /gestion/comptes/{id:guid}?handler=Facteurs   admin         /gestion/comptes/{account}?handler=Facteurs
        POST /gestion/comptes/{id:guid}?handler=Sessions   admin         /gestion/comptes/{account}?handler=Sessions
        POST /gestion/membres/{id:guid}?handler=Terminer   own-members   /gestion/membres/{member}?handler=Terminer
        POST /compte/sessions?handler=All               signed-in
        POST /compte/deconnexion                        everyone
        """;
}
