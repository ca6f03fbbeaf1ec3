using Musenor.Storage;

namespace Musenor.Web;

/// <summary>What an installation says of itself. <c>BaseUrl</c> is never taken from the Host header.</summary>
public sealed record SiteSettings(string Name, Uri BaseUrl, SiteKind Kind);

public enum SiteKind { Network, Region }

public static class Settings
{
    private static readonly string[] Known =
        ["Data", "Storage:Engine", "Storage:Connection", "Site:Name", "Site:BaseUrl", "Site:Kind", "Site:Demo", "Mail:Smtp", "Oai:AdminEmail"];

    /// <summary>appsettings.json, then MUSENOR__… in the environment, then the command line.</summary>
    public static void AddSettings(this WebApplicationBuilder builder, string[] args)
    {
        builder.Configuration.AddEnvironmentVariables("MUSENOR__");
        var at = Array.FindIndex(args, a => a == "--data" || a.StartsWith("--data=", StringComparison.Ordinal));
        if (at >= 0)
        {
            builder.Configuration["Data"] = args[at].Contains('=', StringComparison.Ordinal) ? args[at][7..] : args.ElementAtOrDefault(at + 1);
        }

        foreach (var section in new[] { "Storage", "Site", "Mail", "Oai" })
        {
            foreach (var setting in builder.Configuration.GetSection(section).AsEnumerable().Where(s => s.Value is not null))
            {
                if (!Known.Contains(setting.Key, StringComparer.OrdinalIgnoreCase))
                {
                    throw new WrongSetting(setting.Key, $"ce réglage n’existe pas. Connus : {string.Join(", ", Known)}.");
                }
            }
        }

        builder.Services.AddSingleton(ReadSite(builder.Configuration));
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

        return new SiteSettings(configuration["Site:Name"] ?? "Musenor", baseUrl, siteKind);
    }
}
