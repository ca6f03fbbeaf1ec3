using System.Buffers;

namespace Musenor.Files.Sniffing;

/// <summary>
/// A PDF starts at its first byte, ends with its own end mark, and is not locked. What runs inside (scripts, actions, attachments) is
/// not looked for: a reader for it would be fooled by compressed objects. No PDF is ever shown by the portal, see Serving/ServeFile.
/// </summary>
internal static class PdfLook
{
    private const int Tail = 1024;
    private const int Window = 64 * 1024;

    /// <summary>« CutPdf » or « Locked »; null when nothing is wrong.</summary>
    public static string? Fault(Stream file)
    {
        Span<byte> end = stackalloc byte[Tail];
        file.Position = Math.Max(0, file.Length - Tail);
        end = end[..file.ReadAtLeast(end, Tail, throwOnEndOfStream: false)];
        return end.IndexOf("%%EOF"u8) < 0 ? "CutPdf" : Holds(file, "/Encrypt"u8) ? "Locked" : null;
    }

    private static bool Holds(Stream file, ReadOnlySpan<byte> wanted)
    {
        file.Position = 0;
        var buffer = ArrayPool<byte>.Shared.Rent(Window);
        try
        {
            var kept = 0;
            for (var read = file.Read(buffer.AsSpan(0, Window)); read > 0; read = file.Read(buffer.AsSpan(kept, Window - kept)))
            {
                var seen = buffer.AsSpan(0, kept + read);
                if (seen.IndexOf(wanted) >= 0)
                {
                    return true;
                }

                // What may be the beginning of the word stays for the next window.
                kept = Math.Min(wanted.Length - 1, seen.Length);
                seen[^kept..].CopyTo(buffer);
            }

            return false;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
