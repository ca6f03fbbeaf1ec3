using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Musenor.Storage;

namespace Musenor.Collections.Import.National;

/// <summary>
/// Brings the notices of one museum from the national base to a file of the data folder, to be imported as any file. Stopped on its way, it
/// goes on from the last whole page.
/// </summary>
internal sealed partial class FetchNational(NationalSource source, IHttpClientFactory clients, DataFolder folder, TimeProvider clock)
{
    /// <summary>Name of the client: it follows no redirection.</summary>
    public const string Client = "national";
    private static readonly TimeSpan StillFresh = TimeSpan.FromHours(12);

    /// <summary>What is on the disk of a download that is not finished.</summary>
    private sealed record Progress(long Total, int Pages, long Bytes, DateTimeOffset BeganAt);

    public async Task<Fetched> Run(string museum, IProgress<FetchProgress>? progress = null, CancellationToken stop = default)
    {
        var code = museum.Trim().ToUpperInvariant();
        if (source.Address is null)
        {
            return new(null, 0, $"L’adresse de la base nationale n’est pas réglée : donner {NationalSource.Key} dans la configuration.");
        }

        if (!Code().IsMatch(code))
        {
            return new(null, 0, $"« {Remark.Shorten(museum)} » n’est pas un code Muséofile : écrire M et quatre chiffres, comme M0638.");
        }

        var path = folder.File("imports", "national", $"{code}.jsonl");
        try
        {
            // Two downloads of one museum would write in one file.
            await using var turn = new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
            using var client = clients.CreateClient(Client);
            var count = await Fetch(new NationalApi(source, client), code, path, progress, stop);
            return count == 0 ? new(null, 0, $"La base nationale n’a aucune notice du musée {code}.") : new(path, count, null);
        }
        catch (NationalFailure e)
        {
            return new(null, 0, char.ToUpperInvariant(e.Message[0]) + e.Message[1..]);
        }
        catch (IOException e) when (e is not FileNotFoundException)
        {
            return new(null, 0, $"Le téléchargement ne peut pas s’écrire, ou un autre est en cours pour {code} : {e.Message}");
        }
    }

    private async Task<long> Fetch(NationalApi api, string code, string path, IProgress<FetchProgress>? progress, CancellationToken stop)
    {
        var where = $"code_museofile=\"{code}\"";
        var part = path + ".part";
        var begun = Begun(part);
        long total;
        await using (var file = new FileStream(part, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, 64 * 1024))
        {
            var seen = await Kept(file, begun, stop);
            var page = await api.Page(where, (begun?.Pages ?? 0) * source.PageSize, stop);
            if (begun is not null && page.Total != begun.Total)
            {
                // The base has moved since: pages of two days do not make one list.
                begun = null;
                seen = await Kept(file, null, stop);
                page = await api.Page(where, 0, stop);
            }

            total = page.Total;
            if (total > source.MostByPages)
            {
                await api.Export(where, file, stop);
                seen = await Whole(file, code, stop);
            }
            else
            {
                await Pages(api, where, code, (file, part), page, begun ?? new(total, 0, 0, clock.GetUtcNow()), seen, progress, stop);
            }

            Settle(part, code, seen.Count, total);
            progress?.Report(new(seen.Count, total));
        }

        File.Delete(part + ".json");
        File.Move(part, path, overwrite: true);
        return total;
    }

    /// <summary>What is there is what was announced, or nothing is kept of it.</summary>
    private static void Settle(string part, string code, long count, long total)
    {
        if (count != total)
        {
            File.Delete(part + ".json");
            throw new NationalFailure($"la base nationale annonce {total} notices de {code} et en donne {count} : réessayer plus tard.");
        }
    }

    private async Task Pages(
        NationalApi api, string where, string code, (FileStream File, string Name) part, (long Total, List<JsonElement> Records) page, Progress at, HashSet<string> seen, IProgress<FetchProgress>? progress, CancellationToken stop)
    {
        while (page.Records.Count > 0)
        {
            foreach (var record in page.Records)
            {
                if (Identity(record, code) is var identity && seen.Add(identity))
                {
                    await part.File.WriteAsync(Encoding.UTF8.GetBytes(record.GetRawText().ReplaceLineEndings(" ") + "\n"), stop);
                }
            }

            await part.File.FlushAsync(stop);
            at = at with { Pages = at.Pages + 1, Bytes = part.File.Length };
            await File.WriteAllTextAsync(part.Name + ".json", JsonSerializer.Serialize(at), stop);
            progress?.Report(new(seen.Count, at.Total));
            if ((long)at.Pages * source.PageSize >= at.Total)
            {
                return;
            }

            page = await api.Page(where, at.Pages * source.PageSize, stop);
            if (page.Total != at.Total)
            {
                File.Delete(part.Name + ".json");
                throw new NationalFailure("la base nationale a changé pendant la lecture : réessayer.");
            }
        }
    }

    /// <summary>What an earlier run left, when it is of today.</summary>
    private Progress? Begun(string part)
    {
        try
        {
            var begun = File.Exists(part) && File.Exists(part + ".json") ? JsonSerializer.Deserialize<Progress>(File.ReadAllText(part + ".json")) : null;
            return begun is not null && clock.GetUtcNow() - begun.BeganAt < StillFresh && begun.Pages > 0 && begun.Bytes <= new FileInfo(part).Length ? begun : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Cuts the file after the last whole page, and answers which notices are in it.</summary>
    private static async Task<HashSet<string>> Kept(FileStream file, Progress? begun, CancellationToken stop)
    {
        file.SetLength(begun?.Bytes ?? 0);
        var seen = await Read(file, null, stop);
        file.Seek(0, SeekOrigin.End);
        return seen;
    }

    private static Task<HashSet<string>> Whole(FileStream file, string code, CancellationToken stop) => Read(file, code, stop);

    private static async Task<HashSet<string>> Read(FileStream file, string? code, CancellationToken stop)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        file.Position = 0;
        using var text = new StreamReader(file, Encoding.UTF8, detectEncodingFromByteOrderMarks: true, 64 * 1024, leaveOpen: true);
        while (await text.ReadLineAsync(stop) is { } line)
        {
            if (line.Length > 0)
            {
                try
                {
                    using var record = JsonDocument.Parse(line);
                    seen.Add(Identity(record.RootElement, code));
                }
                catch (JsonException)
                {
                    throw new NationalFailure("l’export de la base nationale est coupé ou illisible : réessayer.");
                }
            }
        }

        return seen;
    }

    /// <summary>The reference of a notice, or its museum and number; a notice of another museum was not asked for.</summary>
    private static string Identity(JsonElement record, string? code)
    {
        string Text(string name) => record.ValueKind == JsonValueKind.Object && record.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
        if (code is not null && !Text("code_museofile").StartsWith(code, StringComparison.OrdinalIgnoreCase))
        {
            throw new NationalFailure($"la base nationale donne des notices d’un autre musée que {code} : rien n’est gardé.");
        }

        return Text("reference") is { Length: > 0 } reference ? reference : string.Create(CultureInfo.InvariantCulture, $"{Text("code_museofile")} {Text("numero_inventaire")} {record.GetRawText().Length}");
    }

    [GeneratedRegex(@"^M\d{4}$")]
    private static partial Regex Code();
}
