using System.Data.Common;
using Dapper;
using Heritage.Standards.DublinCore;
using Heritage.Standards.OaiPmh;
using Musenor.Collections.Media;
using Musenor.Web;

namespace Musenor.Interop.OaiPmh;

/// <summary>Identify and ListMetadataFormats (protocol §4.2, §4.4).</summary>
internal sealed class DescribeRepository(SiteSettings site, OaiSettings settings, WriteRecords write)
{
    private const string Identifier = "http://www.openarchives.org/OAI/2.0/oai-identifier";
    private const string Eprints = "http://www.openarchives.org/OAI/1.1/eprints";
    private const string FriendsSpace = "http://www.openarchives.org/OAI/2.0/friends/";
    private const string Harvested = "Les notices moissonnées dans d’autres portails restent aux conditions de leur source.";
    private const string Leaving = "Une notice qui quitte un ensemble sans quitter l’entrepôt n’y est pas dite supprimée : qui ne moissonne que cet ensemble le compare de temps en temps à sa liste entière (ListIdentifiers).";
    private const string Rights = "http://www.openarchives.org/OAI/2.0/rights/";

    public async Task<OaiError?> Identify(OaiAnswerWriter to, DbConnection connection, OaiState state)
    {
        to.Open("Identify");
        to.Text("repositoryName", site.Name);
        to.Text("baseURL", settings.BaseUrl);
        to.Text("protocolVersion", "2.0");
        foreach (var email in settings.AdminEmails)
        {
            to.Text("adminEmail", email);
        }

        to.Text("earliestDatestamp", await ReadItems.Earliest(connection) ?? state.Watermark);
        to.Text("deletedRecord", "persistent");
        to.Text("granularity", "YYYY-MM-DDThh:mm:ssZ");
        to.Text("compression", "gzip");
        Scheme(to, await ReadItems.Sample(connection));
        var hasSources = await connection.ExecuteScalarAsync<long>("select count(*) from notice_source") > 0;
        Policies(to, hasSources);
        Friends(to, (await connection.QueryAsync<string>("select base_url from harvest_source where state = 'active' and private_host = '' order by code")).Where(IsOfTheWeb));
        Manifest(to, hasSources);
        to.Close();
        return null;
    }

    public async Task<OaiError?> Formats(OaiAnswerWriter to, DbConnection connection, OaiRequest request)
    {
        Item? item = null;
        if (request.Identifier is { } identifier)
        {
            item = settings.Identifiers.Reference(identifier) is { } reference ? await ReadItems.One(connection, reference) : null;
            if (item is null)
            {
                return new OaiError(OaiErrorCode.idDoesNotExist, "Aucune notice n’a cet identifiant.");
            }
        }

        to.Open("ListMetadataFormats");
        foreach (var format in write.Formats.Where(f => item is null || WriteRecords.Has(item, f.Prefix)))
        {
            to.Open("metadataFormat");
            to.Text("metadataPrefix", format.Prefix);
            to.Text("schema", format.Schema);
            to.Text("metadataNamespace", format.Namespace);
            to.Close();
        }

        to.Close();
        return null;
    }

    /// <summary>Validators read the namespace as the default one of the element.</summary>
    private void Scheme(OaiAnswerWriter to, string? sample) => Description(to, "oai-identifier", Identifier, $"{Identifier} {Identifier}.xsd", element =>
    {
        element("scheme", "oai");
        element("repositoryIdentifier", settings.Repository);
        element("delimiter", ":");
        element("sampleIdentifier", settings.Identifiers.Of(sample ?? "M0160000001"));
    });

    private static void Policies(OaiAnswerWriter to, bool hasSources) => Description(to, "eprints", Eprints, $"{Eprints} {Eprints}.xsd", _ =>
    {
        foreach (var (policy, words) in new[]
        {
            ("metadataPolicy", $"Les notices sont réutilisables sous {Licence.OpenLicence}, en citant le portail, le musée et la date.{(hasSources ? $" {Harvested}" : "")} {Leaving}"),
            ("dataPolicy", "Chaque image porte sa propre licence, dite dans sa notice."),
        })
        {
            to.Xml.WriteStartElement(null, policy, Eprints);
            to.Xml.WriteElementString(null, "text", Eprints, words);
            to.Xml.WriteEndElement();
        }
    });

    /// <summary>False for addresses of an inside network: they lead nowhere for others, and tell what is not theirs to know.</summary>
    private static bool IsOfTheWeb(string address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) && OaiIdentifier.IsRepository(uri.IdnHost);

    private void Friends(OaiAnswerWriter to, IEnumerable<string> sources)
    {
        var friends = settings.Friends.Concat(sources).Distinct(StringComparer.Ordinal).ToList();
        if (friends.Count > 0)
        {
            Description(to, "friends", FriendsSpace, $"{FriendsSpace} http://www.openarchives.org/OAI/2.0/friends.xsd", element => friends.ForEach(f => element("baseURL", f)));
        }
    }

    private static void Manifest(OaiAnswerWriter to, bool hasSources) => Description(to, "rightsManifest", Rights, $"{Rights} http://www.openarchives.org/OAI/2.0/rightsManifest.xsd", _ =>
    {
        to.Xml.WriteAttributeString("appliesTo", "http://www.openarchives.org/OAI/2.0/entity#metadata");
        to.Xml.WriteStartElement(null, "rights", Rights);
        to.Xml.WriteStartElement(null, "rightsReference", Rights);
        to.Xml.WriteAttributeString("ref", Licence.Address(Licence.OpenLicence)!.AbsoluteUri);
        to.Xml.WriteEndElement();
        to.Xml.WriteEndElement();
        if (hasSources)
        {
            to.Xml.WriteStartElement(null, "rights", Rights);
            to.Xml.WriteStartElement(null, "rightsDefinition", Rights);
            DublinCoreWriter.WriteSet(to.Xml, "Notices d’autres portails (ensemble source).", Harvested);
            to.Xml.WriteEndElement();
            to.Xml.WriteEndElement();
        }
    });

    private static void Description(OaiAnswerWriter to, string name, string space, string schema, Action<Action<string, string>> content)
    {
        to.Open("description");
        WriteRecords.Root(to.Xml, name, space, schema);
        content((element, text) => to.Xml.WriteElementString(null, element, space, text));
        to.Xml.WriteEndElement();
        to.Close();
    }
}
