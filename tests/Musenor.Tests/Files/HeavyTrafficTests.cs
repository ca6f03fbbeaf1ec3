using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Musenor.Files;
using Musenor.Tests.Corpora;
using Xunit;

namespace Musenor.Tests.Files;

/// <summary>Measures memory: runs when nothing else does.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "Alone";
}

/// <summary>Over a real socket, with the real server.</summary>
[Collection(Alone.Name)]
public sealed class HeavyTrafficTests : IAsyncLifetime
{
    private const int Mega = 1024 * 1024;
    private FilesPortal _portal = null!;

    public async Task InitializeAsync() => _portal = await FilesPortal.Start(largest: 20 * Mega, kestrel: true);

    public async Task DisposeAsync() => await _portal.DisposeAsync();

    [Fact]
    public async Task Eighty_megabytes_in_a_field_of_twenty_are_refused_beside_the_field_in_constant_memory()
    {
        using var visitor = _portal.Visitor();
        await visitor.GetStringAsync(new Uri("/essai/envoi", UriKind.Relative)); // the first request pays for what is loaded once
        using var form = new MultipartFormDataContent { { new StringContent("Été"), "titre" } };
        form.Add(new Endless(80L * Mega), "photo", "enorme.jpg");
        var before = GC.GetTotalAllocatedBytes();
        using var answer = await visitor.PostAsync(new Uri("/essai/envoi", UriKind.Relative), form);
        var spent = GC.GetTotalAllocatedBytes() - before;
        Assert.Equal("Été non signé|photo : Le fichier «\u00A0enorme.jpg\u00A0» est trop lourd\u00A0: il doit faire 20\u00A0Mo au plus.", await answer.Content.ReadAsStringAsync());
        Assert.True(spent < 24L * Mega, $"{spent:N0} bytes for 80 MB sent");
        Assert.Empty(_portal.OnDisk());
        // The same connection goes on.
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync(new Uri("/essai/envoi", UriKind.Relative))).StatusCode);
    }

    [Fact]
    public async Task What_is_far_too_much_is_refused_before_it_is_sent()
    {
        var answer = await Raw($"Content-Length: {400L * Mega}\r\n", Stream.Null);
        Assert.StartsWith("HTTP/1.1 413", answer, StringComparison.Ordinal);
        Assert.Contains("Connection: close", answer, StringComparison.Ordinal);
        Assert.Contains("Envoi trop lourd", answer, StringComparison.Ordinal);
        Assert.Contains("par fichier", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_does_not_say_its_length_is_stopped_on_its_way()
    {
        var before = GC.GetTotalAllocatedBytes();
        var answer = await Raw("Transfer-Encoding: chunked\r\n", new Chunks(160 * Mega));
        Assert.StartsWith("HTTP/1.1 413", answer, StringComparison.Ordinal);
        Assert.True(GC.GetTotalAllocatedBytes() - before < 24L * Mega);
        Assert.Empty(_portal.OnDisk());
    }

    [Fact]
    public async Task A_sender_who_hangs_up_leaves_nothing()
    {
        using (var socket = await Connect($"Content-Length: {10 * Mega}\r\n"))
        {
            var stream = socket.GetStream();
            await stream.WriteAsync(Encoding.ASCII.GetBytes("--b\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"a.jpg\"\r\n\r\n"));
            await stream.WriteAsync(new byte[3 * Mega]);
            await Until(() => _portal.OnDisk().Count == 1);
        }

        await Until(() => _portal.OnDisk().Count == 0);
        Assert.Equal(0, await _portal.Rows());
    }

    [Fact]
    public async Task Two_hundred_people_fetch_a_file_at_once_in_constant_memory()
    {
        byte[] bytes = [.. SoundFiles.Mp3, .. RandomNumberGenerator.GetBytes(2 * Mega)];
        var file = await _portal.Keep("son.mp3", bytes);
        var expected = Convert.ToHexString(SHA256.HashData(bytes));
        using var visitor = _portal.Visitor();
        Assert.Equal(expected, await Fetch(visitor, file));
        var before = GC.GetTotalAllocatedBytes();
        var got = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Task.Run(() => Fetch(visitor, file))));
        var spent = GC.GetTotalAllocatedBytes() - before;
        Assert.All(got, hash => Assert.Equal(expected, hash));
        // Buffers of both ends are some hundreds of kilobytes a connection.
        Assert.True(spent < 100L * Mega, $"{spent:N0} bytes for {200L * bytes.Length:N0} sent");
    }

    private static async Task<string> Fetch(HttpClient visitor, StoredFile file)
    {
        using var answer = await visitor.GetAsync(new Uri(file.Address, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        await using var stream = await answer.Content.ReadAsStreamAsync();
        return Convert.ToHexString(await SHA256.HashDataAsync(stream));
    }

    private async Task<TcpClient> Connect(string length)
    {
        using var visitor = _portal.Visitor();
        var socket = new TcpClient();
        await socket.ConnectAsync(visitor.BaseAddress!.Host, visitor.BaseAddress.Port);
        await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /essai/envoi HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\nContent-Type: multipart/form-data; boundary=b\r\n{length}\r\n"));
        return socket;
    }

    /// <summary>Sends until the server hangs up, and reads what it said.</summary>
    private async Task<string> Raw(string length, Stream body)
    {
        using var socket = await Connect(length);
        var stream = socket.GetStream();
        var said = Task.Run(() => Page(stream));
        try
        {
            await body.CopyToAsync(stream);
        }
        catch (IOException)
        {
            // As wanted: it no longer listens.
        }

        return await said.WaitAsync(TimeSpan.FromSeconds(20));
    }

    /// <summary>Head and page, to the end of the page: the server keeps the line open a while for what is still on its way.</summary>
    private static async Task<string> Page(NetworkStream stream)
    {
        var said = new StringBuilder();
        var buffer = new byte[16 * 1024];
        for (int read; !said.ToString().Contains("</html>", StringComparison.Ordinal) && (read = await stream.ReadAsync(buffer)) > 0;)
        {
            said.Append(Encoding.UTF8.GetString(buffer, 0, read));
        }

        return WebUtility.HtmlDecode(said.ToString());
    }

    private static async Task Until(Func<bool> reached)
    {
        for (var i = 0; i < 400 && !reached(); i++)
        {
            await Task.Delay(50);
        }

        Assert.True(reached());
    }

    /// <summary>So many bytes that begin like a JPEG, never in memory together.</summary>
    private sealed class Endless(long length) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            var piece = new byte[64 * 1024];
            (piece[0], piece[1], piece[2]) = (0xFF, 0xD8, 0xFF);
            for (var left = length; left > 0; left -= piece.Length)
            {
                await stream.WriteAsync(piece);
            }
        }

        protected override bool TryComputeLength(out long computed)
        {
            computed = length;
            return true;
        }
    }

    /// <summary>One part of a form in pieces of chunked transfer.</summary>
    private sealed class Chunks(long length) : MemoryStream
    {
        public override async Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken)
        {
            var head = "--b\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"a.jpg\"\r\n\r\n";
            await destination.WriteAsync(Encoding.ASCII.GetBytes($"{head.Length:x}\r\n{head}\r\n"), cancellationToken);
            byte[] piece = [.. "10000\r\n"u8, .. new byte[0x10000], .. "\r\n"u8];
            for (var left = length; left > 0; left -= 0x10000)
            {
                await destination.WriteAsync(piece, cancellationToken);
            }
        }
    }
}
