using System.Text;
using Heritage.Standards.Joconde;
using Xunit;

namespace Heritage.Standards.Tests.Joconde;

public sealed class TermControlTests
{
    private static readonly TermControl Control = new(
    [
        new TermList("th294", "domaines",
        [
            new(0, "peinture", TermKind.Preferred), new(1, "peintures", TermKind.Rejected, 0), new(2, "dessin", TermKind.Preferred), new(3, "peinture murale", TermKind.Preferred),
            new(4, "Afrique (du nord)", TermKind.Preferred), new(5, "objet au sens large", TermKind.Grouping), new(6, "céramique", TermKind.Preferred),
        ]),
        new TermList("th290", "dénominations", [new(0, "anneau", TermKind.Preferred), new(1, "tasse", TermKind.Preferred), new(2, "pot à eau", TermKind.Preferred)]),
        new TermList("th305", "auteurs", [new(0, "Poussin Nicolas", TermKind.Preferred), new(1, "Vernet Horace", TermKind.Preferred)]),
        new TermList("th287", "périodes", [new(0, "18e siècle", TermKind.Preferred), new(1, "2e quart 18e siècle", TermKind.Preferred)]),
        new TermList("STAT", "statuts", [new(0, "propriété de la commune", TermKind.Preferred), new(1, "achat", TermKind.Preferred)]),
    ]);

    /// <summary>TC15, and what real files write around a term.</summary>
    [Theory]
    [InlineData("DOMN", "peinture", "")]
    [InlineData("DOMN", "Peinture", "OtherCase Peinture > peinture")]
    [InlineData("DOMN", "peintures", "Rejected peintures > peinture")]
    [InlineData("DOMN", "peint", "Unknown peint > peinture, peinture murale")]
    [InlineData("DOMN", "zzz", "Unknown zzz > ")]
    [InlineData("DOMN", "peintrue", "Unknown peintrue > peinture")]
    [InlineData("DOMN", "ceramique", "Unknown ceramique > céramique")]
    [InlineData("DOMN", "objet au sens large", "NotToUse objet au sens large > ")]
    [InlineData("DOMN", "Afrique (du nord) ; dessin", "")]
    [InlineData("DOMN", "dessin, peinture#céramique", "")]
    [InlineData("DOMN", "dessin (peintures)", "Rejected peintures > peinture")]
    [InlineData("DOMN", "dessin ; incertain ; ?", "")]
    [InlineData("AUTR", "Poussin Nicolas (1594-1665)", "")]
    [InlineData("AUTR", "Poussin Nicolas (1594-1665) ; peintre ; Vernet Horace (dessinateur, 1789-1863) ; graveur", "")]
    [InlineData("AUTR", "atelier de Poussin Nicolas (d'après)", "")]
    [InlineData("AUTR", "POUSSIN Nicolas (1594-1665)", "OtherCase POUSSIN Nicolas > Poussin Nicolas")]
    [InlineData("AUTR", "Pousin Nicolas", "Unknown Pousin Nicolas > Poussin Nicolas")]
    [InlineData("DENO", "anneau (2)", "")]
    [InlineData("DENO", "tasse ; 6", "")]
    [InlineData("DENO", "tasse : à café", "")]
    [InlineData("DENO", "pot à eau (?)", "")]
    [InlineData("PERI", "2e quart 18e siècle ; incertain", "")]
    [InlineData("PEOC", "18e siecle", "Unknown 18e siecle > 18e siècle")]
    [InlineData("STAT", "propriété de la commune ; achat ; Lille ; palais des beaux-arts", "")]
    [InlineData("STAT", "propriété de la commune ; acquisition par don ; Lille ; palais", "Unknown acquisition par don > ")]
    [InlineData("TECH", "n'importe quoi", "")]
    [InlineData("EPOQ", "n'importe quoi", "")]
    [InlineData("ECOL", "sans liste chargée", "")]
    public void Tc15_says_what_a_list_thinks_of_a_term_and_nothing_of_dates_counts_and_roles(string code, string text, string said) => Assert.Equal(said, string.Join(" | ",
        Control.Check(code, text).Where(f => f.Verdict != TermVerdict.Preferred).Select(f => $"{f.Verdict} {f.Term} > {string.Join(", ", Control.Proposals(f))}")));

    [Fact]
    public void Preferred_terms_are_told_too_so_that_coverage_can_be_counted() => Assert.Equal(
        [("peinture", TermVerdict.Preferred), ("peintures", TermVerdict.Rejected)], Control.Check("DOMN", "peinture ; peintures").Select(f => (f.Term, f.Verdict)));

    [Fact]
    public void The_fuller_list_judges_legal_terms_where_both_are_loaded()
    {
        var both = new TermControl([new TermList("th306", "lieux", [new(0, "Lille", TermKind.Preferred)]), new TermList("STAT", "statuts", [new(0, "achat", TermKind.Preferred)])]);
        Assert.Equal("th306", both.For("STAT")!.Id);
        Assert.Equal(["Lille"], both.Check("LOCA", "Lille ; manquant").Select(f => f.Term));
        Assert.Null(both.For("DOMN"));
    }

    [Theory]
    [InlineData("th294", "th294")]
    [InlineData("DOMN", "th294")]
    [InlineData("peru", "th287")]
    [InlineData("LOCA", "th306")]
    [InlineData("STAT", "STAT")]
    [InlineData("TITR", null)]
    public void A_list_is_named_by_its_id_or_by_a_field(string name, string? id) => Assert.Equal(id, PopVocabulary.Find(name)?.Id);

    [Fact]
    public void The_ministrys_text_gives_terms_levels_and_rejected_forms()
    {
        var terms = LexiconText.Read("""
            Liste des domaines

            Mise à jour mai 2014
            Suite de la date, encore du titre.


            Les termes entre <>, et en gras, ne sont pas à utiliser

            Important : le champ est multivalué
            Ex : orfèvrerie ; médiéval


            I. domaine par support
            	<objet>
            		céramique = céramiques = poterie
            	dessin
            """);
        Assert.Equal(
            ["0 Grouping I. domaine par support  ", "1 Grouping objet  0", "2 Preferred céramique  1", "3 Rejected céramiques 2 ", "4 Rejected poterie 2 ", "5 Preferred dessin  0"],
            terms.Select(t => $"{t.Position} {t.Kind} {t.Label} {t.Of} {t.Broader}"));
    }

    [Theory]
    [InlineData("""
        [{"@id":"http://x/1","@type":["http://www.w3.org/2004/02/skos/core#Concept"],
          "http://www.w3.org/2004/02/skos/core#prefLabel":[{"@language":"en","@value":"painting"},{"@language":"fr","@value":"peinture"}],
          "http://www.w3.org/2004/02/skos/core#altLabel":[{"@language":"fr","@value":"peintures"},{"@language":"en","@value":"paintings"}]},
         {"@id":"http://x/2","http://www.w3.org/2004/02/skos/core#prefLabel":[{"@language":"fr","@value":"peinture murale"}],
          "http://www.w3.org/2004/02/skos/core#broader":[{"@id":"http://x/1"}]},
         {"@id":"http://x/scheme","http://purl.org/dc/terms/title":[{"@value":"Domaines"}]}]
        """)]
    [InlineData("""
        {"@context":{"skos":"http://www.w3.org/2004/02/skos/core#"},"@graph":[
         {"@id":"http://x/1","@type":"skos:Concept","skos:prefLabel":{"@language":"fr","@value":"peinture"},"skos:altLabel":["peintures"]},
         {"@id":"http://x/2","@type":"skos:Concept","skos:prefLabel":{"fr":"peinture murale","en":"mural"},"skos:broader":"http://x/1"}]}
        """)]
    public void Skos_gives_terms_levels_and_rejected_forms_whatever_its_shape(string json) => Assert.Equal(
        ["0 Preferred peinture  ", "1 Rejected peintures 0 ", "2 Preferred peinture murale  0"],
        SkosJson.Read(new MemoryStream(Encoding.UTF8.GetBytes(json))).Select(t => $"{t.Position} {t.Kind} {t.Label} {t.Of} {t.Broader}"));

    [Fact]
    public void A_concept_that_is_its_own_broader_is_at_the_top() => Assert.Null(
        SkosJson.Read(new MemoryStream("""[{"@id":"a","prefLabel":"x","broader":{"@id":"a"}}]"""u8.ToArray())).Single().Broader);
}
