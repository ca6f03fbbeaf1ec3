namespace Musenor.Accounts.Access;

/// <summary>One thing that may be done, and who may: with these roles in the museum concerned, or with those everywhere.</summary>
public sealed record Right(string Key)
{
    /// <summary>Any signed-in person with a confirmed address.</summary>
    public bool AnyAccount { get; init; }

    /// <summary>Roles that give the right for their own museum.</summary>
    public Role[] InMuseum { get; init; } = [];

    /// <summary>Roles that give the right for all museums, and for what belongs to none.</summary>
    public Role[] Everywhere { get; init; } = [];
}

/// <summary>
/// Every right of the house, in one place. A new one goes here, on its page as <c>[Needs(nameof(Rights.X))]</c>, and in the matrix of
/// tests/Musenor.Tests/Accounts, which fails until it is told who may.
/// </summary>
public static class Rights
{
    private static readonly Role[] Staff = [Role.Professional, Role.MuseumReferent];

    /// <summary>Their own account, preferences, sessions, personal data.</summary>
    public static readonly Right OwnAccount = new(nameof(OwnAccount)) { AnyAccount = true };

    /// <summary>The professional space.</summary>
    public static readonly Right ProSpace = new(nameof(ProSpace)) { InMuseum = Staff, Everywhere = [Role.GroupLeader, Role.Moderator, Role.EquipmentKeeper, Role.NetworkTeam, Role.Administrator] };

    /// <summary>The back office: what needs me today.</summary>
    public static readonly Right Office = new(nameof(Office)) { InMuseum = Staff, Everywhere = [Role.Moderator, Role.EquipmentKeeper, Role.NetworkTeam, Role.Administrator] };

    /// <summary>Correct, publish and withdraw the notices of a museum.</summary>
    public static readonly Right EditNotices = new(nameof(EditNotices)) { InMuseum = Staff, Everywhere = [Role.NetworkTeam] };

    /// <summary>A museum's practical page.</summary>
    public static readonly Right EditMuseum = new(nameof(EditMuseum)) { InMuseum = Staff, Everywhere = [Role.NetworkTeam] };

    /// <summary>Invite, approve and end memberships of a museum.</summary>
    public static readonly Right ManageMembers = new(nameof(ManageMembers)) { InMuseum = [Role.MuseumReferent], Everywhere = [Role.NetworkTeam, Role.Administrator] };

    /// <summary>Roles of the association, accounts, requests about personal data, settings.</summary>
    public static readonly Right ManageAccounts = new(nameof(ManageAccounts)) { Everywhere = [Role.Administrator] };

    /// <summary>Mails that wait or fail, bounces.</summary>
    public static readonly Right WatchMail = new(nameof(WatchMail)) { Everywhere = [Role.NetworkTeam, Role.Administrator] };

    /// <summary>Forum and public contributions.</summary>
    public static readonly Right Moderate = new(nameof(Moderate)) { Everywhere = [Role.Moderator, Role.NetworkTeam] };

    /// <summary>The journal: a museum's own lines, or all.</summary>
    public static readonly Right ReadJournal = new(nameof(ReadJournal)) { InMuseum = [Role.MuseumReferent], Everywhere = [Role.NetworkTeam, Role.Administrator] };

    /// <summary>What other networks' terms are in the vocabulary, how their records become notices.</summary>
    public static readonly Right AlignTerms = new(nameof(AlignTerms)) { Everywhere = [Role.NetworkTeam] };

    public static readonly IReadOnlyList<Right> All =
        [OwnAccount, ProSpace, Office, EditNotices, EditMuseum, ManageMembers, ManageAccounts, WatchMail, Moderate, ReadJournal, AlignTerms];

    public static Right Named(string key) => All.Single(r => r.Key == key);
}
