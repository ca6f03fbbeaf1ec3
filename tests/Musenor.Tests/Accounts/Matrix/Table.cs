using System.Text.RegularExpressions;

namespace Musenor.Tests.Accounts.Matrix;

/// <summary>
/// Who may open what, told by hand and apart from the code: each route, the letters of those whom it answers, and an address to try.
/// V visitor, C account, E external borrower, P and p professional of the museum and of another, R and r référent of the museum and of
/// another, L group leader, M moderator, K keeper of equipment, N network team, A administrator; f référent until yesterday, t from
/// tomorrow, q who only asked, s administrator without a second factor.
/// </summary>
internal static partial class Table
{
    public const string Everyone = "VCEPpRrLMKNAftqs";
    private const string SignedIn = "CEPpRrLMKNAftqs";

    private static readonly Dictionary<string, string> Groups = new(StringComparer.Ordinal)
    {
        ["everyone"] = Everyone,
        ["signed-in"] = SignedIn,
        ["pro"] = "PpRrLMKNA",
        ["office"] = "PpRrMKNA",
        // the page opens for those who have the right somewhere
        ["editors"] = "PpRrN",
        // and this object only for these
        ["own-editors"] = "PRN",
        ["members"] = "RrNA",
        ["own-members"] = "RNA",
        ["team"] = "NA",
        ["network"] = "N",
        ["admin"] = "A",
        ["moderators"] = "MN",
    };

    public sealed record Row(string Route, string Who, string Address)
    {
        public string Method => Route.Split(' ')[0];
    }

    /// <summary>In the order in which they are tried.</summary>
    public static readonly IReadOnlyList<Row> Rows = [.. Read(Routes.Text)];

    private static IEnumerable<Row> Read(string text) =>
        from line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        where !line.StartsWith('#')
        let parts = Blanks().Split(line)
        select new Row($"{parts[0]} {parts[1]}", Groups.GetValueOrDefault(parts[2], parts[2]), parts.Length > 3 ? parts[3] : parts[1]);

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
