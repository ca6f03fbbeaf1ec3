using Musenor.Web;

namespace Musenor.Files.Sniffing;

/// <summary>What a received file is: by its bytes and by its name, which must agree, among the kinds that the form asks for.</summary>
/// <param name="Problem">A sentence that says what is wrong and what to do; null when the kind is accepted.</param>
public sealed record RecognisedFile(FileKind? Kind, string? Problem);

public static class RecogniseFile
{
    private static Texts T => Texts.Of("Files");

    public static RecognisedFile Run(Stream file, string name, FilePurpose purpose)
    {
        if (file.Length == 0)
        {
            return No(T["Empty", name]);
        }

        var buffer = new byte[Magic.HeadLength];
        file.Position = 0;
        var head = buffer.AsSpan(0, file.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false));
        var (kind, fault) = (purpose.IsJudgedByItsReader ? Source(head, FileName.Extension(name), purpose) : null) is { } source
            ? (source, null)
            : Look(file, head, FileName.Extension(name));
        if (kind is null)
        {
            return No(Sentence(fault, name, purpose));
        }

        if (!kind.Takes(FileName.Extension(name)))
        {
            return No(T["LyingName", name, kind.Label, kind.Extensions[0]]);
        }

        if (!purpose.Kinds.Contains(kind))
        {
            return No(T["NotWanted", name, kind.Label, purpose.Wanted]);
        }

        return file.Length > purpose.LargestOf(kind) ? No(T["TooLarge", name, FilePurpose.Size(purpose.LargestOf(kind))]) : new(kind, null);
    }

    /// <summary>A text by its name, where its bytes are not plainly something else; packed files are looked into like any other.</summary>
    private static FileKind? Source(ReadOnlySpan<byte> head, string extension, FilePurpose purpose) =>
        Magic.Kind(head) is null && Magic.Foreign(head) is null && TextLook.Markup(head) is null or "Xml" ? purpose.Kinds.FirstOrDefault(k => k.Takes(extension)) : null;

    private static (FileKind? Kind, string? Fault) Look(Stream file, ReadOnlySpan<byte> head, string extension)
    {
        switch (Magic.Kind(head))
        {
            case { } zip when zip == FileKind.Zip:
                return ZipLook.Run(file);
            case { } pdf when pdf == FileKind.Pdf:
                return PdfLook.Fault(file) is { } wrong ? (null, wrong) : (pdf, null);
            case { } other:
                return (other, null);
            default:
                break;
        }

        // A mark at the start or a program is named, whatever the extension; the rest may be text if its name says so.
        if ((Magic.Foreign(head) ?? TextLook.Markup(head)) is { } foreign)
        {
            return (null, foreign);
        }

        if (FileKind.Pdf.Takes(extension) && head.IndexOf("%PDF-"u8) > 0)
        {
            return (null, "PdfBehind");
        }

        var text = FileKind.Csv.Takes(extension) ? FileKind.Csv : FileKind.Txt.Takes(extension) ? FileKind.Txt : null;
        return text is null ? (null, null) : TextLook.Fault(file, head) is { } problem ? (null, problem) : (text, null);
    }

    private static string Sentence(string? fault, string name, FilePurpose purpose) => fault switch
    {
        "Svg" => T["Svg", name],
        "Html" => T["Html", name],
        "Xml" => T["Xml", name],
        "Utf16" => T["Utf16", name],
        "NotText" => T["NotText", name],
        "Broken" => T["BrokenZip", name],
        "Bomb" => T["Bomb", name],
        "Locked" => T["Locked", name],
        "Paths" => T["Paths", name],
        "Macros" => T["Macros", name],
        "Programs" => T["Programs", name],
        "CutPdf" => T["CutPdf", name],
        "PdfBehind" => T["PdfBehind", name],
        "OldOffice" => T["OldOffice", name],
        "Program" => T["Program", name],
        "OtherFilm" => T["OtherFilm", name],
        "OtherArchive" => T["OtherArchive", name],
        _ => T["Unknown", name, purpose.Wanted],
    };

    private static RecognisedFile No(string problem) => new(null, problem);
}
