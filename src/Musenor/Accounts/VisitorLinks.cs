using Musenor.Accounts.Access;
using Musenor.Web;

namespace Musenor.Accounts;

internal sealed class VisitorLinks : IVisitorLinks
{
    private static readonly Texts Words = Texts.Of("Accounts");

    public IReadOnlyList<VisitorLink> For(HttpContext context) => context.Person() is { } who
        ? [.. Spaces(who), new VisitorLink(Words["MyAccount"], "/compte")]
        : [new VisitorLink(Words["SignIn"], "/compte/connexion")];

    public string Stamp(HttpContext context) => context.Person() is { } who
        ? string.Join('\n', [who.Id, who.Name, who.SessionId, .. who.Roles.Select(r => r.ToString()).Order(StringComparer.Ordinal)])
        : "";

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
