using System.Text.Json;
using Xunit;

namespace Musenor.Tests.Notifications;

/// <summary>An open stream, read as a browser reads it.</summary>
internal sealed record OpenStream(HttpResponseMessage Answer, StreamReader Reader) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public async Task<string?> Line()
    {
        try
        {
            return await Reader.ReadLineAsync().WaitAsync(Patience);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Null when the stream has ended.</summary>
    public async Task<(long Id, string Type)?> Read()
    {
        while (await Line() is { } line)
        {
            if (line.StartsWith("id: ", StringComparison.Ordinal))
            {
                var data = JsonDocument.Parse((await Line())!["data: ".Length..]).RootElement;
                Assert.Equal(line["id: ".Length..], $"{data.GetProperty("id").GetInt64()}");
                Assert.Equal("", await Line());
                return (data.GetProperty("id").GetInt64(), data.GetProperty("type").GetString()!);
            }
        }

        return null;
    }

    public async Task<(long Id, string Type)> Next() => await Read() ?? throw new EndOfStreamException();

    public void Dispose()
    {
        Reader.Dispose();
        Answer.Dispose();
    }
}
