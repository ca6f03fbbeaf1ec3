using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Musenor.Accounts.Access;
using Musenor.Accounts.Sessions;
using Musenor.Web.Delivery;

namespace Musenor.Notifications.Live;

/// <summary>
/// <c>/compte/evenements</c>: announcements to a person as server-sent events, from <c>Last-Event-ID</c> or <c>?depuis=</c> on; the same as JSON for pages whose
/// proxy holds streams back. Written by hand: the framework's writer has no comments, which keep proxies from closing a silent line.
/// </summary>
internal sealed class EventStream(ReadEvents events, LiveWatch watch, ReadPerson people, StreamPlaces places, IHostApplicationLifetime life)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var needs = new NeedsAttribute(nameof(Rights.OwnAccount));
        routes.MapGet("/compte/evenements", (HttpContext context, EventStream stream) => stream.Run(context)).WithMetadata(needs, new AsksByItselfAttribute());
        routes.MapGet("/compte/evenements.json", (HttpContext context, EventStream stream) => stream.Run(context)).WithMetadata(needs, new AsksByItselfAttribute());
    }

    public async Task Run(HttpContext context)
    {
        var who = context.Known();
        context.Response.Headers.CacheControl = "no-store";
        if (context.Request.WantsJson())
        {
            await Results.Json(Answer(await events.Run(who, Asked(context.Request), context.RequestAborted))).ExecuteAsync(context);
            return;
        }

        using var place = places.Take(who.Id);
        if (place is null)
        {
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            context.Response.Headers.RetryAfter = "60";
            return;
        }

        context.Response.ContentType = "text/event-stream; charset=utf-8";
        context.Response.Headers["X-Accel-Buffering"] = "no";
        if (context.Response.Body == Stream.Null)
        {
            return; // HEAD
        }

        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, life.ApplicationStopping);
        try
        {
            await Flow(context, who, end.Token);
        }
        catch (Exception e) when (end.IsCancellationRequested && e is OperationCanceledException or IOException)
        {
            // The reader left, or the portal stops.
        }
    }

    private async Task Flow(HttpContext context, Person opened, CancellationToken end)
    {
        var body = context.Response.Body;
        var since = Asked(context.Request);
        // After a stop of the portal all browsers come back: not in the same instant.
        await Write(body, $"retry: {5000 + RandomNumberGenerator.GetInt32(2000)}\n\n", end);
        var who = opened;
        var first = true;
        var beat = Environment.TickCount64;
        while (!end.IsCancellationRequested)
        {
            var bell = watch.Bell;
            var read = await events.Run(who, since, end);
            var silent = Environment.TickCount64 - beat >= watch.Heartbeat.TotalMilliseconds;
            if (first || silent || read.Events.Count > 0)
            {
                // Rights of this very moment: whoever signed out, left a museum or got another role is cut, and asks again.
                if (await people.Run(opened.SessionId, seen: false, end) is not { } now || !Same(now, opened))
                {
                    return;
                }

                await Write(body, Text(read with { Events = [.. read.Events.Where(e => e.IsFor(now))] }, first), end);
                (who, beat) = (now, Environment.TickCount64);
            }

            (since, first) = (read.Last, false);
            if (!read.More)
            {
                await Task.WhenAny(bell, Task.Delay(watch.Heartbeat, end));
            }
        }
    }

    private static bool Same(Person now, Person opened) =>
        now.EmailConfirmed && now.SecondFactor == opened.SecondFactor && now.Roles.Count == opened.Roles.Count && now.Roles.All(opened.Roles.Contains);

    private static string Text(ReadEvents.Since read, bool first)
    {
        var text = new StringBuilder();
        foreach (var e in read.Events)
        {
            text.Append(CultureInfo.InvariantCulture, $"id: {e.Id}\ndata: {Json(e.Id, e.Type, e.About)}\n\n");
        }

        if (read.Missed)
        {
            text.Append(CultureInfo.InvariantCulture, $"id: {read.Last}\ndata: {Json(read.Last, "resync", "")}\n\n");
        }
        else if (first && read.Events.Count == 0)
        {
            // Gives the browser a number to come back with, even if nothing happens.
            text.Append(CultureInfo.InvariantCulture, $"id: {read.Last}\ndata: {Json(read.Last, "start", "")}\n\n");
        }

        return text.Length > 0 ? text.ToString() : ": \n\n";
    }

    private static string Json(long id, string type, string about) => JsonSerializer.Serialize(new { id, type, about }, JsonSerializerOptions.Web);

    private static object Answer(ReadEvents.Since read) => new
    {
        last = read.Last,
        resync = read.Missed,
        events = read.Events.Select(e => new { e.Id, e.Type, e.About }).ToList(),
    };

    /// <summary>What the browser saw last; the header wins, since the browser keeps it up to date.</summary>
    private static long? Asked(HttpRequest request)
    {
        var said = request.Headers["Last-Event-ID"].ToString() is { Length: > 0 } header ? header : request.Query["depuis"].ToString();
        return long.TryParse(said, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
    }

    private static async Task Write(Stream body, string text, CancellationToken stop)
    {
        await body.WriteAsync(Encoding.UTF8.GetBytes(text), stop);
        await body.FlushAsync(stop);
    }
}
