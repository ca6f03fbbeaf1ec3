using System.IO.Compression;
using System.Xml;

namespace Musenor.Collections.Import.Reading;

/// <summary>
/// Cells of a sheet whose formula failed (#N/A, #DIV/0!…): the library that reads workbooks gives them as blank, and a blank cell empties
/// its field.
/// </summary>
internal static class ErrorCells
{
    private const int Most = 200_000;
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };

    /// <summary>Row from 1, column from 0.</summary>
    public static HashSet<(long Row, int Column)> Of(Stream file, int sheet)
    {
        var found = new HashSet<(long, int)>();
        file.Position = 0;
        using var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
        if (Entry(zip, sheet) is not { } entry)
        {
            return found;
        }

        using var content = entry.Open();
        using var xml = XmlReader.Create(content, Settings);
        while (found.Count < Most && xml.Read())
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "c" } && xml.GetAttribute("t") == "e" && Place(xml.GetAttribute("r")) is { } place)
            {
                found.Add(place);
            }
        }

        return found;
    }

    /// <summary>The part of a sheet, by the order of the workbook.</summary>
    private static ZipArchiveEntry? Entry(ZipArchive zip, int sheet)
    {
        var relation = Elements(zip, "xl/workbook.xml", "sheet", x => x.GetAttribute("id", Relations)).ElementAtOrDefault(sheet);
        var target = Elements(zip, "xl/_rels/workbook.xml.rels", "Relationship", x => x.GetAttribute("Id") == relation ? x.GetAttribute("Target") : null).OfType<string>().FirstOrDefault();
        return target is null ? null : zip.GetEntry(target.StartsWith('/') ? target[1..] : $"xl/{target}");
    }

    private static List<string?> Elements(ZipArchive zip, string part, string element, Func<XmlReader, string?> value)
    {
        var found = new List<string?>();
        using var content = zip.GetEntry(part)?.Open();
        using var xml = content is null ? null : XmlReader.Create(content, Settings);
        while (xml?.Read() == true)
        {
            if (xml.NodeType == XmlNodeType.Element && xml.LocalName == element)
            {
                found.Add(value(xml));
            }
        }

        return found;
    }

    /// <summary>« C12 » is row 12, column 2.</summary>
    private static (long Row, int Column)? Place(string? reference)
    {
        var column = 0;
        var at = 0;
        for (; at < reference?.Length && char.IsAsciiLetterUpper(reference[at]) && at < 4; at++)
        {
            column = (column * 26) + (reference[at] - 'A' + 1);
        }

        return at > 0 && long.TryParse(reference.AsSpan(at), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var row) ? (row, column - 1) : null;
    }
}
