using System.IO.Compression;
using Dapper;
using Heritage.Standards.Tests.Joconde.Pop;
using Microsoft.Extensions.DependencyInjection;
using Musenor.Accounts.Access;
using Musenor.Collections.Editing;
using Musenor.Collections.Media;
using Musenor.Collections.Notices;
using Musenor.Interop.JocondeExport;
using Musenor.Storage;
using Musenor.Tests.Collections;
using Musenor.Web;

namespace Musenor.Tests.Interop;

/// <summary>What tests of sendings say: a museum that may send, a package made, what POP reads in it.</summary>
internal static class SendingIntents
{
    /// <summary>A museum that the directory knows.</summary>
    public static async Task Listed(this MusenorFixture portal, string code, string name = "Palais des Beaux-Arts", string city = "Lille")
    {
        await portal.Museum(code, name, city);
        await portal.Execute("update museum set state = 'listed', revision = (select max(revision) + 1 from museum) where id = @code", new { code });
    }

    public static async Task<int> Execute(this MusenorFixture portal, string sql, object? values = null)
    {
        await using var connection = await portal.Services.GetRequiredService<Database>().Open();
        return await connection.ExecuteAsync(sql, values);
    }

    /// <summary>Builds a package of a museum as the worker would.</summary>
    public static async Task<Package> Make(
        this MusenorFixture portal, string museum, string scope = Selection.All, string format = Selection.Csv, Action<int, int>? progress = null, CancellationToken stop = default)
    {
        var store = portal.Services.GetRequiredService<PackageStore>();
        var package = Package.Of(new Selection(museum, new NoticeFilter()) { Scope = scope, Format = format }, store.Now, isOutside: false) with { State = Package.Building, Holder = Package.NewHolder() };
        await store.Add(package, stop);
        await portal.Services.GetRequiredService<BuildPackage>().Run(package, progress: progress, stop: stop);
        return (await store.Find(package.Id, stop))!;
    }

    public static string FolderOf(this MusenorFixture portal, Package package) => portal.Services.GetRequiredService<PackageStore>().FolderOf(package.Id);

    public static string PathOf(this MusenorFixture portal, Package package, string extension, int file = 0) => Path.Combine(portal.FolderOf(package), package.Files[file].Name + extension);

    /// <summary>Entries of a zip of a package, whole.</summary>
    public static Dictionary<string, byte[]> Zip(this MusenorFixture portal, Package package, int file = 0)
    {
        using var zip = ZipFile.OpenRead(portal.PathOf(package, ".zip", file));
        return zip.Entries.ToDictionary(e => e.FullName, e =>
        {
            using var bytes = new MemoryStream();
            using var entry = e.Open();
            entry.CopyTo(bytes);
            return bytes.ToArray();
        });
    }

    /// <summary>Drops the zip in POP: the first text wins, else the first CSV; everything else is an image.</summary>
    public static IReadOnlyList<PopRead> Drop(this Dictionary<string, byte[]> zip)
    {
        var text = zip.Keys.FirstOrDefault(n => n.EndsWith(".txt", StringComparison.OrdinalIgnoreCase));
        return text is not null ? PopFile.ReadPilot(zip[text]) : PopFile.ReadCsv(zip[zip.Keys.First(n => n.EndsWith(".csv", StringComparison.OrdinalIgnoreCase))]);
    }

    /// <summary>Drops a package, with its images.</summary>
    public static List<PopAnswer> Take(this PopBase pop, Dictionary<string, byte[]> zip) => [.. zip.Drop().Select(n => pop.Take(n, [.. zip.Keys]))];

    public static Task<Outcome> Send(this MusenorFixture portal, Package package) => portal.Ask((DecidePackage decide) => decide.Send(Person.Operator, package.Id));

    /// <summary>How the notices of a museum stand: « a-envoyer 2, envoye 1 ».</summary>
    public static async Task<string> States(this MusenorFixture portal, string museum) => string.Join(", ",
        (await portal.Ask((ReadSendings read) => read.Museums(Person.Operator))).Single(m => m.MuseumId == museum).Counts.Where(c => c.Value > 0).Select(c => $"{c.Key} {c.Value}"));

    /// <summary>A photograph with its master kept, as photographs come in.</summary>
    public static async Task Photograph(
        this MusenorFixture portal, string reference, byte[] master, int width = 800, int height = 600, int position = 1, string licence = "CC0 1.0", string photographer = "Jean Durand", string kind = "jpeg", bool keep = true)
    {
        using var content = new MemoryStream(master);
        var (hash, bytes) = keep ? await portal.Services.GetRequiredService<Masters>().Keep(content) : (new string('0', 64), master.Length);
        await portal.Execute("""
            insert into picture_master (hash, bytes, kind, width, height, received_at) values (@hash, @bytes, @kind, @width, @height, '2026-01-01T00:00:00Z') on conflict (hash) do nothing
            """, new { hash, bytes, kind, width, height });
        await portal.Execute("delete from notice_image where ref = @reference and position = @position", new { reference, position });
        await portal.Execute("""
            insert into notice_image (id, ref, position, width, height, licence, kind, master_hash, file_name, photographer)
            values (@id, @reference, @position, 960, 720, @licence, 'photograph', @hash, @name, @photographer)
            """, new { id = $"{reference}-{position}".PadLeft(24, '0').ToLowerInvariant(), reference, position, licence, hash, name = $"DSC_{position}.{kind}", photographer });
        await portal.Services.GetRequiredService<Database>().Write((connection, transaction) =>
        {
            portal.Services.GetRequiredService<RefreshColumns>().Run(connection, transaction, [reference]);
            return Task.FromResult(0);
        });
    }
}
