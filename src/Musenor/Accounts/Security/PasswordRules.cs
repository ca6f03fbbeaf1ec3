using System.Text.RegularExpressions;
using Heritage.Standards.Text;
using Musenor.Web;

namespace Musenor.Accounts.Security;

/// <summary>
/// What a password must be (ANSSI, « Recommandations relatives à l'authentification » 2021; NIST SP 800-63B §5.1.1.2): long, and not what
/// everybody tries first. No recipe of capitals and digits, no yearly change.
/// </summary>
public static partial class PasswordRules
{
    public const int Shortest = 12;
    public const int Longest = 128;
    private const int Distinct = 5;

    // What is left of a password without these words must still be worth something.
    private const int LeftOver = 6;

    // Found at the head of every list of stolen passwords, in French and in English; folded.
    private static readonly string[] Common =
    [
        "motdepasse", "motdepass", "password", "passwort", "passw0rd", "azertyuiop", "azerty", "qsdfghjklm", "wxcvbn", "qwertyuiop", "qwerty", "qwertz",
        "asdfghjkl", "zxcvbnm", "1q2w3e4r5t", "1q2w3e4r", "abcdefghijklmnopqrstuvwxyz", "abcdefghijklm", "abcdefgh", "abcdef", "abc123", "123456789", "12345678", "1234567",
        "123456", "12345", "1234", "987654321", "654321", "administrateur", "administrator", "admin", "utilisateur", "bienvenue", "welcome", "letmein",
        "iloveyou", "jetaime", "doudou", "soleil", "loulou", "chouchou", "princesse", "princess", "marseille", "football", "baseball", "superman",
        "batman", "starwars", "dragon", "monkey", "sunshine", "shadow", "master", "secret", "changeme", "changezmoi", "nicolas", "camille", "bonjour",
        "chocolat", "vacances", "trustno1", "whatever", "connexion", "default", "musenor", "musees", "musee", "museum", "collections", "2023", "2024", "2025", "2026", "2027",
    ];

    /// <summary>What is wrong with it, in one sentence; null when nothing is.</summary>
    public static string? Problem(string? password, string email, string name)
    {
        var words = Texts.Of("Accounts");
        switch (password)
        {
            case null or { Length: < Shortest }:
                return words["PasswordShort", Shortest];
            case { Length: > Longest }:
                return words["PasswordLong", Longest];
        }

        var folded = Blanks().Replace(Folding.Fold(password), "");
        if (folded.Distinct().Count() < Distinct || Without(folded, Common) < LeftOver || Repeats(folded))
        {
            return words["PasswordCommon"];
        }

        var own = Words().Matches(Folding.Fold($"{email.Split('@')[0]} {name}")).Select(m => m.Value).Where(w => w.Length >= 4).ToArray();
        return own.Any(w => folded.Contains(w, StringComparison.Ordinal)) && Without(folded, own) < Shortest ? words["PasswordPersonal"] : null;
    }

    private static int Without(string password, IEnumerable<string> known) =>
        known.OrderByDescending(w => w.Length).Aggregate(password, (left, word) => left.Replace(word, "", StringComparison.Ordinal)).Count(char.IsLetterOrDigit);

    /// <summary>« abcabcabcabc »: one short piece again and again.</summary>
    private static bool Repeats(string password) =>
        Enumerable.Range(1, 6).Any(piece => password.Length >= 2 * piece && password.Select((c, i) => c == password[i % piece]).All(same => same));

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"[\p{L}\p{N}]+")]
    private static partial Regex Words();
}
