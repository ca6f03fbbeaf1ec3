using Dapper;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Musenor.Files;
using Musenor.Files.Places;
using Musenor.Files.Serving;
using Musenor.Files.Sniffing;
using Musenor.Files.Uploads;
using Musenor.Storage;
using Musenor.Web;

namespace Musenor.Tests.Files;

/// <summary>A portal with a room of the tests: its form at /essai/envoi takes files, its gate opens as the visitor asks.</summary>
internal sealed class FilesPortal : IAsyncDisposable
{
    public const string Kind = "essai";
    public static readonly FilePurpose Any = new("essai", FileKind.All, 500L * 1024 * 1024);

    private readonly MusenorFixture _portal = new();
    private readonly WebApplicationFactory<Program> _app;

    private FilesPortal(long largest, int most, bool kestrel, Action<IServiceCollection>? more)
    {
        _app = _portal.With(services =>
        {
            services.AddSingleton<IStartupFilter>(new Form(largest, most));
            services.AddScoped<IFileGate, Gate>();
            more?.Invoke(services);
        });
        if (kestrel)
        {
            // A port of its own, which the program would not choose.
            _app = _app.WithWebHostBuilder(host => host.UseSetting("urls", "http://127.0.0.1:0"));
            _app.UseKestrel(0);
        }
    }

    public static async Task<FilesPortal> Start(long largest = 20L * 1024 * 1024, int most = 2, bool kestrel = false, Action<IServiceCollection>? more = null)
    {
        var portal = new FilesPortal(largest, most, kestrel, more);
        if (kestrel)
        {
            portal._app.StartServer();
        }

        await portal.Services.GetRequiredService<Migrator>().Run();
        return portal;
    }

    public IServiceProvider Services => _app.Services;

    public string Folder => Path.Combine(_portal.Folder, "files");

    /// <summary>A visitor whom the gate of the test lets through as said.</summary>
    public HttpClient Visitor(FileRight right = FileRight.Everything)
    {
        // The test server has no address; the real one chose its port.
        var address = Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "http://localhost";
        var visitor = _app.CreateClient(new() { AllowAutoRedirect = false, BaseAddress = new Uri(address) });
        visitor.DefaultRequestHeaders.Add("X-Right", right.ToString());
        return visitor;
    }

    public T Get<T>() where T : notnull => Services.GetRequiredService<T>();

    public async Task<Outcome> Send(string name, byte[] bytes, FilePurpose? purpose = null, string? by = "anne")
    {
        using var stream = new MemoryStream(bytes);
        using var file = await Get<FileStore>().Receive("photo", name, stream, (purpose ?? Any).Largest);
        return await Get<ReceiveFile>().Run(new ReceiveFile.Form(file, purpose ?? Any, by));
    }

    /// <summary>Received and attached to something of the test's room.</summary>
    public async Task<StoredFile> Keep(string name, byte[] bytes, string owner = "1")
    {
        var id = ((Outcome.Done)await Send(name, bytes)).Id;
        _ = (Outcome.Done)await Get<AttachFile>().Run(new AttachFile.Form(id, Kind, owner, "anne"));
        return (await Get<StoredFiles>().Find(id))!;
    }

    public IReadOnlyList<string> OnDisk() => Directory.Exists(Folder) ? [.. Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories)] : [];

    public async Task<int> Rows()
    {
        await using var connection = await Get<Database>().Open();
        return await connection.ExecuteScalarAsync<int>("select count(*) from stored_file");
    }

    public async Task Sql(string sql, object? values = null)
    {
        await using var connection = await Get<Database>().Open();
        await connection.ExecuteAsync(sql, values);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _portal.DisposeAsync();
    }

    private sealed class Gate : IFileGate
    {
        public string OwnerKind => Kind;

        public ValueTask<FileRight> Ask(StoredFile file, HttpContext context) =>
            new(Enum.TryParse<FileRight>(context.Request.Headers["X-Right"], out var right) ? right : FileRight.Nothing);
    }

    /// <summary>Names the endpoint before routing looks for one: all the rest of the pipeline is the product's own.</summary>
    private sealed class Form(long largest, int most) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            var endpoint = new Endpoint(Answer, new EndpointMetadataCollection(new ReceivesFilesAttribute(largest) { Most = most }), "essai");
            app.Use((context, go) =>
            {
                if (context.Request.Path == "/essai/envoi")
                {
                    context.SetEndpoint(endpoint);
                }

                return go(context);
            });
            next(app);
        };

        private static async Task Answer(HttpContext context)
        {
            var forgery = context.RequestServices.GetRequiredService<IAntiforgery>();
            if (HttpMethods.IsGet(context.Request.Method))
            {
                await context.Response.WriteAsync(forgery.GetAndStoreTokens(context).RequestToken!);
                return;
            }

            var fields = await context.Request.ReadFormAsync();
            var receive = context.RequestServices.GetRequiredService<ReceiveFile>();
            var said = new List<string> { $"{fields["titre"]} {(await forgery.IsRequestValidAsync(context) ? "signé" : "non signé")}" };
            if (context.Uploads().TooMany)
            {
                said.Add("trop de fichiers");
            }

            foreach (var file in context.Uploads().All)
            {
                said.Add(await receive.Run(new ReceiveFile.Form(file, Any, null)) switch
                {
                    Outcome.Done done => $"{file.Field} {done.Id}",
                    Outcome.Invalid wrong => $"{wrong.Field} : {wrong.Problem}",
                    var other => other.ToString(),
                });
            }

            await context.Response.WriteAsync(string.Join('|', said));
        }
    }
}
