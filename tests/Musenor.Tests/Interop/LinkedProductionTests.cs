using System.Text.Json;
using Heritage.Standards.Joconde;
using Musenor.Interop.LinkedData;
using Xunit;

namespace Musenor.Tests.Interop;

public sealed class LinkedProductionTests
{
    public static TheoryData<string> Qualifiers => [.. Author.Qualifiers];

    [Theory]
    [MemberData(nameof(Qualifiers))]
    public void No_qualifier_says_that_the_person_made_the_work(string qualifier)
    {
        var part = Part($"Rubens Pierre Paul ; {qualifier}");
        Assert.False(part.TryGetProperty("carried_out_by", out var makers) && makers[0].Text("type") == "Person", qualifier);
        var said = new[] { "carried_out_by", "influenced_by", "attributed_by" }.Where(p => part.TryGetProperty(p, out _));
        Assert.Equal(Expected(qualifier), Assert.Single(said));
        Assert.Contains("Rubens", part.GetProperty("referred_to_by")[0].Text("content"), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_qualifier_the_person_made_it() => Assert.Equal("Person", Part("Rubens Pierre Paul ; peintre").GetProperty("carried_out_by")[0].Text("type"));

    private static string Expected(string qualifier) =>
        qualifier.StartsWith("attribu", StringComparison.Ordinal) ? "attributed_by"
        : new[] { "atelier", "cercle", "ecole", "entourage", "suiveur" }.Contains(qualifier.Split(' ')[0]) ? "carried_out_by" : "influenced_by";

    private static JsonElement Part(string authors)
    {
        var production = LinkedProduction.Of(new JocondeNotice(new Dictionary<string, string> { ["AUTR"] = authors }))!;
        return JsonSerializer.SerializeToElement(production)[0].GetProperty("part")[0];
    }
}
