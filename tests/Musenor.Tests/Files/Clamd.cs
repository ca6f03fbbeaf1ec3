using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Musenor.Tests.Files;

/// <summary>Speaks the INSTREAM of clamd on a socket of the machine; finds the EICAR test file, and nothing else.</summary>
internal sealed class Clamd : IDisposable
{
    /// <summary>The test virus that every scanner knows, in two halves so that none finds it here.</summary>
    public static readonly string Eicar = @"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-" + "ANTIVIRUS-TEST-FILE!$H+H*";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();

    public Clamd()
    {
        _listener.Start();
        _ = Listen();
    }

    public EndPoint Address => new DnsEndPoint("127.0.0.1", ((IPEndPoint)_listener.LocalEndpoint).Port);

    public string Setting => $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>Takes the file and says nothing.</summary>
    public bool Hangs { get; set; }

    /// <summary>Refuses what is longer, as StreamMaxLength does: at once, and hangs up.</summary>
    public long MostBytes { get; set; } = long.MaxValue;

    public int Asked { get; private set; }

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Stop();
    }

    private async Task Listen()
    {
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptTcpClientAsync(_stop.Token);
                _ = Task.Run(() => Answer(socket));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task Answer(TcpClient socket)
    {
        using (socket)
        {
            Asked++;
            var stream = socket.GetStream();
            var command = new byte[10];
            await stream.ReadExactlyAsync(command);
            if (Encoding.ASCII.GetString(command) != "zINSTREAM\0")
            {
                await stream.WriteAsync("UNKNOWN COMMAND\0"u8.ToArray());
                return;
            }

            if (await Content(stream) is not { } content)
            {
                await stream.WriteAsync("INSTREAM size limit exceeded. ERROR\0"u8.ToArray());
                return;
            }

            if (Hangs)
            {
                await Task.Delay(Timeout.Infinite, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return;
            }

            var infected = Encoding.Latin1.GetString(content).Contains(Eicar, StringComparison.Ordinal);
            await stream.WriteAsync(Encoding.ASCII.GetBytes(infected ? "stream: Eicar-Signature FOUND\0" : "stream: OK\0"));
        }
    }

    /// <summary>Null when it passes the limit.</summary>
    private async Task<byte[]?> Content(NetworkStream stream)
    {
        var content = new MemoryStream();
        var length = new byte[4];
        while (true)
        {
            await stream.ReadExactlyAsync(length);
            var piece = new byte[BinaryPrimitives.ReadInt32BigEndian(length)];
            if (piece.Length == 0)
            {
                return content.ToArray();
            }

            await stream.ReadExactlyAsync(piece);
            content.Write(piece);
            if (content.Length > MostBytes)
            {
                return null;
            }
        }
    }
}
