using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Heritage.Standards.Joconde;
using Musenor.Collections.Notices;

namespace Musenor.Collections.Import;

/// <summary>What makes two rows of a file the same notice: the reference, or the museum and the whole inventory text.</summary>
internal static class RowIdentity
{
    /// <summary>A 128-bit mark of the identity; null when the row has none.</summary>
    public static UInt128? Of(SourceRow row, SourceFormat format, string? museum)
    {
        if (row.Problem is not null)
        {
            return null;
        }

        var reference = row.Fields.GetValueOrDefault("REF", "");
        if (reference.Length > 0)
        {
            // POP pads the references of a CSV with zeros: « 1 » and « 00000000001 » are one notice there.
            return Mark("R\n" + (format.Layout is { Kind: JocondeLayoutKind.PopCsv } ? reference.PadLeft(11, '0') : reference));
        }

        return Number(row, format, museum);
    }

    /// <summary>
    /// The mark of museum and inventory number, also on a row that has a reference: another row without one may be the same object.
    /// Null in formats where every row must have a reference.
    /// </summary>
    public static UInt128? Number(SourceRow row, SourceFormat format, string? museum)
    {
        if (row.Problem is not null)
        {
            return null;
        }

        var code = row.Fields.GetValueOrDefault("MUSEO", "") is { Length: > 0 } given ? MuseumCode(given) : museum;
        var inventory = NoticeIdentity.InventoryKey(row.Fields.GetValueOrDefault("INV", ""));
        return format.IsPop || string.IsNullOrEmpty(code) || inventory.Length == 0 ? null : Mark($"I\n{code.ToUpperInvariant()}\n{inventory}");
    }

    /// <summary>The code in upper case; of « M0748 phot © Angers », as the national file has it, the code alone.</summary>
    public static string MuseumCode(string written) =>
        written.Length > 6 && written[0] is ('M' or 'm') && written.AsSpan(1, 4).IndexOfAnyExceptInRange('0', '9') < 0 && char.IsWhiteSpace(written[5])
            ? written[..5].ToUpperInvariant()
            : written.ToUpperInvariant();

    private static UInt128 Mark(string identity) => BinaryPrimitives.ReadUInt128LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(identity)));
}
