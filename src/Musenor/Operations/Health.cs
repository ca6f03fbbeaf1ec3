using System.Data.Common;
using Dapper;
using Musenor.Storage;
using Musenor.Web;

namespace Musenor.Operations;

/// <summary>/health/live: the process answers. /health/ready: it can also serve pages; otherwise says what fails, for the operator.</summary>
internal static class Health
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", (HttpContext context) => Answer(context, [])).WithMetadata(new OpenAttribute());
        routes.MapGet("/health/ready", async (HttpContext context, Database database) => Answer(context, await Faults(database, context.RequestAborted))).WithMetadata(new OpenAttribute());
    }

    private static IResult Answer(HttpContext context, Dictionary<string, string> faults)
    {
        context.Response.Headers.CacheControl = "no-store";
        var answer = new { status = faults.Count == 0 ? "ok" : "unavailable", faults };
        return Results.Json(answer, statusCode: faults.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<Dictionary<string, string>> Faults(Database database, CancellationToken stop)
    {
        var faults = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!database.IsThere)
        {
            faults["database"] = "Le fichier de la base de données n’est plus là";
            return faults;
        }

        try
        {
            await using var connection = await database.Open(stop);
            var done = (await connection.QueryAsync<string>("select name from migration")).ToHashSet(StringComparer.Ordinal);
            var missing = Migrator.Scripts(database.Engine).Select(s => s.Name).Where(name => !done.Contains(name)).ToArray();
            if (missing.Length > 0)
            {
                faults["migrations"] = $"Migrations à passer : {string.Join(", ", missing)}";
            }
        }
        catch (Exception e) when (e is DbException or IOException or System.Net.Sockets.SocketException or TimeoutException)
        {
            // The message may hold addresses or file names: it goes to the log, never to a stranger.
            faults["database"] = $"La base de données ne répond pas ({e.GetType().Name})";
        }

        return faults;
    }
}
