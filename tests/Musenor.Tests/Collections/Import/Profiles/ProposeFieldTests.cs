using Heritage.Standards.Joconde;
using Musenor.Collections.Import.Profiles;
using Xunit;

namespace Musenor.Tests.Collections.Import.Profiles;

public sealed class ProposeFieldTests
{
    [Theory]
    [InlineData("TITR", "TITR")]
    [InlineData(" titr ", "TITR")]
    [InlineData("Titre", "TITR")]
    [InlineData("N° d’inventaire", "INV")]
    [InlineData("numero d'inventaire", "INV")]
    [InlineData("Numero_inventaire", "INV")]
    [InlineData("Matériaux - techniques", "TECH")]
    [InlineData("Materiaux_techniques", "TECH")]
    [InlineData("Code_Museofile", "MUSEO")]
    [InlineData("Lien MUSEOFILE", "MUSEO")]
    [InlineData("Manquant commentaires", "MANQUANT_COM")]
    public void A_name_that_only_one_field_bears_is_sure(string column, string code) => Assert.Equal(code, ProposeField.Sure(column));

    [Theory]
    [InlineData("N° inv.", "INV")]
    [InlineData("No Inventaire", "INV")]
    [InlineData("Artiste(s)", null)]
    [InlineData("ARTISTE", "AUTR")]
    [InlineData("Titre de l’œuvre", "TITR")]
    [InlineData("Matières et techniques", "TECH")]
    [InlineData("Mode d'acquisition", "STAT")]
    [InlineData("Date d’acquisition", "DACQ")]
    [InlineData("Lieu d’exécution", "LIEUX")]
    [InlineData("Désignation", "DENO")]
    [InlineData("Emplacement réserve", null)]
    [InlineData("Colonne 12", null)]
    public void A_usual_name_is_proposed_and_an_unknown_one_is_not(string column, string? code) => Assert.Equal(code, ProposeField.Likely(column));

    [Fact]
    public void Every_proposal_is_a_field_that_a_file_may_fill() => Assert.All(
        JocondeFields.All.Where(f => f.Level is not (FieldLevel.Generated or FieldLevel.Deprecated)),
        field => Assert.NotNull(ProfileRules.Target(ProposeField.Likely(field.Label) ?? field.Code)));
}
