using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Heritage.Standards.Identifiers;

/// <summary>
/// The name of an object in an ARK (draft-kunze-ark-39 §2.3), written from a reference that is permanent already and read back to it. Letters and
/// digits stand for themselves; every other character is written « =XX », its bytes in UTF-8: hyphens mean nothing in an ARK and « . » and « / » part
/// it, so none of them may carry meaning in the name.
/// </summary>
public static class ArkName
{
    private const string Betanumeric = "0123456789bcdfghjkmnpqrstvwxz";

    /// <summary>Five to nine betanumeric characters, in lower case (§2.3.1: digits so far).</summary>
    public static bool IsNaan([NotNullWhen(true)] string? text) => text is { Length: >= 5 and <= 9 } && text.All(c => Betanumeric.Contains(c, StringComparison.Ordinal));

    /// <summary>The name of the object that this reference tells apart.</summary>
    public static string Of(string reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        var name = new StringBuilder(reference.Length);
        foreach (var octet in Encoding.UTF8.GetBytes(reference))
        {
            _ = char.IsAsciiLetterOrDigit((char)octet) ? name.Append((char)octet) : name.Append(CultureInfo.InvariantCulture, $"={octet:X2}");
        }

        return name.ToString();
    }

    /// <summary>The reference behind a name as it came: hyphens of all kinds fall (§2.7), « %3D » is « = ». Null when it is no name of ours.</summary>
    public static string? Reference(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var octets = new List<byte>(name.Length);
        var bare = string.Concat(name.TrimEnd('/').Where(c => !IsHyphen(c)));
        for (var i = 0; i < bare.Length; i++)
        {
            if (char.IsAsciiLetterOrDigit(bare[i]))
            {
                octets.Add((byte)bare[i]);
            }
            else if (bare[i] == '=' && i + 2 < bare.Length && byte.TryParse(bare.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var octet) && octet != 0)
            {
                octets.Add(octet);
                i += 2;
            }
            else
            {
                return null;
            }
        }

        return octets.Count == 0 ? null : Encoding.UTF8.GetString([.. octets]);
    }

    // What word processors make of a hyphen, and the soft one.
    private static bool IsHyphen(char c) => c is '-' or '\u00ad' or (>= '\u2010' and <= '\u2015');
}
