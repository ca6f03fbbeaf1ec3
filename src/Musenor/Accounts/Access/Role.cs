namespace Musenor.Accounts.Access;

/// <summary>Roles of the network. « Visiteur » has no account, « Contributeur » is any confirmed account: neither needs a membership.</summary>
public enum Role
{
    Visitor,
    Contributor,
    ExternalBorrower,
    Professional,
    MuseumReferent,
    GroupLeader,
    Moderator,
    EquipmentKeeper,
    NetworkTeam,
    Administrator,
}

public static class Roles
{
    /// <summary>Roles held for the association: they act only with a second factor.</summary>
    public static readonly Role[] OfTheAssociation = [Role.Moderator, Role.EquipmentKeeper, Role.NetworkTeam, Role.Administrator];

    /// <summary>Roles held in one museum.</summary>
    public static readonly Role[] OfAMuseum = [Role.Professional, Role.MuseumReferent];

    private static readonly Dictionary<string, Role> ByKey = Enum.GetValues<Role>().ToDictionary(Key);

    /// <summary>As it is stored, and as the command line takes it: « museum_referent ».</summary>
    public static string Key(this Role role) => string.Concat(role.ToString().Select((c, i) => char.IsAsciiLetterUpper(c) ? (i == 0 ? "" : "_") + char.ToLowerInvariant(c) : c.ToString()));

    public static Role? Read(string key) => ByKey.TryGetValue(key, out var role) ? role : null;

    /// <summary>In the words of the network: « Référent musée ».</summary>
    public static string Label(this Role role) => Web.Texts.Of("Accounts")[$"Role.{role.Key()}"];
}
