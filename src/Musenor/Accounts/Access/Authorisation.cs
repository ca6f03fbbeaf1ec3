namespace Musenor.Accounts.Access;

/// <summary>
/// The one authorisation function: pages, programs, verbs, feeds, search results, mails and live events all ask here.
/// It looks at nothing but the person, the right and the museum; states of objects are asked by the use case, after it.
/// </summary>
public static class Authorisation
{
    /// <summary>May this person do this to something of this museum (null: to something that belongs to no museum)?</summary>
    public static bool May(this Person? who, Right right, string? museum)
    {
        if (who is null)
        {
            return false;
        }

        return who.IsOperator
            || (right.AnyAccount && who.EmailConfirmed)
            || InForce(who).Any(held => right.Everywhere.Contains(held.Role) || (museum is not null && held.Museum == museum && right.InMuseum.Contains(held.Role)));
    }

    /// <summary>May this person do this somewhere: does the page open at all?</summary>
    public static bool MaySomewhere(this Person? who, Right right) =>
        who is not null && (who.May(right, null) || InForce(who).Any(held => held.Museum is not null && right.InMuseum.Contains(held.Role)));

    /// <summary>The museums for which this person has the right; null when for all.</summary>
    public static IReadOnlyList<string>? Museums(this Person? who, Right right) => who switch
    {
        null => [],
        _ when who.May(right, null) => null,
        _ => [.. InForce(who).Where(held => held.Museum is not null && right.InMuseum.Contains(held.Role)).Select(held => held.Museum!).Distinct()],
    };

    // A role of the association sleeps until its holder signs in with a second factor.
    private static IEnumerable<HeldRole> InForce(Person who) =>
        who.EmailConfirmed ? who.Roles.Where(held => who.SecondFactor || who.IsDemo || !Roles.OfTheAssociation.Contains(held.Role)) : [];
}
