using System.IO.Compression;
using System.Text;

namespace Musenor.Tests.Corpora;

/// <summary>Files that mean harm, or that went wrong on the way; made here, none larger than a few hundred kilobytes.</summary>
internal static class BrokenFiles
{
    public const string Script = "<script>alert('musenor')</script><?php system($_GET['c']); ?>";

    private const string Word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";

    private const string Svg = """<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script><rect width="9" height="9"/></svg>""";

    /// <summary>Each is refused; the sentence that says why holds these words.</summary>
    public static IEnumerable<(string Name, byte[] Bytes, string Says)> Refused() => [.. Lying(), .. Markup(), .. Cut(), .. Archives(), .. Bombs()];

    /// <summary>Sound pictures that carry something else along.</summary>
    public static IEnumerable<(string Name, byte[] Bytes)> Polyglots() =>
    [
        ("gifar.jpg", [.. SoundFiles.Jpeg, .. SoundFiles.Archive(("Attaque.java", Script), ("page.html", Script))]),
        ("commentaire.jpg", [.. SoundFiles.Jpeg[..2], 0xFF, 0xFE, 0, (byte)(Script.Length + 2), .. SoundFiles.Text(Script), .. SoundFiles.Jpeg[2..]]),
        ("texte.png", PngFile.With(SoundFiles.Png, "tEXt", [.. "Comment\0"u8, .. SoundFiles.Text(Script)])),
        ("page.png", [.. SoundFiles.Png, .. SoundFiles.Text($"<html>{Script}</html>")]),
        ("page.gif", [.. SoundFiles.Gif, .. SoundFiles.Text(Script)]),
        ("page.webp", [.. SoundFiles.WebP, .. SoundFiles.Text(Script)]),
    ];

    private static IEnumerable<(string, byte[], string)> Lying() =>
    [
        ("vide.jpg", [], "est vide"),
        ("photo.jpg", SoundFiles.Png, "en fait du PNG"),
        ("photo.png", SoundFiles.WebP, "en fait du WebP"),
        ("photo.jpg.pdf", SoundFiles.Jpeg, "en fait du JPEG"),
        ("lettre.pdf", SoundFiles.Docx, "en fait du DOCX"),
        ("lettre.docx", SoundFiles.Zip, "en fait du ZIP"),
        ("lettre.zip", SoundFiles.Odt, "en fait du ODT"),
        ("son.mp3", SoundFiles.Mp4, "en fait du MP4"),
        ("sans-extension", SoundFiles.Jpeg, "en fait du JPEG"),
        ("photo\u202Egpj.exe", SoundFiles.Jpeg, "en fait du JPEG"),
        ("programme.jpg", [.. "MZ\x90\0"u8, .. new byte[200]], "est un programme"),
        ("programme.txt", [0x7F, .. "ELF"u8, .. new byte[200]], "est un programme"),
        ("script.txt", SoundFiles.Text("#!/bin/sh\nrm -rf ~\n"), "est un programme"),
        ("film.mp4", [0, 0, 0, 20, .. "ftypqt  \0\0\0\0"u8, .. new byte[64]], "l’exporter en MP4"),
        ("film.mkv", [0x1A, 0x45, 0xDF, 0xA3, .. new byte[8], .. "matroska"u8, .. new byte[64]], "l’exporter en MP4"),
        ("vieux.docx", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[512]], "ancien document Office"),
        ("archive.zip", [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C, .. new byte[64]], "archive"),
        ("inconnu.jpg", [1, 2, 3, 4, 5, 6, 7, 8], "n’est pas d’un format reconnu"),
    ];

    private static IEnumerable<(string, byte[], string)> Markup() =>
    [
        ("dessin.svg", SoundFiles.Text(Svg), "dessin SVG"),
        ("dessin.png", SoundFiles.Text(Svg), "dessin SVG"),
        ("declare.svg", SoundFiles.Text($"\uFEFF  <?xml version=\"1.0\"?>\n<!-- {new string('x', 300)} -->\n{Svg}"), "dessin SVG"),
        ("page.html", SoundFiles.Text($"<!DOCTYPE html>{Script}"), "page web"),
        ("page.txt", SoundFiles.Text($"\n\n  <HTML>{Script}"), "page web"),
        ("page.csv", SoundFiles.Text(Script), "page web"),
        ("flux.txt", SoundFiles.Text("<?xml version=\"1.0\"?><a/>"), "du XML"),
        ("page.pdf", SoundFiles.Text($"<html>{Script}</html>\n{Encoding.ASCII.GetString(SoundFiles.Pdf)}"), "page web"),
        ("script.pdf", SoundFiles.Text($"alert(1)/*\n{Encoding.ASCII.GetString(SoundFiles.Pdf)}"), "commence par autre chose"),
        ("nul.txt", [.. "du texte"u8, 0, .. "et la suite"u8], "n’est pas du texte"),
        ("echappe.txt", SoundFiles.Text("du texte \u001B[2J"), "n’est pas du texte"),
        ("utf16.csv", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("a;b\n")], "UTF-16"),
    ];

    private static IEnumerable<(string, byte[], string)> Cut() =>
    [
        ("coupe.jpg", Half(SoundFiles.Jpeg), "abîmée ou incomplète"),
        ("coupe.png", Half(SoundFiles.Png), "abîmée ou incomplète"),
        ("coupe.webp", Half(SoundFiles.WebP), "abîmée ou incomplète"),
        ("coupe.gif", Half(SoundFiles.Gif), "abîmée ou incomplète"),
        ("coupe.tif", Half(SoundFiles.Tiff), "abîmée ou incomplète"),
        ("coupe.heic", Half(SoundFiles.Heic), "abîmée ou incomplète"),
        ("coupe.avif", Half(SoundFiles.Avif), "abîmée ou incomplète"),
        ("entete.jpg", SoundFiles.Jpeg[..20], "abîmée ou incomplète"),
        ("entete.png", SoundFiles.Png[..20], "abîmée ou incomplète"),
        ("coupe.pdf", Half(SoundFiles.Pdf), "incomplet"),
        ("archive.pdf", [.. SoundFiles.Pdf, .. new byte[2000], .. SoundFiles.Zip], "suivi d’autre chose"),
        ("ferme.pdf", SoundFiles.Text("%PDF-1.4\ntrailer<</Root 1 0 R/Encrypt 5 0 R>>\n%%EOF\n"), "mot de passe"),
        ("coupe.zip", Half(SoundFiles.Zip), "abîmé ou incomplet"),
        ("coupe.docx", Half(SoundFiles.Docx), "abîmé ou incomplet"),
    ];

    private static IEnumerable<(string, byte[], string)> Archives() =>
    [
        ("macro.docx", SoundFiles.Office("word/document.xml", Word, ("word/vbaProject.bin", "x")), "macros"),
        ("macro.xlsx", SoundFiles.Office("xl/workbook.xml", "application/vnd.ms-excel.sheet.macroEnabled.main+xml", ("xl/VBAPROJECT.BIN", "x")), "macros"),
        ("macro.odt", SoundFiles.Archive(("mimetype", "application/vnd.oasis.opendocument.text"), ("Basic/Standard/Module1.xml", "x")), "macros"),
        ("glisse.zip", SoundFiles.Archive(("../../etc/cron.d/attaque", "x")), "sortiraient de leur dossier"),
        ("windows.zip", SoundFiles.Archive(("..\\..\\demarrage.txt", "x")), "sortiraient de leur dossier"),
        ("absolu.zip", SoundFiles.Archive(("/etc/passwd", "x")), "sortiraient de leur dossier"),
        ("programme.zip", SoundFiles.Archive(("lisez-moi.txt", "x"), ("photo.jpg.exe", "MZ")), "programmes"),
        ("chiffre.zip", Encrypted(), "mot de passe"),
    ];

    private static IEnumerable<(string, byte[], string)> Bombs() =>
    [
        ("bombe.zip", Burst(), "place démesurée"),
        ("fourmis.zip", SoundFiles.Archive([.. Enumerable.Range(0, 10_001).Select(n => ($"{n}", ""))]), "place démesurée"),
        ("bombe.docx", SoundFiles.Archive(("[Content_Types].xml", "<!DOCTYPE a [<!ENTITY b \"bb\">]><Types>&b;</Types>")), "abîmé ou incomplet"),
        ("bombe.png", PngFile.Flat(50_000, 50_000), "pixels de côté au plus"),
        ("large.png", PngFile.Flat(39_000, 39_000), "millions de pixels"),
        ("entrelace.png", PngFile.Flat(12_000, 12_000, interlaced: true), "millions de pixels"),
        ("dessin-anime.gif", Animation(1200), "images animées"),
    ];

    private static byte[] Half(byte[] file) => file[..(file.Length / 2)];

    // Sixty megabytes of nothing in sixty kilobytes.
    private static byte[] Burst()
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = zip.CreateEntry("zeros.txt", CompressionLevel.Optimal).Open();
            for (var i = 0; i < 60; i++)
            {
                entry.Write(new byte[1024 * 1024]);
            }
        }

        return bytes.ToArray();
    }

    // The bit that says « encrypted », in both places where an entry is told.
    private static byte[] Encrypted()
    {
        var zip = SoundFiles.Archive(("secret.txt", "x"));
        zip[6] |= 1;
        zip[zip.AsSpan().IndexOf("PK\x01\x02"u8) + 8] |= 1;
        return zip;
    }

    /// <summary>A GIF of one pixel that moves for ever.</summary>
    private static byte[] Animation(int frames)
    {
        byte[] frame = [0x21, 0xF9, 4, 0, 1, 0, 0, 0, 0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0];
        return [.. "GIF89a"u8, 1, 0, 1, 0, 0x80, 0, 0, 0, 0, 0, 255, 255, 255, .. Enumerable.Repeat(frame, frames).SelectMany(f => f), 0x3B];
    }
}
