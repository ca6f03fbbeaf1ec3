namespace Musenor.Web.Delivery;

/// <summary>HEAD answers what GET would, without the body, on every address: routes only declare GET.</summary>
internal static class HeadRequests
{
    public static void Use(WebApplication app) => app.Use(async (context, next) =>
    {
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await next(context);
            return;
        }

        var body = context.Response.Body;
        context.Request.Method = HttpMethods.Get;
        context.Response.Body = Stream.Null;
        // The server itself must see HEAD when headers leave, or it would miss the body it was promised.
        context.Response.OnStarting(() =>
        {
            context.Request.Method = HttpMethods.Head;
            return Task.CompletedTask;
        });
        try
        {
            await next(context);
        }
        finally
        {
            context.Request.Method = HttpMethods.Head;
            context.Response.Body = body;
        }
    });
}
