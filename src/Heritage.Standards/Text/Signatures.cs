namespace Heritage.Standards.Text;

/// <summary>Files that people hand over in place of text, told by their first bytes.</summary>
internal static class Signatures
{
    private const string ToCsv = "l’enregistrer en CSV (UTF-8) depuis le tableur, puis importer ce fichier.";

    /// <summary>A French sentence that says what the file is and what to do; null for what may be text.</summary>
    public static string? Recognise(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith("%PDF"u8))
        {
            return "c’est un document PDF : demander au musée l’export CSV ou « ajout piloté » de son logiciel.";
        }

        if (head.StartsWith("PK\x03\x04"u8) || head.StartsWith("PK\x05\x06"u8))
        {
            return "c’est une archive ZIP ou un classeur Excel (.xlsx) : décompresser l’archive, ou bien ouvrir le classeur et " + ToCsv;
        }

        if (head.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]))
        {
            return "c’est un ancien document Office (.xls, .doc) : " + ToCsv;
        }

        if (IsImage(head))
        {
            return "c’est une image : les photographies s’ajoutent avec « photos import ».";
        }

        if (head.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]) || head.StartsWith("7z\xBC\xAF"u8) || head.StartsWith("Rar!"u8))
        {
            return "c’est une archive compressée : la décompresser, puis importer le fichier qu’elle contient.";
        }

        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            return "le fichier est en UTF-16 (« texte Unicode ») : le réenregistrer en UTF-8.";
        }

        return null;
    }

    private static bool IsImage(ReadOnlySpan<byte> head) =>
        head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) || head.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47]) ||
        head.StartsWith("GIF8"u8) || head.StartsWith("II*\0"u8) || head.StartsWith("MM\0*"u8) ||
        (head.Length >= 12 && head.StartsWith("RIFF"u8) && head[8..].StartsWith("WEBP"u8));
}
