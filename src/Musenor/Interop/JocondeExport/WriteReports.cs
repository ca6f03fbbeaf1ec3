using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Heritage.Standards.Joconde;
using Musenor.Web;

namespace Musenor.Interop.JocondeExport;

/// <summary>The report of a sending, beside its zip and never in it (POP would take a text for the notices): a page to read or print, and JSON.</summary>
internal static class WriteReports
{
    private static readonly Texts Words = Texts.Of("Interop");
    private static readonly JsonSerializerOptions Plain = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task Run(SendingReport report, Package package, PackageFile file, string folder, CancellationToken stop)
    {
        await File.WriteAllTextAsync(Path.Combine(folder, file.Name + ".html"), Html(report, package, file), stop);
        await File.WriteAllTextAsync(Path.Combine(folder, file.Name + ".json"), Json(report, package, file), stop);
    }

    /// <summary>A reason in words: what is the matter and what to do.</summary>
    public static string Say(string reason)
    {
        var missing = reason.StartsWith("missing.", StringComparison.Ordinal) ? reason["missing.".Length..] : null;
        return missing is null ? Words[$"Reason.{reason}"] : Words["Reason.missing", $"{JocondeFields.Find(missing)?.Label} ({missing})"];
    }

    public static string Json(SendingReport report, Package package, PackageFile file) => JsonSerializer.Serialize(new
    {
        package = file.Name,
        museum = new { code = report.Museum.MuseofileCode, name = report.Museum.Name, city = report.Museum.City },
        made_at = Storage.ValueTypes.Text(report.At),
        name = package.Name,
        format = package.Format,
        scope = package.Scope,
        selected = report.Selected,
        written = report.Written,
        in_this_file = file.Notices,
        unchanged = report.Unchanged,
        left_out = report.NoticesLeftOut,
        withdrawn_since = report.WithdrawnSince,
        images = report.Images,
        images_left_out = report.ImagesLeftOut,
        counts = report.Counts,
        notices_left_out = report.LeftOut.Select(Line),
        images_not_sent = report.ImageLines.Select(Line),
        remarks = report.Remarks.Select(Line),
    }, Plain);

    private static object Line(ReportLine line) => new
    {
        @ref = line.Notice.JocondeRef.Length > 0 ? line.Notice.JocondeRef : line.Notice.Ref,
        inventory_number = line.Notice.InventoryNumber,
        title = line.Notice.Title,
        reason = line.Reason,
        words = Say(line.Reason),
        detail = line.Detail,
    };

    private static string Html(SendingReport report, Package package, PackageFile file)
    {
        var html = new StringBuilder("<!doctype html><html lang=\"fr\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>")
            .Append(E(file.Name)).Append("</title><style>body{font:1rem/1.5 sans-serif;max-width:70rem;margin:auto;padding:1rem}table{border-collapse:collapse;width:100%}th,td{border:1px solid;padding:.3rem;text-align:left;vertical-align:top}caption{text-align:left;font-weight:bold;padding:.5rem 0}</style></head><body><h1>")
            .Append(E(Words["Report.Title", file.Name])).Append("</h1><p>")
            .Append(E(string.Join(", ", new[] { report.Museum.Name, report.Museum.City, report.Museum.MuseofileCode ?? "" }.Where(t => t.Length > 0)))).Append("<br>")
            .Append(E(ParisDay.Wall(report.At).ToString("d MMMM yyyy, HH:mm", CultureInfo.GetCultureInfo("fr-FR"))));
        if (package.Name.Length > 0)
        {
            html.Append("<br>").Append(E(package.Name));
        }

        html.Append("</p><ul>");
        foreach (var sentence in Sentences(report))
        {
            html.Append("<li>").Append(E(sentence)).Append("</li>");
        }

        html.Append("</ul>");
        Table(html, Words["Report.LeftOut"], report.LeftOut);
        Table(html, Words["Report.Images"], report.ImageLines);
        Table(html, Words["Report.Remarks"], report.Remarks);
        return html.Append("<p>").Append(E(Words["Report.Empties"])).Append("</p></body></html>").ToString();
    }

    /// <summary>The figures, each in one sentence.</summary>
    public static IEnumerable<string> Sentences(SendingReport report)
    {
        yield return Words["Report.Written", report.Written, report.Selected];
        foreach (var (key, count) in new[] { ("Unchanged", report.Unchanged), ("Without", report.NoticesLeftOut), ("Demo", report.Demo), ("Given", report.WithoutReference), ("ImagesSent", report.Images), ("ImagesLeft", report.ImagesLeftOut), ("Withdrawn", report.WithdrawnSince) })
        {
            if (count > 0)
            {
                yield return Words[$"Report.{key}", count];
            }
        }
    }

    private static void Table(StringBuilder html, string caption, List<ReportLine> lines)
    {
        if (lines.Count == 0)
        {
            return;
        }

        html.Append("<table><caption>").Append(E(caption)).Append("</caption><thead><tr>");
        foreach (var heading in new[] { "Report.Inventory", "Report.Notice", "Report.Reference", "Report.Reason" })
        {
            html.Append("<th scope=\"col\">").Append(E(Words[heading])).Append("</th>");
        }

        html.Append("</tr></thead><tbody>");
        foreach (var line in lines)
        {
            html.Append("<tr><th scope=\"row\">").Append(E(line.Notice.InventoryNumber)).Append("</th><td>").Append(E(line.Notice.Title)).Append("</td><td>")
                .Append(E(line.Notice.JocondeRef)).Append("</td><td>").Append(E(Say(line.Reason))).Append(line.Detail.Length > 0 ? " « " + E(line.Detail) + " »" : "").Append("</td></tr>");
        }

        html.Append("</tbody></table>");
    }

    private static string E(string text) => WebUtility.HtmlEncode(text);
}
