using System.Net;
using System.Text;
using System.Text.Json;

namespace Musenor.Collections.Import.National;

/// <summary>Asks the API of the national base: patient with a server that is busy, short with one that lies or hangs.</summary>
internal sealed class NationalApi(NationalSource source, HttpClient client)
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1);

    /// <summary>One page: how many notices there are in all, and these as they came.</summary>
    public async Task<(long Total, List<JsonElement> Records)> Page(string where, int offset, CancellationToken stop)
    {
        var query = $"records?where={Uri.EscapeDataString(where)}&order_by=reference&limit={source.PageSize}&offset={offset}";
        using var body = new MemoryStream();
        await Ask(query, body, source.LargestPage, stop);
        try
        {
            body.Position = 0;
            using var answer = await JsonDocument.ParseAsync(body, new JsonDocumentOptions { MaxDepth = 32 }, stop);
            var total = answer.RootElement.GetProperty("total_count").GetInt64();
            var records = answer.RootElement.GetProperty("results").EnumerateArray().Select(r => r.Clone()).ToList();
            return total >= 0 && records.Count <= source.PageSize && records.TrueForAll(r => r.ValueKind == JsonValueKind.Object)
                ? (total, records)
                : throw new NationalFailure("la base nationale a répondu autre chose que ce qui lui est demandé : vérifier l’adresse, ou réessayer plus tard.");
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new NationalFailure($"l’adresse de {NationalSource.Key} ne répond pas comme l’API d’Opendatasoft 2.1 : la vérifier.");
        }
    }

    /// <summary>Everything at once, one notice a line: for what pages cannot give.</summary>
    public Task Export(string where, Stream to, CancellationToken stop) =>
        Ask($"exports/jsonl?where={Uri.EscapeDataString(where)}&order_by=reference", to, source.LargestExport, stop);

    private async Task Ask(string query, Stream to, long largest, CancellationToken stop)
    {
        for (var attempt = 1; ; attempt++)
        {
            to.SetLength(0);
            var (wait, problem) = await Try(new Uri(source.Address!, query), to, largest, stop);
            if (problem is null)
            {
                return;
            }

            // A server that says when to come back is obeyed; else each wait is twice the last.
            var pause = wait ?? FirstWait * Math.Pow(2, attempt - 1);
            if (attempt >= source.Attempts || pause > source.LongestWait)
            {
                throw new NationalFailure(problem);
            }

            await source.Wait(pause, stop);
        }
    }

    /// <summary>Null problem when the answer is whole in <paramref name="to"/>; a problem that another attempt may solve; or an exception.</summary>
    private async Task<(TimeSpan? Wait, string? Problem)> Try(Uri address, Stream to, long largest, CancellationToken stop)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(source.Timeout);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.Accept.ParseAdd("application/json");
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            if (answer.IsSuccessStatusCode)
            {
                await Copy(answer, to, largest, patience);
                return (null, null);
            }

            return answer.StatusCode == HttpStatusCode.TooManyRequests || (int)answer.StatusCode >= 500
                ? (Asked(answer), $"la base nationale est indisponible ou surchargée (réponse {(int)answer.StatusCode}) : réessayer plus tard, le téléchargement reprendra où il en est.")
                : throw new NationalFailure(await Refused(answer, patience.Token));
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return (null, "la base nationale ne répond pas à temps : réessayer plus tard, le téléchargement reprendra où il en est.");
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return (null, "la base nationale ne répond pas, ou a coupé sa réponse : vérifier l’adresse et le réseau, puis réessayer.");
        }
    }

    private async Task Copy(HttpResponseMessage answer, Stream to, long largest, CancellationTokenSource patience)
    {
        var tooLarge = new NationalFailure($"la réponse de la base nationale dépasse {largest / 1024 / 1024} Mo : elle n’est pas gardée.");
        if (answer.Content.Headers.ContentLength > largest)
        {
            throw tooLarge;
        }

        await using var body = await answer.Content.ReadAsStreamAsync(patience.Token);
        var buffer = new byte[80 * 1024];
        var total = 0L;
        for (int read; (read = await body.ReadAsync(buffer, patience.Token)) > 0;)
        {
            if ((total += read) > largest)
            {
                throw tooLarge;
            }

            await to.WriteAsync(buffer.AsMemory(0, read), patience.Token);
            // A long answer has all the time it needs, as long as it moves.
            patience.CancelAfter(source.Timeout);
        }
    }

    private static TimeSpan? Asked(HttpResponseMessage answer) => answer.Headers.RetryAfter switch
    {
        { Delta: { } wait } => wait,
        { Date: { } date } when date - DateTimeOffset.UtcNow is var wait && wait > TimeSpan.Zero => wait,
        _ => null,
    };

    /// <summary>What the API says is wrong with the question, shortened.</summary>
    private static async Task<string> Refused(HttpResponseMessage answer, CancellationToken stop)
    {
        if ((int)answer.StatusCode is >= 300 and < 400)
        {
            return $"l’adresse de {NationalSource.Key} renvoie ailleurs ({answer.Headers.Location}) : écrire la nouvelle.";
        }

        var head = new byte[2000];
        await using var body = await answer.Content.ReadAsStreamAsync(stop);
        var read = await body.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, stop);
        return $"la base nationale refuse la demande (réponse {(int)answer.StatusCode}) : vérifier {NationalSource.Key}. Elle dit : « {Remark.Shorten(Encoding.UTF8.GetString(head, 0, read).ReplaceLineEndings(" ").Trim())} »";
    }
}
