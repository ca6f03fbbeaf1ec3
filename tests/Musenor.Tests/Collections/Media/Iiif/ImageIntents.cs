using System.Globalization;
using System.Text;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Musenor.Collections.Media;
using Musenor.Files.Images;
using Musenor.Storage;
using Musenor.Tests.Corpora;

namespace Musenor.Tests.Collections.Media.Iiif;

/// <summary>Photographs as the tests of the image server want them: four quarters of known colours, so that a look tells which part was served.</summary>
internal static class ImageIntents
{
    public static readonly (byte R, byte G, byte B) Red = (220, 30, 30), Green = (20, 160, 60), Blue = (30, 60, 200), Yellow = (240, 220, 40);

    /// <summary>Red, green above; blue, yellow below.</summary>
    public static byte[] Quarters(int width, int height, string format = ".jpg[Q=92]")
    {
        static string Fill((byte R, byte G, byte B) c) => $"rgb({c.R},{c.G},{c.B})";
        var svg = string.Create(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 2 2" preserveAspectRatio="none">
            <rect width="2" height="2" fill="{Fill(Red)}"/><rect x="1" width="1" height="1" fill="{Fill(Green)}"/>
            <rect y="1" width="1" height="1" fill="{Fill(Blue)}"/><rect x="1" y="1" width="1" height="1" fill="{Fill(Yellow)}"/></svg>
            """);
        return OnDisk(Encoding.UTF8.GetBytes(svg), path =>
        {
            using var drawn = OpenPicture.Whole(path);
            using var plain = drawn.Plain();
            return plain.Encode(format);
        });
    }

    /// <summary>A grey PNG of these pixels.</summary>
    public static byte[] Png(int width, int height, byte[] grey)
    {
        using var rows = new MemoryStream();
        using (var packed = new System.IO.Compression.ZLibStream(rows, System.IO.Compression.CompressionLevel.Fastest, leaveOpen: true))
        {
            for (var y = 0; y < height; y++)
            {
                packed.WriteByte(0);
                packed.Write(grey, y * width, width);
            }
        }

        static byte[] Big(int n) => [(byte)(n >> 24), (byte)(n >> 16), (byte)(n >> 8), (byte)n];
        return [0x89, .. "PNG\r\n\x1a\n"u8, .. PngFile.Chunk("IHDR", [.. Big(width), .. Big(height), 8, 0, 0, 0, 0]), .. PngFile.Chunk("IDAT", rows.ToArray()), .. PngFile.Chunk("IEND", [])];
    }

    public static T OnDisk<T>(byte[] file, Func<string, T> use)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, file);
            return use(path);
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>The same JPEG, held as a camera on its side: EXIF tells to turn it.</summary>
    public static byte[] WithOrientation(byte[] jpeg, byte orientation)
    {
        byte[] tiff = [.. "II*\0"u8, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0, 0, 0, 0, 0];
        return [.. jpeg[..2], 0xFF, 0xE1, 0, (byte)(tiff.Length + 8), .. "Exif\0\0"u8, .. tiff, .. jpeg[2..]];
    }

    /// <summary>Width, height and the colour in the middle of each quarter: above left, above right, below left, below right.</summary>
    public static (int Width, int Height, (byte R, byte G, byte B)[] Quarters) Look(byte[] picture) => OnDisk(picture, path =>
    {
        using var open = OpenPicture.Level(path, "");
        var ppm = open.Encode(".ppm");
        var (at, numbers) = (2, new List<int>());
        while (numbers.Count < 3)
        {
            at++;
            if (ppm[at] == '#')
            {
                at = Array.IndexOf(ppm, (byte)'\n', at);
            }
            else if (char.IsAsciiDigit((char)ppm[at]))
            {
                var end = Array.FindIndex(ppm, at, b => !char.IsAsciiDigit((char)b));
                numbers.Add(int.Parse(Encoding.ASCII.GetString(ppm, at, end - at), CultureInfo.InvariantCulture));
                at = end - 1;
            }
        }

        var bands = ppm[1] == '6' ? 3 : 1;
        var pixels = ppm.AsSpan(ppm.Length - (numbers[0] * numbers[1] * bands)).ToArray();
        (byte, byte, byte) Pixel(int x, int y)
        {
            var start = ((y * numbers[0]) + x) * bands;
            return (pixels[start], pixels[start + bands - 1 - (bands / 2)], pixels[start + bands - 1]);
        }

        var (w, h) = (numbers[0], numbers[1]);
        return (w, h, new[] { Pixel(w / 4, h / 4), Pixel(3 * w / 4, h / 4), Pixel(w / 4, 3 * h / 4), Pixel(3 * w / 4, 3 * h / 4) });
    });

    public static bool IsNear(this (byte R, byte G, byte B) seen, (byte R, byte G, byte B) meant, int tolerance = 14) =>
        Math.Abs(seen.R - meant.R) <= tolerance && Math.Abs(seen.G - meant.G) <= tolerance && Math.Abs(seen.B - meant.B) <= tolerance;

    /// <summary>A portal with one museum and one notice, « M0638000001 ».</summary>
    public static async Task<MusenorFixture> WithNotice()
    {
        var portal = new MusenorFixture();
        await portal.Services.GetRequiredService<Migrator>().Run();
        await portal.Museum("M0638", "Musée des Beaux-Arts", "Lille");
        await portal.Notice("M0638000001", "M0638", ("TITR", "Les Quatre Quarts"), ("AUTR", "DUPONT Jeanne"));
        return portal;
    }

    /// <summary>Attaches a photograph with its master; answers its id.</summary>
    public static async Task<string> Photograph(
        this MusenorFixture portal, byte[] file, string kind = "jpeg", int position = 1, string licence = "Licence Ouverte 2.0", string reference = "M0638000001", string credit = "Musée, Ville")
    {
        var (hash, bytes) = await portal.Services.GetRequiredService<Masters>().Keep(new MemoryStream(file));
        var id = Pictures.Id(reference, position, file);
        await portal.Ask<StorePicture, int>(s => s.Run([new(reference, file, "photograph", licence, credit, "Quatre quarts de couleur", position)]));
        var (width, height) = OnDisk(file, Vips.ShownSize);
        await portal.Services.GetRequiredService<Database>().Write(async (connection, transaction) =>
        {
            await connection.ExecuteAsync("""
                insert into picture_master (hash, bytes, kind, width, height, received_at) values (@hash, @bytes, @kind, @width, @height, '2026-01-01T00:00:00Z') on conflict do nothing
                """, new { hash, bytes, kind, width, height }, transaction);
            return await connection.ExecuteAsync("update notice_image set master_hash = @hash where id = @id", new { hash, id }, transaction);
        });
        return id;
    }

    public static string[] Files(this MusenorFixture portal, string folder) =>
        Directory.Exists(Path.Combine(portal.Folder, folder)) ? Directory.GetFiles(Path.Combine(portal.Folder, folder), "*", SearchOption.AllDirectories) : [];
}
