namespace Musenor.BrowserTests;

/// <summary>Somebody with an account on the seeded portal.</summary>
/// <param name="NeedsCode">Their role acts only with a second factor.</param>
public sealed record Persona(string Email, string Role, string? Museum = null, bool NeedsCode = false)
{
    public string[] Seed => ["users", "add", Email, "--role", Role, .. Museum is null ? Array.Empty<string>() : ["--museum", Museum], "--password-stdin"];
}

public static class SeededAccounts
{
    /// <summary>The museum of the first seeded notices.</summary>
    public const string Museum = "M0788";

    public static readonly Persona Referent = new("referente@example.org", "museum_referent", Museum);

    public static readonly Persona Team = new("equipe@example.org", "network_team", NeedsCode: true);

    public static readonly Persona Administrator = new("administration@example.org", "administrator", NeedsCode: true);

    public static readonly Persona[] All = [Referent, Team, Administrator];
}
