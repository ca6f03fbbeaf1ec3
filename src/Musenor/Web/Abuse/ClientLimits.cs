using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Diagnostics;

namespace Musenor.Web.Abuse;

/// <summary>What one client may send in a minute to one process, before anything is read. Quotas of use cases count further.</summary>
/// <param name="Sends">Forms and other requests that may change something.</param>
/// <param name="SignIns">Of these, to the addresses under /compte/connexion.</param>
public sealed record ClientLimits(int Sends = 120, int SignIns = 30)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    internal static void Add(IServiceCollection services)
    {
        services.AddSingleton(new ClientLimits());
        services.AddSingleton(_ => PartitionedRateLimiter.Create<HttpContext, (string Client, bool SignIn)>(Partition));
    }

    /// <summary>Not the middleware of ASP.NET: it keeps a limiter for policies, which we have none of, and whose timer outlives the portal that it holds.</summary>
    internal static void Use(WebApplication app) => app.Use(async (context, next) =>
    {
        using var lease = await context.RequestServices.GetRequiredService<PartitionedRateLimiter<HttpContext>>().AcquireAsync(context, 1, context.RequestAborted);
        if (lease.IsAcquired)
        {
            await next(context);
            return;
        }

        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var told) ? told : Minute;
        context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
    });

    private static RateLimitPartition<(string, bool)> Partition(HttpContext context)
    {
        var method = context.Request.Method;
        // The page that tells of a refusal runs the request again: it is not counted, or it would be refused too.
        if (HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method)
            || context.GetEndpoint()?.Metadata.GetMetadata<OwnLimitsAttribute>() is not null || context.Features.Get<IStatusCodeReExecuteFeature>() is not null)
        {
            return RateLimitPartition.GetNoLimiter(("", false));
        }

        var limits = context.RequestServices.GetRequiredService<ClientLimits>();
        var signIn = context.Request.Path.StartsWithSegments("/compte/connexion", StringComparison.OrdinalIgnoreCase);
        return RateLimitPartition.GetFixedWindowLimiter((Client.Of(context), signIn), key => new FixedWindowRateLimiterOptions
        {
            PermitLimit = key.Item2 ? limits.SignIns : limits.Sends,
            Window = Minute,
            QueueLimit = 0,
        });
    }
}
