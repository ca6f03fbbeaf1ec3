using System.Buffers;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Heritage.Standards.OaiPmh;

/// <summary>Identifiers of the scheme « oai » (guideline oai-identifier, 2.0): <c>oai:domain:local</c>.</summary>
/// <param name="repository">A domain of at least two labels, each beginning with a letter.</param>
public sealed partial class OaiIdentifier(string repository)
{
    // The characters that the guideline leaves as they are; « % » begins a code.
    private static readonly SearchValues<char> Kept = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.!~*'();/?:@&=+$,");

    private readonly string _start = $"oai:{repository}:";

    /// <summary>« patrimoine.example.fr »; no address, no bare name, no localhost.</summary>
    public static bool IsRepository(string domain) =>
        domain is { Length: > 0 and <= 200 } && Domain().IsMatch(domain) && !IPAddress.TryParse(domain, out _) && !domain.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);

    public string Of(string reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        if (!reference.AsSpan().ContainsAnyExcept(Kept))
        {
            return _start + reference;
        }

        var local = new StringBuilder(_start);
        foreach (var one in Encoding.UTF8.GetBytes(reference))
        {
            _ = one < 0x80 && Kept.Contains((char)one) ? local.Append((char)one) : local.Append(CultureInfo.InvariantCulture, $"%{one:X2}");
        }

        return local.ToString();
    }

    /// <summary>The reference that an identifier stands for; null when it is not one that <see cref="Of"/> writes.</summary>
    public string? Reference(string identifier)
    {
        ArgumentNullException.ThrowIfNull(identifier);
        if (!identifier.StartsWith(_start, StringComparison.Ordinal) || identifier.Length == _start.Length)
        {
            return null;
        }

        // No reference holds a NUL, and PostgreSQL takes no text that does.
        var reference = Uri.UnescapeDataString(identifier[_start.Length..]);
        return !reference.Contains('\0', StringComparison.Ordinal) && Of(reference) == identifier ? reference : null;
    }

    [GeneratedRegex(@"^[a-zA-Z][a-zA-Z0-9\-]*(?:\.[a-zA-Z][a-zA-Z0-9\-]*)+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Domain();
}
