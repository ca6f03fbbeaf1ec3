using Musenor.Web.Components;
using Xunit;

namespace Musenor.Tests.Web;

public sealed class WordDiffTests
{
    [Theory]
    [InlineData("huile sur toile", "huile sur bois", "huile sur [-toile-][+bois+]")]
    [InlineData("huile sur toile", "encre sous toile", "[-huile sur-][+encre sous+] toile")]
    [InlineData("l’huile", "l’encre", "l’[-huile-][+encre+]")]
    [InlineData("un coq", "un grand coq", "un [+grand +]coq")]
    [InlineData("un grand coq", "un coq", "un [-grand -]coq")]
    [InlineData("été", "été", "été")]
    [InlineData(null, "coq", "[+coq+]")]
    [InlineData("coq", "", "[-coq-]")]
    [InlineData(null, null, "")]
    public void Words_that_went_and_came_are_told_apart(string? before, string? after, string told) => Assert.Equal(told, Told(before, after));

    [Fact]
    public void Both_texts_are_found_again_in_the_difference()
    {
        var random = new Random(7);
        for (var i = 0; i < 300; i++)
        {
            var (before, after) = (Some(random), Some(random));
            var pieces = WordDiff.Of(before, after);
            Assert.Equal(before, string.Concat(pieces.Where(p => p.Kind != DiffKind.Added).Select(p => p.Text)));
            Assert.Equal(after, string.Concat(pieces.Where(p => p.Kind != DiffKind.Removed).Select(p => p.Text)));
        }
    }

    [Fact]
    public void Two_long_texts_with_nothing_in_common_are_shown_whole_at_once()
    {
        var pieces = WordDiff.Of(Numbers(0, 50_000), Numbers(50_000, 50_000));
        Assert.Equal([DiffKind.Removed, DiffKind.Added], pieces.Select(p => p.Kind));
    }

    private static string Told(string? before, string? after) => string.Concat(WordDiff.Of(before, after).Select(p => p.Kind switch
    {
        DiffKind.Removed => $"[-{p.Text}-]",
        DiffKind.Added => $"[+{p.Text}+]",
        _ => p.Text,
    }));

    private static string Some(Random random) => string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => new[] { "a", " ", "é", "'", "b c", "\n", "<" }[random.Next(7)]));

    private static string Numbers(int from, int count) => string.Join(' ', Enumerable.Range(from, count));
}
