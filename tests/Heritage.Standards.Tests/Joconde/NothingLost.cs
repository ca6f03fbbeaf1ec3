using Xunit;

namespace Heritage.Standards.Tests.Joconde;

/// <summary>The rule of every parser here: its parts, in order, are the source; between them stand separators and blanks only.</summary>
internal static class NothingLost
{
    public static void Check(string source, IEnumerable<string> parts, string separators = ";#,")
    {
        var at = 0;
        var words = Bare(source);
        foreach (var part in parts)
        {
            while (at < words.Length && separators.Contains(words[at]) && !words.AsSpan(at).StartsWith(Bare(part)))
            {
                at++;
            }

            Assert.True(words.AsSpan(at).StartsWith(Bare(part)), $"« {part} » is not where it should be in « {source} »");
            at += Bare(part).Length;
        }

        Assert.True(words[at..].All(separators.Contains), $"« {source} » lost « {words[at..]} »");
    }

    private static string Bare(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
}
