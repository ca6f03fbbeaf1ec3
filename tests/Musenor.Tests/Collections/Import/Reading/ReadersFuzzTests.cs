using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Musenor.Collections.Import;
using Musenor.Collections.Import.Profiles;
using Musenor.Collections.Import.Reading;
using Xunit;

namespace Musenor.Tests.Collections.Import.Reading;

/// <summary>Whatever bytes are handed over, a file is refused in one sentence or read row by row: nothing is thrown, nothing grows without end.</summary>
public sealed class ReadersFuzzTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fuzz-").FullName;

    private static readonly MappingProfile Profile = ProfileIntentsOf(["N° inv.", "REF", "a", "TITR"]);

    [Fact]
    public void Texts_made_of_pieces_of_every_format()
    {
        string[] pieces =
        [
            "REF", "MUSEO", "INV", "DOMN", "STAT", "TITR", "reference", "code_museofile", "numero_inventaire", ";", ",", "\t", "\"", "\n", "\r\n", "\r", "//", "// ", "¶", "M0160000001", "M0160",
            "{", "}", "[", "]", ":", "\"reference\":\"a\"", "\"results\":", "null", "{\"total_count\":1,\"results\":[", "<lido:lido xmlns:lido=\"http://www.lido-schema.org\">", "</lido:lido>", "<", ">", "&amp;",
            "é", "\uFEFF", "sep=;\n", " ", "\\ud800", "1e999", "N° inv.", "a",
        ];
        var texts = Gen.Elements(pieces).ListOf().Select(p => Encoding.UTF8.GetBytes(string.Concat(p)));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1500), Prop.ForAll(texts.ToArbitrary(), Read));
    }

    [Fact]
    public void Bytes_of_chance() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(Gen.Choose(0, 255).Select(b => (byte)b).ArrayOf().ToArbitrary(), Read));

    [Fact]
    public void Workbooks_with_bytes_changed_and_cut()
    {
        var sound = new XlsxFile().Sheet("F", ["REF", "MUSEO", "INV", "DOMN", "STAT"], ["M0160000001", "M0160", 12.5, new DateTime(2000, 1, 1), new XlsxFile.Formula("A1", "x")]).Merge("A2:A3").Bytes();
        var damage = Gen.Choose(0, sound.Length - 1).Zip(Gen.Choose(0, 255)).ArrayOf(3).Zip(Gen.Choose(sound.Length / 2, sound.Length * 3));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(400), Prop.ForAll(damage.ToArbitrary(), change =>
        {
            var bytes = sound.ToArray();
            foreach (var (at, value) in change.Item1)
            {
                bytes[at] = (byte)value;
            }

            Read(bytes[..Math.Min(bytes.Length, change.Item2)]);
        }));
    }

    [Fact]
    public void Sheets_whose_xml_is_anything()
    {
        string[] pieces = ["<row r=\"1\">", "</row>", "<c r=\"A1\">", "<c r=\"ZZZZ9\" t=\"s\">", "<c r=\"\" t=\"e\">", "<c t=\"inlineStr\">", "</c>", "<v>", "</v>", "9", "-1", "x", "1e400", "<is><t>REF</t></is>", "<f>", "</f>", "<row r=\"99999999\">", "<mergeCells><mergeCell ref=\"A1:A9\"/></mergeCells>"];
        var texts = Gen.Elements(pieces).ListOf().Select(string.Concat);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(400), Prop.ForAll(texts.ToArbitrary(), text => Read(XlsxFile.WithSheet($"<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{text}</sheetData></worksheet>"))));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Read(byte[] bytes)
    {
        var path = Path.Combine(_folder, "x");
        File.WriteAllBytes(path, bytes);
        foreach (var profile in new[] { null, Profile })
        {
            var (file, refusal) = SourceFile.Open(path, profile);
            using (file)
            {
                Assert.True(file is null != refusal is null);
                Assert.InRange(file?.Rows().Count(r => r.Line > 0) ?? 0, 0, bytes.Length + 1);
            }

            if (refusal is not null)
            {
                Assert.DoesNotContain('\n', refusal);
            }
        }

        _ = SourceFile.Sample(path, SourceHints.None, 5);
    }

    private static MappingProfile ProfileIntentsOf(string[] columns) => new()
    {
        Name = "p",
        Rules = [.. columns.Select(c => new MappingRule(c, "TITR") { List = ",", Steps = ["remplacer \"(a|e)*\" par \"$1\"", "séparer \"M\"", "date j/m/a"] })],
    };
}
