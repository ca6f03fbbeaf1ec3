using FsCheck;
using FsCheck.Fluent;
using Heritage.Standards.Identifiers;
using Heritage.Standards.Text;
using Xunit;

namespace Heritage.Standards.Tests.Identifiers;

public sealed class ArkNameTests
{
    [Theory]
    [InlineData("M0160000001", "M0160000001")]
    [InlineData("000PE001028", "000PE001028")]
    [InlineData("M0160-A-1", "M0160=2DA=2D1")]
    [InlineData("a.b/c", "a=2Eb=2Fc")]
    [InlineData("é", "=C3=A9")]
    public void A_name_is_the_reference_and_leads_back_to_it(string reference, string name) => Assert.Equal((name, reference), (ArkName.Of(reference), ArkName.Reference(name)));

    [Fact]
    public void Any_reference_comes_back_and_no_two_share_a_name() => Prop.ForAll<NonEmptyString>(text =>
    {
        var reference = XmlCharacters.Clean(text.Get);
        var name = ArkName.Of(reference);
        return reference.Length == 0 || (ArkName.Reference(name) == reference && !name.Contains('-') && !name.Contains('/') && !name.Contains('.'));
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("M0160-000-001")]
    [InlineData("M0160\u2010000001")]
    [InlineData("M0160000001/")]
    [InlineData("M0160\u00ad000001")]
    public void Hyphens_say_nothing(string name) => Assert.Equal("M0160000001", ArkName.Reference(name));

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("a=4")]
    [InlineData("a=zz")]
    [InlineData("=00")]
    [InlineData("a=00b")]
    [InlineData("a b")]
    [InlineData("a/b")]
    [InlineData("é")]
    public void What_is_no_name_of_ours_is_none(string name) => Assert.Null(ArkName.Reference(name));

    [Theory]
    [InlineData("12345", true)]
    [InlineData("67717", true)]
    [InlineData("b7280", true)]
    [InlineData("1234", false)]
    [InlineData("1234567890", false)]
    [InlineData("1234a", false)]
    [InlineData("ark:/12345", false)]
    [InlineData("", false)]
    public void A_number_of_the_alliance_is_betanumeric(string text, bool right) => Assert.Equal(right, ArkName.IsNaan(text));
}
