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
        ["nobody"] = "",
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

    /// <param name="Ends">Ends the session or the account of whoever uses it: tried last, and by no other test.</param>
    /// <param name="Hollow">Nothing real is sent: « not found » is an answer.</param>
    public sealed record Row(string Route, string Who, string Address, bool Ends, bool Hollow = false, string Body = "")
    {
        public string Method => Route.Split(' ')[0];
    }

    /// <summary>In the order in which they are tried.</summary>
    public static readonly IReadOnlyList<Row> Rows = [.. Read(Routes.Text)];

    private static IEnumerable<Row> Read(string text)
    {
        var ends = false;
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            ends |= line == Routes.Last;
            if (!line.StartsWith('#'))
            {
                var parts = Blanks().Split(line);
                yield return new Row($"{parts[0]} {parts[1]}", Groups[parts[2].TrimEnd('+')], parts.Length > 3 ? parts[3] : parts[1], ends, parts[2].EndsWith('+'), parts.Length > 4 ? parts[4] : "");
            }
        }
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
