using Musenor.Collections.Search.Query;
using Xunit;

namespace Musenor.Tests.Collections.Search;

public sealed class QueryLanguageTests
{
    [Theory]
    [InlineData("carpeaux rieuse", "carpeaux rieuse")]
    [InlineData("(\"sport\") ET (beaux-arts [Domaine])", "(« sport ») ET (beaux-arts [Domaine])")]
    [InlineData("« la rieuse »", "« la rieuse »")]
    [InlineData("faïence OU porcelaine", "faïence OU porcelaine")]
    [InlineData("vase SAUF grès", "vase SAUF grès")]
    [InlineData("vase -grès", "vase SAUF grès")]
    [InlineData("a b OU c", "(a b) OU c")]
    [InlineData("technique:plâtre auteur:carpeaux", "(plâtre [Technique]) ET (carpeaux [Auteur])")]
    [InlineData("auteur: carpeaux", "carpeaux [Auteur]")]
    [InlineData("titre:\"la rieuse\"", "la rieuse [Titre]")]
    [InlineData("rieus*", "rieus*")]
    [InlineData("date:1850..1900", "de 1850 à 1900 [Date]")]
    [InlineData("date:1900..1850", "de 1850 à 1900 [Date]")]
    [InlineData("date:\"2e quart 18e siècle\"", "de 1726 à 1750 [Date]")]
    [InlineData("date:..1700", "jusqu’à 1700 [Date]")]
    [InlineData("http://musee.fr", "http://musee.fr")]
    public void Restates_what_it_understood(string typed, string french) =>
        Assert.Equal(french.Replace("« ", "«\u00a0").Replace(" »", "\u00a0»"), QueryParser.Parse(typed).Restated);

    [Theory]
    [InlineData("\"la rieuse", "QuoteClosed")]
    [InlineData("(vase OU (coupe", "ParenthesisClosed")]
    [InlineData("vase)", "ParenthesisDropped")]
    [InlineData("ET vase", "OperatorDropped")]
    [InlineData("vase OU", "OperatorDropped")]
    [InlineData("vase SAUF", "OperatorDropped")]
    [InlineData("date:jadis vase", "DateDropped")]
    public void Repairs_what_is_malformed_and_says_how(string typed, string repair)
    {
        var parsed = QueryParser.Parse(typed);
        Assert.Contains(repair, parsed.Repairs);
        Assert.NotNull(parsed.Root);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("\"\"")]
    [InlineData("()")]
    [InlineData("ET OU SAUF")]
    [InlineData("[Domaine]")]
    [InlineData("::: *** ((( \" ]] -- ' & | ! <>")]
    public void Asks_nothing_when_nothing_is_asked(string typed) => Assert.Null(QueryParser.Parse(typed).Root);

    [Fact]
    public void Survives_anything_typed()
    {
        var random = new Random(7);
        const string Signs = "ab é()\"«»[]:*-, \t\u0000ETOUSAUFdate:titre:1850..1900'’[Domaine]💥\ud800";
        for (var i = 0; i < 20_000; i++)
        {
            var typed = string.Concat(Enumerable.Range(0, random.Next(60)).Select(_ => Signs[random.Next(Signs.Length)]));
            _ = QueryParser.Parse(typed).Restated;
        }
    }

    [Fact]
    public void Does_not_drown_in_parentheses() => Assert.NotNull(QueryParser.Parse(new string('(', 900) + "vase").Repairs);
}
