using System.Security.Cryptography;
using System.Text;

namespace Musenor.Accounts.Memberships;

/// <summary>A link sent by mail that opens one thing once: 256 random bits in the mail, their hash in the table.</summary>
public sealed record SecretLink(string Token, string Hash)
{
    public static SecretLink New()
    {
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        return new SecretLink(token, HashOf(token));
    }

    public static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
