using Dapper;
using Heritage.Standards.Text;
using Musenor.Accounts.Access;
using Musenor.Storage;
using Musenor.Web;

namespace Musenor.Accounts.Memberships;

/// <summary>Members of the museums that somebody manages, and the invitations that wait.</summary>
public sealed class ListMembers(Database database, MuseumNames museums, TimeProvider clock)
{
    /// <param name="Stage">asked, active, coming, ended, refused; empty: those that count today (asked, coming, active).</param>
    public sealed record Query(string Museum, string Role, string Stage, string Words, int Page);

    public sealed record Line(Membership Member, string Stage, string Where);

    public sealed record Found(IReadOnlyList<Line> All, IReadOnlyList<Invitation> Invitations, MuseumNames.Known Names, int Page)
    {
        public const int PageSize = 50;

        public int Pages => Math.Max(1, (All.Count + PageSize - 1) / PageSize);

        public IEnumerable<Line> Shown => All.Skip((Page - 1) * PageSize).Take(PageSize);
    }

    public static readonly string[] Stages = ["asked", "active", "coming", "ended", "refused"];

    public async Task<Found> Run(Person who, Query query, CancellationToken stop = default)
    {
        await using var connection = await database.Open(stop);
        var names = await museums.Read(stop);
        var today = ParisDay.Today(clock);
        var members = await connection.QueryAsync<Membership>(new CommandDefinition(
            Membership.Columns + "where a.state <> 'erased' order by m.created_at desc, m.id desc", cancellationToken: stop));
        var lines = members.Where(m => Keeps(who, query, m.Role, m.MuseumId)).Select(m => new Line(m, m.Stage(today), m.MuseumId is null ? m.BoundTo ?? "" : names[m.MuseumId]))
            .Where(l => query.Stage.Length > 0 ? l.Stage == query.Stage : l.Stage is "asked" or "active" or "coming")
            .Where(l => Folding.Fold($"{l.Member.Name} {l.Member.Email} {l.Member.Position}").Contains(Folding.Fold(query.Words.Trim()), StringComparison.Ordinal))
            // What waits comes first, oldest first; then by museum and name.
            .OrderBy(l => l.Stage == "asked" ? 0 : 1).ThenBy(l => l.Stage == "asked" ? l.Member.CreatedAt : default)
            .ThenBy(l => Folding.Fold(l.Where), StringComparer.Ordinal).ThenBy(l => Folding.Fold(l.Member.Name), StringComparer.Ordinal).ToList();
        var invitations = await connection.QueryAsync<Invitation>(new CommandDefinition(
            Invitation.Columns + "where i.state = 'waiting' order by i.created_at desc", cancellationToken: stop));
        var found = new Found(lines, [.. invitations.Where(i => Keeps(who, query, i.Role, i.MuseumId))], names, 1);
        return found with { Page = Math.Clamp(query.Page, 1, found.Pages) };
    }

    private static bool Keeps(Person who, Query query, Role role, string? museum) =>
        (query.Museum.Length == 0 || museum == query.Museum)
        && (query.Role.Length == 0 || role.Key() == query.Role)
        && who.MayManage(role, museum);
}

/// <summary>Requests to join a museum, for those who decide them.</summary>
internal sealed class WaitingMembers(Database database) : Office.IWaiting
{
    public Right Right => Rights.ManageMembers;

    public async Task<IReadOnlyList<Office.Waiting>> For(Person who, CancellationToken stop)
    {
        await using var connection = await database.Open(stop);
        var asked = await connection.QueryAsync<(string Museum, string Account)>(new CommandDefinition("""
            select m.museum_id, m.account_id from membership m join account a on a.id = m.account_id where m.state = 'asked' and a.state = 'active'
            """, cancellationToken: stop));
        var count = asked.Count(a => a.Account != who.Id && who.May(Rights.ManageMembers, a.Museum));
        return [new Office.Waiting(Texts.Of("Accounts")["WaitingMembers", count], count, "/gestion/membres?etat=asked")];
    }
}
