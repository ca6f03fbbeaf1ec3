using System.Text;
using Heritage.Standards.Text;
using Xunit;

namespace Heritage.Standards.Tests.Text;

public sealed class TextSniffingTests
{
    [Theory]
    [InlineData("abc", "UTF-8")]
    [InlineData("propriété", "UTF-8")]
    [InlineData("\uFEFFpropriété", "UTF-8 avec BOM")]
    public void Knows_utf8(string text, string name) => Assert.Equal((name, null), Detect(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void Knows_the_single_byte_encodings()
    {
        Assert.Equal(("ISO-8859-1", null), Detect(Encoding.Latin1.GetBytes("propriété de l'État")));
        Assert.Equal(("Windows-1252", null), Detect([.. Encoding.Latin1.GetBytes("propriété de l"), 0x92, .. Encoding.Latin1.GetBytes("État")]));
        Assert.Equal(("ISO-8859-1", null), Detect(Encoding.Latin1.GetBytes("« CAFÉ», propriété à vérifier, été, é è à ç û ô ï ë ê â é è à ç")));
    }

    [Fact]
    public void A_mixture_names_the_line_where_it_breaks()
    {
        var bytes = Enumerable.Repeat(Encoding.UTF8.GetBytes("propriété\r\n"), 20_000).SelectMany(b => b).Concat(Encoding.Latin1.GetBytes("propriété\n")).ToArray();
        Assert.Contains("ligne 20001", Detect(bytes).Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("%PDF-1.7", "PDF")]
    [InlineData("PK\u0003\u0004", "Excel")]
    [InlineData("GIF89a", "image")]
    [InlineData("a\0b", "nuls")]
    [InlineData("", "vide")]
    public void Says_what_is_no_text(string head, string word) => Assert.Contains(word, Detect(Encoding.Latin1.GetBytes(head)).Problem, StringComparison.Ordinal);

    [Fact]
    public void Says_what_to_do_with_utf16() => Assert.Contains("UTF-16", Detect(Encoding.Unicode.GetPreamble()).Problem, StringComparison.Ordinal);

    [Fact]
    public void Sees_damaged_letters()
    {
        Assert.True(TextSniffing.HasMojibake("propriÃ©tÃ©"));
        Assert.True(TextSniffing.HasMojibake("Premi\uFFFDre"));
        Assert.True(TextSniffing.HasMojibake("Vue Ã\u00A0 Lille"));
        Assert.True(TextSniffing.HasMojibake("lâ€™Å“uvre"));
        Assert.True(TextSniffing.HasMojibake("Â« Vue Â»"));
        Assert.False(TextSniffing.HasMojibake("pâte, ÂGE, Åland, SÃO"));
        Assert.False(TextSniffing.HasMojibake("São Paulo, propriété"));
    }

    private static (string Name, string? Problem) Detect(byte[] bytes)
    {
        var found = TextSniffing.Detect(new MemoryStream(bytes));
        return (found.Name, found.Problem);
    }
}
