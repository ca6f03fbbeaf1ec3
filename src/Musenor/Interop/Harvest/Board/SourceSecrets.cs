using Musenor.Interop.Harvest.Fetching;
using Musenor.Web;

namespace Musenor.Interop.Harvest.Board;

/// <summary>
/// Headers that a source asks to see (Authorization, an API key): typed once, sealed, never shown again. They are kept, replaced or removed, and
/// dropped when the source is to be asked at another door.
/// </summary>
internal sealed class SourceSecrets(OpenSource open)
{
    public const string Keep = "keep";
    public const string Replace = "replace";
    public const string Remove = "remove";
    private const int Longest = 4000;

    public static readonly IReadOnlyList<string> Deeds = [Keep, Replace, Remove];

    // What the connection decides itself: to let a person write them would be to let them ask another host, or another thing.
    private static readonly string[] Ours = ["host", "content-length", "transfer-encoding", "connection", "keep-alive", "upgrade", "te", "trailer", "expect", "accept-encoding", "cookie2", "proxy-authorization", "range"];

    private static readonly Texts Words = Texts.Of("Interop");

    /// <summary>The sealed headers after the deed.</summary>
    public (string Headers, FieldProblem? Problem) Run(string sealedNow, string deed, string typed, bool isSameDoor)
    {
        if (deed is not (Keep or Replace or Remove))
        {
            return (sealedNow, new FieldProblem("secrets", Words["Harvest.Set.no.choice", Words["Harvest.Secrets"]]));
        }

        if (deed != Replace)
        {
            return (deed == Keep && isSameDoor ? sealedNow : "", null);
        }

        var lines = typed.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var problem = typed.Length > Longest || lines.Length is 0 or > 20 ? "count" : lines.All(IsHeader) ? null : "line";
        return problem is null ? (open.Sealed(string.Join('\n', lines)), null) : (sealedNow, new FieldProblem("headers", Words[$"Harvest.Secrets.no.{problem}"]));
    }

    private static bool IsHeader(string line) =>
        line.Split(':', 2) is [var name, var value] && name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') && value.Trim().Length > 0
        && value.All(c => c is >= ' ' and <= '~') && !Ours.Contains(name.ToLowerInvariant());
}
