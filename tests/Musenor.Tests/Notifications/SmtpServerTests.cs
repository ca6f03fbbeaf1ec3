using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Musenor.Accounts.Messages;
using Musenor.Notifications.Mail;
using Musenor.Storage;
using Xunit;

namespace Musenor.Tests.Notifications;

/// <summary>The line to the server: encrypted, checked, refused; and settings that are said to be wrong at the start.</summary>
public sealed class SmtpServerTests : IAsyncLifetime
{
    private readonly MusenorFixture _portal = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("musenor-smtp-").FullName;

    private string Certificate => Path.Combine(_folder, "certificate.pem");

    private string Key => Path.Combine(_folder, "key.pem");

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _portal.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_mail_leaves_encrypted_and_signed_in_when_the_authority_is_believed()
    {
        Sign("127.0.0.1");
        using var server = new SmtpServerProcess("--cert", Certificate, "--key", Key, "--user", "portail", "--password", "mot:de@passe");
        var pass = await Send($"smtp://portail:mot%3Ade%40passe@127.0.0.1:{server.Port}", Certificate);
        Assert.Equal((1, null), (pass.Sent, pass.Trouble));
        Assert.True(Assert.Single(server.All()).Tls);
    }

    [Fact]
    public async Task A_mail_leaves_over_a_line_encrypted_from_the_start()
    {
        Sign("127.0.0.1");
        using var server = new SmtpServerProcess("--cert", Certificate, "--key", Key, "--smtps");
        Assert.Equal(1, (await Send($"smtps://127.0.0.1:{server.Port}", Certificate)).Sent);
        Assert.Single(server.All());
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_gets_no_mail_and_no_password()
    {
        Sign("127.0.0.1");
        using var server = new SmtpServerProcess("--cert", Certificate, "--key", Key);
        await StaysWaiting($"smtp://portail:secret@127.0.0.1:{server.Port}", null, "certificate");
        Assert.Empty(server.All());
    }

    [Fact]
    public async Task A_certificate_of_another_name_is_refused_even_from_a_believed_authority()
    {
        Sign("192.0.2.1");
        using var server = new SmtpServerProcess("--cert", Certificate, "--key", Key);
        await StaysWaiting($"smtp://127.0.0.1:{server.Port}", Certificate, "certificate");
    }

    [Fact]
    public async Task A_server_without_encryption_gets_nothing_where_encryption_is_required()
    {
        using var server = new SmtpServerProcess();
        await StaysWaiting($"smtp://127.0.0.1:{server.Port}", null, "STARTTLS");
        Assert.Empty(server.All());
    }

    [Fact]
    public async Task A_wrong_password_keeps_mails_waiting_without_counting_against_them()
    {
        Sign("127.0.0.1");
        using var server = new SmtpServerProcess("--cert", Certificate, "--key", Key, "--user", "portail", "--password", "right");
        await StaysWaiting($"smtp://portail:wrong@127.0.0.1:{server.Port}", Certificate, "535");
    }

    [Fact]
    public async Task A_server_that_does_not_want_the_sender_keeps_mails_waiting()
    {
        using var server = new SmtpServerProcess("--refuse-sender");
        await StaysWaiting($"smtp://127.0.0.1:{server.Port}?tls=none", null, "550");
    }

    [Fact]
    public async Task A_server_that_is_not_there_keeps_mails_waiting() => await StaysWaiting("smtp://127.0.0.1:1?tls=none", null, "refused");

    [Fact]
    public async Task Without_a_server_mails_wait_and_the_portal_serves()
    {
        await Tell(_portal.Services);
        var pass = await _portal.Services.GetRequiredService<SendMails>().Run();
        Assert.Equal((0, null), (pass.Sent, pass.Trouble));
        using var visitor = _portal.Visitor();
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/")).StatusCode);
        Assert.Equal("waiting", (await _portal.MailTo("claire@example.org")).State);
    }

    [Fact]
    public async Task Mails_leave_by_themselves_while_the_portal_serves()
    {
        using var server = new SmtpServerProcess();
        await using var app = _portal.Set(("Mail:Smtp", $"smtp://127.0.0.1:{server.Port}?tls=none"), ("Mail:From", "portail@example.org"));
        await Tell(app.Services);
        for (var i = 0; i < 1200 && server.All().Count == 0; i++)
        {
            await Task.Delay(50);
        }

        Assert.Single(server.To("claire@example.org"));
    }

    [Theory]
    [InlineData("Mail:Smtp", "mail.example.org")]
    [InlineData("Mail:Smtp", "http://mail.example.org")]
    [InlineData("Mail:Smtp", "smtp://mail.example.org?tls=perhaps")]
    [InlineData("Mail:Smtp", "smtps://mail.example.org?tls=none")]
    [InlineData("Mail:Smtp", "smtp://portail:secret@mail.example.org:25?tls=none")]
    [InlineData("Mail:Smtp", "smtp://portail:secret@mail.example.org:25?tls=when-available")]
    [InlineData("Mail:From", "")]
    [InlineData("Mail:From", "portail")]
    [InlineData("Mail:ReplyTo", "a@example.org, b@example.org")]
    [InlineData("Mail:CaFile", "/nowhere/authority.pem")]
    [InlineData("Mail:Timeout", "soon")]
    public void A_wrong_setting_stops_the_start_with_its_name(string key, string value)
    {
        var settings = new Dictionary<string, string?> { ["Mail:Smtp"] = "smtp://mail.example.org:587", ["Mail:From"] = "portail@example.org", [key] = value };
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        Assert.Equal(key, Assert.Throws<WrongSetting>(() => MailSettings.Read(configuration)).Key);
    }

    private async Task<SendMails.Pass> Send(string smtp, string? authority)
    {
        await using var app = _portal.Set([("Mail:Smtp", smtp), ("Mail:From", "portail@example.org"), ("Mail:Timeout", "10"), .. authority is null ? Array.Empty<(string, string)>() : [("Mail:CaFile", authority)]]);
        await using var quiet = app.WithWebHostBuilder(host => Microsoft.AspNetCore.TestHost.WebHostBuilderExtensions.ConfigureTestServices(host, services =>
            services.Remove(services.Single(s => s.ImplementationType == typeof(MailSender)))));
        await Tell(quiet.Services);
        return await quiet.Services.GetRequiredService<SendMails>().Run();
    }

    private async Task StaysWaiting(string smtp, string? authority, string said)
    {
        var pass = await Send(smtp, authority);
        Assert.Contains(said, pass.Trouble, StringComparison.OrdinalIgnoreCase);
        await using var connection = await _portal.Services.GetRequiredService<Database>().Open();
        Assert.Equal(("waiting", 0L), Dapper.SqlMapper.QuerySingle<(string, long)>(connection, "select state, attempts from outbox where channel = 'mail'"));
    }

    private static Task Tell(IServiceProvider services) => services.GetRequiredService<Database>().Write(async (connection, transaction) =>
    {
        await services.GetRequiredService<INotify>().Tell(connection, transaction, new Message(MailPortal.Event(), Category.ToDo, "À signer") { Address = "claire@example.org" });
        return true;
    });

    /// <summary>A certificate that signs itself, for this address.</summary>
    private void Sign(string address)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=mail.example.org", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Parse(address));
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        File.WriteAllText(Certificate, certificate.ExportCertificatePem());
        File.WriteAllText(Key, key.ExportPkcs8PrivateKeyPem());
    }
}
