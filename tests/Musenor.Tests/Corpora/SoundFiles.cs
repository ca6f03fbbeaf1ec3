using System.IO.Compression;
using System.Text;
using Musenor.Files.Images;

namespace Musenor.Tests.Corpora;

/// <summary>One sound file of each kind that the portal receives, made here.</summary>
internal static class SoundFiles
{
    public static readonly byte[] Png = PngFile.Picture(600, 400);
    public static readonly byte[] Jpeg = Picture(".jpg");
    public static readonly byte[] WebP = Picture(".webp");
    public static readonly byte[] Gif = Picture(".gif");
    public static readonly byte[] Tiff = Picture(".tif");
    public static readonly byte[] Heic = Picture(".heic");
    public static readonly byte[] Avif = Picture(".avif[effort=0]");

    public static readonly byte[] Pdf = Text("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n");

    public static readonly byte[] Docx = Office("word/document.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml");
    public static readonly byte[] Xlsx = Office("xl/workbook.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml");
    public static readonly byte[] Pptx = Office("ppt/presentation.xml", "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml");
    public static readonly byte[] Odt = OpenDocument("text");
    public static readonly byte[] Ods = OpenDocument("spreadsheet");
    public static readonly byte[] Odp = OpenDocument("presentation");
    public static readonly byte[] Mp3 = [.. "ID3\x04\0\0\0\0\0\0"u8, 0xFF, 0xFB, 0x90, 0x00, .. new byte[413]];
    public static readonly byte[] BareMp3 = [0xFF, 0xFB, 0x90, 0x00, .. new byte[413]];
    public static readonly byte[] Ogg = [.. "OggS\0\x02"u8, .. new byte[60]];
    public static readonly byte[] Mp4 = [0, 0, 0, 24, .. "ftypisom\0\0\0\0isommp42"u8, .. new byte[64]];
    public static readonly byte[] M4a = [0, 0, 0, 24, .. "ftypM4A \0\0\0\0M4A mp42"u8, .. new byte[64]];
    public static readonly byte[] WebM = [0x1A, 0x45, 0xDF, 0xA3, 0x9F, 0x42, 0x86, 0x81, 0x01, 0x42, 0x82, 0x84, .. "webm"u8, .. new byte[64]];
    public static readonly byte[] Zip = Archive(("lettres/1914.txt", "Cher père"), ("lettres/1915.txt", "Chère mère"));

    public static IEnumerable<(string Name, byte[] Bytes, string MediaType)> All() =>
    [
        ("a.jpg", Jpeg, "image/jpeg"), ("a.JPEG", Jpeg, "image/jpeg"), ("a.png", Png, "image/png"), ("a.webp", WebP, "image/webp"), ("a.gif", Gif, "image/gif"),
        ("a.tif", Tiff, "image/tiff"), ("a.heic", Heic, "image/heic"), ("a.avif", Avif, "image/avif"), ("a.pdf", Pdf, "application/pdf"),
        ("a.docx", Docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("a.xlsx", Xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("a.pptx", Pptx, "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
        ("a.odt", Odt, "application/vnd.oasis.opendocument.text"), ("a.ods", Ods, "application/vnd.oasis.opendocument.spreadsheet"),
        ("a.odp", Odp, "application/vnd.oasis.opendocument.presentation"), ("a.csv", Text("REF;TITR\n1;Coq\n"), "text/csv"), ("a.txt", Text("Été 1914\r\n"), "text/plain"),
        ("latin.txt", Encoding.Latin1.GetBytes("Été 1914, la récolte\r\n"), "text/plain"), ("pk.csv", Text("PK;MZ;ID3\n1;2;3\n"), "text/csv"),
        ("a.mp3", Mp3, "audio/mpeg"), ("b.mp3", BareMp3, "audio/mpeg"), ("a.ogg", Ogg, "audio/ogg"), ("a.m4a", M4a, "audio/mp4"), ("a.mp4", Mp4, "video/mp4"),
        ("a.webm", WebM, "video/webm"), ("a.zip", Zip, "application/zip"),
    ];

    public static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    public static byte[] Picture(string format, int width = 600, int height = 400) => Vips.Convert(PngFile.Picture(width, height), width, format, toSrgb: false);

    public static byte[] Archive(params (string Name, string Content)[] entries)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var writer = new StreamWriter(zip.CreateEntry(name, name == "mimetype" ? CompressionLevel.NoCompression : CompressionLevel.Optimal).Open());
                writer.Write(content);
            }
        }

        return bytes.ToArray();
    }

    public static byte[] Office(string part, string type, params (string, string)[] more) => Archive([
        ("[Content_Types].xml", $"""<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/{part}" ContentType="{type}"/></Types>"""),
        (part, "<document/>"),
        .. more]);

    private static byte[] OpenDocument(string kind) => Archive(("mimetype", $"application/vnd.oasis.opendocument.{kind}"), ("content.xml", "<office/>"));
}
