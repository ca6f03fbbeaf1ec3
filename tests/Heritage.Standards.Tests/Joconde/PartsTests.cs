using System.Globalization;
using Heritage.Standards.Joconde;
using Xunit;

namespace Heritage.Standards.Tests.Joconde;

public sealed class PartsTests
{
    [Theory]
    [InlineData("Poussin Nicolas (1594-1665)", "Poussin Nicolas [1594-1665]")]
    [InlineData("Poussin Nicolas (1594-1665) ; peintre ; Audran Gérard (1640-1703) ; graveur", "Poussin Nicolas [1594-1665] {peintre} / Audran Gérard [1640-1703] {graveur}")]
    [InlineData("DELACROIX Eugène ; RUBENS Peter Paul (d'après)", "DELACROIX Eugène / RUBENS Peter Paul <d'après>")]
    [InlineData("ND PHOT (photographe, éditeur) ; MOUROUX Anie (sculpteur, d'après)", "ND PHOT {photographe, éditeur} / MOUROUX Anie {sculpteur} <d'après>")]
    [InlineData("anonyme", "anonyme")]
    [InlineData("anonyme (céramiste, artisan)", "anonyme {céramiste, artisan}")]
    [InlineData("CASEAUX Pierre Hyacinthe (cloutier ; lunetier)", "CASEAUX Pierre Hyacinthe {cloutier, lunetier}")]
    [InlineData("Fleuret (17..-1830?) (graveur);Garnier-Allabre Jacques-Pierre (1782-1834) (imprimeur)", "Fleuret [17..-1830?] {graveur} / Garnier-Allabre Jacques-Pierre [1782-1834] {imprimeur}")]
    [InlineData("atelier de Rubens Pierre Paul", "Rubens Pierre Paul <atelier de>")]
    [InlineData("attribué à Boucher François (1703-1770)", "Boucher François [1703-1770] <attribué à>")]
    [InlineData("école d'Avignon", "Avignon <école d'>")]
    [InlineData("FER Nicolas de (graveur)", "FER Nicolas de {graveur}")]
    [InlineData("Dupont Jean (actif 1850-1880) ; de La Tour Georges", "Dupont Jean [actif 1850-1880] / de La Tour Georges")]
    [InlineData("LOTI Pierre (dit), VIAUD Julien (dessinateur)", "LOTI Pierre, VIAUD Julien {dessinateur}")]
    public void Authors(string text, string expected) => Assert.Equal(expected, string.Join(" / ", Author.Parse(text).Select(a =>
        a.Name + (a.Dates is { } d ? $" [{d}]" : "") + (a.Role is { } r ? $" {{{r}}}" : "") + (a.Qualifier is { } q ? $" <{q}>" : ""))));

    [Theory]
    [InlineData("H. 23 ; L. 61 ; l. 28", "Height Length Width")]
    [InlineData("L. 30.5 cm", "Length")]
    [InlineData("l. 30.5 cm", "Width")]
    [InlineData("La. 3 ; Lo. 5 ; Largeur 3 ; longueur 5", "Width Length Width Length")]
    [InlineData("Ht. 2 ; Ép. 1 ; Prof. 4 ; Diam. 3 ; Pds. 2 kg ; X. 2", "Height Thickness Depth Diameter Weight ")]
    public void Letters_of_measures_are_those_of_the_profession(string text, string expected) => Assert.Equal(expected, string.Join(' ', Measure.Parse(text).Select(m => m.Dimension?.ToString())));

    [Theory]
    [InlineData("H. 23 ; L. 61", "H=23 cm / L=61 cm")]
    [InlineData("17 H ; 24.2 L", "H=17 cm / L=24.2 cm")]
    [InlineData("Hauteur en cm 58", "Hauteur=58 cm")]
    [InlineData("Hauteur en cm 1.64 ; Longueur en cm 6.6 ; Epaisseur en cm", "Hauteur=1.64 cm / Longueur=6.6 cm / ?Epaisseur en cm")]
    [InlineData("H. 9,4 cm", "H=9.4 cm")]
    [InlineData("Pds. 87 g", "Pds=87 g")]
    [InlineData("H. 21 cm, D. 69,5 cm", "H=21 cm / D=69.5 cm")]
    [InlineData("H.73;L.24,5;l.27", "H=73 cm / L=24.5 cm / l=27 cm")]
    [InlineData("L. en mm 230", "L=230 mm")]
    [InlineData("H. 360cm, L. 205cm", "H=360 cm / L=205 cm")]
    [InlineData("H. 59,l. 82", "H=59 cm / l=82 cm")]
    [InlineData("H. 23 ; l. 28 : avec cadre", "H=23 cm / l=28 cm (avec cadre)")]
    [InlineData("H. 29 cm (vase)", "H=29 cm (vase)")]
    [InlineData("Pds. 174", "Pds=174 ")]
    [InlineData("80, 63.8", "?80, 63.8")]
    [InlineData("Hauteur x Largeur : 24,5 x 14,5 cm", "?Hauteur x Largeur : 24,5 x 14,5 cm")]
    [InlineData("H. cm 45", "H=45 cm")]
    [InlineData("Dimensions hors tout en mm : H. 25", "H=25 mm (Dimensions hors tout)")]
    [InlineData("Hauteur (en m) 3.5 ; H. (avec cadre) 60.5", "Hauteur=3.5 m / H=60.5 cm (avec cadre)")]
    [InlineData("- Carrure : 46 cm", "Carrure=46 cm")]
    public void Measures(string text, string expected) => Assert.Equal(expected, string.Join(" / ", Measure.Parse(text).Select(m => m.Value is { } v
        ? string.Create(CultureInfo.InvariantCulture, $"{m.Kind}={v} {m.Unit}") + (m.Precision is { } p ? $" ({p})" : "")
        : "?" + m.Text)));

    [Theory]
    [InlineData("portrait ; homme ; en buste#paysage", "portrait: homme, en buste / paysage: ")]
    [InlineData("vue d'architecture (Houdan, église)#vue d'architecture (chapiteau)", "vue d'architecture: Houdan, église / vue d'architecture: chapiteau")]
    [InlineData("paysage ; vue d'architecture (maison)", "paysage:  / vue d'architecture: maison")]
    [InlineData("transport à dos d'animal (cavalier),représentation d'objet (fouet)", "transport à dos d'animal: cavalier / représentation d'objet: fouet")]
    [InlineData("scène (a, b (c, d), e)", "scène: a, b (c, d), e")]
    public void Subjects(string text, string expected) =>
        Assert.Equal(expected, string.Join(" / ", SubjectGroup.Parse(text).Select(g => $"{g.Genre}: {string.Join(", ", g.Terms)}")));

    [Theory]
    [InlineData("propriété de la commune ; achat ; Le Havre ; museum d'histoire naturelle", "propriété de la commune|achat|Le Havre|museum d'histoire naturelle")]
    [InlineData("propriété de l'Etat ; donation ; musée Rodin", "propriété de l'Etat|donation||musée Rodin")]
    [InlineData("propriété de l'Etat ; Sèvres - Cité de la céramique", "propriété de l'Etat|||Sèvres - Cité de la céramique")]
    [InlineData("propriété de la commune ; mode d'acquisition inconnu ; ancien fonds ; Avallon ; musée de l'Avallonnais", "propriété de la commune|mode d'acquisition inconnu, ancien fonds|Avallon|musée de l'Avallonnais")]
    [InlineData("propriété de la commune;don manuel;Autun;musée Verger-Tarin", "propriété de la commune|don manuel|Autun|musée Verger-Tarin")]
    public void Statuses(string text, string expected)
    {
        var status = LegalStatus.Parse(text)!;
        Assert.Equal(expected, $"{status.Property}|{string.Join(", ", status.Acquisitions)}|{status.Owner}|{status.Holder}");
    }

    [Theory]
    [InlineData("France ; Bourgogne ; Autun (lieu d'exécution)", "France>Bourgogne>Autun [lieu d'exécution]")]
    [InlineData("France, Saône-et-Loire, Autun (lieu de création)", "France>Saône-et-Loire>Autun [lieu de création]")]
    [InlineData("France ; Lille (lieu de création)#Belgique ; Gand (lieu d'utilisation)", "France>Lille [lieu de création] / Belgique>Gand [lieu d'utilisation]")]
    [InlineData("France, Rouen (lieu de création) ; France, Darnétal (lieu d'exécution)", "France>Rouen [lieu de création] / France>Darnétal [lieu d'exécution]")]
    [InlineData("Angleterre", "Angleterre []")]
    public void Places(string text, string expected) =>
        Assert.Equal(expected, string.Join(" / ", Place.Parse(text).Select(p => $"{string.Join('>', p.Parts)} [{p.Kind}]")));

    [Theory]
    [InlineData("2001.4.12 ; 92 : Cat. Beyer sculptures", "2001.4.12 [] + 92 [Cat. Beyer sculptures]")]
    [InlineData("D 5808_5809 ; D 5810", "D 5808_5809 [] + D 5810 []")]
    [InlineData("2003.0.6076 ; 732 (Ancien n° inventaire)", "2003.0.6076 [] + 732 [Ancien n° inventaire]")]
    [InlineData("7492.35 ; D 07.1.24 (35)", "7492.35 [] + D 07.1.24 (35) []")]
    public void Inventory_numbers(string text, string expected)
    {
        var inventory = InventoryNumbers.Parse(text);
        Assert.Equal(expected, string.Join(" + ", inventory.Others.Select(o => $"{o.Number} [{o.Precision}]").Prepend($"{inventory.Current} [{inventory.Precision}]")));
    }

    [Theory]
    [InlineData("Autun ; musée Rolin ; manquant", SituationKind.Missing, "Autun ; musée Rolin")]
    [InlineData("Autun;musée Rolin;manquant", SituationKind.Missing, "Autun ; musée Rolin")]
    [InlineData("Autun ; musée Rolin ; volées ; 2010", SituationKind.Stolen, "Autun ; musée Rolin ; 2010")]
    [InlineData("Autun ; présumé détruit", SituationKind.Missing, "Autun")]
    [InlineData("Paris;musée du Louvre;oeuvre disparue;manquant", SituationKind.Missing, "Paris ; musée du Louvre")]
    [InlineData("Paris ; musée du Louvre ; volée en 1911", SituationKind.Stolen, "Paris ; musée du Louvre")]
    [InlineData("Autun ; volé ?", SituationKind.Stolen, "Autun")]
    [InlineData("Autun ; manquant (récolement 2012)", SituationKind.Missing, "Autun")]
    [InlineData("Autun ; manquant au récolement", SituationKind.Missing, "Autun")]
    [InlineData("Lille ; rue du Manquant", SituationKind.Present, "Lille ; rue du Manquant")]
    [InlineData("Lille ; volets peints", SituationKind.Present, "Lille ; volets peints")]
    [InlineData("Nantes ; Volerie", SituationKind.Present, "Nantes ; Volerie")]
    [InlineData("Brest ; musée des beaux-arts ; retrouvé", SituationKind.Found, "Brest ; musée des beaux-arts")]
    public void Tc14_missing_and_stolen_objects(string text, SituationKind kind, string place) =>
        Assert.Equal((kind, place), (Situation.Parse(text).Kind, Situation.Parse(text).Place));

    [RealDataFact]
    public void Most_measures_of_the_real_extracts_have_a_number()
    {
        var measures = RealData.Notices().SelectMany(n => n.Measures).ToList();
        var unread = measures.Where(m => m.Value is null).ToList();
        Assert.True(unread.Count < measures.Count / 10, $"{unread.Count} of {measures.Count}: {string.Join(" | ", unread.Select(m => m.Text).Take(40))}");
    }
}
