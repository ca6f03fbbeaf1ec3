using System.Xml;
using FsCheck;
using FsCheck.Fluent;
using Heritage.Standards.Text;
using Xunit;

namespace Heritage.Standards.Tests.Text;

public sealed class XmlCharactersTests
{
    [Theory]
    [InlineData("Vue du port", "Vue du port")]
    [InlineData("a\u0001b\u000bc\0", "a b c ")]
    [InlineData("tab\tet\nligne", "tab\tet\nligne")]
    [InlineData("x\ufffey\uffffz", "xyz")]
    [InlineData("😀", "😀")]
    public void What_xml_forbids_becomes_a_blank_or_falls(string text, string clean) => Assert.Equal(clean, XmlCharacters.Clean(text));

    [Fact]
    public void Half_a_character_falls() => Assert.Equal("ab", XmlCharacters.Clean("a\ud83db") + XmlCharacters.Clean("\ude00"));

    [Fact]
    public void Whatever_comes_a_writer_takes_it() => Prop.ForAll<string>(text =>
    {
        XmlConvert.VerifyXmlChars(XmlCharacters.Clean(text ?? ""));
        return true;
    }).QuickCheckThrowOnFailure();
}
