using System.Security.Cryptography;
using System.Text;
using Heritage.Standards.Text;

namespace Musenor.Collections.Notices;

/// <summary>How a notice is known again: its Joconde reference, or its museum and inventory number where it has none.</summary>
public static class NoticeIdentity
{
    private const int LongestReference = 64;

    /// <summary>The inventory text as it identifies: blanks and case do not count, punctuation does (« 1.23 » is not « 12.3 »).</summary>
    public static string InventoryKey(string inventory) => Folding.Blanks(inventory).ToUpperInvariant();

    /// <summary>The portal's own reference of a notice without REF: « M0324-OA-10426 ». The same identity always gives the same.</summary>
    public static string OwnReference(string museumId, string inventory)
    {
        var reference = new StringBuilder(museumId).Append('-');
        // The current number only: older ones would make an address that nobody can read.
        foreach (var c in Folding.Fold(inventory.Split(';')[0]).ToUpperInvariant())
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                reference.Append(c);
            }
            else if (reference[^1] != '-')
            {
                reference.Append('-');
            }
        }

        var plain = reference.ToString().TrimEnd('-');
        if (plain.Length <= museumId.Length)
        {
            // A number without any Latin letter or digit.
            return $"{museumId}-{Mark(inventory)}";
        }

        return plain.Length <= LongestReference ? plain : plain[..(LongestReference - 9)] + '-' + Mark(inventory);
    }

    /// <summary>When two identities of one museum make the same reference (« A.1 » and « A-1 »), the later one carries this mark.</summary>
    public static string Mark(string inventory) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(InventoryKey(inventory))), 0, 4);
}
