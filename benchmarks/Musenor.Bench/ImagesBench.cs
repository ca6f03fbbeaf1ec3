using System.Diagnostics;
using System.Globalization;
using System.Text;
using Dapper;
using Musenor.Collections.Media;
using Musenor.Files.Images;
using Musenor.Storage;

namespace Musenor.Bench;

/// <summary>
/// The image server: how soon a photograph of 12 megapixels shows, tiles never asked before and asked again, and the memory that 64 requests
/// at once for regions of 12,000 pixels take.
/// </summary>
internal static class ImagesBench
{
    private const int Tile = 256;
    private const int Zooms = 7;

    // A window of 1280 × 900 on 4000 × 3000 pixels: the level at a quarter, twelve tiles; browsers ask for six at once.
    private const int FirstFactor = 4;
    private const int Parallel = 6;

    public static async Task Run(Figures figures)
    {
        var folder = Workshop.EmptyFolder("images");
        await Workshop.Run("generate", "--data", folder, "--notices", "20", "--photos", "1");
        var large = await Photograph(folder, 0, 12_000, 9_000);
        var photographs = new List<string>();
        for (var i = 1; i <= Zooms; i++)
        {
            photographs.Add(await Photograph(folder, i, 4_000, 3_000));
        }

        await using var server = await Server.Portal(folder);
        using var client = server.Client();
        await Zoom(client, photographs[0]);
        var zooms = new List<double>();
        foreach (var photograph in photographs.Skip(1))
        {
            zooms.Add(await Zoom(client, photograph));
            // The copy of one is not made while the next is measured.
            await client.GetByteArrayAsync(Address(photograph, 0, 0, 1));
        }

        figures.Add("iiif.first_zoom", zooms.Order().ElementAt(zooms.Count / 2), $"ms, the median of {zooms.Count} (worst {zooms.Max().ToString("0", CultureInfo.InvariantCulture)})");
        await client.GetByteArrayAsync(Address(large, 0, 0, 1));
        await Tiles(client, server.Address, large, figures);
        await Memory(folder, large, figures);
    }

    /// <summary>Information, then the tiles of the first view, as a viewer asks for them.</summary>
    private static async Task<double> Zoom(HttpClient client, string id)
    {
        var watch = Stopwatch.StartNew();
        await client.GetByteArrayAsync(new Uri($"/iiif/3/{id}/info.json", UriKind.Relative));
        var view = from y in Enumerable.Range(0, 3) from x in Enumerable.Range(0, 4) select Address(id, x, y, FirstFactor, 4_000, 3_000);
        await Ask(client, [.. view], Parallel);
        return watch.Elapsed.TotalMilliseconds;
    }

    private static async Task Tiles(HttpClient client, Uri address, string id, Figures figures)
    {
        var all = new List<Uri>();
        for (var factor = 1; factor <= 32; factor *= 2)
        {
            all.AddRange(from y in Enumerable.Range(0, (9_000 + (Tile * factor) - 1) / (Tile * factor)) from x in Enumerable.Range(0, (12_000 + (Tile * factor) - 1) / (Tile * factor)) select Address(id, x, y, factor));
        }

        figures.Add("iiif.tile.new", await Rate(client, all), $"tiles/s, each of {all.Count} asked once");
        // Off the grid, nothing lies ready: each is decoded, cut and encoded.
        var off = Enumerable.Range(0, 1500).Select(i => new Uri($"/iiif/3/{id}/{(i * 97) % 11_000},{(i * 61) % 8_000},256,256/256,256/0/default.jpg", UriKind.Relative)).ToList();
        figures.Add("iiif.tile.decoded", await Rate(client, off), "regions/s, none of them a tile of the copy");
        await PagesBench.Load(address, [.. off.Take(400).Select(u => u.OriginalString)], 2);
        var (rate, p95) = await PagesBench.Load(address, [.. off.Take(400).Concat(all.Take(400)).Select(u => u.OriginalString)], 8);
        figures.Add("iiif.tile.repeated", rate, "tiles/s");
        figures.Add("iiif.tile.repeated.p95", p95, "ms");
    }

    private static async Task Memory(string folder, string id, Figures figures)
    {
        await using var server = await Server.Portal(folder);
        using var client = server.Client();
        client.Timeout = TimeSpan.FromMinutes(10);
        await client.GetByteArrayAsync(Address(id, 1, 1, 1));
        var before = server.ResidentMegabytes();
        var watch = Stopwatch.StartNew();
        await Ask(client, [.. Enumerable.Range(0, 64).Select(i => new Uri($"/iiif/3/{id}/{i},{i},12000,9000/max/0/default.jpg", UriKind.Relative))], 64);
        figures.Add("iiif.memory", server.MostMegabytes(), $"MB at most, 64 requests at once for 12,000 pixels each ({before.ToString("0", CultureInfo.InvariantCulture)} before; {watch.Elapsed.TotalSeconds.ToString("0", CultureInfo.InvariantCulture)} s)");
    }

    private static async Task<double> Rate(HttpClient client, List<Uri> addresses)
    {
        var watch = Stopwatch.StartNew();
        await Ask(client, addresses, 16);
        return addresses.Count / watch.Elapsed.TotalSeconds;
    }

    private static Task Ask(HttpClient client, List<Uri> addresses, int parallel) =>
        System.Threading.Tasks.Parallel.ForEachAsync(addresses, new ParallelOptions { MaxDegreeOfParallelism = parallel }, async (address, stop) => await client.GetByteArrayAsync(address, stop));

    private static Uri Address(string id, int column, int row, int factor, int width = 12_000, int height = 9_000)
    {
        var side = Tile * factor;
        var (w, h) = (Math.Min(side, width - (column * side)), Math.Min(side, height - (row * side)));
        return new Uri($"/iiif/3/{id}/{column * side},{row * side},{w},{h}/{(w + factor - 1) / factor},{(h + factor - 1) / factor}/0/default.jpg", UriKind.Relative);
    }

    /// <summary>A JPEG with detail everywhere, as the master of a notice's picture; answers its id.</summary>
    private static async Task<string> Photograph(string folder, int number, int width, int height)
    {
        var drawing = Workshop.File("texture.svg");
        await File.WriteAllTextAsync(drawing, string.Create(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" width="2000" height="1500"><filter id="t" x="0" y="0" width="1" height="1">
            <feTurbulence type="fractalNoise" baseFrequency="0.01" numOctaves="6" seed="{number}"/></filter>
            <rect width="2000" height="1500" fill="#876"/><rect width="2000" height="1500" filter="url(#t)"/></svg>
            """));
        byte[] jpeg;
        using (var drawn = OpenPicture.Whole(drawing))
        using (var plain = drawn.Plain())
        using (var large = plain.Resize(width, height))
        {
            jpeg = large.Encode(".jpg[Q=90]");
        }

        var (hash, bytes) = await new Masters(new DataFolder(folder)).Keep(new MemoryStream(jpeg));
        var database = new Database(Engine.Sqlite, $"Data Source={Path.Combine(folder, "musenor.db")}");
        return await database.Write(async (connection, transaction) =>
        {
            var id = Convert.ToHexStringLower(Encoding.ASCII.GetBytes($"photograph{number:00}"));
            await connection.ExecuteAsync("insert into picture_master (hash, bytes, kind, width, height, received_at) values (@hash, @bytes, 'jpeg', @width, @height, '2026-01-01T00:00:00Z')", new { hash, bytes, width, height }, transaction);
            await connection.ExecuteAsync("insert into notice_image (id, ref, position, width, height, master_hash, licence) select @id, min(ref), @position, @width, @height, @hash, 'CC0 1.0' from notice", new { id, position = number + 100, width, height, hash }, transaction);
            return id;
        });
    }
}
