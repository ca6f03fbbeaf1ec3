using Heritage.Standards.Identifiers;
using Musenor.Storage;
using Musenor.Web.Brand;

namespace Musenor.Web;

/// <summary>What an installation says of itself. <c>BaseUrl</c> is never taken from the Host header.</summary>
public sealed record SiteSettings(string Name, Uri BaseUrl, SiteKind Kind)
{
    /// <summary>Who answers for the site, as the law wants it said; null while the installation has not told.</summary>
    public string? Publisher { get; init; }

    public string? PublisherAddress { get; init; }

    /// <summary>« Directeur ou directrice de la publication ».</summary>
    public string? Director { get; init; }

    public string? Host { get; init; }

    public string? HostAddress { get; init; }

    /// <summary>Mail address of the team.</summary>
    public string? Contact { get; init; }

    /// <summary>Where the sources are published.</summary>
    public string? Sources { get; init; }

    /// <summary>Number of the installation among those that assign ARKs (NAAN); null: its notices have none.</summary>
    public string? Ark { get; init; }
}

public enum SiteKind { Network, Region }

public static class Settings
{
    private static readonly string[] Known =
        ["Data", "Storage:Engine", "Storage:Connection", "Site:Name", "Site:BaseUrl", "Site:Kind", "Site:Demo",
         "Site:Publisher", "Site:PublisherAddress", "Site:Director", "Site:Host", "Site:HostAddress", "Site:Contact", "Site:Sources", "Site:Ark", "Site:TrustedProxies",
         "Mail:Smtp", "Mail:From", "Mail:FromName", "Mail:ReplyTo", "Mail:CaFile", "Mail:Timeout", "Oai:AdminEmail", "Oai:RepositoryIdentifier", "Oai:Friends", "Oai:PageSize", "Oai:RequestsPerMinute", "Files:Clamd", "Import:NationalUrl", "Harvest:PrivateNetworks",
         "Site:Tagline", "Site:Heading", "Site:Introduction", "Site:Colour", "Site:DarkColour", "Site:Logo", "Site:Menu",
         "Iiif:AccessCopies", "Iiif:AccessBudget", "Iiif:TileBudget"];

    /// <summary>
    /// Settings are read at the start. A host that waits for another appsettings.json watches every file below the folder it started from: where the
    /// data are there, each write to the base wakes it, and a harvest takes a fifth longer.
    /// </summary>
    public const string ReadOnce = "--hostBuilder:reloadConfigOnChange=false";

    /// <summary>appsettings.json, then MUSENOR__… in the environment, then the command line.</summary>
    public static void AddSettings(this WebApplicationBuilder builder, string[] commandLine)
    {
        builder.Configuration.AddEnvironmentVariables("MUSENOR__").AddCommandLine(commandLine);
        foreach (var section in new[] { "Storage", "Site", "Mail", "Oai", "Files", "Import", "Iiif", "Harvest" })
        {
            foreach (var setting in builder.Configuration.GetSection(section).AsEnumerable().Where(s => !string.IsNullOrEmpty(s.Value)))
            {
                if (!Known.Contains(setting.Key, StringComparer.OrdinalIgnoreCase))
                {
                    throw new WrongSetting(setting.Key, $"ce réglage n’existe pas. Connus : {string.Join(", ", Known)}.");
                }
            }
        }

        builder.Services.AddSingleton(ReadSite(builder.Configuration));
        builder.Services.AddSingleton(SiteBrand.Read(builder.Configuration));
    }

    private static SiteSettings ReadSite(ConfigurationManager configuration)
    {
        var kind = configuration["Site:Kind"] ?? nameof(SiteKind.Network);
        if (!Enum.TryParse<SiteKind>(kind, ignoreCase: true, out var siteKind) || !Enum.IsDefined(siteKind))
        {
            throw new WrongSetting("Site:Kind", $"« {kind} » est inconnu : écrire Network ou Region.");
        }

        var address = configuration["Site:BaseUrl"] ?? "http://localhost:5080";
        if (!Uri.TryCreate(address, UriKind.Absolute, out var baseUrl) || baseUrl.Scheme is not ("http" or "https"))
        {
            throw new WrongSetting("Site:BaseUrl", $"« {address} » n’est pas une adresse http(s) complète.");
        }

        if (configuration["Site:Ark"] is { Length: > 0 } naan && !ArkName.IsNaan(naan))
        {
            throw new WrongSetting("Site:Ark", $"« {naan} » n’est pas un NAAN : écrire les cinq chiffres attribués par l’alliance ARK, sans « ark: ».");
        }

        string? Said(string key) => string.IsNullOrWhiteSpace(configuration[key]) ? null : configuration[key]!.Trim();
        return new SiteSettings(Said("Site:Name") ?? "Musenor", baseUrl, siteKind)
        {
            Publisher = Said("Site:Publisher"),
            PublisherAddress = Said("Site:PublisherAddress"),
            Director = Said("Site:Director"),
            Host = Said("Site:Host"),
            HostAddress = Said("Site:HostAddress"),
            Contact = Said("Site:Contact"),
            Sources = Said("Site:Sources"),
            Ark = Said("Site:Ark"),
        };
    }
}
