using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Musenor.Storage;

namespace Musenor.Files.Scanning;

/// <summary>Asks clamd, over TCP or a socket of the machine, by its command INSTREAM (man clamd): lengths and pieces, then one line back.</summary>
public sealed class ClamdScan(EndPoint address, TimeSpan patience) : IFileScan
{
    private const int Piece = 64 * 1024;
    private const int LongestReply = 1024;

    /// <summary>How long clamd may be silent: the setting of clamd for one file (ReadTimeout) is two minutes.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Reads the setting Files:Clamd: « 127.0.0.1:3310 », « clamd.example.org:3310 » or « /run/clamav/clamd.ctl ».</summary>
    public static EndPoint Address(string setting)
    {
        if (setting.StartsWith('/'))
        {
            return new UnixDomainSocketEndPoint(setting);
        }

        var colon = setting.LastIndexOf(':');
        var isPort = int.TryParse(setting[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= IPEndPoint.MaxPort;
        return colon > 0 && isPort && Uri.CheckHostName(setting[..colon].Trim('[', ']')) != UriHostNameType.Unknown
            ? new DnsEndPoint(setting[..colon].Trim('[', ']'), port)
            : throw new WrongSetting("Files:Clamd", $"« {setting} » n’est pas une adresse de clamd : écrire machine:port (127.0.0.1:3310) ou le chemin de son socket (/run/clamav/clamd.ctl).");
    }

    public async Task<ScanResult> Scan(Stream file, CancellationToken stop = default)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(patience);
        try
        {
            using var socket = address is UnixDomainSocketEndPoint
                ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
                : new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(address, limit.Token);
            await using var clamd = new NetworkStream(socket);
            var broken = await Send(file, clamd, limit);
            return Read(await Reply(clamd, limit.Token)) ?? new ScanResult(ScanAnswer.None, broken ?? "clamd closed without an answer");
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return new ScanResult(ScanAnswer.None, $"clamd said nothing for {patience.TotalSeconds:0} s");
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            return new ScanResult(ScanAnswer.None, e.Message);
        }
    }

    // clamd may answer before the end, and close: what it said is still to be read.
    private async Task<string?> Send(Stream file, NetworkStream clamd, CancellationTokenSource limit)
    {
        try
        {
            await clamd.WriteAsync("zINSTREAM\0"u8.ToArray(), limit.Token);
            var buffer = new byte[sizeof(int) + Piece];
            int read;
            do
            {
                read = await file.ReadAsync(buffer.AsMemory(sizeof(int)), limit.Token);
                BinaryPrimitives.WriteInt32BigEndian(buffer, read);
                await clamd.WriteAsync(buffer.AsMemory(0, sizeof(int) + read), limit.Token);
                limit.CancelAfter(patience); // it moves: patience starts again
            }
            while (read > 0);
            return null;
        }
        catch (IOException e)
        {
            return e.Message;
        }
    }

    private static async Task<string> Reply(NetworkStream clamd, CancellationToken stop)
    {
        var reply = new byte[LongestReply];
        var length = await clamd.ReadAtLeastAsync(reply, reply.Length, throwOnEndOfStream: false, stop);
        return Encoding.UTF8.GetString(reply, 0, length).TrimEnd('\0', '\n', '\r');
    }

    private static ScanResult? Read(string reply) =>
        reply.Length == 0 ? null
        : reply == "stream: OK" ? new(ScanAnswer.Clean, "OK")
        : reply.EndsWith(" FOUND", StringComparison.Ordinal) ? new(ScanAnswer.Infected, reply["stream: ".Length..^" FOUND".Length])
        : new(ScanAnswer.None, reply);
}
