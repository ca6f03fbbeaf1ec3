using System.Text;
using Dapper;
using Heritage.Standards.Text;
using Microsoft.Extensions.DependencyInjection;
using Musenor.Accounts.Access;
using Musenor.Collections.Import;
using Musenor.Collections.Import.Profiles;
using Musenor.Collections.Notices;
using Musenor.Storage;
using Musenor.Web;

namespace Musenor.Tests.Collections.Import;

/// <summary>A portal to which files of notices are given.</summary>
internal sealed class ImportPortal : IAsyncDisposable
{
    private readonly MusenorFixture _portal = new();
    private readonly string _files = Directory.CreateTempSubdirectory("imports-").FullName;

    public const string Header = "REF;INV;DOMN;STAT;MUSEO;TITR";

    public Database Database => _portal.Services.GetRequiredService<Database>();

    public MusenorFixture Portal => _portal;

    public string Folder => _files;

    public static string Row(int number, string title = "Vue") => $"M0160{number:000000};A {number};\"peinture ; dessin\";\"propriété de la commune ; don manuel ; Lille ; palais des beaux-arts\";M0160;{title}";

    public string File(string text, string name = "notices.csv", Encoding? encoding = null) => File((encoding ?? Encoding.UTF8).GetBytes(text), name);

    public string File(byte[] bytes, string name = "notices.csv")
    {
        var path = Path.Combine(_files, name);
        System.IO.File.WriteAllBytes(path, bytes);
        return path;
    }

    public Task<ImportReport> Import(string path, string? museum = null, bool dryRun = false, Action<ImportProgress>? progress = null, string? profile = null, bool ignoresEmpty = false, CancellationToken stop = default) =>
        _portal.Services.GetRequiredService<ImportNotices>().Run(new(path, museum, dryRun, profile, ignoresEmpty), progress is null ? null : new Watcher(progress), stop);

    public Task<ImportReport> Run(ImportNotices.Form form) => _portal.Services.GetRequiredService<ImportNotices>().Run(form);

    public Task<ImportReport> ImportText(params string[] lines) => Import(File(string.Join('\n', lines)));

    public async Task<T> Query<T>(string sql, object? values = null)
    {
        await using var connection = await Database.Open();
        return await connection.QuerySingleAsync<T>(sql, values);
    }

    /// <summary>A profile of the network, new or in its next version, as an operator saves it.</summary>
    public async Task<string> Save(MappingProfile profile, string? id = null, int version = 0) =>
        await _portal.Services.GetRequiredService<SaveProfile>().Run(Person.Operator, new(id, null, profile, version)) is Outcome.Done(var saved) ? saved : throw new InvalidOperationException("The profile was not saved.");

    /// <summary>A museum of the directory.</summary>
    public async Task Museum(string code)
    {
        await _portal.Museum(code, $"Musée {code}");
        await Execute("update museum set state = 'listed'");
    }

    /// <summary>A notice as the demonstration makes them, with its drawing.</summary>
    public async Task Invented(string reference, string museum, string title)
    {
        await _portal.Write(new Incoming(reference, museum, new Dictionary<string, string>
        {
            ["REF"] = reference,
            ["MUSEO"] = museum,
            ["INV"] = "A 1",
            ["DOMN"] = "dessin",
            ["STAT"] = "x",
            ["TITR"] = title,
            ["DESC"] = "inventée",
        })
        { IsDemo = true });
        await Execute("insert into notice_image (id, ref, position, width, height, kind) values ('d', @reference, 1, 10, 10, 'drawn')", new { reference });
    }

    /// <summary>The database refuses this reference, as it would what it cannot hold.</summary>
    public Task Forbid(string reference) => Execute($"create unique index forbidden on notice ((case when ref in ('M0160000009', '{reference}') then 1 end))");

    public Task<long> CountNotices() => Query<long>("select count(*) from notice");

    public async Task<IReadOnlyDictionary<string, string>> Fields(string reference) =>
        System.Text.Json.JsonSerializer.Deserialize<Dictionary<string, string>>(await Query<string>("select fields from notice where ref = @reference", new { reference }))!;

    /// <summary>The rows of a report, its header first.</summary>
    public static List<IReadOnlyList<string>> Report(string path)
    {
        using var text = new StreamReader(path);
        return [.. new CsvReader(text, ';').Read().Select(r => r.Cells)];
    }

    /// <summary>« line field: reason » of every rejected row.</summary>
    public static List<string> Rejects(ImportReport report) => report.Rejects.Length == 0 ? [] :
        [.. Report(report.Rejects) is var rows && rows[0].ToList().IndexOf("ligne") is var at ? rows.Skip(1).Select(r => $"{r[at]} {r[at + 1]} {r[at + 2]}") : []];

    public static List<string> Warnings(ImportReport report) => report.WarningList.Length == 0 ? [] : [.. Report(report.WarningList).Skip(1).Select(r => $"{r[0]} {r[1]}: {r[3]}")];

    public static string Counts(ImportReport r) => $"{r.Read} read, {r.New} new, {r.Changed} changed, {r.Unchanged} unchanged, {r.Rejected} rejected";

    private async Task Execute(string sql, object? values = null)
    {
        await using var connection = await Database.Open();
        await connection.ExecuteAsync(sql, values);
    }

    public async ValueTask DisposeAsync()
    {
        await _portal.DisposeAsync();
        Directory.Delete(_files, recursive: true);
    }

    private sealed class Watcher(Action<ImportProgress> watch) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => watch(value);
    }
}
