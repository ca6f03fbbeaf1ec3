namespace Musenor.Accounts.Access;

/// <summary>Who asks: an account, with the roles that are in force today (day of Paris). Read anew for each request.</summary>
public sealed record Person(string Id, string Name, string Email)
{
    /// <summary>Whoever holds the machine: verbs of the command line, jobs. Its acts are journalled without an account.</summary>
    public static readonly Person Operator = new("", "", "") { IsOperator = true };

    public bool IsOperator { get; private init; }

    public bool EmailConfirmed { get; init; }

    /// <summary>Signed in with a second factor, or a passkey.</summary>
    public bool SecondFactor { get; init; }

    public bool IsDemo { get; init; }

    public string SessionId { get; init; } = "";

    public IReadOnlyList<HeldRole> Roles { get; init; } = [];

    /// <summary>For the journal: null for an operator.</summary>
    public string? AccountId => IsOperator ? null : Id;

    public bool Has(Role role) => Roles.Any(r => r.Role == role);

    /// <summary>Has a role of the association that sleeps until the second factor is there.</summary>
    public bool LacksSecondFactor => !SecondFactor && !IsDemo && Roles.Any(r => Access.Roles.OfTheAssociation.Contains(r.Role));
}

/// <param name="Museum">Identifier of the museum, for the roles of a museum.</param>
/// <param name="BoundTo">Group of a leader, structure of an external borrower.</param>
public sealed record HeldRole(Role Role, string? Museum, string? BoundTo);
