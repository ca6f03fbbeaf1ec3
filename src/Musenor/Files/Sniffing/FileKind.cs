namespace Musenor.Files.Sniffing;

public enum FileFamily { Image, Document, Sound, Film, Archive }

/// <summary>One kind of file that the portal receives. What is not in this list is refused.</summary>
/// <param name="Label">As people call it: « PDF », « MP3 ».</param>
/// <param name="Extensions">Lower case, without dot; the first is the usual one.</param>
public sealed record FileKind(string MediaType, string Label, FileFamily Family, params string[] Extensions)
{
    private const long Mega = 1024 * 1024;

    public static readonly FileKind Jpeg = new("image/jpeg", "JPEG", FileFamily.Image, "jpg", "jpeg", "jpe", "jfif") { Loader = "Jpeg" };
    public static readonly FileKind Png = new("image/png", "PNG", FileFamily.Image, "png") { Loader = "Png" };
    public static readonly FileKind WebP = new("image/webp", "WebP", FileFamily.Image, "webp") { Loader = "Webp" };
    public static readonly FileKind Gif = new("image/gif", "GIF", FileFamily.Image, "gif") { Loader = "Nsgif" };
    public static readonly FileKind Tiff = new("image/tiff", "TIFF", FileFamily.Image, "tif", "tiff") { Loader = "Tiff" };
    public static readonly FileKind Heic = new("image/heic", "HEIC", FileFamily.Image, "heic", "heif") { Loader = "Heif" };
    public static readonly FileKind Avif = new("image/avif", "AVIF", FileFamily.Image, "avif") { Loader = "Heif" };
    public static readonly FileKind Pdf = new("application/pdf", "PDF", FileFamily.Document, "pdf");
    public static readonly FileKind Odt = new("application/vnd.oasis.opendocument.text", "ODT", FileFamily.Document, "odt");
    public static readonly FileKind Ods = new("application/vnd.oasis.opendocument.spreadsheet", "ODS", FileFamily.Document, "ods");
    public static readonly FileKind Odp = new("application/vnd.oasis.opendocument.presentation", "ODP", FileFamily.Document, "odp");
    public static readonly FileKind Docx = new("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "DOCX", FileFamily.Document, "docx");
    public static readonly FileKind Xlsx = new("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "XLSX", FileFamily.Document, "xlsx");
    public static readonly FileKind Pptx = new("application/vnd.openxmlformats-officedocument.presentationml.presentation", "PPTX", FileFamily.Document, "pptx");
    public static readonly FileKind Csv = new("text/csv", "CSV", FileFamily.Document, "csv");
    public static readonly FileKind Txt = new("text/plain", "TXT", FileFamily.Document, "txt");
    public static readonly FileKind Mp3 = new("audio/mpeg", "MP3", FileFamily.Sound, "mp3");
    public static readonly FileKind M4a = new("audio/mp4", "M4A", FileFamily.Sound, "m4a");
    public static readonly FileKind Ogg = new("audio/ogg", "OGG", FileFamily.Sound, "ogg", "oga", "opus");
    public static readonly FileKind Mp4 = new("video/mp4", "MP4", FileFamily.Film, "mp4", "m4v");
    public static readonly FileKind WebM = new("video/webm", "WebM", FileFamily.Film, "webm");
    public static readonly FileKind Zip = new("application/zip", "ZIP", FileFamily.Archive, "zip");

    // Sources of notices, which only their reader understands: no form takes them that does not name them.
    public static readonly FileKind Tsv = new("text/tab-separated-values", "TSV", FileFamily.Document, "tsv", "tab");
    public static readonly FileKind Xml = new("application/xml", "XML", FileFamily.Document, "xml", "lido");
    public static readonly FileKind Json = new("application/json", "JSON", FileFamily.Document, "json");

    public static readonly IReadOnlyList<FileKind> All =
        [Jpeg, Png, WebP, Gif, Tiff, Heic, Avif, Pdf, Odt, Ods, Odp, Docx, Xlsx, Pptx, Csv, Txt, Mp3, M4a, Ogg, Mp4, WebM, Zip];

    /// <summary>For pictures: the part of libvips that must be the one to decode them.</summary>
    public string? Loader { get; private init; }

    /// <summary>Bytes at most, whatever a form allows.</summary>
    public long Largest => Family switch
    {
        FileFamily.Image => 40 * Mega,
        FileFamily.Sound or FileFamily.Film => 500 * Mega,
        _ => 20 * Mega,
    };

    public static FileKind? OfMediaType(string type) => All.FirstOrDefault(k => k.MediaType == type);

    public bool Takes(string extension) => Extensions.Contains(extension, StringComparer.OrdinalIgnoreCase);
}
