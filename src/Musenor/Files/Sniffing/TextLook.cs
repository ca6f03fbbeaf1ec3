using System.Buffers;
using System.Text;
using Heritage.Standards.Text;

namespace Musenor.Files.Sniffing;

/// <summary>Tells plain text from markup, scripts and what only looks like text.</summary>
internal static class TextLook
{
    private static readonly SearchValues<byte> Controls = SearchValues.Create([.. Enumerable.Range(0, 32).Select(b => (byte)b).Except("\t\n\r\f"u8.ToArray()), 0x7F]);

    /// <summary>« Svg », « Html », « Xml », « Utf16 » or « NotText »; null for plain text, in UTF-8 or in an old encoding.</summary>
    public static string? Fault(Stream file, ReadOnlySpan<byte> head)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            return "Utf16";
        }

        if (Markup(head) is { } markup)
        {
            return markup;
        }

        file.Position = 0;
        if (TextSniffing.Detect(file).Problem is not null)
        {
            return "NotText";
        }

        return HasControls(file) ? "NotText" : null;
    }

    /// <summary>Browsers would take it for a page: it starts with a mark, after blanks or not.</summary>
    public static string? Markup(ReadOnlySpan<byte> head)
    {
        var start = Encoding.Latin1.GetString(head.StartsWith("\uFEFF"u8) ? head[3..] : head).TrimStart();
        if (!start.StartsWith('<'))
        {
            return null;
        }

        return start.Contains("<svg", StringComparison.OrdinalIgnoreCase) ? "Svg"
            : start.Contains("<?xml", StringComparison.OrdinalIgnoreCase) && !start.Contains("<html", StringComparison.OrdinalIgnoreCase) ? "Xml"
            : "Html";
    }

    private static bool HasControls(Stream file)
    {
        file.Position = 0;
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            for (var read = file.Read(buffer); read > 0; read = file.Read(buffer))
            {
                if (buffer.AsSpan(0, read).ContainsAny(Controls))
                {
                    return true;
                }
            }

            return false;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
