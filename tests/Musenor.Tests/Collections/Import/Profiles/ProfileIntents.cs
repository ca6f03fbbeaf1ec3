using Musenor.Accounts.Access;
using Musenor.Collections.Import.Profiles;
using Musenor.Web;

namespace Musenor.Tests.Collections.Import.Profiles;

/// <summary>Profiles that are there when a test begins.</summary>
internal static class ProfileIntents
{
    public static readonly MappingProfile Example = new()
    {
        Name = "Logiciel du musée",
        Software = "Exemple",
        Rules =
        [
            new("N° inv.", "INV"),
            new("Titre de l’œuvre", "TITR") { Steps = ["rogner", "capitale"] },
            new("Matières", "TECH") { List = "|", Steps = ["minuscules"] },
            new("Notes", ""),
        ],
        Fixed = new Dictionary<string, string> { ["DOMN"] = "peinture", ["STAT"] = "propriété de la commune" },
        KeepsOthers = true,
    };

    /// <summary>Its sample has a row of real words.</summary>
    public static readonly ProfileSample Sample = new("CSV", ["N° inv.", "Titre de l’œuvre", "Matières", "Notes", "MUSEO"], [["A 1", "  vue du port ", "Huile|TOILE", "x", "M0001"], ["A 2", "", "", "", "M0001"]]);

    /// <summary>Saves a profile as an operator would, and answers its identifier.</summary>
    public static Task<string> ImportProfile(this MusenorFixture portal, string? museum, MappingProfile? profile = null) => portal.Ask<SaveProfile, string>(async save =>
        await save.Run(Person.Operator, new(null, museum, profile ?? Example, 0, Sample)) is Outcome.Done(var id) ? id : throw new InvalidOperationException("The profile was not saved."));
}
