using Musenor.Accounts.Access;
using Musenor.Accounts.Messages;
using Musenor.Web;

namespace Musenor.Accounts;

internal sealed class VisitorLinks(IUnread unread) : IVisitorLinks
{
    private static readonly Texts Words = Texts.Of("Accounts");
    private static readonly object Counted = new();

    public async ValueTask<IReadOnlyList<VisitorLink>> For(HttpContext context) => context.Person() is { } who
        ? [.. Spaces(who), .. Messages(who, await Unread(context, who)), new VisitorLink(Words["MyAccount"], "/compte")]
        : [new VisitorLink(Words["SignIn"], "/compte/connexion")];

    public async ValueTask<string> Stamp(HttpContext context) => context.Person() is { } who
        ? string.Join('\n', [who.Id, who.Name, who.SessionId, $"{await Unread(context, who)}", .. who.Roles.Select(r => r.ToString()).Order(StringComparer.Ordinal)])
        : "";

    // Asked by the cache and by the head of the page: read once a request.
    private async ValueTask<int> Unread(HttpContext context, Person who)
    {
        if (context.Items.TryGetValue(Counted, out var known) && known is int count)
        {
            return count;
        }

        count = await unread.Count(who, context.RequestAborted);
        context.Items[Counted] = count;
        return count;
    }

    private static IEnumerable<VisitorLink> Messages(Person who, int unread)
    {
        if (who.May(Rights.OwnAccount, null))
        {
            yield return new VisitorLink(unread == 0 ? Words["MessagesLink"] : Words["MessagesLinkUnread", unread], "/compte/messages");
        }
    }

    private static IEnumerable<VisitorLink> Spaces(Person who)
    {
        if (who.MaySomewhere(Rights.Office))
        {
            yield return new VisitorLink(Words["OfficeLink"], "/gestion");
        }

        if (who.MaySomewhere(Rights.ProSpace))
        {
            yield return new VisitorLink(Words["ProLink"], "/pro");
        }
    }
}
