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
    [InlineData("S.89.30 [N° d’inventaire]", "inv:\"S.89.30\"")]
    [InlineData("de 1850 à 1900 [Date]", "date:1850..1900")]
    [InlineData("1850 [Date]", "date:1850..1850")]
    [InlineData("jusqu’à 1700 [Date]", "date:..1700")]
    [InlineData("rieus* [Titre]", "titre:rieus*")]
    [InlineData("titre:(rieuse OU rieur)", "titre:rieuse OU titre:rieur")]
    [InlineData("date:19e", "date:1801..1900")]
    [InlineData("date:\"fin 19e\"", "date:1876..1900")]
    [InlineData("date:1850 .. 1900", "date:1850..1900")]
    [InlineData("date:1850...1900", "date:1850..1900")]
    [InlineData("1903.12*", "inv:1903.12*")]
    [InlineData("vase SAUF (grès OU verre)", "vase ET SAUF (grès OU verre)")]
    public void Understands_its_own_words_and_shorthand(string typed, string query) => Assert.Equal(query, QueryParser.Parse(typed).Root!.ToQuery());

    [Theory]
    [InlineData("carpeaux rieuse")]
    [InlineData("(\"sport\") ET (beaux-arts [Domaine])")]
    [InlineData("technique:plâtre auteur:carpeaux SAUF copie")]
    [InlineData("(a b OU c) date:..1700 rieus* titre:(x OU \"y z\")")]
    public void What_links_carry_means_the_same(string typed)
    {
        var once = QueryParser.Parse(typed).Root!;
        Assert.Equal(once.ToQuery(), QueryParser.Parse(once.ToQuery()).Root!.ToQuery());
        Assert.Equal(once.ToFrench(), QueryParser.Parse(once.ToQuery()).Root!.ToFrench());
    }

    [Theory]
    [InlineData("\"la rieuse", "QuoteClosed")]
    [InlineData("a* robe", "StarDropped")]
    [InlineData("foo [zzz]", "UnknownField")]
    [InlineData("zzz:robe", "UnknownField")]
    [InlineData("robe titre:", "FieldEmpty")]
    [InlineData("[Domaine] sport", "FieldEmpty")]
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
    public void Asks_nothing_when_nothing_is_asked(string typed)
    {
        var parsed = QueryParser.Parse(typed);
        Assert.Null(parsed.Root);
        Assert.Equal(string.IsNullOrWhiteSpace(typed) ? [] : ["NothingUnderstood"], parsed.Repairs);
    }

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
