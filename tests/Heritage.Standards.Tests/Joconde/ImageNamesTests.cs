using Heritage.Standards.Joconde;
using Xunit;

namespace Heritage.Standards.Tests.Joconde;

public sealed class ImageNamesTests
{
    [Theory]
    [InlineData("M016183_0016630_P.JPG,DS1,,0016630.JPG;M016183_0016631_P.JPG", "0016630.JPG|M016183_0016631_P.JPG")]
    [InlineData("a.jpg; b.jpg", "a.jpg|b.jpg")]
    [InlineData("a.jpg;", "a.jpg")]
    [InlineData("2010-1-1_1.jpg;2010-1-1_2.jpg", "2010-1-1_1.jpg|2010-1-1_2.jpg")]
    [InlineData("été 1.2.jpg", "été 1.2.jpg")]
    [InlineData("vue, face.jpg", "vue, face.jpg")]
    [InlineData(" ; ", "")]
    [InlineData("a.jpg;a.jpg", "a.jpg")]
    public void Tc12_both_syntaxes_name_the_same_files(string refim, string names) => Assert.Equal(names, string.Join('|', ImageNames.Of(refim)));
}
