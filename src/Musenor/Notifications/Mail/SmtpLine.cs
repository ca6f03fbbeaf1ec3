using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Musenor.Notifications.Mail;

/// <summary>What the mail server made of one mail.</summary>
internal abstract record Delivery
{
    private Delivery() { }

    public sealed record Sent : Delivery;

    /// <summary>Not now.</summary>
    public sealed record Later(string Problem) : Delivery;

    /// <summary>Nobody there, for good (5xx to RCPT).</summary>
    public sealed record NoSuchAddress(string Problem) : Delivery;

    /// <summary>This mail is not wanted, for good.</summary>
    public sealed record Refused(string Problem) : Delivery;

    /// <summary>The line broke, or the server fell silent, before it answered for the mail.</summary>
    public sealed record Lost(string Problem) : Delivery;

    /// <summary>Nothing to do with the mail: no server, wrong password, wrong certificate.</summary>
    public sealed record Trouble(string Problem) : Delivery;
}

/// <summary>One connection to the mail server, opened when first needed and used for all mails of a pass.</summary>
internal sealed partial class SmtpLine(SmtpServer server, TimeSpan patience) : IAsyncDisposable
{
    // Time for a mail that is nearly through when the portal stops.
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);
    private SmtpClient? _client;

    private TimeSpan Answer => patience * 5 < LongestAnswer ? patience * 5 : LongestAnswer;

    public async Task<Delivery> Send(MimeMessage mail, CancellationToken stop)
    {
        using var limit = new CancellationTokenSource(patience);
        await using var stopping = stop.Register(() => limit.CancelAfter(Grace));
        try
        {
            await Open(limit.Token);
        }
        catch (Exception e) when (Expected(e))
        {
            await Hang();
            return new Delivery.Trouble(Sentence(e));
        }

        try
        {
            // Once it has begun to take the mail, a server may look at it for minutes before it answers (RFC 5321 §4.5.3.2.6), and whoever hangs up
            // before sends it twice. No longer than the lease of the letter.
            await _client!.SendAsync(mail, limit.Token, new Given(() => limit.CancelAfter(stop.IsCancellationRequested ? Grace : Answer)));
            return new Delivery.Sent();
        }
        catch (SmtpCommandException refusal) when ((int)refusal.StatusCode != 421)
        {
            return Read(refusal);
        }
        catch (NotSupportedException e)
        {
            return new Delivery.Refused(Sentence(e)); // an address with accents, and a server that cannot
        }
        catch (Exception e) when (Expected(e))
        {
            await Hang();
            return new Delivery.Lost(Sentence(e));
        }
    }

    private sealed class Given(Action any) : ITransferProgress
    {
        public void Report(long bytesTransferred, long totalSize) => any();

        public void Report(long bytesTransferred) => any();
    }

    private async Task Open(CancellationToken stop)
    {
        if (_client is { IsConnected: true })
        {
            return;
        }

        _client?.Dispose();
        _client = new SmtpClient { Timeout = (int)Answer.TotalMilliseconds, CheckCertificateRevocation = false, ServerCertificateValidationCallback = Believed };
        await _client.ConnectAsync(server.Host, server.Port, server.Security, stop);
        if (server.User is not null)
        {
            await _client.AuthenticateAsync(server.User, server.Password, stop);
        }
    }

    /// <summary>Name and chain both right, against the authorities of the setting where there is one.</summary>
    private bool Believed(object sender, X509Certificate? certificate, X509Chain? presented, SslPolicyErrors errors)
    {
        if (server.Authorities is null || errors == SslPolicyErrors.None)
        {
            return errors == SslPolicyErrors.None;
        }

        if (certificate is null || errors != SslPolicyErrors.RemoteCertificateChainErrors)
        {
            return false;
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(server.Authorities);
        chain.ChainPolicy.ExtraStore.AddRange(presented?.ChainPolicy.ExtraStore ?? []);
        using var shown = X509CertificateLoader.LoadCertificate(certificate.GetRawCertData());
        return chain.Build(shown);
    }

    private static Delivery Read(SmtpCommandException refusal)
    {
        var problem = $"{(int)refusal.StatusCode} {OneLine.Of(refusal.Message)}";
        return ((int)refusal.StatusCode >= 500, refusal.ErrorCode) switch
        {
            (true, SmtpErrorCode.RecipientNotAccepted) => Recipient(refusal, problem),
            // Whoever we are, it does not want us: the same for every mail.
            (true, SmtpErrorCode.SenderNotAccepted) => new Delivery.Trouble(problem),
            (true, _) => new Delivery.Refused(problem),
            _ => new Delivery.Later(problem),
        };
    }

    /// <summary>
    /// RFC 3463: 5.1 is the address; 5.2.2 a full box; 5.7 the server's policy, which may be its mistake of the hour. Only the first says that
    /// nobody is there. Without such a code, 550, 551 and 553 do.
    /// </summary>
    private static Delivery Recipient(SmtpCommandException refusal, string problem) =>
        EnhancedCode().Match(refusal.Message).Value switch
        {
            "" => (int)refusal.StatusCode is 550 or 551 or 553 ? new Delivery.NoSuchAddress(problem) : new Delivery.Refused(problem),
            var code when code.StartsWith("5.1.", StringComparison.Ordinal) => new Delivery.NoSuchAddress(problem),
            var code when code.StartsWith("5.2.2", StringComparison.Ordinal) || code.StartsWith("5.7.", StringComparison.Ordinal) => new Delivery.Later(problem),
            _ => new Delivery.Refused(problem),
        };

    [GeneratedRegex(@"(?<![\d.])5\.\d{1,3}\.\d{1,3}(?![\d.])")]
    private static partial Regex EnhancedCode();

    private static bool Expected(Exception e) => e is IOException or System.Net.Sockets.SocketException or ProtocolException or ServiceNotConnectedException or CommandException
        or ServiceNotAuthenticatedException or AuthenticationException or SslHandshakeException or NotSupportedException or TimeoutException or OperationCanceledException;

    private static string Sentence(Exception e) => OneLine.Of(e is OperationCanceledException or TimeoutException ? "no answer in time" : e is SslHandshakeException ? "certificate refused: " + e.Message.Split('\n')[0] : e.Message);

    private ValueTask Hang()
    {
        _client?.Dispose();
        _client = null;
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        if (_client is { IsConnected: true })
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(2));
            try
            {
                await _client.DisconnectAsync(quit: true, limit.Token);
            }
            catch (Exception e) when (Expected(e))
            {
                // All was said; it hung up first.
            }
        }

        _client?.Dispose();
    }
}
