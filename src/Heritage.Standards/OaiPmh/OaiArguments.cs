using System.Buffers;
using System.Text;

namespace Heritage.Standards.OaiPmh;

/// <summary>
/// The arguments of a request as they came, repeats included: <c>application/x-www-form-urlencoded</c>, decoded once as UTF-8 (protocol §3.1.1).
/// </summary>
/// <param name="All">In their order.</param>
/// <param name="IsSound">False when a percent sign leads nowhere, or the bytes are no UTF-8.</param>
public sealed record OaiArguments(IReadOnlyList<(string Name, string Value)> All, bool IsSound)
{
    private static readonly SearchValues<char> Coded = SearchValues.Create("%+");
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>Reads a query without its « ? », or the body of a form. Never throws.</summary>
    public static OaiArguments Read(string raw)
    {
        ArgumentNullException.ThrowIfNull(raw);
        var (all, sound) = (new List<(string, string)>(), true);
        foreach (var pair in raw.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            var name = Decode(equals < 0 ? pair : pair[..equals]);
            var value = Decode(equals < 0 ? "" : pair[(equals + 1)..]);
            sound &= name is not null && value is not null;
            all.Add((name ?? "", value ?? ""));
        }

        return new OaiArguments(all, sound);
    }

    /// <summary>The values given under a name.</summary>
    public IReadOnlyList<string> Of(string name) => [.. All.Where(a => a.Name == name).Select(a => a.Value)];

    private static string? Decode(string text)
    {
        if (text.AsSpan().IndexOfAny(Coded) < 0)
        {
            return text;
        }

        var bytes = new byte[Encoding.UTF8.GetMaxByteCount(text.Length)];
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '%')
            {
                if (i + 2 >= text.Length || !char.IsAsciiHexDigit(text[i + 1]) || !char.IsAsciiHexDigit(text[i + 2]))
                {
                    return null;
                }

                bytes[length++] = Convert.FromHexString(text.AsSpan(i + 1, 2))[0];
                i += 2;
            }
            else if (text[i] == '+')
            {
                bytes[length++] = (byte)' ';
            }
            else
            {
                var wide = i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]) ? 2 : 1;
                length += Encoding.UTF8.GetBytes(text.AsSpan(i, wide), bytes.AsSpan(length));
                i += wide - 1;
            }
        }

        return Words(bytes.AsSpan(0, length));
    }

    private static string? Words(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
