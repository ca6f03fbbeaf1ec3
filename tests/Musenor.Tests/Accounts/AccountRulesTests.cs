using Musenor.Accounts.Identity;
using Musenor.Accounts.Security;
using Musenor.Accounts.Sessions;
using Musenor.Accounts.SignUp;
using Xunit;

namespace Musenor.Tests.Accounts;

/// <summary>What may be a password, an address, a name.</summary>
public sealed class AccountRulesTests
{
    [Theory]
    [InlineData("trois petits pots de grès")]
    [InlineData("correct horse battery staple")]
    [InlineData("x7$Kq9!vLm2@")]
    [InlineData("claire aime les faïences bleues")]
    public void A_long_password_is_good_whatever_its_signs(string password) =>
        Assert.Null(PasswordRules.Problem(password, "claire.dumont@example.org", "Claire Dumont"));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("onze signes")]
    [InlineData("aaaaaaaaaaaaaaaa")]
    [InlineData("abcabcabcabcabc")]
    [InlineData("MotDePasse2026!")]
    [InlineData("azertyuiop123")]
    [InlineData("Passw0rd1234")]
    [InlineData("123456789012")]
    [InlineData("musee musee 2026")]
    [InlineData("claire.dumont1")]
    [InlineData("Dumont-Claire-7")]
    public void What_everybody_tries_first_is_refused(string? password) =>
        Assert.NotNull(PasswordRules.Problem(password, "claire.dumont@example.org", "Claire Dumont"));

    [Fact]
    public void A_password_of_a_megabyte_is_refused() => Assert.NotNull(PasswordRules.Problem(new string('é', 1_000_000), "a@b.fr", "A"));

    [Theory]
    [InlineData("claire@example.org", "claire@example.org")]
    [InlineData("  Claire+musee@Example.ORG\u00A0", "Claire+musee@example.org")]
    [InlineData("\u200Bclaire@example.org\uFEFF", "claire@example.org")]
    [InlineData("claire@musée.fr", "claire@xn--muse-dpa.fr")]
    [InlineData("o'neil@a-b.co.uk", "o'neil@a-b.co.uk")]
    public void An_address_is_read_as_it_is_kept(string typed, string kept) => Assert.Equal(kept, EmailAddress.Read(typed));

    [Theory]
    [InlineData("claire")]
    [InlineData("claire@")]
    [InlineData("@example.org")]
    [InlineData("claire@localhost")]
    [InlineData("claire@127.0.0.1")]
    [InlineData("claire@[127.0.0.1]")]
    [InlineData("claire dumont@example.org")]
    [InlineData("claire\u00A0@example.org")]
    [InlineData("claire@exam\u200Bple .org")]
    [InlineData("claire@example.org\nBcc:x@y.fr")]
    [InlineData("clair\u0435@example.org")]
    [InlineData("cla\u0000ire@example.org")]
    [InlineData(".claire@example.org")]
    [InlineData("cla..ire@example.org")]
    [InlineData("claire@-example.org")]
    [InlineData("claire@example..org")]
    [InlineData("\"a b\"@example.org")]
    [InlineData("a@b@example.org,c@d.fr")]
    public void What_no_mail_can_reach_is_no_address(string typed) => Assert.Null(EmailAddress.Read(typed));

    [Fact]
    public void Addresses_are_the_same_in_any_case_and_in_both_writings_of_a_domain()
    {
        Assert.Equal(AddressFolding.Fold("claire@musée.fr"), AddressFolding.Fold("CLAIRE@MUSÉE.FR"));
        Assert.Equal(AddressFolding.Fold("claire@musée.fr"), AddressFolding.Fold("claire@xn--muse-dpa.fr"));
        Assert.NotEqual(AddressFolding.Fold("claire@example.org"), AddressFolding.Fold("claire+a@example.org"));
    }

    [Theory]
    [InlineData("  Claire \u00A0 Dumont ", "Claire Dumont")]
    [InlineData("O’Neil-Dupré", "O’Neil-Dupré")]
    [InlineData("E\u0301lise", "Élise")]
    [InlineData("<b>Claire</b>", "<b>Claire</b>")]
    [InlineData("王小明", "王小明")]
    public void A_name_is_kept_on_one_line(string typed, string kept) => Assert.Equal(kept, PersonName.Read(typed));

    [Theory]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge sur Windows")]
    [InlineData("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15", "Safari sur macOS")]
    [InlineData("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36", "Chrome sur Android")]
    [InlineData("<script>", "Navigateur inconnu")]
    public void A_browser_is_told_in_words(string userAgent, string words) => Assert.Equal(words, BrowserName.InWords(userAgent));
}
