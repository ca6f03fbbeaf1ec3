using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;

namespace Musenor.Tests.Collections.Import.Reading;

/// <summary>Writes small Excel workbooks by hand, cell by cell, as spreadsheets write them.</summary>
internal sealed class XlsxFile
{
    /// <summary>Styles of the workbook: as it comes, a day, five digits, two decimals.</summary>
    public const int Plain = 0, Day = 1, FiveDigits = 2, TwoDecimals = 3;

    private readonly List<(string Name, List<object?[]> Rows, List<string> Merged)> _sheets = [];

    /// <summary>A number shown with a style of the workbook.</summary>
    public sealed record Styled(double Number, int Style);

    /// <summary>A formula and the value that the spreadsheet last gave it.</summary>
    public sealed record Formula(string Text, string Value, string Type = "str");

    public XlsxFile Sheet(string name, params object?[][] rows)
    {
        _sheets.Add((name, [.. rows], []));
        return this;
    }

    /// <summary>« A2:A4 », on the last sheet.</summary>
    public XlsxFile Merge(string range)
    {
        _sheets[^1].Merged.Add(range);
        return this;
    }

    public byte[] Bytes()
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            var numbers = Enumerable.Range(1, _sheets.Count).ToArray();
            Write(zip, "[Content_Types].xml", $"""<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>{string.Concat(numbers.Select(n => $"""<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>"""))}<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>""");
            Write(zip, "_rels/.rels", """<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>""");
            Write(zip, "xl/_rels/workbook.xml.rels", $"""<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{string.Concat(numbers.Select(n => $"""<Relationship Id="rId{n}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet{n}.xml"/>"""))}<Relationship Id="rId900" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>""");
            Write(zip, "xl/workbook.xml", $"""<?xml version="1.0" encoding="UTF-8"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>{string.Concat(numbers.Select(n => $"""<sheet name="{WebUtility.HtmlEncode(_sheets[n - 1].Name)}" sheetId="{n}" r:id="rId{n}"/>"""))}</sheets></workbook>""");
            Write(zip, "xl/styles.xml", """<?xml version="1.0" encoding="UTF-8"?><styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="2"><numFmt numFmtId="164" formatCode="00000"/><numFmt numFmtId="165" formatCode="0.00"/></numFmts><cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>""");
            foreach (var n in numbers)
            {
                WriteSheet(zip, $"xl/worksheets/sheet{n}.xml", _sheets[n - 1].Rows, _sheets[n - 1].Merged);
            }
        }

        return bytes.ToArray();
    }

    /// <summary>A workbook of one sheet, whose part is this text.</summary>
    public static byte[] WithSheet(string xml)
    {
        using var bytes = new MemoryStream();
        bytes.Write(new XlsxFile().Sheet("F").Bytes());
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Update, leaveOpen: true))
        {
            zip.GetEntry("xl/worksheets/sheet1.xml")!.Delete();
            Write(zip, "xl/worksheets/sheet1.xml", xml);
        }

        return bytes.ToArray();
    }

    private static void WriteSheet(ZipArchive zip, string name, List<object?[]> rows, List<string> merged)
    {
        using var text = new StreamWriter(zip.CreateEntry(name, CompressionLevel.Fastest).Open(), new UTF8Encoding(false));
        text.Write("""<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>""");
        for (var r = 0; r < rows.Count; r++)
        {
            text.Write($"<row r=\"{r + 1}\">");
            for (var c = 0; c < rows[r].Length; c++)
            {
                text.Write(Cell($"{Column(c)}{r + 1}", rows[r][c]));
            }

            text.Write("</row>");
        }

        text.Write("</sheetData>");
        if (merged.Count > 0)
        {
            text.Write($"<mergeCells>{string.Concat(merged.Select(m => $"<mergeCell ref=\"{m}\"/>"))}</mergeCells>");
        }

        text.Write("</worksheet>");
    }

    private static string Cell(string at, object? value) => value switch
    {
        null or "" => "",
        string text => $"<c r=\"{at}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{WebUtility.HtmlEncode(text)}</t></is></c>",
        DateTime day => $"<c r=\"{at}\" s=\"{Day}\"><v>{day.ToOADate().ToString(CultureInfo.InvariantCulture)}</v></c>",
        Styled styled => $"<c r=\"{at}\" s=\"{styled.Style}\"><v>{styled.Number.ToString("R", CultureInfo.InvariantCulture)}</v></c>",
        Formula formula => $"<c r=\"{at}\" t=\"{formula.Type}\"><f>{WebUtility.HtmlEncode(formula.Text)}</f><v>{WebUtility.HtmlEncode(formula.Value)}</v></c>",
        bool yes => $"<c r=\"{at}\" t=\"b\"><v>{(yes ? 1 : 0)}</v></c>",
        _ => $"<c r=\"{at}\"><v>{Convert.ToDouble(value, CultureInfo.InvariantCulture).ToString("R", CultureInfo.InvariantCulture)}</v></c>",
    };

    private static string Column(int column) => column < 26 ? $"{(char)('A' + column)}" : $"{(char)('A' + (column / 26) - 1)}{(char)('A' + (column % 26))}";

    private static void Write(ZipArchive zip, string name, string text)
    {
        using var entry = new StreamWriter(zip.CreateEntry(name).Open(), new UTF8Encoding(false));
        entry.Write(text);
    }
}
