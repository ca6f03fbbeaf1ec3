using System.IO.Compression;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Musenor.Collections.Media.Photographs;
using Musenor.Collections.Notices;
using Musenor.Collections.Search;
using Musenor.Files.Images;
using Musenor.Storage;
using Musenor.Tests.Corpora;

namespace Musenor.Tests.Collections.Media.Photographs;

/// <summary>A portal with two museums and a few notices, and a folder of photographs beside it.</summary>
internal sealed class PhotosPortal : IAsyncDisposable
{
    public const string Museum = "M0638";

    public MusenorFixture Portal { get; } = new();

    public string Photos { get; } = Directory.CreateTempSubdirectory("photos-").FullName;

    public static async Task<PhotosPortal> Start()
    {
        var photos = new PhotosPortal();
        await photos.Portal.Museum(Museum, "Musée des Beaux-Arts", "Valenciennes");
        await photos.Portal.Museum("M0160", "Palais des Beaux-Arts", "Lille");
        await photos.Portal.Notice("M0638000123", Museum, ("INV", "2010.1.1"), ("TITR", "La Moisson"));
        await photos.Portal.Notice("M0638000124", Museum, ("INV", "2010.1.2"), ("TITR", "Le Port"));
        await photos.Portal.Notice("M0160000001", "M0160", ("INV", "2010.1.1"), ("TITR", "Un autre"));
        return photos;
    }

    /// <summary>A picture of its own: another number is another picture.</summary>
    public static byte[] Jpeg(int number = 0, int width = 600, int height = 400) => Vips.Convert(PngFile.Picture(width + number, height), width + number, ".jpg[Q=80]", toSrgb: true);

    public string Put(string name, byte[] bytes)
    {
        var path = Path.Combine(Photos, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    public string Zip(string name, params (string Name, byte[] Bytes)[] entries)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var entry in entries)
            {
                using var content = zip.CreateEntry(entry.Name).Open();
                content.Write(entry.Bytes);
            }
        }

        return Put(name, bytes.ToArray());
    }

    public Task<PhotographReport> Import(string? path = null, string? museum = Museum, Func<ImportPhotographs.Form, ImportPhotographs.Form>? change = null, IServiceProvider? services = null)
    {
        var form = new ImportPhotographs.Form(path ?? Photos, museum);
        return (services ?? Portal.Services).GetRequiredService<ImportPhotographs>().Run(change?.Invoke(form) ?? form);
    }

    /// <summary>« 2 attached, 0 unchanged, 1 waiting, 0 rejected ».</summary>
    public static string Counts(PhotographReport report) => $"{report.Attached} attached, {report.Unchanged} unchanged, {report.Waiting} waiting, {report.Rejected} rejected";

    public async Task<IReadOnlyList<NoticeImage>> Images(string reference) => (await Portal.Ask((ReadNotice read) => read.Run(reference)))!.Images;

    public async Task<T> Query<T>(string sql, object? values = null)
    {
        await using var connection = await Portal.Services.GetRequiredService<Database>().Open();
        return (await connection.QuerySingleAsync<T>(sql, values))!;
    }

    /// <summary>Everything that an import leaves: rows without their hours, and files with their bytes.</summary>
    public async Task<string> Everything()
    {
        await using var connection = await Portal.Services.GetRequiredService<Database>().Open();
        var rows = (await connection.QueryAsync<string>($"select id || ' ' || ref || ' ' || position || ' ' || bytes || ' ' || downloads || ' ' || colours || ' ' || caption || ' ' || coalesce(before_id, '') || ' ' || master_hash from notice_image order by ref, position"))
            .Concat(await connection.QueryAsync<string>("select museum_id || ' ' || master_hash || ' ' || file_name || ' ' || state || ' ' || why || ' ' || candidates from photograph_waiting order by museum_id, master_hash, file_name"))
            .Concat(await connection.QueryAsync<string>("select hash || ' ' || bytes || ' ' || kind from picture_master order by hash"));
        var files = new[] { "masters", "pictures" }.Select(f => Path.Combine(Portal.Folder, f)).Where(Directory.Exists).SelectMany(f => Directory.EnumerateFiles(f, "*", SearchOption.AllDirectories))
            .Select(f => $"{Path.GetRelativePath(Portal.Folder, f)} {new FileInfo(f).Length}").Order(StringComparer.Ordinal);
        return string.Join('\n', rows.Concat(files));
    }

    /// <summary>The chunks of a WebP: what is beside the pixels would be here.</summary>
    public static IEnumerable<string> Chunks(byte[] webp)
    {
        for (var at = 12; at + 8 <= webp.Length;)
        {
            yield return System.Text.Encoding.ASCII.GetString(webp, at, 4);
            var size = BitConverter.ToInt32(webp, at + 4);
            at += 8 + size + (size & 1);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Portal.DisposeAsync();
        Directory.Delete(Photos, recursive: true);
    }
}
