using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Diagnostics;
using Musenor.Web.Errors;

namespace Musenor.Web.Abuse;

/// <summary>How much one client may read of one process: so much at once, and so much more each second.</summary>
public sealed record ReadLimits(double Most = 1_500, double PerSecond = 20);

/// <summary>
/// A bucket for each client, out of which each page takes its cost. People never see the bottom, nor a class behind one address; a program that
/// walks the combinations of filters does within seconds, is told how long to wait and where everything lies in one file. Requests from the machine
/// itself are not counted: behind a proxy that nobody declared, everybody would share one bucket.
/// </summary>
internal sealed class ReadBudget(ReadLimits limits, TimeProvider clock)
{
    private const int MostClients = 50_000;

    private readonly ConcurrentDictionary<string, (double Left, DateTimeOffset At)> _clients = new(StringComparer.Ordinal);

    public static void Use(WebApplication app)
    {
        var budget = app.Services.GetRequiredService<ReadBudget>();
        app.Use((context, next) => Cost(context) is var cost and > 0 && budget.Take(Client.Of(context), cost) is { } wait ? Refuse(context, wait) : next(context));
    }

    /// <summary>Null: admitted; else how long until as much is there again.</summary>
    public TimeSpan? Take(string client, double cost)
    {
        if (_clients.Count > MostClients)
        {
            Forget();
        }

        var now = clock.GetUtcNow();
        var admitted = false;
        var left = _clients.AddOrUpdate(client, _ => Spend(limits.Most), (_, known) => Spend(Math.Min(limits.Most, known.Left + (limits.PerSecond * (now - known.At).TotalSeconds))));
        return admitted ? null : TimeSpan.FromSeconds(Math.Max(1, (cost - left.Left) / limits.PerSecond));

        (double, DateTimeOffset) Spend(double there)
        {
            admitted = there >= cost;
            return (admitted ? there - cost : there, now);
        }
    }

    private static int Cost(HttpContext context)
    {
        if (!HttpMethods.IsGet(context.Request.Method) || context.Features.Get<IStatusCodeReExecuteFeature>() is not null
            || context.Connection.RemoteIpAddress is not { } address || System.Net.IPAddress.IsLoopback(address) || context.GetEndpoint() is not { } endpoint)
        {
            return 0;
        }

        return endpoint.Metadata.GetMetadata<SearchCostAttribute>() is not null ? CostAttribute.Search.Of(context.Request)
            : endpoint.Metadata.GetMetadata<CostAttribute>() is { } told ? told.Of(context.Request)
            : endpoint.Metadata.GetMetadata<PublicPageAttribute>() is null ? 0 : 1;
    }

    private static Task Refuse(HttpContext context, TimeSpan wait)
    {
        var words = Texts.Of("Web");
        context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        context.Features.Set(new StatusReason(words["ReadTooMuch"]) { Links = [new(words["ReadTooMuchLink"], "/donnees")] });
        return Task.CompletedTask;
    }

    /// <summary>Those whose bucket is full again are as those who never came.</summary>
    private void Forget()
    {
        var now = clock.GetUtcNow();
        foreach (var (client, known) in _clients)
        {
            if (known.Left + (limits.PerSecond * (now - known.At).TotalSeconds) >= limits.Most)
            {
                _clients.TryRemove(client, out _);
            }
        }
    }
}
