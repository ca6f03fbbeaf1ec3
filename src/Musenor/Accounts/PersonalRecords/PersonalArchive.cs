using System.IO.Compression;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Musenor.Web;

namespace Musenor.Accounts.PersonalRecords;

/// <summary>What a person takes away: a JSON file for programs, a page to read, and the files that the person sent.</summary>
public sealed class PersonalArchive(Stream to) : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ZipArchive _zip = new(to, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8);
    private readonly List<(string Key, string Title, IReadOnlyList<IReadOnlyList<(string Label, string Value)>> Rows)> _tables = [];
    private readonly List<string> _files = [];

    /// <summary>A table of what is known: each row tells its fields by their names.</summary>
    public void Add(string key, string title, IEnumerable<IReadOnlyList<(string Label, string Value)>> rows) => _tables.Add((key, title, [.. rows]));

    /// <summary>A file that the person sent, as it was sent.</summary>
    public async Task AddFile(string name, Stream content, CancellationToken stop)
    {
        var safe = string.Concat(name.Select(c => Path.GetInvalidFileNameChars().Contains(c) || c is '\\' ? '_' : c)).TrimStart('.');
        var path = $"fichiers/{_files.Count + 1:000}-{safe}";
        _files.Add(path);
        await using var entry = await _zip.CreateEntry(path, CompressionLevel.Fastest).OpenAsync(stop);
        await content.CopyToAsync(entry, stop);
    }

    /// <summary>Writes what was added. Nothing can be added afterwards.</summary>
    public async Task Finish(string name, DateTimeOffset at, CancellationToken stop)
    {
        var known = _tables.ToDictionary(t => t.Key, t => t.Rows.Select(row => row.ToDictionary(f => f.Label, f => f.Value)));
        await Text("donnees.json", JsonSerializer.Serialize(new { name, at = at.UtcDateTime.ToString("s") + "Z", known, files = _files }, Readable), stop);
        await Text("donnees.html", Page(name, at), stop);
    }

    public ValueTask DisposeAsync() => _zip.DisposeAsync();

    private string Page(string name, DateTimeOffset at)
    {
        var words = Texts.Of("Accounts");
        var title = Html(words["ArchiveTitle", name]);
        var page = new StringBuilder($"""
            <!DOCTYPE html>
            <html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title></head>
            <body><h1>{title}</h1><p>{Html(words["ArchiveDate", ParisDay.Wall(at)])}</p>

            """);
        foreach (var (_, heading, rows) in _tables)
        {
            page.Append("<h2>").Append(Html(heading)).Append("</h2>\n");
            page.Append(rows.Count == 0 ? $"<p>{Html(words["ArchiveNothing"])}</p>\n" : "");
            foreach (var row in rows)
            {
                page.Append("<dl>").AppendJoin("", row.Select(f => $"<dt>{Html(f.Label)}</dt><dd>{Html(f.Value)}</dd>")).Append("</dl>\n");
            }
        }

        page.Append("<h2>").Append(Html(words["ArchiveFiles"])).Append("</h2>\n");
        page.Append(_files.Count == 0 ? $"<p>{Html(words["ArchiveNothing"])}</p>" : "<ul>" + string.Concat(_files.Select(f => $"<li><a href=\"{Html(Uri.EscapeDataString(f).Replace("%2F", "/", StringComparison.Ordinal))}\">{Html(f)}</a></li>")) + "</ul>");
        return page.Append("\n</body></html>\n").ToString();
    }

    private async Task Text(string path, string text, CancellationToken stop)
    {
        await using var entry = await _zip.CreateEntry(path).OpenAsync(stop);
        await entry.WriteAsync(Encoding.UTF8.GetBytes(text), stop);
    }

    private static string Html(string text) => HtmlEncoder.Default.Encode(text);
}
