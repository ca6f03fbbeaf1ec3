using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Heritage.Standards.Joconde;
using Heritage.Standards.Lido;
using Heritage.Standards.Text;
using Musenor.Collections.Notices;
using Musenor.Collections.Search;
using Musenor.Web;

namespace Musenor.Interop.OpenData;

/// <summary>
/// Notices as a file, written as they are read: CSV, JSON Lines, LIDO. The CSV is made to be opened in a spreadsheet, so what a spreadsheet would
/// run as a formula is guarded by an apostrophe (<see cref="CsvWriter.Guard"/>); JSON Lines holds every word as it is.
/// </summary>
public sealed class WriteDump(SiteSettings site, NoticeLido lido)
{
    public const string Csv = "csv";
    public const string JsonLines = "jsonl";
    public const string Lido = "lido";

    private static readonly string[] Before = ["REF", "MUSEO"];
    private static readonly string[] After = ["musee", "ville", "adresse", "images", "licence", "mis_a_jour", "source", "page_source"];

    private static readonly string[] Codes =
        [.. JocondeFields.All.Where(f => f.Public && f.Level is not (FieldLevel.Generated or FieldLevel.Deprecated) && f.Code is not ("IMG" or "REF" or "MUSEO")).Select(f => f.Code)];

    /// <summary>Answers how many notices were written.</summary>
    public async Task<long> Run(string kind, Stream to, IAsyncEnumerable<NoticeView> notices, CancellationToken stop = default)
    {
        var counted = new Counted();
        var all = Count(notices, counted, stop);
        await (kind switch
        {
            Csv => WriteCsv(to, all, stop),
            JsonLines => WriteJsonLines(to, all, stop),
            _ => LidoWriter.Write(to, lido.All(all, stop), stop),
        });
        return counted.Notices;
    }

    /// <summary>The same, compressed as its kind is on /donnees: gzip, or for LIDO a zip with one file.</summary>
    public async Task<long> Compressed(string kind, Stream to, IAsyncEnumerable<NoticeView> notices, CancellationToken stop = default)
    {
        if (kind != Lido)
        {
            await using var gzip = new GZipStream(to, CompressionLevel.Optimal, leaveOpen: true);
            return await Run(kind, gzip, notices, stop);
        }

        using var zip = new ZipArchive(to, ZipArchiveMode.Create, leaveOpen: true);
        await using var entry = zip.CreateEntry("notices.lido.xml").Open();
        return await Run(kind, entry, notices, stop);
    }

    private async Task WriteCsv(Stream to, IAsyncEnumerable<NoticeView> notices, CancellationToken stop)
    {
        await using var text = new StreamWriter(to, new UTF8Encoding(true), 64 * 1024, leaveOpen: true);
        var csv = new CsvWriter(text, ';', guard: true);
        csv.Write([.. Before, .. Codes, .. After]);
        await foreach (var view in notices.WithCancellation(stop))
        {
            csv.Write(
            [
                view.Ref, view.Museum.MuseofileCode ?? view.Museum.Id, .. Codes.Select(code => view.Notice[code]), view.Museum.Name, view.Museum.City,
                Address(view.Address), string.Join(' ', view.Images.Select(i => Address(i.Address(960))).Concat(view.Elsewhere.PictureAddresses)),
                view.Source is null ? Collections.Media.Licence.OpenLicence : view.Elsewhere.Rights, Storage.ValueTypes.Text(view.UpdatedAt),
                view.Source is { } source ? view.SourceName ?? source : "", view.Elsewhere.Page,
            ]);
        }
    }

    private async Task WriteJsonLines(Stream to, IAsyncEnumerable<NoticeView> notices, CancellationToken stop)
    {
        await foreach (var view in notices.WithCancellation(stop))
        {
            await JsonSerializer.SerializeAsync(to, NoticeJson.Of(view, site), SearchJson.Plain, stop);
            await to.WriteAsync("\n"u8.ToArray(), stop);
        }
    }

    private string Address(string path) => new Uri(site.BaseUrl, path).AbsoluteUri;

    private sealed class Counted
    {
        public long Notices { get; set; }
    }

    private static async IAsyncEnumerable<NoticeView> Count(IAsyncEnumerable<NoticeView> notices, Counted counted, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        await foreach (var view in notices.WithCancellation(stop))
        {
            counted.Notices++;
            yield return view;
        }
    }
}
