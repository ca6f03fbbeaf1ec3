using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace Musenor.Accounts.Security;

/// <summary>Codes of an authenticator application (RFC 6238): six digits of each half-minute, HMAC-SHA1 as all applications read.</summary>
internal static class Totp
{
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const int KeyBytes = 20;
    private const int Step = 30;

    public static string NewKey() => Write(RandomNumberGenerator.GetBytes(KeyBytes));

    /// <summary>The half-minute whose code this is, now or just before or after, since clocks differ; null for none.</summary>
    public static long? Match(string key, string code, DateTimeOffset now)
    {
        var current = now.ToUnixTimeSeconds() / Step;
        long? found = null;
        foreach (var step in new[] { current - 1, current, current + 1 })
        {
            if (CryptographicOperations.FixedTimeEquals(System.Text.Encoding.ASCII.GetBytes(Code(key, step)), System.Text.Encoding.UTF8.GetBytes(code)))
            {
                found = step;
            }
        }

        return found;
    }

    public static string Code(string key, DateTimeOffset at) => Code(key, at.ToUnixTimeSeconds() / Step);

    /// <summary>What the picture to scan says.</summary>
    public static string Address(string key, string site, string email) =>
        $"otpauth://totp/{Uri.EscapeDataString(site)}:{Uri.EscapeDataString(email)}?secret={key}&issuer={Uri.EscapeDataString(site)}&algorithm=SHA1&digits=6&period={Step}";

    private static string Code(string key, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
#pragma warning disable CA5350 // The standard's own algorithm, and the only one that every application reads.
        var hash = HMACSHA1.HashData(Read(key), counter);
#pragma warning restore CA5350
        var offset = hash[^1] & 0x0F;
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(offset)) & 0x7FFFFFFF;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    private static string Write(byte[] bytes)
    {
        var bits = string.Concat(bytes.Select(b => Convert.ToString(b, 2).PadLeft(8, '0')));
        return string.Concat(bits.Chunk(5).Select(five => Base32[Convert.ToInt32(new string(five).PadRight(5, '0'), 2)]));
    }

    private static byte[] Read(string key)
    {
        var bits = string.Concat(key.Select(c => Convert.ToString(Base32.IndexOf(c, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return [.. bits.Chunk(8).Where(eight => eight.Length == 8).Select(eight => Convert.ToByte(new string(eight), 2))];
    }
}
