namespace Heritage.Standards.Joconde;

/// <summary>One group of REPR: a genre of representation and what is represented (Garnier thesaurus).</summary>
/// <param name="Genre">« portrait », « scène »; the only term when the group has one.</param>
/// <param name="Terms">What the genre holds, in order.</param>
/// <param name="Text">The words of the source.</param>
public sealed record SubjectGroup(string Genre, IReadOnlyList<string> Terms, string Text)
{
    /// <summary>Both « genre ; terme ; terme#… » and the older « genre (terme, terme)#… ».</summary>
    public static IReadOnlyList<SubjectGroup> Parse(string text)
    {
        var groups = new List<SubjectGroup>();
        foreach (var group in Cut.Outside(text, ['#']))
        {
            // Parentheses carry the terms: then « ; » and « , » outside them part whole groups.
            if (group.Contains('(', StringComparison.Ordinal))
            {
                groups.AddRange(Cut.Outside(group, [';', ',']).Select(ReadParentheses));
            }
            else
            {
                var words = Cut.At(group, [';']);
                words = words.Count == 1 ? Cut.At(group, [',']) : words;
                groups.Add(new SubjectGroup(words.Count == 0 ? group : words[0], [.. words.Skip(1)], group));
            }
        }

        return groups;
    }

    private static SubjectGroup ReadParentheses(string text)
    {
        var (genre, inside) = Cut.Parentheses(text);
        var terms = inside.SelectMany(i => Cut.Outside(i, [',', ';']));
        return new SubjectGroup(genre.Length == 0 ? text : genre, [.. terms], text);
    }
}
