using System.Globalization;
using System.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Musenor.Tests.Interop.Mapping;

namespace Musenor.Tests.Interop.Harvest.Board;

/// <summary>A real OAI-PMH server that describes itself as it is told to.</summary>
internal sealed class DescribedProvider : IAsyncDisposable
{
    private readonly WebApplication _app;

    private DescribedProvider(WebApplication app) => _app = app;

    /// <summary>Identifier → elements of Dublin Core; null for a record whose XML is broken, empty for one that is deleted.</summary>
    public SortedDictionary<string, string?> Records { get; } = new(StringComparer.Ordinal);

    public List<string> Asked { get; } = [];

    public List<string?> Secrets { get; } = [];

    public TimeSpan Skew { get; set; }

    public string Granularity { get; set; } = "YYYY-MM-DDThh:mm:ssZ";

    public string Deleted { get; set; } = "persistent";

    public string Formats { get; set; } = "oai_dc";

    /// <summary>Empty: the source has none.</summary>
    public string Sets { get; set; } = "";

    /// <summary>Where everything is redirected for good; empty for nowhere.</summary>
    public string MovedTo { get; set; } = "";

    /// <summary>hang, html, forbidden, dtd; empty for a good one.</summary>
    public string Quirk { get; set; } = "";

    public string Url => _app.Urls.First() + "/oai";

    public static async Task<DescribedProvider> Start(int works = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var provider = new DescribedProvider(app);
        for (var i = 1; i <= works; i++)
        {
            provider.Records[$"oai:essai.example:{i:000}"] = HarvestedIntents.Work($"Œuvre {i}", $"2026.{i}");
        }

        app.MapGet("/{**path}", provider.Answer);
        await app.StartAsync();
        return provider;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task Answer(HttpContext context)
    {
        var query = context.Request.Query;
        Asked.Add($"{context.Request.Path}{Uri.UnescapeDataString(context.Request.QueryString.Value ?? "")}");
        Secrets.Add(context.Request.Headers.Authorization);
        if (MovedTo.Length > 0)
        {
            context.Response.StatusCode = 301;
            context.Response.Headers.Location = MovedTo;
            return;
        }

        if (Quirk == "hang")
        {
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return;
        }

        context.Response.StatusCode = Quirk == "forbidden" ? 403 : 200;
        context.Response.ContentType = "text/xml; charset=utf-8";
        await context.Response.WriteAsync(Quirk is "html" or "forbidden" ? "<html><body>Bonjour</body></html>" : Envelope(Body(query)));
    }

    private string Envelope(string body) => $"""
        <?xml version="1.0" encoding="UTF-8"?>{(Quirk == "dtd" ? "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>" : "")}<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><responseDate>{(DateTimeOffset.UtcNow + Skew).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)}</responseDate><request>{Url}</request>{body}</OAI-PMH>
        """;

    private string Body(IQueryCollection query) => query["verb"].ToString() switch
    {
        "Identify" => $"<Identify><repositoryName>Dépôt &lt;b&gt;d’essai&lt;/b&gt;</repositoryName><baseURL>{Url}</baseURL><earliestDatestamp>2020-01-01T00:00:00Z</earliestDatestamp><deletedRecord>{Deleted}</deletedRecord><granularity>{Granularity}</granularity></Identify>",
        "ListMetadataFormats" => $"<ListMetadataFormats>{string.Concat(Formats.Split(' ').Select(f => $"<metadataFormat><metadataPrefix>{f}</metadataPrefix><schema>x</schema><metadataNamespace>urn:{f}</metadataNamespace></metadataFormat>"))}</ListMetadataFormats>",
        "ListSets" => Sets.Length == 0 ? "<error code=\"noSetHierarchy\">none</error>" : $"<ListSets>{string.Concat(Sets.Split(' ').Select(s => $"<set><setSpec>{s}</setSpec><setName>Ensemble {s}</setName></set>"))}</ListSets>",
        "GetRecord" => Records.TryGetValue(query["identifier"].ToString(), out var record) ? $"<GetRecord>{Record(query["identifier"].ToString(), record)}</GetRecord>" : "<error code=\"idDoesNotExist\">none</error>",
        var verb => Records.Count == 0 ? "<error code=\"noRecordsMatch\">none</error>" : $"<{verb}>{string.Concat(Records.Select(r => Record(r.Key, r.Value)))}<resumptionToken completeListSize=\"{Records.Count}\"></resumptionToken></{verb}>",
    };

    private static string Record(string id, string? metadata) => metadata switch
    {
        null => $"<record>{Header(id)}<metadata><dc>coupé</titre></metadata></record>",
        "" => $"<record><header status=\"deleted\"><identifier>{SecurityElement.Escape(id)}</identifier><datestamp>2026-01-01T00:00:00Z</datestamp></header></record>",
        _ => $"<record>{Header(id)}<metadata>{metadata}</metadata></record>",
    };

    private static string Header(string id) => $"<header><identifier>{SecurityElement.Escape(id)}</identifier><datestamp>2026-01-01T00:00:00Z</datestamp></header>";
}
