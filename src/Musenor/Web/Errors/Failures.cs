using System.Data.Common;
using System.Net.Sockets;
using System.Reflection;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.Data.Sqlite;
using Musenor.Web.Delivery;
using Npgsql;

namespace Musenor.Web.Errors;

/// <summary>
/// What nobody expected. The page is a plain file with its own small style sheet: it stands when the layout, the texts or the
/// database do not. The portal goes on.
/// </summary>
internal static class Failures
{
    private const int RetrySeconds = 30;
    private const string Kept = "Ce qui était enregistré est gardé.";
    private static readonly string Page = Read("failure.fr.html");
    private static readonly string Wait = Read("unavailable.fr.html");

    public static void Use(WebApplication app) => app.UseExceptionHandler(new ExceptionHandlerOptions
    {
        ExceptionHandler = Answer,
        AllowStatusCode404Response = true,
        SuppressDiagnosticsCallback = _ => true, // logged below, once, with the reference
    });

    private static async Task Answer(HttpContext context)
    {
        var failure = context.Features.Get<IExceptionHandlerFeature>()!.Error;
        var (status, title, detail) = failure switch
        {
            BadHttpRequestException bad => (bad.StatusCode, "Demande incomprise", "La demande n’a pas pu être lue."),
            _ when DatabaseIsAway(failure) => (503, "Portail momentanément indisponible", "La base de données ne répond pas." + (StoreIsInDoubt(failure) ? "" : $" {Kept}")),
            _ => (500, "Un problème est survenu", $"Le portail n’a pas pu répondre. {Kept}"),
        };
        var reference = TraceReference.Of(context);
        context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(Failures))
            .LogError(failure, "{Method} {Path} failed with {Status}, reference {Reference}", context.Request.Method, context.Request.Path, status, reference);

        context.Response.StatusCode = status;
        context.Response.Headers.CacheControl = "no-store";
        if (status == StatusCodes.Status503ServiceUnavailable)
        {
            context.Response.Headers.RetryAfter = RetrySeconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        if (context.Request.WantsJson())
        {
            await Problem.Write(context, status, title, detail);
        }
        else if (status >= 500)
        {
            context.Response.ContentType = "text/html; charset=utf-8";
            await context.Response.WriteAsync(Fill(context, status == 503 ? Wait : Page, reference)
                .Replace("{kept}", StoreIsInDoubt(failure) ? "" : $"<strong>{Kept}</strong> ", StringComparison.Ordinal));
        }
    }

    /// <summary>No connection, no file, or a lock that never came: the visitor may try again. A wrong query is a fault of ours.</summary>
    internal static bool DatabaseIsAway(Exception failure) => failure switch
    {
        SqliteException { SqliteErrorCode: 5 or 6 or 10 or 11 or 13 or 14 or 26 } => true, // busy, locked, disk I/O, corrupt, full, cannot open, not a database
        PostgresException refused => refused.SqlState is ['5', '7', ..] or ['5', '3', ..] or ['0', '8', ..],
        NpgsqlException or DbException { IsTransient: true } => true,
        SocketException => true,
        { InnerException: { } inner } => DatabaseIsAway(inner),
        _ => false,
    };

    /// <summary>The file is gone or broken: nobody can promise that what was stored still is.</summary>
    private static bool StoreIsInDoubt(Exception failure) => failure switch
    {
        SqliteException { SqliteErrorCode: 10 or 11 or 14 or 26 } => true,
        { InnerException: { } inner } => StoreIsInDoubt(inner),
        _ => false,
    };

    private static string Fill(HttpContext context, string page, string reference)
    {
        var site = context.RequestServices.GetRequiredService<SiteSettings>();
        var html = HtmlEncoder.Default;
        var contact = site.Contact is { } address ? $"""<a href="mailto:{html.Encode(address)}">{html.Encode(address)}</a>""" : """<a href="/contact">la page Contact</a>""";
        return page
            .Replace("{css}", context.RequestServices.GetRequiredService<SiteAssets>()["plain.css"].Url, StringComparison.Ordinal)
            .Replace("{site}", html.Encode(site.Name), StringComparison.Ordinal)
            .Replace("{contact}", contact, StringComparison.Ordinal)
            .Replace("{reference}", reference, StringComparison.Ordinal);
    }

    private static string Read(string name)
    {
        using var text = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!);
        return text.ReadToEnd();
    }
}
