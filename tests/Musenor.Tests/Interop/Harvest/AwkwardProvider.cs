using System.Globalization;
using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Musenor.Tests.Interop.Harvest;

/// <summary>A real OAI-PMH server with one bad habit at a time.</summary>
internal sealed class AwkwardProvider : IAsyncDisposable
{
    public const int PageSize = 10;
    private readonly WebApplication _app;
    private readonly Dictionary<string, int> _times = [];

    private AwkwardProvider(WebApplication app) => _app = app;

    public sealed record Item(string Id, string Title, DateTimeOffset At, bool IsDeleted = false);

    public List<Item> Items { get; } = [];

    public string Quirk { get; set; } = "";

    public TimeSpan Skew { get; set; }

    public List<(string Query, string Agent)> Asked { get; } = [];

    public string Url => _app.Urls.First() + "/oai";

    public static async Task<AwkwardProvider> Start(int items, string quirk = "")
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var provider = new AwkwardProvider(app) { Quirk = quirk };
        provider.Items.AddRange(Enumerable.Range(1, items).Select(i => new Item($"oai:test.example.org:{i}", $"Œuvre n° {i}, « été »", DateTimeOffset.UtcNow.AddDays(-30).AddSeconds(i))));
        app.MapGet("/oai", provider.Answer);
        await app.StartAsync();
        return provider;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private int Times(string what) => _times[what] = _times.GetValueOrDefault(what) + 1;

    private async Task Answer(HttpContext context)
    {
        var query = context.Request.Query;
        Asked.Add((Uri.UnescapeDataString(context.Request.QueryString.Value ?? ""), context.Request.Headers.UserAgent.ToString()));
        if (Quirk == "busy" && Times("busy") <= 2)
        {
            context.Response.StatusCode = 503;
            context.Response.Headers.RetryAfter = "17";
            return;
        }

        var (status, text) = Body(query["verb"].ToString(), query);
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/xml";
        var bytes = Quirk switch
        {
            "latin1" => Encoding.Latin1.GetBytes(text.Replace("Œ", "O", StringComparison.Ordinal)),
            "double" => Encoding.UTF8.GetBytes(Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text))),
            _ => Encoding.UTF8.GetBytes(text),
        };
        await context.Response.Body.WriteAsync(Quirk switch
        {
            "gzip" => Zipped(bytes, CompressionLevel.Fastest),
            "bomb" => Zipped(new byte[60_000_000], CompressionLevel.SmallestSize),
            _ => bytes,
        });
    }

    private static byte[] Zipped(byte[] bytes, CompressionLevel level)
    {
        using var zipped = new MemoryStream();
        using (var zip = new GZipStream(zipped, level))
        {
            zip.Write(bytes);
        }

        return zipped.ToArray();
    }

    private (int Status, string Text) Body(string verb, IQueryCollection query) => verb switch
    {
        "Identify" => (200, Envelope($"""
            <Identify><repositoryName>Essai</repositoryName><baseURL>{Url}</baseURL><protocolVersion>2.0</protocolVersion><adminEmail>a@example.org</adminEmail>
            <earliestDatestamp>2020-01-01T00:00:00Z</earliestDatestamp><deletedRecord>{(Quirk == "silent" ? "no" : "persistent")}</deletedRecord>
            <granularity>{(Quirk == "days" ? "YYYY-MM-DD" : "yyyy-mm-ddThh:mm:ssz")}</granularity></Identify>
            """)),
        "GetRecord" => Quirk == "poisoned" && query["identifier"] == "oai:test.example.org:15" ? (500, "fatal") : (200, Envelope($"<ListRecords>{Record(Items.First(i => i.Id == query["identifier"]))}</ListRecords>")),
        _ => List(verb, query),
    };

    private (int Status, string Text) List(string verb, IQueryCollection query)
    {
        var token = query["resumptionToken"].ToString();
        var hasToken = query.ContainsKey("resumptionToken");
        if (Refusal(query, token, hasToken) is { } refusal)
        {
            return (200, refusal);
        }

        var from = hasToken ? token.Split('|')[0] : query["from"].ToString();
        var offset = hasToken ? int.Parse(token.Split('|')[1], CultureInfo.InvariantCulture) : 0;
        var all = Items.Where(i => from.Length == 0 || i.At >= DateTimeOffset.Parse(from, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)).OrderBy(i => i.At).ToArray();
        if (all.Length == 0)
        {
            return (Quirk == "status" ? 422 : 200, Error("noRecordsMatch", ""));
        }

        if (Quirk == "poisoned" && verb == "ListRecords" && offset == 10)
        {
            return (500, "<html>fatal</html>");
        }

        var page = all.Skip(offset).Take(PageSize).ToArray();
        var isLast = offset + PageSize >= all.Length;
        if (Quirk == "holes" && verb == "ListRecords")
        {
            page = [.. page.Where(i => !i.Id.EndsWith('7'))];
        }

        var next = Quirk switch
        {
            "circle" when isLast => $"{from}|{offset}",
            _ when isLast => Quirk == "blank" ? "  " : "",
            _ => $"{from}|{offset + PageSize}",
        };
        var size = Quirk == "no-size" ? "" : $" completeListSize=\"{all.Length}\" cursor=\"{offset}\"";
        var tokenElement = isLast && offset == 0 ? "" : $"<resumptionToken{size}>{next}</resumptionToken>";
        var lines = string.Concat(page.Select(i => verb == "ListIdentifiers" ? Header(i) : Record(i)));
        return (200, Spoilt(Envelope($"<{verb}>{lines}{tokenElement}</{verb}>"), offset));
    }

    private string? Refusal(IQueryCollection query, string token, bool hasToken)
    {
        if (Quirk == "again" && hasToken && !query.ContainsKey("metadataPrefix"))
        {
            return Error("badArgument", "metadataPrefix is required");
        }

        if ((Quirk == "days" && query["from"].ToString().Contains('T', StringComparison.Ordinal)) || (Quirk == "dateless" && query.ContainsKey("from")))
        {
            return Error("badArgument", "bad from");
        }

        if (Quirk == "dies" && token.EndsWith("|20", StringComparison.Ordinal) && Times("dies") <= 2)
        {
            return Error("badResumptionToken", "expired");
        }

        if (Quirk == "set-unknown" && query.ContainsKey("set"))
        {
            return Error("noSetHierarchy", "no sets");
        }

        return null;
    }

    private string Spoilt(string text, int offset) => Quirk switch
    {
        "php" => $"<br />\n<b>Notice</b>: Undefined variable in x.php\n{text}\n<!-- 0.3 s --><b>Warning</b>",
        "truncated" when offset == 10 && Times("truncated") == 1 => text[..(text.Length / 2)],
        "dtd" => text.Replace("<OAI-PMH ", "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><OAI-PMH ", StringComparison.Ordinal),
        _ => text,
    };

    private string Envelope(string body) => $"""
        <?xml version="1.0" encoding="UTF-8"?><OAI-PMH xmlns="{(Quirk == "namespace" ? "https" : "http")}://www.openarchives.org/OAI/2.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><responseDate>{(DateTimeOffset.UtcNow + Skew).ToString(Quirk == "fraction" ? "yyyy-MM-dd'T'HH:mm:ss.fff'Z'" : "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)}</responseDate><request>{Url}</request>{body}</OAI-PMH>
        """;

    private string Error(string code, string text) => Envelope($"<error code=\"{code}\">{text}</error>");

    private static string Header(Item item) =>
        $"<header{(item.IsDeleted ? " status=\"deleted\"" : "")}><identifier>{item.Id}</identifier><datestamp>{item.At.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}</datestamp><setSpec>museum:M1</setSpec></header>";

    private string Record(Item item)
    {
        var title = Quirk switch { "control" => item.Title + "\u001a", "entity" => item.Title.Replace("é", "&eacute;", StringComparison.Ordinal) + " & co", _ => item.Title };
        var body = item.IsDeleted || (Quirk == "bare" && item.Id.EndsWith(":3", StringComparison.Ordinal)) ? ""
            : Quirk == "broken" && item.Id.EndsWith(":3", StringComparison.Ordinal) ? "<metadata><dc:title>cut</dc:titre></metadata>"
            : $"<metadata><oai_dc:dc xmlns:oai_dc=\"http://www.openarchives.org/OAI/2.0/oai_dc/\"><dc:title>{title}</dc:title></oai_dc:dc></metadata>";
        return $"<record>{Header(item)}{body}</record>";
    }
}
