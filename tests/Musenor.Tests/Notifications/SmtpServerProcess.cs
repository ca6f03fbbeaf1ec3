using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using MimeKit;

namespace Musenor.Tests.Notifications;

/// <summary>A mail that the server accepted.</summary>
internal sealed record Received(string To, bool Tls, MimeMessage Mail);

/// <summary>The real SMTP server of the tests (smtp_server.py, Debian's python3-aiosmtpd). It ends when disposed, or with the process that started it.</summary>
internal sealed class SmtpServerProcess : IDisposable
{
    private readonly string _mails = Path.GetTempFileName();
    private readonly Process _process;

    private sealed record Line(string From, string[] To, bool Tls, byte[] Data);

    public SmtpServerProcess(params string[] options)
    {
        var start = new ProcessStartInfo("/usr/bin/python3") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var word in new[] { Script(), _mails }.Concat(options))
        {
            start.ArgumentList.Add(word);
        }

        _process = Process.Start(start)!;
        _process.ErrorDataReceived += (_, _) => { };
        var port = _process.StandardOutput.ReadLine();
        Port = int.TryParse(port, CultureInfo.InvariantCulture, out var number) ? number
            : throw new InvalidOperationException($"No SMTP server (.ci/install tests): {_process.StandardError.ReadToEnd()}");
        _process.BeginErrorReadLine();
    }

    public int Port { get; }

    /// <summary>All mails accepted for this address, in their order.</summary>
    public IReadOnlyList<Received> To(string address) => [.. All().Where(r => r.To == address)];

    public IReadOnlyList<Received> All()
    {
        using var file = new FileStream(_mails, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        return [.. reader.ReadToEnd().Split('\n').Where(l => l.EndsWith('}')).Select(l => JsonSerializer.Deserialize<Line>(l, JsonSerializerOptions.Web)!)
            .Select(l => new Received(l.To[0], l.Tls, MimeMessage.Load(new MemoryStream(l.Data))))];
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        File.Delete(_mails);
    }

    private static string Script([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "smtp_server.py");
}
