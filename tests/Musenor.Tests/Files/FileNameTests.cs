using System.Text;
using Musenor.Files;
using Xunit;

namespace Musenor.Tests.Files;

public sealed class FileNameTests
{
    [Theory]
    [InlineData("photo.jpg", "photo.jpg")]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData(@"C:\Users\anne\Lettre d’été.PDF", "Lettre d’été.pdf")]
    [InlineData("photo\u202Egpj.exe", "photogpj.exe")]
    [InlineData("a\0b\r\nSet-Cookie: x=1.txt", "abSet-Cookie_ x=1.txt")]
    [InlineData("  espace\u00A0dur \u3000 .txt", "espace dur.txt")]
    [InlineData("zéro\u200Blargeur\uFEFF.txt", "zérolargeur.txt")]
    [InlineData("a<b>:\"|?*.txt", "a_b______.txt")]
    [InlineData("nul.txt", "_nul.txt")]
    [InlineData("COM1.tar.zip", "_COM1.tar.zip")]
    [InlineData("image-480.webp", "_image-480.webp")]
    [InlineData("", "fichier")]
    [InlineData("....", "fichier")]
    [InlineData(".htaccess", "htaccess")]
    [InlineData("/", "fichier")]
    public void Keeps_what_can_be_read_of_a_name(string sent, string kept) => Assert.Equal(kept, FileName.Clean(sent));

    [Fact]
    public void Half_a_letter_is_replaced() => Assert.Equal("moitié _.txt", FileName.Clean($"moitié {(char)0xD83D}.txt"));

    [Fact]
    public void Composes_what_a_mac_sends_decomposed() => Assert.Equal("Été.txt", FileName.Clean("Été.txt".Normalize(NormalizationForm.FormD)));

    [Fact]
    public void Cuts_a_long_name_between_two_letters_and_keeps_its_extension()
    {
        var name = FileName.Clean(new string('é', 300) + ".jpeg");
        Assert.Equal(FileName.Longest, name.Length);
        Assert.EndsWith("é.jpeg", name, StringComparison.Ordinal);
        var family = FileName.Clean(string.Concat(Enumerable.Repeat("👩🏽‍🎓", 100)) + ".png");
        Assert.True(family.Length <= FileName.Longest && !family.Contains('\uFFFD', StringComparison.Ordinal) && family.EndsWith(".png", StringComparison.Ordinal), family);
    }

    [Fact]
    public void A_cleaned_name_stays_as_it_is()
    {
        string[] odd = ["a\u0301.txt", "  . .x..", "nul", "image-1.webp", new string('x', 500), "\uD83D\uDE00.jpg", "con.", "a\u202E.b", "x.\u0301jpg"];
        Assert.All(odd, o => Assert.Equal(FileName.Clean(o), FileName.Clean(FileName.Clean(o))));
    }
}
