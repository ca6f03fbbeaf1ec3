using Musenor.Accounts.Access;

namespace Musenor.Notifications.Site;

/// <summary>Follows the link of a message: it is read then. And the count of the unread ones, for open pages.</summary>
internal static class OpenMessage
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var needs = new NeedsAttribute(nameof(Rights.OwnAccount));
        routes.MapGet("/compte/messages/{id}", async (string id, HttpContext context, ReadMessages messages) =>
            await messages.Open(context.Known(), id, context.RequestAborted) is { } path && path.StartsWith('/') && !path.StartsWith("//", StringComparison.Ordinal)
                ? Results.LocalRedirect(path) : Results.NotFound()).WithMetadata(needs);
        routes.MapGet("/compte/messages.json", async (HttpContext context, ReadMessages messages) =>
        {
            var unread = await messages.Count(context.Known(), context.RequestAborted);
            var words = Web.Texts.Of("Accounts");
            return Results.Json(new { unread, label = unread == 0 ? words["MessagesLink"] : words["MessagesLinkUnread", unread], said = Web.Texts.Of("Notifications")["NewMessage", unread] });
        }).WithMetadata(needs, new AsksByItselfAttribute());
    }
}
