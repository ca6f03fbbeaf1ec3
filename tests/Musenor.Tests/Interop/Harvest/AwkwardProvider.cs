using System.Globalization;
using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Musenor.Tests.Interop.Harvest;

/// <summary>A real OAI-PMH server with one bad habit at a time.</summary>
internal sealed partial class AwkwardProvider : IAsyncDisposable
{
    public const int PageSize = 10;
    private readonly WebApplication _app;
    private readonly Dictionary<string, int> _times = [];
    private int _now;

    private AwkwardProvider(WebApplication app) => _app = app;

    public sealed record Item(string Id, string Title, DateTimeOffset At, bool IsDeleted = false, string Set = "M1");

    public List<Item> Items { get; } = [];

    public string Quirk { get; set; } = "";

    public TimeSpan Skew { get; set; }

    public List<(string Query, string Agent)> Asked { get; } = [];

    /// <summary>Called with the number of each request, before it is answered.</summary>
    public Action<int>? Heard { get; set; }

    public List<Dictionary<string, string>> Headers { get; } = [];

    /// <summary>Most requests that were being answered at the same time.</summary>
    public int MostAtOnce { get; private set; }

    /// <summary>Where a redirect leads.</summary>
    public string Elsewhere { get; set; } = "";

    public TimeSpan Slowness { get; set; }

    public string Url => _app.Urls.First() + "/oai";

    public static async Task<AwkwardProvider> Start(int items, string quirk = "")
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var provider = new AwkwardProvider(app) { Quirk = quirk };
        provider.Items.AddRange(Enumerable.Range(1, items).Select(i => new Item($"oai:test.example.org:{i}", $"Œuvre n° {i}, « été »", DateTimeOffset.UtcNow.AddDays(-30).AddSeconds(i))));
        app.MapGet("/oai", provider.Counted);
        app.MapGet("/there", provider.Answer);
        await app.StartAsync();
        return provider;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private int Times(string what) => _times[what] = _times.GetValueOrDefault(what) + 1;

    private async Task Counted(HttpContext context)
    {
        lock (_times)
        {
            MostAtOnce = Math.Max(MostAtOnce, ++_now);
        }

        await Task.Delay(Slowness);
        await (Quirk is "moved" or "spins" or "inside" ? Redirect(context) : Answer(context));
        lock (_times)
        {
            _now--;
        }
    }

    private Task Redirect(HttpContext context)
    {
        Note(context);
        context.Response.StatusCode = Quirk == "moved" ? 301 : 302;
        context.Response.Headers.Location = Quirk switch { "moved" => "/there", "spins" => "/oai", _ => Elsewhere };
        return Task.CompletedTask;
    }

    private void Note(HttpContext context)
    {
        lock (Asked)
        {
            Asked.Add((Uri.UnescapeDataString(context.Request.QueryString.Value ?? ""), context.Request.Headers.UserAgent.ToString()));
            Heard?.Invoke(Asked.Count);
            Headers.Add(context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase));
        }
    }

    private async Task Answer(HttpContext context)
    {
        var query = context.Request.Query;
        Note(context);
        if (Refused(context) is { } status)
        {
            context.Response.StatusCode = status;
            return;
        }

        (context.Response.StatusCode, var text) = Body(query["verb"].ToString(), query);
        context.Response.ContentType = Quirk == "charset" ? "text/xml; charset=ISO-8859-1" : "text/xml";
        if (Quirk == "zip-lie")
        {
            context.Response.Headers.ContentEncoding = "gzip";
        }

        await context.Response.Body.WriteAsync(Wrapped(Quirk switch
        {
            "latin1" => Encoding.Latin1.GetBytes(text.Replace("Œ", "O", StringComparison.Ordinal)),
            "declared-latin1" => Encoding.UTF8.GetBytes(text.Replace("encoding=\"UTF-8\"", "encoding=\"ISO-8859-1\"", StringComparison.Ordinal)),
            "double" => Encoding.UTF8.GetBytes(Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text))),
            _ => Encoding.UTF8.GetBytes(text),
        }));
    }

    private int? Refused(HttpContext context)
    {
        var isList = context.Request.Query["verb"] == "ListRecords";
        if (Quirk is "busy" or "busy-date" && Times("busy") <= 2)
        {
            context.Response.Headers.RetryAfter = Quirk == "busy" ? "17" : (DateTimeOffset.UtcNow + Skew).AddSeconds(90).ToString("r", CultureInfo.InvariantCulture);
            context.Response.Headers.Date = (DateTimeOffset.UtcNow + Skew).ToString("r", CultureInfo.InvariantCulture);
            return 503;
        }

        return Quirk switch
        {
            "busy-bare" when Times("busy") == 1 => 429,
            "timeout" when isList && Times("timeout") <= 3 => 408,
            "half-way-down" when IsDown(context) => 502,
            "half-way-broken" when IsDown(context) => 500,
            "forbidden" => 403,
            "gone" => 410,
            "agent" when context.Request.Headers.UserAgent != "Lynx/2.8" => 403,
            "secret" when context.Request.Headers.Authorization != "Bearer xyz" => 401,
            _ => null,
        };
    }

    /// <summary>From the twentieth page on nothing answers any more.</summary>
    private bool IsDown(HttpContext context) => (_times.ContainsKey("down") || context.Request.Query["resumptionToken"].ToString().EndsWith("|190", StringComparison.Ordinal)) && Times("down") > 0;

    private byte[] Wrapped(byte[] bytes) => Quirk switch
    {
        "gzip" => Zipped(bytes, CompressionLevel.Fastest),
        "gzip-twice" => Zipped(Zipped(bytes, CompressionLevel.Fastest), CompressionLevel.Fastest),
        "bomb" => Zipped(new byte[60_000_000], CompressionLevel.SmallestSize),
        "bomb-twice" => Zipped(Zipped(new byte[60_000_000], CompressionLevel.SmallestSize), CompressionLevel.SmallestSize),
        "huge" => new byte[(200 * 1024 * 1024) + 1],
        _ => bytes,
    };

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
            <earliestDatestamp>{(Quirk switch { "earliest-late" => "2999-01-01", "earliest-zero" => "0001-01-01T00:00:00Z", "earliest-odd" => "hier", _ => "2020-01-01T00:00:00Z" })}</earliestDatestamp><deletedRecord>{(Quirk == "silent" ? "no" : "persistent")}</deletedRecord>
            <granularity>{(Quirk == "days" ? "YYYY-MM-DD" : "yyyy-mm-ddThh:mm:ssz")}</granularity></Identify>
            """)),
        "GetRecord" when Items.TrueForAll(i => i.Id != query["identifier"]) => (200, Error("idDoesNotExist", "")),
        "GetRecord" when Quirk == "other-id" && query["identifier"] == "oai:test.example.org:15" =>
            (200, Envelope($"<GetRecord>{Record(Items.First(i => i.Id == query["identifier"]) with { Id = "oai:TEST.example.org:15" })}</GetRecord>")),
        "GetRecord" => Quirk == "poisoned" && query["identifier"] == "oai:test.example.org:15" ? (500, "fatal") : (200, Envelope($"<ListRecords>{Record(Items.First(i => i.Id == query["identifier"]))}</ListRecords>")),
        "ListSets" when Quirk is "set-unknown" or "set-case" => (200, Error("noSetHierarchy", "")),
        "ListSets" => (200, Envelope($"<ListSets>{string.Concat(Items.Select(i => i.Set).Distinct().Select(s => $"<set><setSpec>museum:{s}</setSpec><setName>{s}</setName></set>"))}</ListSets>")),
        _ => List(verb, query),
    };

    private string Spoilt(string text, int offset) => Quirk switch
    {
        "php" => $"<br />\n<b>Notice</b>: Undefined variable in x.php\n{text}\n<!-- 0.3 s --><b>Warning</b>",
        "truncated" when offset == 10 && Times("truncated") == 1 => text[..(text.Length / 2)],
        "cut-all" when offset == 10 => text[..(text.Length / 2)],
        "cut-always" when offset == 10 && text.Contains("<ListRecords>", StringComparison.Ordinal) => text[..(text.Length / 2)],
        "schema" => text.Replace("<OAI-PMH ", "<OAI-PMH xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\"http://www.openarchives.org/OAI/2.0OAI-PMH.xsd\" ", StringComparison.Ordinal),
        "laughs" => text.Replace("<OAI-PMH ", "<!DOCTYPE lolz [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">]><OAI-PMH ", StringComparison.Ordinal).Replace("<dc:title>", "<dc:title>&c;", StringComparison.Ordinal),
        "dtd" => text.Replace("<OAI-PMH ", "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><OAI-PMH ", StringComparison.Ordinal),
        _ => text,
    };

    private string ResponseDate() => (DateTimeOffset.UtcNow + Skew).ToString(Quirk switch
    {
        "fraction" => "yyyy-MM-dd'T'HH:mm:ss.fff'Z'",
        "offset" => "yyyy-MM-dd'T'HH:mm:ss'+00:00'",
        _ => "yyyy-MM-dd'T'HH:mm:ss'Z'",
    }, CultureInfo.InvariantCulture);

    private string Envelope(string body) => $"""
        <?xml version="1.0" encoding="UTF-8"?><OAI-PMH xmlns="{(Quirk == "namespace" ? "https" : "http")}://www.openarchives.org/OAI/2.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><responseDate>{ResponseDate()}</responseDate><request>{Url}</request>{body}</OAI-PMH>
        """;

    private string Error(string code, string text) => Envelope($"<error code=\"{code}\">{text}</error>");

    private string Header(Item item)
    {
        var id = Quirk == "nameless" && item.Id.EndsWith(":3", StringComparison.Ordinal) ? "" : item.Id;
        var set = Quirk == "set-case" ? "MUSEUM:" : "museum:";
        if (Quirk == "broken-header" && item.Id.EndsWith(":3", StringComparison.Ordinal))
        {
            return $"<header><identifier>{id}</identifier><datestamp></header>";
        }

        return $"<header{(item.IsDeleted ? " status=\"deleted\"" : "")}><identifier>{id}</identifier><datestamp>{item.At.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}</datestamp><setSpec>{set}{item.Set}</setSpec></header>";
    }

    private string Record(Item item)
    {
        var title = Quirk switch
        {
            "control" => item.Title + "\u001a",
            "entity" => item.Title.Replace("é", "&eacute;", StringComparison.Ordinal) + " & co",
            "deep" when item.Id.EndsWith(":3", StringComparison.Ordinal) => string.Concat(Enumerable.Repeat("<dc:x>", 300)) + string.Concat(Enumerable.Repeat("</dc:x>", 300)),
            _ => item.Title,
        };
        var isThird = item.Id.EndsWith(":3", StringComparison.Ordinal);
        var body = (item.IsDeleted && Quirk != "deleted-metadata") || (Quirk == "bare" && isThird) ? ""
            : Quirk == "broken" && isThird ? "<metadata><dc:title>cut</dc:titre></metadata>"
            : $"<metadata><oai_dc:dc xmlns:oai_dc=\"http://www.openarchives.org/OAI/2.0/oai_dc/\"><dc:title>{title}</dc:title><dc:identifier>https://www.example.org/notice/{item.Id[^1]}</dc:identifier></oai_dc:dc></metadata>";
        return $"<record>{Header(item)}{body}</record>";
    }
}
