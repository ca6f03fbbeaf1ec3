namespace Musenor.Web.Delivery;

/// <summary>
/// Public pages are only read. Razor pages take any method and would render, or ask for a token: anything but GET and HEAD is told
/// so (RFC 9110 §15.5.6), and OPTIONS is answered.
/// </summary>
internal static class PublicMethods
{
    public static void Use(WebApplication app) => app.Use((context, next) =>
    {
        // HEAD arrives here as GET, see HeadRequests.
        if (HttpMethods.IsGet(context.Request.Method) || context.GetEndpoint()?.Metadata.GetMetadata<PublicPageAttribute>() is null)
        {
            return next(context);
        }

        context.Response.Headers.Allow = "GET, HEAD";
        context.Response.StatusCode = HttpMethods.IsOptions(context.Request.Method) ? StatusCodes.Status204NoContent : StatusCodes.Status405MethodNotAllowed;
        return Task.CompletedTask;
    });
}
