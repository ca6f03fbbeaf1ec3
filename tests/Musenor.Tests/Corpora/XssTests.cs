using Xunit;

namespace Musenor.Tests.Corpora;

/// <summary>The check bites: what the corpus would do to a page that does not escape is seen.</summary>
public sealed class XssTests
{
    [Theory]
    [InlineData("<p><script>alert(1)</script></p>")]
    [InlineData("<p><img src=x onerror=alert(1)></p>")]
    [InlineData("<a href=' java\tscript:alert(1)'>x</a>")]
    [InlineData("<a href='//evil.example/'>x</a>")]
    [InlineData("<form action='data:text/html,x'></form>")]
    [InlineData("<p style='color:red'>x</p>")]
    [InlineData("<meta http-equiv=refresh content='0;url=/x'>")]
    [InlineData("<iframe src='/x'></iframe>")]
    public void Sees_what_lives(string html) => Assert.NotNull(Xss.Alive(html));

    [Theory]
    [InlineData("<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>")]
    [InlineData("<a href='/notices/a:b'>x</a><a href='https://example.org/a?b=javascript:c'>y</a><a href='#haut'>z</a>")]
    [InlineData("<script src='/assets/site.js' defer></script><script type='application/ld+json'>{}</script>")]
    [InlineData("<meta http-equiv=refresh content=5>")]
    public void Lets_be_what_is_dead(string html) => Assert.Null(Xss.Alive(html));

    [Fact]
    public void Holds_more_than_forty_payloads() => Assert.True(Xss.All.Distinct().Count() > 80);
}
