using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Musenor.Collections.Import.National;
using Musenor.Storage;

namespace Musenor.Tests.Collections.Import.National;

/// <summary>A server on this machine that answers as the national API does, and misbehaves when told to.</summary>
internal sealed class NationalServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly List<string> _asked = [];
    private readonly ServiceProvider _services;

    private NationalServer(WebApplication app, ServiceProvider services) => (_app, _services) = (app, services);

    /// <summary>Notices that the base has of M0160.</summary>
    public int Count { get; set; } = 250;

    /// <summary>Answers in the place of the server, for the request of this number (from 1); false: it answers as usual.</summary>
    public Func<int, HttpContext, Task<bool>> Instead { get; set; } = (_, _) => Task.FromResult(false);

    /// <summary>What was asked, path and query.</summary>
    public IReadOnlyList<string> Asked => _asked;

    /// <summary>How long the reader was asked to wait between two attempts.</summary>
    public List<TimeSpan> Waited { get; } = [];

    public DataFolder Folder { get; } = new(Directory.CreateTempSubdirectory("national-").FullName);

    public NationalSource Source => new(new Uri(_app.Urls.First() + "/api/explore/v2.1/catalog/datasets/base/"))
    {
        Timeout = TimeSpan.FromSeconds(1),
        Wait = (wait, _) =>
        {
            Waited.Add(wait);
            return Task.CompletedTask;
        },
    };

    public FetchNational Fetch(Func<NationalSource, NationalSource>? change = null) =>
        new(change?.Invoke(Source) ?? Source, _services.GetRequiredService<IHttpClientFactory>(), Folder, TimeProvider.System);

    public static async Task<NationalServer> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var services = new ServiceCollection();
        services.AddHttpClient(FetchNational.Client).ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false });
        var server = new NationalServer(app, services.BuildServiceProvider());
        app.Run(server.Answer);
        await app.StartAsync();
        return server;
    }

    public static string Record(int number, string museum = "M0160") =>
        JsonSerializer.Serialize(new { reference = $"{museum}{number:000000}", numero_inventaire = $"A {number}", code_museofile = museum, domaine = new[] { "peinture" }, statut_juridique = "achat", titre = $"Vue {number}\r\nde Lille", nom_officiel_musee = "musée" });

    public static string Page(int total, IEnumerable<string> records) => $$"""{"total_count": {{total}}, "results": [{{string.Join(',', records)}}]}""";

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _services.DisposeAsync();
        Directory.Delete(Folder.Root, recursive: true);
    }

    private async Task Answer(HttpContext context)
    {
        _asked.Add(context.Request.Path + Uri.UnescapeDataString(context.Request.QueryString.Value!));
        if (await Instead(_asked.Count, context))
        {
            return;
        }

        context.Response.ContentType = "application/json";
        var isOurs = context.Request.Query["where"] == "code_museofile=\"M0160\"";
        var count = isOurs ? Count : 0;
        if (context.Request.Path.Value!.EndsWith("/exports/jsonl", StringComparison.Ordinal))
        {
            await context.Response.WriteAsync(string.Concat(Enumerable.Range(1, count).Select(i => Record(i) + "\n")));
            return;
        }

        var (limit, offset) = (int.Parse(context.Request.Query["limit"]!, null), int.Parse(context.Request.Query["offset"]!, null));
        if (limit > 100 || limit + offset > 10_000)
        {
            context.Response.StatusCode = 400;
            await context.Response.WriteAsync("{\"error_code\":\"InvalidRESTParameterError\",\"message\":\"limit + offset\"}");
            return;
        }

        await context.Response.WriteAsync(Page(count, Enumerable.Range(1, count).Skip(offset).Take(limit).Select(i => Record(i))), Encoding.UTF8);
    }
}
