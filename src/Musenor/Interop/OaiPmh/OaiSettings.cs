using System.Globalization;
using Heritage.Standards.OaiPmh;
using Musenor.Storage;
using Musenor.Web;

namespace Musenor.Interop.OaiPmh;

/// <summary>What the repository says of itself, and its limits.</summary>
public sealed record OaiSettings(string BaseUrl, string Repository)
{
    public const string Path = "/oai";

    // The guideline wants a domain; « example » is reserved, so that no record of a trial takes the name of somebody.
    private const string Development = "musenor.example";
    private const int MostRecords = 500;

    public IReadOnlyList<string> AdminEmails { get; init; } = [];

    /// <summary>Base addresses of repositories that harvesters may like too.</summary>
    public IReadOnlyList<string> Friends { get; init; } = [];

    /// <summary>Records of a page of ListRecords.</summary>
    public int PageSize { get; init; } = 200;

    /// <summary>Headers of a page of ListIdentifiers.</summary>
    public int HeaderPageSize => PageSize * 5;

    /// <summary>Requests that one client may send in a minute to one process; 0: as many as it likes.</summary>
    public int RequestsPerMinute { get; init; } = 3000;

    public OaiIdentifier Identifiers { get; } = new(Repository);

    public static OaiSettings Read(IConfiguration configuration, SiteSettings site)
    {
        var said = configuration["Oai:RepositoryIdentifier"];
        if (!string.IsNullOrWhiteSpace(said) && !OaiIdentifier.IsRepository(said))
        {
            throw new WrongSetting("Oai:RepositoryIdentifier", $"« {said} » n’est pas un nom de domaine complet comme patrimoine.example.fr (ni adresse IP, ni localhost).");
        }

        var host = site.BaseUrl.Host.StartsWith("www.", StringComparison.Ordinal) ? site.BaseUrl.Host[4..] : site.BaseUrl.Host;
        var repository = !string.IsNullOrWhiteSpace(said) ? said : OaiIdentifier.IsRepository(host) ? host : Development;
        return new OaiSettings(new Uri(site.BaseUrl, Path).AbsoluteUri, repository)
        {
            AdminEmails = Emails(configuration["Oai:AdminEmail"], site.Contact, repository),
            Friends = Addresses(configuration["Oai:Friends"]),
            PageSize = Number(configuration, "Oai:PageSize", 200, 1, MostRecords),
            RequestsPerMinute = Number(configuration, "Oai:RequestsPerMinute", 3000, 0, int.MaxValue),
        };
    }

    /// <summary>Without « mailto: », and never of localhost: harvesters write there.</summary>
    private static string[] Emails(string? said, string? contact, string repository)
    {
        if (string.IsNullOrWhiteSpace(said))
        {
            return [contact is not null && IsEmail(contact) ? contact : $"oai@{repository}"];
        }

        var emails = said.Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries);
        return emails.FirstOrDefault(e => !IsEmail(e)) is { } wrong ? throw new WrongSetting("Oai:AdminEmail", $"« {wrong} » n’est pas une adresse de courriel joignable.") : emails;
    }

    private static bool IsEmail(string text) =>
        text.Split('@') is [{ Length: > 0 } name, { Length: > 2 } domain] && !name.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase)
        && !domain.Equals("localhost", StringComparison.OrdinalIgnoreCase) && domain.Contains('.', StringComparison.Ordinal);

    private static string[] Addresses(string? said) =>
        [.. (said ?? "").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries).Select(a =>
            Uri.TryCreate(a, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? a : throw new WrongSetting("Oai:Friends", $"« {a} » n’est pas une adresse http(s) complète."))];

    private static int Number(IConfiguration configuration, string key, int usual, int least, int most) => configuration[key] switch
    {
        null or "" => usual,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most => number,
        var text => throw new WrongSetting(key, $"« {text} » n’est pas un nombre entre {least} et {most}."),
    };
}
