using System.Text.Encodings.Web;
using Musenor.Web;
using Xunit;

namespace Musenor.Tests.Web;

public sealed class TypographyTests
{
    [Theory]
    [InlineData("Domaine : céramique", "Domaine\u00A0: céramique")]
    [InlineData("Vraiment ?", "Vraiment\u202F?")]
    [InlineData("un ; deux !", "un\u202F; deux\u202F!")]
    [InlineData("« coq »", "«\u00A0coq\u00A0»")]
    [InlineData("50 %", "50\u00A0%")]
    [InlineData("l'enfant", "l’enfant")]
    [InlineData("{0:N0} œuvres, https://example.org", "{0:N0} œuvres, https://example.org")]
    [InlineData("titre:moulin", "titre:moulin")]
    public void Our_texts_get_french_spaces(string written, string shown) => Assert.Equal(shown, Typography.French(written));

    [Fact]
    public void Spacing_twice_changes_nothing_more()
    {
        var once = Typography.French("« Ah ! » : oui ; non ?");
        Assert.Equal(once, Typography.French(once));
    }

    [Theory]
    [InlineData("4e quart du XVIIIe siècle", "4e quart du XVIII<sup>e</sup> siècle")]
    [InlineData("Ier siècle", "I<sup>er</sup> siècle")]
    [InlineData("<b>Xe</b>", "&lt;b&gt;Xe&lt;/b&gt;")]
    public void A_century_raises_its_letters(string text, string html)
    {
        using var writer = new StringWriter();
        Typography.Century(text).WriteTo(writer, HtmlEncoder.Default);
        Assert.Equal(html, writer.ToString());
    }

    [Theory]
    [InlineData(18, "XVIII<sup>e</sup>\u00A0siècle")]
    [InlineData(1, "I<sup>er</sup>\u00A0siècle")]
    [InlineData(-4, "IV<sup>e</sup>\u00A0siècle av.\u00A0J.-C.")]
    public void A_century_by_its_number(int number, string html)
    {
        using var writer = new StringWriter();
        Typography.Century(number).WriteTo(writer, HtmlEncoder.Default);
        Assert.Equal(html, writer.ToString());
    }
}
