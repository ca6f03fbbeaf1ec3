using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Musenor.Interop.Mapping;

/// <summary>The address of a work of another network that has no reference of its own: « src-PROSCITEC-00123 ».</summary>
internal static partial class SourceAddress
{
    private const int Longest = 80;

    /// <summary>From the local part of the identifier; a mark of the whole is added where letters had to go.</summary>
    public static string Of(string source, string oaiId)
    {
        var local = oaiId.StartsWith("oai:", StringComparison.OrdinalIgnoreCase) && oaiId.IndexOf(':', 4) is > 0 and var colon ? oaiId[(colon + 1)..] : oaiId;
        var plain = Odd().Replace(local, "-").Trim('-', '.');
        var start = $"src-{source}-{plain}";
        return plain == local && start.Length <= Longest ? start : $"{(start.Length > Longest - 9 ? start[..(Longest - 9)] : start).TrimEnd('-')}-{Mark(oaiId)}";
    }

    public static bool IsJoconde(string reference) => Joconde().IsMatch(reference);

    private static string Mark(string oaiId) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(oaiId)), 0, 4);

    [GeneratedRegex("[^A-Za-z0-9._-]+")]
    private static partial Regex Odd();

    [GeneratedRegex("^(?=(?:.*[0-9]){4})[0-9A-Z]{9,14}$")]
    private static partial Regex Joconde();
}
