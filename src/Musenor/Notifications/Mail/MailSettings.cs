using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MailKit.Security;
using MimeKit;
using Musenor.Storage;

namespace Musenor.Notifications.Mail;

/// <summary>How mails leave. Read at the start, so that what is wrong is said then.</summary>
public sealed record MailSettings
{
    /// <summary>Null: nothing leaves, mails wait.</summary>
    public SmtpServer? Server { get; init; }

    /// <summary>Null only without a server.</summary>
    public MailboxAddress? From { get; init; }

    public MailboxAddress? ReplyTo { get; init; }

    /// <summary>How long the server may take to answer.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);

    public static MailSettings Read(IConfiguration configuration)
    {
        var server = SmtpServer.Read(configuration["Mail:Smtp"], configuration["Mail:CaFile"]);
        var name = OneLine.Of(configuration["Mail:FromName"] ?? configuration["Site:Name"] ?? "Musenor");
        var from = Address(configuration, "Mail:From", name);
        if (server is not null && from is null)
        {
            throw new WrongSetting("Mail:From", "l’adresse d’expédition manque : écrire par exemple ne-pas-repondre@example.org.");
        }

        return new MailSettings { Server = server, From = from, ReplyTo = Address(configuration, "Mail:ReplyTo", ""), Patience = ReadPatience(configuration["Mail:Timeout"]) };
    }

    private static MailboxAddress? Address(IConfiguration configuration, string key, string name)
    {
        if (configuration[key] is not { Length: > 0 } said)
        {
            return null;
        }

        return MailAddress.Read(said) is { } address
            ? new MailboxAddress(name, address)
            : throw new WrongSetting(key, $"« {OneLine.Of(said)} » n’est pas une adresse électronique.");
    }

    private static TimeSpan ReadPatience(string? said) => said is null ? TimeSpan.FromSeconds(60)
        : int.TryParse(said, out var seconds) && seconds is >= 1 and <= 240 ? TimeSpan.FromSeconds(seconds)
        : throw new WrongSetting("Mail:Timeout", $"« {said} » n’est pas un nombre de secondes entre 1 et 240.");
}

/// <summary>Where mails are handed over.</summary>
public sealed record SmtpServer(string Host, int Port, SecureSocketOptions Security)
{
    public string? User { get; init; }

    public string Password { get; init; } = "";

    /// <summary>Whose certificates are believed; null: those of the system.</summary>
    public X509Certificate2Collection? Authorities { get; init; }

    /// <summary>smtp://user:password@host:587?tls=required|when-available|none, or smtps://user:password@host:465.</summary>
    public static SmtpServer? Read(string? said, string? authorities)
    {
        if (string.IsNullOrWhiteSpace(said))
        {
            return null;
        }

        if (!Uri.TryCreate(said, UriKind.Absolute, out var address) || address.Scheme is not ("smtp" or "smtps") || address.Host.Length == 0)
        {
            throw new WrongSetting("Mail:Smtp", "écrire smtp://utilisateur:motdepasse@serveur:587 ou smtps://utilisateur:motdepasse@serveur:465.");
        }

        var user = address.UserInfo.Split(':', 2);
        var security = Encryption(address);
        // Over a line that may stay in the clear, a password belongs to whoever listens.
        if (user[0].Length > 0 && !address.IsLoopback && security is (SecureSocketOptions.None or SecureSocketOptions.StartTlsWhenAvailable))
        {
            throw new WrongSetting("Mail:Smtp", "un mot de passe ne part que sur une ligne chiffrée : écrire tls=required, ou smtps://.");
        }

        return new SmtpServer(address.Host, address.Port > 0 ? address.Port : address.Scheme == "smtps" ? 465 : 587, security)
        {
            User = user[0].Length > 0 ? Uri.UnescapeDataString(user[0]) : null,
            Password = user.Length > 1 ? Uri.UnescapeDataString(user[1]) : "",
            Authorities = ReadAuthorities(authorities),
        };
    }

    private static SecureSocketOptions Encryption(Uri address) => (address.Scheme, address.Query) switch
    {
        ("smtps", "") => SecureSocketOptions.SslOnConnect,
        ("smtp", "" or "?tls=required") => SecureSocketOptions.StartTls,
        ("smtp", "?tls=when-available") => SecureSocketOptions.StartTlsWhenAvailable,
        ("smtp", "?tls=none") => SecureSocketOptions.None,
        _ => throw new WrongSetting("Mail:Smtp", $"« {address.Query} » est inconnu : écrire ?tls=required, ?tls=when-available ou ?tls=none après smtp://serveur:port, rien après smtps://."),
    };

    private static X509Certificate2Collection? ReadAuthorities(string? file)
    {
        if (string.IsNullOrWhiteSpace(file))
        {
            return null;
        }

        try
        {
            var read = new X509Certificate2Collection();
            read.ImportFromPemFile(file);
            return read.Count > 0 ? read : throw new WrongSetting("Mail:CaFile", $"« {file} » ne contient aucun certificat (PEM).");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new WrongSetting("Mail:CaFile", $"« {file} » ne peut pas être lu : un fichier de certificats (PEM) est attendu.");
        }
    }
}
