namespace Musenor.Collections.Editing;

/// <summary>Why a notice leaves the public pages: « Withdrawal.key » in the resources, shown at its address.</summary>
public static class Withdrawal
{
    /// <summary>In the order of the form.</summary>
    public static readonly IReadOnlyList<string> Reasons = ["erreur", "doublon", "droits", "donnees", "revision", "restitution", "autre"];

    public const int LongestNote = 500;

    /// <summary>More at once is an import's work.</summary>
    public const int Most = 200;
}
